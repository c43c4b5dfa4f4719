package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// ofPaths is whether the family is one of paths.
func (w *Walk) ofPaths() bool { return w.family.Name == "path" || w.family.Name == "zip-slip" }

// lastPart is whether a part of a path is one of its last name, for a family of paths: path.parse(x).base, Path(x).name,
// os.path.splitext(x)[1].
func (w *Walk) lastPart(of term.Value, part string) bool {
	if !w.ofPaths() {
		return false
	}
	switch part {
	case "name", "base", "ext", "stem", "suffix":
		r, ok := of.(*term.Result)
		return ok && (term.Names(r.Call.Callee)[0] == "path.parse" || term.Names(r.Call.Callee)[0] == "path.posix.parse") || term.IsPath(of)
	case "0", "1", "2", "-1":
		r, ok := of.(*term.Result)
		if !ok {
			return false
		}
		slash, _ := term.Written(term.FirstOf(r.Call))
		switch called := term.Names(r.Call.Callee)[0]; {
		case called == "os.path.splitext" || called == "os.path.split":
			return part == "1" || part == "-1"
		case called == "path/filepath.Split" || called == "path.Split":
			return part == "1"
		case strings.HasSuffix(called, ".rpartition"):
			return slash == "/" && (part == "2" || part == "-1")
		case strings.HasSuffix(called, ".partition"):
			return slash == "/" && part == "0"
		}
	}
	return false
}

// ofRoutes is whether a part of an event is a parameter without a slash in the paths of all routes that lead to the call, for a
// family of paths.
func (w *Walk) ofRoutes(v term.Value) bool {
	if !w.ofPaths() || w.at == nil {
		return false
	}
	leads := func(f *ir.Function) bool {
		return slices.ContainsFunc(append(slices.Clone(w.at.Chain), w.at.At), func(at ir.Span) bool {
			return at.File == f.File && f.Start <= at.Start && at.End <= f.End
		})
	}
	some, others, plain, all := false, false, true, true
	for _, p := range w.trace.Parts {
		if p.Of != v {
			continue
		}
		if others, all = true, all && p.Plain; leads(p.In) {
			some, plain = true, plain && p.Plain
		}
	}
	return some && plain || others && all
}

// alone is a parameter without a slash that a path begins with: it names any file of the directory in which the function runs,
// which holds its code.
func (w *Walk) alone(v term.Value) []Origin {
	switch x := v.(type) {
	case *term.Text:
		return w.each(x.Parts[0], w.alone)
	case *term.Input:
		if w.ofRoutes(x) {
			return []Origin{{input: x, open: true}}
		}
	}
	return nil
}

// oneName is whether an item is a name that leads nowhere else: one of a path, one of an object that the code knows.
func (w *Walk) oneName(item *term.Item) bool {
	k, _ := term.Written(item.Key)
	return w.segment(item.Of) || w.knownKey(item) || item.Key != nil && w.lastPart(item.Of, k)
}

// segment is whether a value is a path that was taken apart at its slashes, for a family of paths: one name does not lead
// anywhere else; or a text that was taken apart at all its line breaks, for one of lines.
func (w *Walk) segment(v term.Value) bool {
	r, ok := v.(*term.Result)
	if !ok || !w.ofPaths() && w.family.Name != "log" {
		return false
	}
	if w.family.Name == "log" {
		s, _ := term.Written(term.FirstOf(r.Call))
		return s == "\n" && len(r.Call.Args) == 1 && strings.EqualFold(term.LastName(term.Names(r.Call.Callee)[0]), "split")
	}
	switch term.LastName(term.Names(r.Call.Callee)[0]) {
	case "split", "rsplit", "Split":
		for _, v := range term.Arguments(r.Call) {
			if s, _ := term.Written(v); s == "/" {
				return true
			}
		}
	case "slice", "filter", "reverse", "toReversed": // some of the names, or in another order
		if of := term.CalledOn(r.Call); of != nil {
			return w.segment(of)
		}
	}
	return false
}

// oneSegment is whether a method answers one name of a path.
func (w *Walk) oneSegment(m *term.Member, c *term.Call) bool {
	switch m.Name {
	case "pop", "shift", "at":
		return w.segment(m.Of)
	case "substring", "slice", "substr":
		return len(c.Args) == 1 && w.behindLastSlash([]term.Value{m.Of, c.Args[0].Value})
	}
	return false
}

// behindLastSlash is whether a value is what stands behind the last slash of a path: x.substring(x.lastIndexOf("/") + 1),
// x[x.rfind("/") + 1:].
func (w *Walk) behindLastSlash(slice []term.Value) bool {
	if len(slice) < 2 {
		return false
	}
	of := slice[0]
	sum, ok := slice[1].(*term.Combined)
	if !ok || sum.How != "+" || len(sum.Of) != 2 || !w.ofPaths() {
		return false
	}
	for i, side := range sum.Of {
		r, ok := side.(*term.Result)
		if one, _ := term.Written(sum.Of[1-i]); !ok || one != "1" {
			continue
		}
		switch term.LastName(term.Names(r.Call.Callee)[0]) {
		case "lastIndexOf", "rfind", "rindex", "LastIndex":
			m, _ := r.Call.Callee.(*term.Member)
			subject, asked := term.Receiver(r.Call, m)
			s, _ := term.Written(asked)
			return s == "/" && term.Untested(subject) == term.Untested(of)
		}
	}
	return false
}

// isShort is whether a part of a text is too short for what does harm: x[:2].
func isShort(slice *term.Combined) bool {
	const most = 3
	if len(slice.Of) != 3 {
		return false
	}
	low, ok := number(slice.Of[1])
	high, ok2 := number(slice.Of[2])
	return ok && ok2 && low >= 0 && high >= 0 && high-low <= most
}

