package python

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Find answers the file of the module that an import means. What is imported from a package may be a module in it and
// not a name of it (from pkg import mod): who finds no such name asks for Module "pkg.mod" at the same place. So it is
// with a directory without __init__.py, which is a package with no file (https://peps.python.org/pep-0420/): what
// stands in it is found, the package itself is not.
//
// Looked in are, in this order: the function's code and its src directory; the layers, as they are mounted and as they
// are built; and the directories around the importing file, nearest first, which is how code runs that is packed
// otherwise than it lies there. Python's own modules and the provider's SDK are never looked for in the last, and the
// SDK nowhere: what it does is known, and its text does not say it. So it is with copies of well-known packages.
func Find(place ir.Place, i *ir.Import) []string {
	if i.Dynamic != nil {
		return nil
	}
	name := strings.ReplaceAll(i.Module, ".", "/")
	from := clean(place.From)
	if i.Level > 0 {
		dir := path.Dir(from)
		for range i.Level - 1 {
			if dir == "." {
				return nil
			}
			dir = path.Dir(dir)
		}
		return first(place.Files, []string{dir}, name)
	}
	top, _, _ := strings.Cut(i.Module, ".")
	if top == "" || sdk[top] {
		return nil
	}
	files := first(place.Files, basesOf(place, from, standard[top]), name)
	if published[top] && len(files) > 0 && inPackage(files[0], top) {
		return nil
	}
	return files
}

// inPackage is whether a file stands in a package of that name, and is not a module of one's own that is called so.
func inPackage(file, top string) bool {
	return slices.Contains(strings.Split(path.Dir(file), "/"), top)
}

// basesOf are the directories to look in, each once; onPath leaves out those that Python itself does not look in.
func basesOf(place ir.Place, from string, onPath bool) []string {
	var bases []string
	add := func(dir string) {
		if !slices.Contains(bases, dir) {
			bases = append(bases, dir)
		}
	}
	add(clean(place.Root))
	add(path.Join(clean(place.Root), "src"))
	for _, layer := range place.Extra {
		layer = clean(layer)
		add(path.Join(layer, "python"))
		if _, versions := place.Files.Stat(path.Join(layer, "python/lib")); versions {
			for minor := 14; minor >= 6; minor-- {
				add(path.Join(layer, fmt.Sprintf("python/lib/python3.%d/site-packages", minor)))
			}
		}
		add(layer)
	}
	if onPath {
		return bases
	}
	for dir := clean(path.Dir(from)); ; dir = clean(path.Dir(dir)) {
		add(dir)
		add(path.Join(dir, "src"))
		if dir == "" {
			return bases
		}
	}
}

func clean(name string) string { return strings.TrimPrefix(path.Clean("/"+name), "/") }

// first looks a module up in several directories. In each the package comes before the file.
func first(files ir.Files, bases []string, name string) []string {
	for _, base := range bases {
		names := []string{path.Join(base, name, "__init__.py"), path.Join(base, name) + ".py"}
		if name == "" {
			names = names[:1]
		}
		for _, file := range names {
			if isFile, _ := files.Stat(file); isFile {
				return []string{file}
			}
		}
	}
	return nil
}

// among answers the modules of a package that a name may mean of which only the beginning is known: "plugins.".
func among(place ir.Place, i *ir.Import) []string {
	at := strings.LastIndexByte(i.Module, '.')
	if at < 0 && i.Level == 0 {
		return nil
	}
	packages, begins := i.Module[:max(at, 0)], i.Module[at+1:]
	from := clean(place.From)
	bases := []string{path.Dir(from)}
	if i.Level == 0 {
		bases = basesOf(place, from, false)
	}
	for range i.Level - 1 {
		bases[0] = path.Dir(bases[0])
	}
	for _, base := range bases {
		dir := path.Join(base, strings.ReplaceAll(packages, ".", "/"))
		if _, isDir := place.Files.Stat(dir); !isDir {
			continue
		}
		var names []string
		for _, file := range place.Files.List(dir) {
			name, isModule := strings.CutSuffix(file, ".py")
			if isModule && strings.HasPrefix(name, begins) && !strings.HasPrefix(name, "__") && !strings.HasPrefix(name, "test_") {
				names = append(names, strings.TrimPrefix(packages+"."+name, "."))
			}
		}
		return names
	}
	return nil
}
