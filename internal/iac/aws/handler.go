package aws

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// handlerFile is the file below a directory that should hold a handler, "" if there is none or more
// than one may be. How a handler names its file, each language decides for itself (AWS Lambda
// developer guide, "Define Lambda function handler" of each language).
func (b *builder) handlerFile(dir, handler, runtime string) string {
	if strings.HasSuffix(handler, ".sh") { // a script that an adapter starts
		return b.first(dir, handler)
	}
	var found []string
	for _, language := range languages {
		switch {
		case handler == "":
		case strings.HasPrefix(runtime, language.runtime):
			return language.find(b, dir, handler)
		default:
			if file := language.find(b, dir, handler); file != "" && !slices.Contains(found, file) {
				found = append(found, file)
			}
		}
	}
	if runtime != "" && !strings.ContainsAny(runtime, "_${}") {
		return "" // a runtime that is not known here
	}
	return only(found) // the runtime is not said: where only one language has such a file, it is that
}

// languages are the ways to find a handler, by the beginning of the runtime's name.
var languages = []struct {
	runtime string
	find    func(b *builder, dir, handler string) string
}{
	{"python", (*builder).pythonFile},
	{"nodejs", (*builder).nodeFile},
	{"ruby", (*builder).rubyFile},
	{"java", (*builder).javaFile},
	{"dotnet", (*builder).dotnetFile},
	{"provided", (*builder).compiledFile},
	{"go", (*builder).compiledFile},
}

// first is the first of the files that is there.
func (b *builder) first(dir string, names ...string) string {
	for _, name := range names {
		file := path.Join(dir, name)
		if isFile, _ := b.files.Stat(file); isFile {
			return file
		}
	}
	return ""
}

// endings are a name with each of some endings.
func endings(name string, of ...string) []string {
	out := make([]string, len(of))
	for i, e := range of {
		out[i] = name + e
	}
	return out
}

// pythonFile is where package.module.function is: package/module.py.
func (b *builder) pythonFile(dir, handler string) string {
	i := strings.LastIndexByte(handler, '.')
	if i <= 0 {
		return ""
	}
	return b.first(dir, endings(strings.ReplaceAll(handler[:i], ".", "/"), ".py", "/__init__.py")...)
}

// rubyFile is where path/file.Class.method is: path/file.rb.
func (b *builder) rubyFile(dir, handler string) string {
	return b.first(dir, moduleOf(handler)+".rb")
}

// moduleOf is what stands before the first dot of the last part of a path.
func moduleOf(handler string) string {
	base, _, _ := strings.Cut(path.Base(handler), ".")
	return path.Join(path.Dir(handler), base)
}

var scripts = []string{".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx"}

// nodeFile is where path/file.export is: path/file.js, or the TypeScript that it is compiled from.
func (b *builder) nodeFile(dir, handler string) string {
	module := moduleOf(handler)
	if file := b.first(dir, endings(module, scripts...)...); file != "" || b.first(dir, "package.json", "tsconfig.json") == "" {
		return file
	}
	places := []string{"src/" + module} // compiled to where nothing is yet
	if out, rest, ok := strings.Cut(module, "/"); ok && outputs[out] {
		places = append(places, rest, "src/"+rest)
	}
	var found []string
	for _, place := range places {
		if file := b.first(dir, endings(place, scripts...)...); file != "" && !slices.Contains(found, file) {
			found = append(found, file)
		}
	}
	return only(found)
}

func only(found []string) string {
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// below are the files of a name below a directory, without those of tests.
func (b *builder) below(dir, name string) []string {
	if b.index.byBase == nil {
		b.index.byBase = map[string][]string{}
		for _, file := range b.files.Files() {
			b.index.byBase[path.Base(file)] = append(b.index.byBase[path.Base(file)], file)
		}
	}
	var out []string
	for _, file := range b.index.byBase[name] {
		if (dir == "." && !inAssembly(file) || strings.HasPrefix(file, dir+"/")) && !strings.Contains("/"+file, "/src/test/") {
			out = append(out, file)
		}
	}
	return out
}

var (
	jvm = []string{".java", ".kt", ".scala", ".groovy"}
	clr = []string{".cs", ".fs", ".vb"}
)

// javaFile is where package.Class::method is: package/Class.java below a directory of sources. A
// Kotlin file may stand in another directory than its package says.
func (b *builder) javaFile(dir, handler string) string {
	class, _, _ := strings.Cut(handler, "::")
	class, _, _ = strings.Cut(class, "$")
	place := strings.ReplaceAll(class, ".", "/")
	var there, declared []string
	for _, ending := range jvm {
		for _, file := range b.below(dir, path.Base(place)+ending) {
			switch {
			case strings.HasSuffix("/"+file, "/"+place+ending):
				there = append(there, file)
			case b.has(file, "package "+strings.ReplaceAll(path.Dir(place), "/", ".")):
				declared = append(declared, file)
			}
		}
	}
	if len(there) > 0 {
		return only(there)
	}
	return only(declared)
}

// has reports whether a file has a text at the beginning of a line.
func (b *builder) has(file, start string) bool {
	text, err := b.read(file)
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), start); ok && (rest == "" || strings.ContainsAny(rest[:1], ";{ \t\r#")) {
			return true
		}
	}
	return false
}

// common are names of modules that say nothing.
var common = map[string]bool{
	"index": true, "app": true, "main": true, "handler": true, "handlers": true, "lambda": true, "lambda_function": true,
	"lambda_handler": true, "function": true, "server": true, "run": true, "src": true, "code": true, "bootstrap": true,
}

// anywhere is the file that a handler names so that only one file of the whole directory can be meant:
// a class with its package, or a module of a name that says something.
func (b *builder) anywhere(handler, runtime string) string {
	class, _, _ := strings.Cut(handler, "::")
	module := path.Base(moduleOf(handler))
	switch {
	case strings.HasPrefix(runtime, "java") && strings.Count(class, ".") > 1:
		return b.javaFile(".", handler)
	case strings.Contains(handler, "/") || strings.Count(handler, ".") != 1 || common[module]:
	case strings.HasPrefix(runtime, "python"):
		return only(b.below(".", module+".py"))
	case strings.HasPrefix(runtime, "nodejs"):
		var found []string
		for _, ending := range scripts {
			found = append(found, b.below(".", module+ending)...)
		}
		return only(found)
	}
	return ""
}

// projectOf is the directory whose sources a file is among.
func projectOf(file string) string {
	for _, sources := range []string{"src/main/", "src/", "app/"} { // of Maven and Gradle; of others; of Play
		if project, _, ok := strings.Cut("/"+file, "/"+sources); ok {
			return path.Clean(strings.TrimPrefix(project+"/.", "/"))
		}
	}
	return path.Dir(file)
}

// filesIn are the files right in a directory.
func (b *builder) filesIn(dir string) []string {
	if b.index.byDir == nil {
		b.index.byDir = map[string][]string{}
		for _, file := range b.files.Files() {
			b.index.byDir[path.Dir(file)] = append(b.index.byDir[path.Dir(file)], file)
		}
	}
	return b.index.byDir[dir]
}

// maxReads is how many files are read to find handlers, in all applications together.
const maxReads = 20_000

var errReads = errors.New("too many files have been read to find handlers")

func (b *builder) read(name string) ([]byte, error) {
	if b.index.reads++; b.index.reads > maxReads {
		return nil, errReads
	}
	return b.files.Read(name)
}
