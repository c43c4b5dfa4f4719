package aws

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// found is a file that may be the source of what the template names.
type found struct {
	file, dir string // the handler's file, the directory that its imports begin at
	why       string // what makes it the source, a clause without a full stop
}

// takeSource finds the source of code that the template names where a build leaves it, or in an archive: what build
// scripts say, else the only file that has the module's path and the handler's name. Two that fit are no answer.
func (b *builder) takeSource(f *model.Function, place string) {
	var fits []found
	for _, look := range []func(*model.Function, string) []found{b.byRecipe, b.besideProgram, b.byPath} {
		if fits = look(f, place); len(fits) > 0 {
			break
		}
	}
	slices.SortStableFunc(fits, func(a, b found) int { return strings.Compare(a.file, b.file) })
	fits = slices.CompactFunc(fits, func(a, b found) bool { return a.file == b.file })
	if len(fits) != 1 {
		const most = 5 // more than these say no more than that it is not known
		for _, fit := range fits {
			if len(fits) <= most {
				f.Candidates = append(f.Candidates, fit.file)
			}
		}
		return
	}
	f.CodePath, f.HandlerFile, f.Taken = fits[0].dir, fits[0].file, fits[0].why
}

// builtPaths are the files that a build would leave for a handler, without their endings.
func builtPaths(f *model.Function, place string) []string {
	runtime := f.Runtime.TextOr("")
	switch {
	case place == "" || f.Entry == "":
		return nil
	case strings.HasPrefix(runtime, "nodejs"):
		return []string{path.Join(place, moduleOf(f.Entry))}
	case strings.HasPrefix(runtime, "provided") || strings.HasPrefix(runtime, "go"):
		return []string{path.Join(place, path.Base(f.Entry)), path.Join(place, "bootstrap"), strings.TrimSuffix(place, ".zip")}
	}
	return nil
}

// byRecipe are the sources that build scripts make it of.
func (b *builder) byRecipe(f *model.Function, place string) []found {
	var fits []found
	for _, built := range builtPaths(f, place) {
		for _, r := range b.recipes() {
			if file := b.madeOf(r, built, f); file != "" {
				fits = append(fits, found{file: file, dir: path.Dir(file), why: "the source that " + r.by + " builds it of"})
			}
		}
		if len(fits) > 0 {
			return fits
		}
	}
	return nil
}

// madeOf is the file that a recipe makes a built file of, "" if it makes another.
func (b *builder) madeOf(r recipe, built string, f *model.Function) string {
	node := strings.HasPrefix(f.Runtime.TextOr(""), "nodejs")
	if r.tree {
		rest, below := strings.CutPrefix(built, r.out+"/")
		if !below || !node {
			return ""
		}
		return b.first(r.in, endings(rest, scripts...)...)
	}
	out := r.out
	if slices.Contains(scripts, path.Ext(out)) {
		out = strings.TrimSuffix(out, path.Ext(out))
	}
	if out != built {
		return ""
	}
	switch isFile, isDir := b.files.Stat(r.in); {
	case isFile && frontOf(r.in) == node:
		return r.in
	case isDir && !node:
		return b.goFile(r.in, path.Base(r.in))
	case node:
		return b.first(".", append(endings(r.in, scripts...), endings(r.in+"/index", scripts...)...)...)
	}
	return ""
}

// frontOf reports whether a file is JavaScript or TypeScript.
func frontOf(file string) bool { return slices.Contains(scripts, path.Ext(file)) }

// besideProgram is the Go program in whose own directory the binary or its archive is left.
func (b *builder) besideProgram(f *model.Function, place string) []found {
	runtime := f.Runtime.TextOr("")
	if place == "" || !strings.HasPrefix(runtime, "provided") && !strings.HasPrefix(runtime, "go") {
		return nil
	}
	base := path.Base(place)
	if base != f.Entry && base != "bootstrap" && path.Ext(base) != ".zip" {
		return nil
	}
	dir := path.Dir(place)
	for _, file := range b.goFiles(dir) {
		if b.has(file, "func main()") || b.has(file, "func main(){") {
			return []found{{file: file, dir: dir, why: "the program in whose directory it is built"}}
		}
	}
	return nil
}

