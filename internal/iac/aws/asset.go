package aws

import (
	"bytes"
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// assetCode finds the code that a tool copied aside to be uploaded. Where the author's own copy of the
// handler's file is here too, and is the same, that is the code: it is where it can be mended.
func (b *builder) assetCode(f *model.Function, d *Declared) {
	if d.Origin.Dockerfile != "" {
		b.builtFrom(f, d, d.Origin.Asset, d.Origin.Dockerfile)
	} else {
		b.codeAt(f, d, d.Origin.Asset)
	}
	name, ok := strings.CutPrefix(f.HandlerFile, d.Origin.Asset+"/")
	if !ok {
		return
	}
	if dir := b.copiedFrom(f.HandlerFile, name); dir != "" {
		f.CodePath, f.HandlerFile = dir, path.Join(dir, name)
	}
}

// mostAlike is with how many files of the same name a copy is compared.
const mostAlike = 64

// copiedFrom is the one directory outside the assemblies that holds the same file under the same name,
// "" if there is none or more than one.
func (b *builder) copiedFrom(file, name string) string {
	copied, err := b.files.Read(file)
	if err != nil {
		return ""
	}
	found, compared := "", 0
	for _, other := range b.files.Files() {
		if other != name && !strings.HasSuffix(other, "/"+name) || copied == nil || inAssembly(other) {
			continue
		}
		if compared++; compared > mostAlike {
			return ""
		}
		if text, err := b.files.Read(other); err != nil || !bytes.Equal(text, copied) {
			continue
		}
		if found != "" {
			return ""
		}
		if found = strings.TrimSuffix(strings.TrimSuffix(other, name), "/"); found == "" {
			found = "."
		}
	}
	return found
}

// inAssembly reports whether a file lies in what the CDK writes.
func inAssembly(file string) bool {
	for part := range strings.SplitSeq(file, "/") {
		if strings.HasPrefix(part, "cdk.out") || strings.HasPrefix(part, "asset.") {
			return true
		}
	}
	return false
}
