package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// maxWrites is how many are kept.
const maxWrites = 256

// taken notes by which name objects were taken out of another one.
func (ev *evaluator) taken(v, key term.Value) term.Value {
	if ev.language() == ir.JavaScript {
		for _, o := range options(v) {
			if r, ok := o.(*ref); ok {
				ev.takenBy[r.cell] = ev.join(ev.takenBy[r.cell], ev.term(key))
			}
		}
	}
	return v
}

// writes notes x[key] = v. What is there already is not replaced by x[key] ??= v, and what all objects inherit from is.
func (ev *evaluator) writes(x, key, v term.Value, at ir.Span) {
	if _, known := key.(*term.Constant); known || ev.filling || ev.language() != ir.JavaScript {
		return
	}
	var outer term.Value
	for _, o := range options(x) {
		switch o := o.(type) {
		case *ref:
			outer = ev.join(outer, ev.takenBy[o.cell])
		case *term.Item:
			if _, known := o.Key.(*term.Constant); !known && o.Key != nil {
				outer = ev.join(outer, o.Key)
			}
		}
	}
	if outer == nil || len(ev.trace.Writes) >= maxWrites {
		return
	}
	w := &term.Write{
		Outer: ev.term(outer), Key: ev.term(key), Value: ev.term(v), At: at, Within: ev.frame.fn, Chain: ev.frame.chain.list(), Guards: ev.guards.list(),
	}
	for _, old := range ev.trace.Writes {
		if old.At == w.At && old.Outer == w.Outer && old.Key == w.Key && old.Value == w.Value {
			old.Guards = both(old.Guards, w.Guards)
			return
		}
	}
	ev.trace.Writes = append(ev.trace.Writes, w)
}

// fills is whether an expression is what is there already, or else another value: x ?? y, x || y.
func fills(e ir.Expression) bool {
	b, ok := e.(*ir.Binary)
	return ok && (b.Op == ir.Coalesce || b.Op == ir.Or)
}
