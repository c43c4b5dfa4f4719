package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// maxLoops is how many are kept.
const maxLoops = 256

// repeats notes a loop with what decides how often it turns.
func (ev *evaluator) repeats(test term.Value, at ir.Span) {
	if ev.initial || len(ev.trace.Loops) >= maxLoops {
		return
	}
	switch t := test.(type) {
	case *term.Combined, *term.Result, *term.Input, *term.Item, *term.Member:
		for _, old := range ev.trace.Loops {
			if old.At == at && old.Test == t {
				old.Guards = both(old.Guards, ev.guards.list())
				return
			}
		}
		ev.trace.Loops = append(ev.trace.Loops, &term.Loop{Test: t, At: at, Within: ev.frame.fn, Chain: ev.frame.chain.list(), Guards: ev.guards.list()})
	}
}
