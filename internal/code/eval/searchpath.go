package eval

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// directory is where Python looks for modules beside where it always does: what code adds to sys.path.
type directory struct {
	path string
	here bool // from the scanned directory: made of __file__; else from the root of the function's code
}

// maxDirectories is how many directories are looked in that code adds.
const maxDirectories = 8

// addDirectory is sys.path.append(d), and sys.path.insert(0, d).
func addDirectory(n int) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if v := c.arg(n); v != nil {
			for _, o := range options(ev.term(v)) {
				d, ok := ev.directory(o, 0)
				if d.path = path.Clean(d.path); ok && len(ev.directories) < maxDirectories && !slices.Contains(ev.directories, d) {
					ev.directories = append(ev.directories, d)
				}
			}
		}
		return ev.Null()
	}
}

// directory is the path that a value is: written out, or put together from __file__ with os.path or pathlib.
func (ev *evaluator) directory(v term.Value, depth int) (directory, bool) {
	if depth > 16 {
		return directory{}, false
	}
	switch v := v.(type) {
	case *term.Constant:
		return directory{path: v.Text}, v.Kind == ir.String
	case *term.Extern:
		if m := ev.frame.fn.Module; v.Module == "" && v.Name == "__file__" && m != nil && len(m.Files) > 0 {
			return directory{m.Files[0].Path, true}, true
		}
	case *term.Text:
		out, ok := ev.directory(v.Parts[0], depth+1)
		for _, p := range v.Parts[1:] {
			more, known := term.KnownText(p)
			out.path, ok = out.path+more, ok && known
		}
		return out, ok
	case *term.Combined:
		if v.How == "/" && len(v.Of) == 2 { // of pathlib
			out, ok := ev.directory(v.Of[0], depth+1)
			more, known := term.KnownText(v.Of[1])
			return directory{out.path + "/" + more, out.here}, ok && known
		}
	case *term.Member:
		if v.Name == "parent" {
			return ev.above(v.Of, 1, depth)
		}
	case *term.Item:
		if m, ok := v.Of.(*term.Member); ok && m.Name == "parents" {
			key, _ := v.Key.(*term.Constant)
			if key == nil {
				break
			}
			n, err := strconv.Atoi(key.Text)
			out, ok := ev.above(m.Of, n+1, depth)
			return out, ok && err == nil && n >= 0 && n < 16
		}
	case *term.Result:
		return ev.directoryCall(v.Call, depth)
	}
	return directory{}, false
}

// above is the directory some levels above the path that a value is.
func (ev *evaluator) above(v term.Value, levels, depth int) (directory, bool) {
	d, ok := ev.directory(v, depth+1)
	for range min(max(levels, 0), 16) {
		d.path = path.Dir(d.path)
	}
	return d, ok
}

// directoryCall is the path that a function of os.path or pathlib answers.
func (ev *evaluator) directoryCall(c *term.Call, depth int) (directory, bool) {
	switch f := c.Callee.(type) {
	case *term.Extern:
		if len(c.Args) == 0 {
			return directory{path: "."}, term.Qualified(f) == "os.getcwd" || term.Qualified(f) == "pathlib.Path.cwd"
		}
		switch term.Qualified(f) {
		case "os.path.dirname":
			return ev.above(c.Args[0].Value, 1, depth)
		case "os.path.abspath", "os.path.realpath", "os.path.normpath", "os.fspath", "str", "pathlib.Path", "pathlib.PurePath":
			return ev.directory(c.Args[0].Value, depth+1)
		}
	case *term.Member:
		switch f.Name {
		case "resolve", "absolute", "as_posix", "expanduser":
			return ev.directory(f.Of, depth+1)
		case "joinpath":
			d, ok := ev.directory(f.Of, depth+1)
			for _, a := range c.Args {
				more, known := term.KnownText(a.Value)
				d.path, ok = d.path+"/"+more, ok && known
			}
			return d, ok
		}
	}
	return directory{}, false
}

// loadBeside finds a module of Python in the directories that code adds.
func (ev *evaluator) loadBeside(file *ir.File, i *ir.Import) (*ir.Module, bool) {
	for _, d := range ev.directories {
		there := *i
		parts := strings.Split(strings.TrimPrefix(d.path, "/var/task/"), "/")
		if d.here { // as it is seen from the importing file
			parts = strings.Split(d.path, "/")
			for here := strings.Split(path.Dir(file.Path), "/"); ; here, parts = here[1:], parts[1:] {
				if len(here) == 0 || len(parts) == 0 || here[0] != parts[0] {
					there.Level = 1 + len(here)
					break
				}
			}
		}
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "." || p == "" })
		if slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(p, ".") }) {
			continue
		}
		there.Module = strings.Join(append(parts, i.Module), ".")
		if m, ok := ev.loadFrom(file, &there); ok {
			return m, true
		}
	}
	return nil, false
}
