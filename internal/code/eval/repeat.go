package eval

import "github.com/sconce-dev/sconce/internal/code/ir"

// Loop is a loop whose turns a value decides: the test of a while, the number of a range of Go.
type Loop struct {
	Test   Value
	At     ir.Span
	Within *ir.Function
	Chain  []ir.Span
	Guards []Guard
}

// maxLoops is how many are kept.
const maxLoops = 256

// repeats notes a loop with what decides how often it turns.
func (ev *evaluator) repeats(test Value, at ir.Span) {
	if ev.initial || len(ev.trace.Loops) >= maxLoops {
		return
	}
	switch t := test.(type) {
	case *Combined, *Result, *Input, *Item, *Member:
		for _, old := range ev.trace.Loops {
			if old.At == at && old.Test == t {
				old.Guards = both(old.Guards, ev.guards.list())
				return
			}
		}
		ev.trace.Loops = append(ev.trace.Loops, &Loop{Test: t, At: at, Within: ev.frame.fn, Chain: ev.frame.chain.list(), Guards: ev.guards.list()})
	}
}
