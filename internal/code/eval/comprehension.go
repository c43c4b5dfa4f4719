package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// comprehension makes a collection from others.
func (ev *evaluator) comprehension(e *ir.Comprehension) term.Value {
	kind := ir.List
	if e.Kind == ir.SetOf {
		kind = ir.Set
	}
	var r *ref
	if e.Kind == ir.MappingOf {
		r = ev.newObject(e.At())
	} else {
		r = ev.newList(kind, e.At(), nil, nil)
		ev.read(r).once = e.Kind == ir.GeneratorOf
	}
	ev.clauses(e, 0, false, func(sure bool) {
		v := ev.checked(ev.eval(e.Value))
		switch {
		case e.Kind == ir.MappingOf:
			ev.setItem(r, ev.checked(ev.eval(e.Key)), v, e.At())
		case sure:
			ev.push(ev.write(r), v)
		default:
			c := ev.write(r)
			c.rest = ev.join(c.rest, v)
			c.sifted = c.sifted || siftedIn(e)
		}
	})
	return r
}

// clauses runs the clauses of a comprehension from the n-th on. sure says that an item is made in any case.
func (ev *evaluator) clauses(e *ir.Comprehension, n int, unsure bool, do func(sure bool)) {
	if ev.frame.dead {
		return
	}
	if n == len(e.Clauses) {
		do(!unsure)
		return
	}
	c := e.Clauses[n]
	over := ev.eval(c.Over)
	turns, more := ev.turns(c.Over, over)
	if len(turns)*ev.unrolled() > maxUnrolled {
		if more == nil {
			more = &turn{over: c.Over}
		}
		for _, t := range turns {
			more.item, more.key, more.value = ev.join(more.item, t.item), ev.join(more.key, t.key), ev.join(more.value, t.value)
		}
		turns = nil
	}
	run := func(t *turn, unsure bool) {
		ev.inTurn(t, max(1, len(turns)), func() {
			gs := ev.guards
			ev.block(c.Bind)
			for _, test := range c.Tests {
				v := ev.test(test)
				t := ev.truthOf(v)
				if t == never {
					ev.guards = gs
					return
				}
				if t == maybe {
					unsure = true
					ev.guard(v, true, test.At())
				}
			}
			ev.clauses(e, n+1, unsure, do)
			ev.guards = gs
		})
	}
	for _, t := range turns {
		run(t, unsure)
	}
	if more != nil {
		run(more, true)
	}
}
