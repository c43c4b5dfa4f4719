package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// polluted reports where the caller names both entries of x[a][b] = v: "__proto__" is the entry of every object that all
// objects inherit from (https://developer.mozilla.org/en-US/docs/Web/Security/Attacks/Prototype_pollution).
func (r *run) polluted() {
	i := slices.IndexFunc(r.tables.Families, func(f *rulebook.AskedFamily) bool { return f.Name == "prototype" })
	if i < 0 {
		return
	}
	e := rulebook.Entry{Family: r.tables.Families[i], Sink: &rulebook.Sink{}, Through: term.NewPatterns(nil)}
	for _, at := range r.trace.Writes {
		c := &term.Call{At: at.At, Within: at.Within, Chain: at.Chain, Guards: at.Guards}
		if r.answers = r.tables.Passing[term.LanguageOf(c)]; r.answers == nil || !r.holds(at.Outer) || !r.holds(at.Key) || !r.holds(at.Value) {
			continue
		}
		w := r.walk(e, nil)
		r.language, w.same = term.LanguageOf(c), true // names are tested in the turn in which they are used
		w.guarded(c, c.Guards)
		if len(w.Origins(at.Outer)) == 0 || len(w.Origins(at.Value)) == 0 {
			continue
		}
		r.add(w, e, w.Origins(at.Key), model.FlowSink{Call: "object[name][name] =", At: at.At.Location(), Argument: "name"}, c)
	}
}
