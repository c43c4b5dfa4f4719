package cdk

import (
	"path"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/iac/aws"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Passed reports whether a file is no template of its own: what an assembly says of its templates,
// what is uploaded with them, and templates that an earlier synthesis left behind.
func (a *Assemblies) Passed(name string) bool {
	dir, base := path.Dir(name), path.Base(name)
	of := a.within(dir)
	switch {
	case of == nil || of.files[name] || !of.owns(dir):
		return false
	case isTemplate(base) || !of.dirs[dir]:
		return !of.unclear || strings.Contains("/"+dir, "/asset.")
	}
	return own.MatchString(base)
}

// isTemplate reports whether a file is named as the library names templates.
func isTemplate(base string) bool {
	return strings.HasSuffix(base, ".template.json") || strings.HasSuffix(base, ".template.yaml")
}

// own are the files with which an assembly describes itself.
var own = regexp.MustCompile(`^(?:manifest|tree|integ|validation-report|cdk)\.json$|\.(?:assets|metadata)\.json$|^asset\.[0-9a-f]{64}`)

// findStale notes the templates that lie in an assembly and do not belong to it, once for each
// assembly.
func (a *Assemblies) findStale() {
	noted := map[*assembly]bool{}
	for _, name := range a.tree.Files() {
		of := a.within(path.Dir(name))
		if !isTemplate(path.Base(name)) || of == nil || noted[of] || !a.Passed(name) || strings.Contains("/"+name, "/asset.") {
			continue
		}
		noted[of] = true
		a.note(model.Location{File: path.Join(of.dir, "manifest.json"), Line: 1, Column: 1},
			name+" and what else the manifest does not name was left by an earlier synthesis and is not read")
	}
}

// Platforms are the pseudo parameters of templates, as far as the assemblies know them, by the path of
// the template. Nested stacks have those of the one around them.
func (a *Assemblies) Platforms() map[string]map[string]string {
	out := map[string]map[string]string{}
	for template, s := range a.stacks {
		if s.platform != nil {
			out[template] = s.platform
		}
	}
	return out
}

// Origin is what an assembly, or the metadata that the library leaves in a template, says of a
// resource.
func (a *Assemblies) Origin(template, name string, resource *source.Node) aws.Origin {
	of := a.within(path.Dir(template))
	full := a.pathOf(template, name, resource)
	out := aws.Origin{Path: shown(full)}
	if byLibrary(of, full, name) {
		out.Library = Library
	}
	var property *source.Node
	properties := resource.Get("Properties")
	switch kind, _ := resource.Get("Type").Scalar(); kind {
	case "AWS::Lambda::Function":
		property = properties.Get("Code")
	case "AWS::Lambda::LayerVersion":
		property = properties.Get("Content")
	case "AWS::CloudFormation::Stack":
		property = properties.Get("TemplateURL")
	default:
		return out
	}
	if property.Get("ZipFile") != nil {
		return out
	}
	if found, ok := a.assetIn(of, template, property); ok {
		out.Asset, out.Dockerfile = found.path, found.dockerfile
	}
	return out
}

// pathOf is the path of the construct that a resource is made by, "" if it is not told. The metadata
// of a stack holds the logical ids of the stacks nested in it too, which have paths below theirs.
func (a *Assemblies) pathOf(template, name string, resource *source.Node) string {
	if text, ok := resource.Get("Metadata").Get("aws:cdk:path").Scalar(); ok && len(text) <= maxPathLength {
		return text
	}
	s := a.stacks[template]
	if s == nil {
		return ""
	}
	found := ""
	for _, p := range s.paths[name] {
		if s.around(p) != s.prefix {
			continue
		}
		if found != "" {
			return ""
		}
		found = p
	}
	return found
}

// shown is the path that the author knows: the last part is the library's.
func shown(path string) string {
	for _, end := range []string{"/Resource", "/Default"} {
		path = strings.TrimSuffix(path, end)
	}
	return path
}
