package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// applies is whether what else has to hold of a call does.
func applies(s *Sink, c *term.Call) bool {
	w := s.When
	if w.Argument == "" || w.Feature != "" {
		return true
	}
	if w.Missing {
		given := slices.ContainsFunc(strings.Fields(w.Argument), func(label string) bool { return term.ArgumentAt(c, label) != nil })
		return !given && !term.Spreads(c)
	}
	v := term.ArgumentAt(c, w.Argument)
	if v == nil {
		return !w.Given && (w.Absent || len(w.Is) == 0)
	}
	if len(w.Is) > 0 {
		return saysOneOf(v, w.Is)
	}
	return !saysOneOf(v, w.Not)
}

// saysOneOf is whether a value may be one of some constants, or of some names of the library.
func saysOneOf(v term.Value, of []string) bool {
	return slices.ContainsFunc(term.Alternatives(v), func(o term.Value) bool {
		text, ok := term.Written(o)
		switch x := o.(type) {
		case *term.List:
			if slices.ContainsFunc(x.Items, func(item term.Value) bool { s, known := term.Written(item); return known && slices.Contains(of, s) }) {
				return true
			}
		case *term.Extern:
			text, ok = term.LastName(term.ExternName(x)), true
		case *term.Class: // of the application, which extends one of the library
			for _, b := range x.Class.Bases {
				text, ok = lastOf(b), true
			}
		}
		return ok && slices.ContainsFunc(of, func(s string) bool { return strings.EqualFold(s, text) })
	})
}

// featured is whether a feature that a sink needs was turned on in the parser that a call gets.
func (r *run) featured(s *Sink, c *term.Call) bool {
	if s.When.Feature == "" {
		return true
	}
	parser := term.ArgumentAt(c, s.When.Argument)
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		m, ok := other.Callee.(*term.Member)
		if !ok || m.Name != "setFeature" || parser == nil || m.Of != parser || len(other.Args) < 2 {
			return false
		}
		feature, isExtern := other.Args[0].Value.(*term.Extern)
		on, _ := term.Written(other.Args[1].Value)
		return isExtern && term.LastName(term.ExternName(feature)) == s.When.Feature && on != "false" && on != "0"
	})
}
