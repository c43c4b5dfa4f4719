package golang

import (
	"iter"
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Find says which files an import means: those of a directory of the tree whose module has a path that the import
// begins with. Where several have, the longest counts. What is vendored, and every module that go.mod does not replace
// by a directory, is a library.
//
// A repository may hold several modules that go.mod only knows by their versions. Their sources are found as well:
// where modules stand is then derived from the path and the directory of the importing one, and counts if the go.mod
// that is there says the same.
func Find(place ir.Place, i *ir.Import) []string {
	if i.Module == "" || i.Dynamic != nil {
		return nil
	}
	dir := path.Dir(place.From)
	if strings.HasPrefix(i.Module, "./") || strings.HasPrefix(i.Module, "../") {
		if at, ok := below(dir, i.Module); ok {
			return goFiles(place.Files, at)
		}
		return nil
	}
	known := modules(place.Files, place.From)
	best := module{}
	for _, m := range known {
		if contains(m.path, i.Module) && len(m.path) > len(best.path) {
			best = m
		}
	}
	if best.path != "" {
		if found := goFiles(place.Files, path.Join(best.dir, strings.TrimPrefix(i.Module, best.path))); found != nil {
			return found
		}
	}
	for _, m := range known {
		if found := beside(place.Files, m, i.Module); found != nil {
			return found
		}
	}
	return nil
}

// contains reports whether a package's path is that of a module or of something in it.
func contains(modulePath, importPath string) bool {
	rest, ok := strings.CutPrefix(importPath, modulePath)
	return ok && (rest == "" || rest[0] == '/')
}

// beside finds a package of another module of the same repository, which has the same beginning of its path. A version
// at its end is no directory.
func beside(files ir.Files, m module, importPath string) []string {
	name, dir := m.path, m.dir
	if parent, last := path.Split(name); isVersion(last) && path.Base(dir) != last {
		name = strings.TrimSuffix(parent, "/")
	}
	for dir != "." && path.Base(name) == path.Base(dir) {
		name, dir = path.Dir(name), path.Dir(dir)
		if !strings.Contains(name, "/") || !contains(name, importPath) {
			continue
		}
		at := path.Join(dir, strings.TrimPrefix(importPath, name))
		found := goFiles(files, at)
		if found == nil {
			continue
		}
		for around := range outwards(at) {
			if other, ok := manifestAt(files, path.Join(around, "go.mod")); ok {
				if path.Join(other.module, strings.TrimPrefix(at, around)) == importPath {
					return found
				}
				break
			}
		}
	}
	return nil
}

// outwards goes from a directory through those around it to the scanned one.
func outwards(dir string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for yield(dir) && dir != "." && dir != "/" {
			dir = path.Dir(dir)
		}
	}
}

// goFiles are the files of Go in a directory without tests; nil for none. Parse leaves out what is not built.
func goFiles(files ir.Files, dir string) []string {
	var list []string
	for _, name := range files.List(dir) {
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && name[0] != '_' && name[0] != '.' {
			list = append(list, path.Join(dir, name))
		}
	}
	return list
}
