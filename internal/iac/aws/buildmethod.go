package aws

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// outputs are the usual names of directories that a build fills.
var outputs = map[string]bool{
	"target": true, "build": true, "dist": true, "bin": true, "out": true, "publish": true, "lib": true, ".build": true, "artifacts": true, ".aws-sam": true,
}

// manifests are files that say that a directory is built.
var manifests = []string{
	"pom.xml", "build.gradle", "build.gradle.kts", "build.sbt", "Cargo.toml", "go.mod", "package.json", "tsconfig.json", "Makefile", "makefile",
}

// entryPoint is the file with the handler of a function whose sources are in a directory: as "sam
// build" is told to build it, else where the language looks for it.
func (b *builder) entryPoint(f *model.Function, d *Declared, dir string) string {
	handler, runtime := f.Entry, f.Runtime.TextOr("")
	metadata := d.Attributes.Get("Metadata")
	properties := metadata.Get("BuildProperties")
	switch metadata.Get("BuildMethod").TextOr("") {
	case "esbuild":
		if file := b.esbuildFile(dir, handler, properties.Get("EntryPoints")); file != "" {
			return file
		}
	case "makefile":
		if file := b.makefileFile(dir, d.Name); file != "" {
			return file
		}
	case "rust-cargolambda":
		if binary := properties.Get("Binary").TextOr(""); binary != "" {
			handler = binary
		}
		return b.rustFile(dir, handler)
	}
	return b.handlerFile(dir, handler, runtime)
}

// esbuildFile is the entry point that is bundled into the file that the handler names (AWS SAM developer
// guide, "Building Node.js Lambda functions with esbuild").
func (b *builder) esbuildFile(dir, handler string, entryPoints model.Value) string {
	module := moduleOf(handler)
	var same, alike []string
	for _, item := range entryPoints.OneOrMany() {
		name, known := item.Text()
		file := path.Join(dir, name)
		if isFile, _ := b.files.Stat(file); !known || !isFile {
			if file = b.first(dir, endings(name, scripts...)...); file == "" {
				continue
			}
		}
		stem := strings.TrimSuffix(file, path.Ext(file))
		switch {
		case stem == path.Join(dir, module):
			same = append(same, file)
		case path.Base(stem) == path.Base(module):
			alike = append(alike, file)
		}
	}
	if len(same) > 0 {
		return only(same)
	}
	return only(alike)
}

// goBuild is a command that builds a Go program, with what it builds.
var goBuild = regexp.MustCompile(`\bgo build\b[^\n&;|]*?\s(\./[\w./-]*|[\w./-]+\.go|cmd/[\w./-]+)\s*(?:$|[&;|])`)

// dotnetBuild is a command that builds a .NET program, with its project file.
var dotnetBuild = regexp.MustCompile(`\bdotnet (?:publish|build|lambda package)\b[^\n&;|]*?\s([\w./-]+\.(?:cs|fs)proj)\b`)

// makefileFile is the file with the main function that the target build-NAME of a Makefile compiles.
func (b *builder) makefileFile(dir, name string) string {
	file := b.first(dir, "Makefile", "makefile")
	if file == "" {
		return ""
	}
	content, err := b.read(file)
	if err != nil {
		return ""
	}
	within := false
	for line := range strings.Lines(string(content)) {
		if !strings.HasPrefix(line, "\t") {
			within = strings.HasPrefix(line, "build-"+name+":")
			continue
		}
		if !within {
			continue
		}
		if m := dotnetBuild.FindStringSubmatch(line); m != nil {
			project := path.Join(dir, m[1])
			return b.programFile(path.Dir(project), strings.TrimSuffix(path.Base(project), path.Ext(project)))
		}
		m := goBuild.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		built := path.Join(dir, m[1])
		if isFile, _ := b.files.Stat(built); isFile {
			return built
		}
		return b.goFile(built, path.Base(built))
	}
	return ""
}

// builtAt finds the sources of what a build leaves at a path that is not there: the directory above
// the one that builds fill, if something is built in it.
func (b *builder) builtAt(f *model.Function, d *Declared, name string) {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		project := path.Join(append([]string{"."}, parts[:i]...)...)
		if !outputs[part] || !b.isProject(project) {
			continue
		}
		rest := strings.Join(parts[i+1:], "/")
		f.CodePath = project
		for _, dir := range []string{path.Join(project, rest), path.Join(project, "src", rest), project} {
			if _, isDir := b.files.Stat(dir); isDir && f.HandlerFile == "" {
				f.HandlerFile = b.entryPoint(f, d, dir)
			}
		}
		if f.HandlerFile == "" && path.Ext(rest) == "" && rest != "" { // target/lambda/NAME, bin/NAME
			f.HandlerFile = b.compiledBy(f, project, path.Base(rest))
		}
		if f.HandlerFile != "" {
			f.Taken = "the source beside the directory that its build fills"
		}
		return
	}
}

// compiledBy is the file with the main function of the program of a name.
func (b *builder) compiledBy(f *model.Function, project, name string) string {
	if runtime := f.Runtime.TextOr(""); !strings.HasPrefix(runtime, "provided") && !strings.HasPrefix(runtime, "go") {
		return ""
	}
	return b.compiledFile(project, name)
}

// isProject reports whether something is built in a directory.
func (b *builder) isProject(dir string) bool {
	if b.first(dir, manifests...) != "" {
		return true
	}
	return slices.ContainsFunc(b.filesIn(dir), func(file string) bool {
		return path.Ext(file) == ".csproj" || path.Ext(file) == ".fsproj"
	})
}
