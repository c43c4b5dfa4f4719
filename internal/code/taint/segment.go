package taint

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// lastPart is whether a part of a path is one of its last name, for a family of paths: path.parse(x).base, Path(x).name,
// os.path.splitext(x)[1].
func (w *walk) lastPart(of eval.Value, part string) bool {
	if w.family.Name != "path" && w.family.Name != "zip-slip" {
		return false
	}
	switch part {
	case "name", "base", "ext", "stem", "suffix":
		r, ok := of.(*eval.Result)
		return ok && (names(r.Call.Callee)[0] == "path.parse" || names(r.Call.Callee)[0] == "path.posix.parse") || isPath(of)
	case "0", "1", "2", "-1":
		r, ok := of.(*eval.Result)
		if !ok {
			return false
		}
		slash, _ := constant(firstOf(r.Call))
		switch called := names(r.Call.Callee)[0]; {
		case called == "os.path.splitext" || called == "os.path.split":
			return part == "1" || part == "-1"
		case strings.HasSuffix(called, ".rpartition"):
			return slash == "/" && (part == "2" || part == "-1")
		case strings.HasSuffix(called, ".partition"):
			return slash == "/" && part == "0"
		}
	}
	return false
}

// segment is whether a value is a path that was taken apart at its slashes, for a family of paths: one name does not lead
// anywhere else; or a text that was taken apart at all its line breaks, for one of lines.
func (w *walk) segment(v eval.Value) bool {
	r, ok := v.(*eval.Result)
	if !ok || w.family.Name != "path" && w.family.Name != "zip-slip" && w.family.Name != "log" {
		return false
	}
	if w.family.Name == "log" {
		s, _ := constant(firstOf(r.Call))
		return s == "\n" && len(r.Call.Args) == 1 && strings.EqualFold(lastName(names(r.Call.Callee)[0]), "split")
	}
	switch lastName(names(r.Call.Callee)[0]) {
	case "split", "rsplit", "Split":
		for _, v := range arguments(r.Call) {
			if s, _ := constant(v); s == "/" {
				return true
			}
		}
	case "slice", "filter", "reverse", "toReversed": // some of the names, or in another order
		if of := calledOn(r.Call); of != nil {
			return w.segment(of)
		}
	}
	return false
}

// oneSegment is whether a method answers one name of a path.
func (w *walk) oneSegment(m *eval.Member, c *eval.Call) bool {
	switch m.Name {
	case "pop", "shift", "at":
		return w.segment(m.Of)
	case "substring", "slice", "substr":
		return len(c.Args) == 1 && w.behindLastSlash(m.Of, c.Args[0].Value)
	}
	return false
}

// behindLastSlash is whether a value is what stands behind the last slash of a path: x.substring(x.lastIndexOf("/") + 1),
// x[x.rfind("/") + 1:].
func (w *walk) behindLastSlash(of, from eval.Value) bool {
	sum, ok := from.(*eval.Combined)
	if !ok || sum.How != "+" || len(sum.Of) != 2 || w.family.Name != "path" && w.family.Name != "zip-slip" {
		return false
	}
	for i, side := range sum.Of {
		r, ok := side.(*eval.Result)
		if one, _ := constant(sum.Of[1-i]); !ok || one != "1" {
			continue
		}
		switch lastName(names(r.Call.Callee)[0]) {
		case "lastIndexOf", "rfind", "rindex", "LastIndex":
			m, _ := r.Call.Callee.(*eval.Member)
			subject, asked := receiver(r.Call, m)
			s, _ := constant(asked)
			return s == "/" && untested(subject) == untested(of)
		}
	}
	return false
}

// ofNumbers is a format that only numbers have (https://docs.python.org/3/library/string.html#formatspec).
var ofNumbers = regexp.MustCompile(`[bcdeEfFgGnoxX%]$`)

// asNumber is whether a value is written as a number: f"{n:05d}".
func asNumber(c *eval.Call, called string) bool {
	format, ok := constant(positional(c, 1))
	return ok && called == "format" && ofNumbers.MatchString(format)
}
