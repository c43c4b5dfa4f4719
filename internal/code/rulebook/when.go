package rulebook

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// When is what else has to hold of a call.
type When struct {
	Argument string   `yaml:"argument"` // with Is or Not: which
	Is       []string `yaml:"is"`       // it is one of these constants
	Not      []string `yaml:"not"`      // it is none of these: constants, or names of the library
	Looks    []string `yaml:"looks"`    // the known part of the argument begins with one of these words
	Page     bool     `yaml:"page"`     // the known part of the argument is of HTML, and the function says nothing else of its answer's type
	Absent   bool     `yaml:"absent"`   // of Is: or it is not given
	Given    bool     `yaml:"given"`    // it is given
	Missing  bool     `yaml:"missing"`  // it is not given; of several, none of them is
	Own      bool     `yaml:"own"`      // of an operation: it is the function's own, out of its environment or a file
	Feature  string   `yaml:"feature"`  // it is a parser of SAX in which this was turned on: setFeature(feature, True)
}

// Applies is whether what else has to hold of a call does.
func Applies(s *Sink, c *term.Call) bool {
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
				text, ok = ir.LastName(b), true
			}
		}
		return ok && slices.ContainsFunc(of, func(s string) bool { return strings.EqualFold(s, text) })
	})
}
