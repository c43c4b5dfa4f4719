package aws

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// locateCode finds the directory and the file that hold the handler, where they are in the scanned
// directory: inline in the template, at a local path (as "aws cloudformation package" takes them),
// or beside a Dockerfile.
func (b *builder) locateCode(f *model.Function, d *Declared) {
	code := d.Properties.Get("Code")
	base := path.Dir(d.Template)
	switch local, known := code.Text(); {
	case !code.Get("ZipFile").IsAbsent():
		f.Inline, f.CodePath, f.HandlerFile = true, d.Template, d.Template
		return
	case d.Origin.Asset != "":
		b.assetCode(f, d)
	case known && !strings.Contains(local, "://"):
		b.codeAt(f, path.Join(base, local))
	case !code.Get("ImageUri").IsAbsent():
		b.imageCode(f, d, base)
	default:
		if asset, known := d.Attributes.Get("Metadata", "aws:asset:path").Text(); known {
			b.codeAt(f, path.Join(base, asset))
		} else {
			b.uploadedCode(f, d)
		}
	}
	if f.CodePath == "" && !code.IsAbsent() && d.Origin.Library == "" { // what a library brings is not the author's to add
		b.app.Unknowns = append(b.app.Unknowns, model.Gap{Element: d.ID, Path: "Code", Reason: "the code of " + d.Name + " is not here", At: code.At, Uses: 1})
	}
}

// uploadedCode looks for the sources of a package that is uploaded as an archive: among the
// directories that hold the handler's file, the one whose name's words are all in the archive's name:
// orders-service.zip is services/orders. Where two fit that say different things there is no answer.
func (b *builder) uploadedCode(f *model.Function, d *Declared) {
	key := d.Properties.Get("Code", "S3Key").String()
	if i := strings.LastIndexAny(key, "/}"); i >= 0 {
		key = key[i+1:]
	}
	archive := words(strings.TrimSuffix(key, path.Ext(key)))
	handler, runtime := f.Handler.TextOr(""), f.Runtime.TextOr("")
	if len(archive) == 0 || handler == "" {
		return
	}
	found, fits := "", []string(nil)
	for _, file := range b.files.Files() {
		dir := path.Dir(file)
		mine := words(path.Base(dir))
		if len(mine) == 0 || !includes(archive, mine) || b.handlerFile(dir, handler, runtime) != file {
			continue
		}
		switch {
		case found == "" || includes(mine, fits) && len(mine) > len(fits):
			found, fits = dir, mine
		case !includes(fits, mine) || len(mine) == len(fits):
			return
		}
	}
	if found != "" {
		b.codeAt(f, found)
	}
}

// words are the words of a name, in lower case.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// includes reports whether every one of some words is among others.
func includes(all, some []string) bool {
	for _, w := range some {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}

func (b *builder) codeAt(f *model.Function, name string) {
	isFile, isDir := b.files.Stat(name)
	if isFile || isDir {
		f.CodePath = name
	}
	if isDir {
		f.HandlerFile = b.handlerFile(name, f.Handler.TextOr(""), f.Runtime.TextOr(""))
	}
}

// imageCode finds the directory that an image is built from: where metadata that SAM and CDK leave
// says, else that of the one Dockerfile whose directory's words are all in the image's name, else
// that of the only Dockerfile.
func (b *builder) imageCode(f *model.Function, d *Declared, base string) {
	metadata := d.Attributes.Get("Metadata")
	for _, key := range []string{"DockerContext", "aws:asset:path"} {
		if directory, known := metadata.Get(key).Text(); known {
			directory = path.Join(base, directory)
			b.builtFrom(f, directory, path.Join(directory, metadata.Get("Dockerfile").TextOr("Dockerfile")))
			return
		}
	}
	image := words(d.Properties.Get("Code", "ImageUri").String())
	var all, named []string
	for _, file := range b.files.Files() {
		if path.Base(file) != "Dockerfile" {
			continue
		}
		all = append(all, file)
		if name := words(path.Base(path.Dir(file))); len(name) > 0 && includes(image, name) {
			named = append(named, file)
		}
	}
	if len(named) != 1 {
		named = all
	}
	if len(named) == 1 {
		b.builtFrom(f, path.Dir(named[0]), named[0])
	}
}

// dockerCommand is the handler that an image runs: the last CMD ["module.function"] (AWS Lambda
// Developer Guide, "Create a Lambda function using a container image").
var dockerCommand = regexp.MustCompile(`(?mi)^\s*CMD\s*\[\s*"([\w./-]+)"\s*\]`)

// builtFrom notes where an image's code lies, and the file with the handler that its Dockerfile runs.
func (b *builder) builtFrom(f *model.Function, directory, dockerfile string) {
	text, err := b.files.Read(dockerfile)
	if err != nil {
		return
	}
	f.CodePath = directory
	commands := dockerCommand.FindAllSubmatch(text, -1)
	if len(commands) == 0 {
		return
	}
	handler := string(commands[len(commands)-1][1])
	for _, runtime := range []string{"python", "nodejs", "ruby"} {
		for _, dir := range []string{directory, path.Join(directory, "src"), path.Join(directory, "app")} {
			if file := b.handlerFile(dir, handler, runtime); file != "" && f.HandlerFile == "" {
				f.HandlerFile = file
			}
		}
	}
}

// sources are the endings of files that hold a handler, by the beginning of the runtime's name.
var sources = []struct {
	runtime string
	endings []string
}{
	{"python", []string{".py", "/__init__.py"}},
	{"nodejs", []string{".js", ".mjs", ".cjs", ".ts", ".mts", ".tsx"}},
	{"ruby", []string{".rb"}},
	{"provided", []string{".go", ""}},
	{"go", []string{".go", ""}},
}

// handlerFile is the file that should hold a handler: "app.main" in app.py, "src/index.handler" in
// src/index.js. For compiled Go it is main.go.
func (b *builder) handlerFile(dir, handler, runtime string) string {
	module := handler
	if i := strings.LastIndexByte(handler, '.'); i >= 0 {
		module = handler[:i]
	}
	if strings.HasPrefix(runtime, "python") {
		module = strings.ReplaceAll(module, ".", "/")
	}
	for _, s := range sources {
		if !strings.HasPrefix(runtime, s.runtime) {
			continue
		}
		names := []string{module}
		if s.runtime == "provided" || s.runtime == "go" {
			names = append(names, "main")
		}
		for _, name := range names {
			for _, ending := range s.endings {
				file := path.Join(dir, name+ending)
				if isFile, _ := b.files.Stat(file); isFile && name != "" {
					return file
				}
			}
		}
	}
	return ""
}
