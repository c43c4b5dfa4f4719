package eval

import (
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// functionRef is a function where it is defined.
func (ev *evaluator) functionRef(fn *ir.Function) term.Value {
	return ev.function(function{fn: fn, scope: ev.frame, given: ev.brought(fn)})
}

// brought is what a function brings from where it is defined, nil for nothing. What is the same is one.
func (ev *evaluator) brought(fn *ir.Function) *given {
	g := &given{defaults: ev.defaultsOf(fn), cells: ev.ofTurn()}
	if g.defaults == nil && g.cells == nil {
		return nil
	}
	for _, old := range ev.given[fn] {
		if slices.Equal(old.defaults, g.defaults) && maps.Equal(old.cells, g.cells) {
			return old
		}
	}
	ev.given[fn] = append(ev.given[fn], g)
	return g
}

// defaultsOf are those of a function of Python, where they are more than literals.
func (ev *evaluator) defaultsOf(fn *ir.Function) []term.Value {
	if ev.language() != ir.Python {
		return nil
	}
	var values []term.Value
	for i := range fn.Params {
		switch d := fn.Params[i].Default.(type) {
		case nil, *ir.Literal:
		default:
			if values == nil {
				values = make([]term.Value, len(fn.Params))
			}
			values[i] = ev.eval(d)
		}
	}
	return values
}

// ofTurn are the variables that a closure made in a loop sees as they are in this turn.
func (ev *evaluator) ofTurn() map[*ir.Variable]*cell {
	if ev.frame.loop == nil {
		return nil
	}
	var out map[*ir.Variable]*cell
	for v, c := range ev.frame.vars {
		if v.Captured && v.Block {
			if out == nil {
				out = map[*ir.Variable]*cell{}
			}
			out[v] = c
		}
	}
	return out
}

// turnBegins gives each variable that is declared in a loop, and that a closure may keep, a place of its own for a turn.
func (ev *evaluator) turnBegins(s *ir.Loop) {
	for v, c := range ev.frame.vars {
		if v.Captured && v.Block && v.File == s.File && v.Start >= s.Start && v.End <= s.End {
			ev.frame.vars[v] = &cell{v: c.v, epoch: ev.epoch, born: ev.epoch}
		}
	}
}
