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
	case "1", "-1":
		r, ok := of.(*eval.Result)
		return ok && (names(r.Call.Callee)[0] == "os.path.splitext" || names(r.Call.Callee)[0] == "os.path.split")
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
