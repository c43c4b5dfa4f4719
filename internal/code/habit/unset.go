package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// isWeakUnset is whether a call is weak in one way where the environment says nothing else: what it gets is true or false by
// a variable that the infrastructure code does not give the function, and comes out weak without it.
func (r *search) isWeakUnset(w *rulebook.WeakCall, c *term.Call, called []string) bool {
	return r.weakWhere(w, c, called, func(s *rulebook.Sink) bool {
		if rulebook.Applies(s, c) {
			return true
		}
		says, known := r.unset(term.ArgumentAt(c, s.When.Argument), term.LanguageOf(c))
		return known && slices.Contains(s.When.Is, says)
	})
}

// unset is what a truth is where the environment variables that it is made of are not there; false where that is not known.
func (r *search) unset(v term.Value, language ir.Language) (string, bool) {
	not := map[string]string{"true": "false", "false": "true"}
	switch x := v.(type) {
	case *term.Environment:
		k, ok := x.Default.(*term.Constant)
		says, known := r.without(x, language)
		return says, known && ok && k.Kind == ir.Bool
	case *term.Combined:
		switch {
		case x.How == "not" && len(x.Of) == 1:
			says, known := r.unset(x.Of[0], language)
			return not[says], known
		case (x.How == "==" || x.How == "in") && len(x.Of) == 2:
			text, known := r.unsetText(x.Of[0], language)
			if !known {
				return "", false
			}
			for _, o := range term.Items(x.Of[1]) {
				other, ok := term.Written(o)
				if !ok {
					return "", false
				}
				if other == text {
					return "true", x.How == "==" || isList(x.Of[1])
				}
			}
			return "false", x.How == "==" || isList(x.Of[1])
		}
	}
	return "", false
}

// unsetText is the text of an environment variable that is not there, in small letters where it is made so.
func (r *search) unsetText(v term.Value, language ir.Language) (string, bool) {
	switch x := v.(type) {
	case *term.Environment:
		return r.without(x, language)
	case *term.Result:
		text, known := r.unsetText(term.CalledOn(x.Call), language)
		switch term.LastName(term.Names(x.Call.Callee)[0]) {
		case "lower", "toLowerCase", "casefold":
			return strings.ToLower(text), known
		case "upper", "toUpperCase":
			return strings.ToUpper(text), known
		case "strip", "trim":
			return strings.TrimSpace(text), known
		}
	}
	return "", false
}

// without is what stands for a variable that nothing gives. Python raises for some of those that have nothing in their place,
// in JavaScript such a one is undefined.
func (r *search) without(e *term.Environment, language ir.Language) (string, bool) {
	if _, given := r.trace.Settings[e.Name]; given {
		return "", false
	}
	if e.Default == nil && language == ir.JavaScript {
		return "undefined", true
	}
	return term.Written(e.Default)
}

func isList(v term.Value) bool {
	l, ok := v.(*term.List)
	return ok && l.Rest == nil
}