// ofDirectories are what is done with a directory: two dots name one, and no file.
var ofDirectories = term.SetOf([]string{"rmtree", "rmdir", "removedirs", "listdir", "scandir", "iterdir", "walk", "glob", "rglob", "mkdir", "makedirs", "chdir", "copytree", "symlink_to"})

// steps are the parts of a path of pathlib, the first one first: root / kind / name.
func steps(c *term.Combined) []term.Value {
	out := slices.Clone(c.Of)
	if inner, ok := c.Of[0].(*term.Combined); ok && inner.How == "/" {
		out = append(steps(inner), out[1:]...)
	}
	return out
}

// climbing are the steps of a path that may lead elsewhere than below what stands before them.
func (w *Walk) climbing(c *term.Combined) []term.Value {
	all := steps(c)
	out := all[:1:1]
	for i, v := range all[1:] {
		last := i == len(all)-2 && (w.at == nil || !ofDirectories[term.LastName(term.Names(w.at.Callee)[0])])
		if !w.oneStep(v, last) {
			out = append(out, v)
		}
	}
	return out
}

// oneStep is whether a step of a path stays below what stands before it: of what it may be nothing begins at the root, or has dots
// between slashes: root / f"{name.replace('/', '_')}.json". Two dots alone are no file.
func (w *Walk) oneStep(v term.Value, file bool) bool {
	return !slices.ContainsFunc(term.Alternatives(v), func(o term.Value) bool {
		parts, alone := []term.Value{o}, true
		if t, ok := o.(*term.Text); ok {
			parts, alone = t.Parts, !slices.ContainsFunc(t.Parts, func(p term.Value) bool { s, known := term.Written(p); return known && s != "" })
		}
		first := true // nothing may stand before it
		for _, p := range parts {
			if s, known := term.Written(p); known && s != "" {
				first = false
				continue
			}
			for _, of := range term.Alternatives(p) {
				if w.holds(of) && (alone && !file || slices.ContainsFunc(w.surviving(of), func(s string) bool { return first && strings.HasPrefix(s, "/") || climbs(s) })) {
					return true
				}
			}
		}
		return false
	})
}

// climbs is whether a path has two dots between its slashes.
func climbs(s string) bool { return slices.Contains(strings.Split(s, "/"), "..") }

// fromRoot is whether a path was made shorter as one from the root: path.Clean("/" + x) has no dots left, wherever it is put.
func (w *Walk) fromRoot(t *term.Text, i int) bool {
	r, ok := t.Parts[i].(*term.Result)
	if !ok || w.language == ir.Python && w.trace.Joined[t] || !normal[term.LastName(term.Names(r.Call.Callee)[0])] {
		return false
	}
	of, ok := term.FirstOf(r.Call).(*term.Text)
	if !ok || len(of.Parts) == 0 {
		return false
	}
	s, _ := term.Written(of.Parts[0])
	return strings.HasPrefix(s, "/")
}

// makesDirectories are calls that make the directories of a path where they are not there.
var makesDirectories = term.SetOf([]string{
	"makedirs", "mkdir", "mkdirSync", "MkdirAll", "Mkdir", "ensureDir", "ensureDirSync", "outputFile", "outputFileSync", "outputJson", "copytree", "mkdirp", "makedir",
})

// endsName is whether a part of a path goes on with a name that the code begins: "/tmp/page-" + x. With dots it leads out only
// where a directory "/tmp/page-..." is there, or the path is made shorter before the system reads it
// (https://man7.org/linux/man-pages/man7/path_resolution.7.html).
func (w *Walk) endsName(t *term.Text, i int) bool {
	if w.shortened || w.language != ir.Python && w.trace.Joined[t] {
		return false
	}
	switch before := t.Parts[i-1].(type) {
	case *term.Constant:
		if s := before.Text; s == "" || !strings.ContainsRune("-_.=@+~ ", rune(s[len(s)-1])) || strings.HasSuffix(s, "/.") || strings.HasSuffix(s, "/..") || strings.Trim(s, ".") == "" {
			return false
		}
	case *term.Result: // a name that nobody knows before
		if w.holds(before) || !w.answers.Clean.Has(term.Names(before.Call.Callee)) {
			return false
		}
	default:
		return false
	}
	return !slices.ContainsFunc(w.trace.Calls, func(c *term.Call) bool {
		return makesDirectories[term.LastName(term.Names(c.Callee)[0])] && slices.ContainsFunc(append(term.Arguments(c), term.CalledOn(c)), w.holds)
	})
}

// undotted are the parts of a path that say where it begins, where dots are refused: sendFile of Express without a root
// (https://expressjs.com/en/5x/api.html#res.sendFile, "send" answers 403 for a path with dots in it).
func (w *Walk) undotted(v term.Value) []Origin {
	t, ok := v.(*term.Text)
	if !ok || w.trace.Joined[t] {
		return w.Origins(v)
	}
	s, known := term.Written(t.Parts[0])
	if known && strings.Trim(s, "/") == "" || w.holds(t.Parts[0]) {
		return w.Origins(v)
	}
	return nil
}

// ofNumbers is a format that only numbers have (https://docs.python.org/3/library/string.html#formatspec).
var ofNumbers = regexp.MustCompile(`[bcdeEfFgGnoxX%]$`)

// asNumber is whether a value is written as a number: f"{n:05d}".
func asNumber(c *term.Call, called string) bool {
	format, ok := term.Written(term.Positional(c, 1))
	return ok && called == "format" && ofNumbers.MatchString(format)
}