// byPath are the files that have the path of the handler's module and its name. A module of a name that says nothing
// is the source only where that alone can be meant.
func (b *builder) byPath(f *model.Function, place string) []found {
	module, export, names := "", "", []string(nil)
	switch runtime := f.Runtime.TextOr(""); {
	case strings.HasPrefix(runtime, "python"):
		i := strings.LastIndexByte(f.Entry, '.')
		if i <= 0 {
			return nil
		}
		module, export = strings.ReplaceAll(f.Entry[:i], ".", "/"), f.Entry[i+1:]
		names = endings(module, ".py", "/__init__.py")
	case strings.HasPrefix(runtime, "nodejs"):
		module = moduleOf(f.Entry)
		_, export, _ = strings.Cut(path.Base(f.Entry), ".")
		names = endings(module, scripts...)
	default:
		return nil
	}
	if _, isDir := b.files.Stat(place); isDir && place != "" || export == "" || strings.HasPrefix(module, "../") || strings.HasPrefix(module, "/") {
		return nil // the code is here, and the handler is not in it
	}
	var fits []found
	for _, name := range names {
		for _, file := range b.below(".", path.Base(name)) {
			dir, ends := strings.CutSuffix("/"+file, "/"+name)
			if !ends || ofTests.MatchString(file) || outputs[path.Base(dir)] || !b.exports(file, export) {
				continue
			}
			fits = append(fits, found{file: file, dir: path.Clean(strings.TrimPrefix(dir+"/.", "/")), why: "the only file here with its handler"})
		}
	}
	if len(fits) < 2 {
		if common[module] && !b.alone(f, place, fits) {
			return nil
		}
		return fits
	}
	if rest := unbuilt(place); rest != "" {
		if named := inDirectory(fits, "of its name", func(dir string) bool { return dir == rest || strings.HasSuffix(dir, "/"+rest) }); named != nil {
			return named
		}
	}
	if beside := inDirectory(fits, "of its template", func(dir string) bool { return dir == path.Dir(f.At.File) }); beside != nil && place == "" {
		return beside
	}
	return fits
}

// alone reports whether a module of a name that says nothing can be meant: it lies in a directory as the template names
// it, or no other function has a handler of that name and the template is not of another part of the repository.
func (b *builder) alone(f *model.Function, place string, fits []found) bool {
	if rest := unbuilt(place); rest != "" {
		return len(inDirectory(fits, "", func(dir string) bool { return dir == rest || strings.HasSuffix(dir, "/"+rest) })) > 0
	}
	if part, rest, deep := strings.Cut(f.At.File, "/"); deep && strings.Contains(rest, "/") && place == "" {
		fits = slices.DeleteFunc(slices.Clone(fits), func(c found) bool { return !strings.HasPrefix(c.file, part+"/") })
		if len(fits) == 0 {
			return false
		}
	}
	same := 0
	for _, d := range b.declared {
		if d.Type == "AWS::Lambda::Function" && d.Properties.Get("Handler").TextOr("") == f.Handler.TextOr("") {
			same++
		}
	}
	return same < 2
}

// inDirectory is the one that lies in a directory that fits, nil where it is not one.
func inDirectory(fits []found, which string, fit func(dir string) bool) []found {
	some := slices.DeleteFunc(slices.Clone(fits), func(c found) bool { return !fit(c.dir) })
	if len(some) != 1 {
		return nil
	}
	some[0].why = "the only file with its handler in a directory " + which
	return some
}

// ofTests is what lies where tests and examples of a project do.
var ofTests = regexp.MustCompile(`(?:^|/)(?:tests?|__tests__|__mocks__|spec|node_modules)/`)

// unbuilt is a path without the directory that builds fill, and what is above it: of api/dist/orders it is orders.
func unbuilt(place string) string {
	parts := strings.Split(strings.TrimSuffix(place, ".zip"), "/")
	for i, part := range parts {
		if outputs[part] {
			parts = parts[i+1:]
			break
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == ".." || p == "." || p == "" }), "/")
}

// exports reports whether a module says the name of a handler where it defines or exports something.
func (b *builder) exports(file, name string) bool {
	name, _, _ = strings.Cut(name, ".")
	text, err := b.read(file)
	if err != nil {
		return false
	}
	pattern := `(?m)^(?:async )?def ` + name + `\(|^` + name + `\s*(?::[^=\n]+)?=|^from .+ import .*\b` + name + `\b`
	if frontOf(file) {
		pattern = `\bexports?\b[^\n]*\b` + name + `\b|(?s)\bmodule\.exports\s*=\s*\{[^}]*\b` + name + `\b|(?s)\bexport\s*\{[^}]*\b` + name + `\b`
	}
	if !word.MatchString(name) {
		return false
	}
	matched, err := regexp.Match(pattern, text)
	return err == nil && matched
}

var word = regexp.MustCompile(`^\w+$`)
