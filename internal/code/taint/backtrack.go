package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// backtracked reports a text of the event that is held against an expression which can take exponential time for it:
// (a+)+$. Go's expressions never do (https://pkg.go.dev/regexp).
func (r *run) backtracked(c *term.Call) {
	if term.LanguageOf(c) == ir.Go {
		return
	}
	i := slices.IndexFunc(r.tables.Families, func(f *rulebook.AskedFamily) bool { return f.Name == "regex" })
	if i < 0 {
		return
	}
	e := rulebook.Entry{Family: r.tables.Families[i], Sink: &rulebook.Sink{}, Through: term.NewPatterns(nil)}
	w := r.walk(e, nil)
	pattern, subject, _, ok := w.matching(c, term.LastName(term.Names(c.Callee)[0]))
	if !ok || !r.holds(subject) || !regex.Explodes(pattern) {
		return
	}
	for _, g := range c.Guards {
		if bounds(g, subject) {
			return
		}
	}
	r.add(w, e, w.Origins(subject), model.FlowSink{Call: term.Shown(term.Names(c.Callee)), At: c.At.Location(), Argument: "text"}, c)
}

// bounds is whether a test holds the length of a value down.
func bounds(g term.Guard, v term.Value) bool {
	t, ok := g.Test.(*term.Combined)
	if !ok || len(t.Of) != 2 {
		return false
	}
	switch {
	case (t.How == "<" || t.How == "<=") && g.Holds, (t.How == ">" || t.How == ">=") && !g.Holds:
	default:
		return false
	}
	switch length := t.Of[0].(type) {
	case *term.Result:
		return term.FirstOf(length.Call) == v
	case *term.Combined:
		return length.How == "length" && length.Of[0] == v
	case *term.Member:
		return length.Name == "length" && length.Of == v
	}
	return false
}
