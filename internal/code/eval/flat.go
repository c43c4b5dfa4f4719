package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// flat is how the evaluation goes on after a limit was reached: each function that is left runs once, and what it calls
// of the application runs by itself, with parameters that are not known. Calls of what is outside are then not lost,
// only what is known of their arguments.
type flat struct {
	on     bool
	single bool        // the next function that is applied runs all the same
	cut    []*function // that were running when the limit was reached, outermost first
	budget int         // of steps that are left for all of them
}

// stop goes on flat: what runs now is not followed to its end.
func (ev *evaluator) stop() {
	if ev.flat.on {
		return
	}
	ev.flat.on = true
	for _, f := range ev.running {
		if !slices.ContainsFunc(ev.flat.cut, func(g *function) bool { return g.fn == f.fn }) {
			ev.flat.cut = append(ev.flat.cut, f)
		}
	}
}

// resume runs what was cut off, once.
func (ev *evaluator) resume() {
	if len(ev.flat.cut) == 0 {
		return
	}
	cut := ev.flat.cut
	ev.flat.cut = nil
	ev.flat.on = true
	ev.flat.budget = ev.limits.Steps
	for _, f := range cut {
		if !ev.allow(f.fn.Span) {
			return
		}
		ev.guards, ev.frame.dead = nil, false
		if f.fn != ev.handler {
			ev.applyUnknown(f, "a limit was reached")
			continue
		}
		ev.flat.single = true
		ev.apply(f, ev.eventArgs(), ir.Span{})
	}
}

// allow gives the next function its steps. It is false when there are none left for all of them.
func (ev *evaluator) allow(at ir.Span) bool {
	if !ev.flat.on {
		return true
	}
	share := ev.limits.Steps / 16
	if left := ev.limit - ev.steps; left > 0 && left < share {
		ev.flat.budget += left // what the one before did not need
	}
	ev.flat.budget -= share
	if ev.flat.budget < 0 {
		ev.gap(at, "more functions are left than the limit of steps allows: they are not followed")
		return false
	}
	ev.steps = ev.limit - share
	return true
}
