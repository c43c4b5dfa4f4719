package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// counts is whether the family is one of numbers: how often, how long, how much. Nothing that leaves a number makes it
// harmless, but what says how large it may be does.
func (w *Walk) counts() bool { return len(w.family.Numbers) > 0 }

// number are the origins of a number that was computed.
func (w *Walk) number(c *term.Combined) []Origin {
	switch c.How {
	case "number", "+", "-", "*", "/", "//", "**", "<<":
		return w.all(c.Of)
	}
	return nil
}

// bounded looks at a comparison that says how large a number may be.
func (w *Walk) bounded(t *term.Combined, holds bool) bool {
	if len(t.Of) != 2 || !w.counts() {
		return false
	}
	small, large := t.Of[0], t.Of[1]
	switch {
	case (t.How == "<" || t.How == "<=") == holds && slices.Contains([]string{"<", "<=", ">", ">="}, t.How):
	case slices.Contains([]string{"<", "<=", ">", ">="}, t.How):
		small, large = large, small
	default:
		return false
	}
	if w.holds(small) && !w.holds(large) {
		w.harmless(small)
		if r, ok := small.(*term.Result); ok && w.family.NumberCalls.Has(term.Names(r.Call.Callee)) {
			w.harmless(term.FirstOf(r.Call))
		}
	}
	return true
}

// limits are the parts of schemas that say how large a number may be (zod, Joi, yup).
var limits = term.SetOf([]string{"max", "lte", "lt", "less", "enum", "nativeEnum", "literal", "valid", "equal", "oneOf", "boolean", "bool"})

// narrows is whether a part of a schema leaves nothing which does harm.
func (w *Walk) narrows(name string) bool {
	if w.counts() {
		return limits[name]
	}
	return narrow[name]
}

// repeated reports loops that turn as often as the caller says.
func (r *run) repeated() {
	i := slices.IndexFunc(r.tables.Families, func(f *rulebook.AskedFamily) bool { return f.Name == "work" })
	if i < 0 {
		return
	}
	e := rulebook.Entry{Family: r.tables.Families[i], Sink: &rulebook.Sink{}, Through: term.NewPatterns(nil)}
	for _, l := range r.trace.Loops {
		c := &term.Call{At: l.At, Within: l.Within, Chain: l.Chain, Guards: l.Guards}
		if r.answers = r.tables.Passing[term.LanguageOf(c)]; r.answers == nil || !r.holds(l.Test) {
			continue
		}
		w := r.walk(e, nil)
		r.language = term.LanguageOf(c)
		w.guarded(c, c.Guards)
		for _, v := range turns(l.Test, r.language) {
			if isLength(v) {
				continue
			}
			r.add(w, e, w.Origins(v), model.FlowSink{Call: "the loop", At: l.At.Location(), Argument: "turns"}, c)
		}
	}
}

// isLength is whether a value is how long something is that came in: a request or a batch of records is as long as the
// platform lets it be (AWS Lambda Developer Guide, "Lambda quotas").
func isLength(v term.Value) bool {
	switch x := v.(type) {
	case *term.Member:
		return x.Name == "length"
	case *term.Input:
		return len(x.Path) > 0 && x.Path[len(x.Path)-1] == "length"
	}
	return false
}

// turns are the values that decide how often a loop turns: the sides of its comparisons, of Go the number that it ranges over.
func turns(test term.Value, language ir.Language) []term.Value {
	switch t := test.(type) {
	case *term.Combined:
		switch t.How {
		case "<", "<=", ">", ">=":
			return t.Of
		case "and":
			if len(t.Of) == 0 {
				return nil
			}
			for _, part := range t.Of { // it ends with the first that does
				if len(turns(part, language)) == 0 {
					return nil
				}
			}
			return turns(t.Of[0], language)
		case "number":
			if language == ir.Go {
				return []term.Value{t}
			}
		}
	case *term.Result:
		if language == ir.Go && term.LastName(term.Names(t.Call.Callee)[0]) == "Atoi" {
			return []term.Value{t}
		}
	}
	return nil
}
