package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// maxYes is how many ways to the same answer are kept apart.
const maxYes = 6

// decision is the value of a function that answers true one way and false the other: the tests that decide, so that who
// tests the answer knows what was tested.
func (ev *evaluator) decision(left []exit, alive bool, before *guards) term.Value {
	if alive || len(left) < 2 {
		return nil
	}
	var yes, no []exit
	for _, x := range left {
		c, ok := x.value.(*term.Constant)
		switch {
		case ok && c.Kind == ir.Bool && c.Text != "true":
			no = append(no, x)
		case ok && c.Kind == ir.Bool, truthful(x.value):
			yes = append(yes, x)
		default:
			return nil
		}
	}
	if len(no) == 0 || len(yes) == 0 || len(yes) > maxYes && len(no) != 1 {
		return nil
	}
	if len(no) == 1 && len(yes) > 1 && allTrue(yes) {
		if v := ev.way(no[0], before); v != nil {
			return ev.Combined(string(ir.Not), v)
		}
		return nil
	}
	var v term.Value
	for _, x := range yes {
		one := ev.way(x, before)
		switch {
		case one == nil:
			return nil
		case v == nil:
			v = one
		default:
			v = ev.Combined(string(ir.Or), v, one)
		}
	}
	return v
}

// allTrue is whether functions are left with the constant true.
func allTrue(left []exit) bool {
	for _, x := range left {
		if _, ok := x.value.(*term.Constant); !ok {
			return false
		}
	}
	return true
}

// way is what holds where a function is left with a value that is true: the tests on the way, and the value itself where it
// is a test. Nil where nothing is known.
func (ev *evaluator) way(x exit, before *guards) term.Value {
	var tests []term.Value
	if _, ok := x.value.(*term.Constant); !ok {
		tests = append(tests, ev.term(x.value))
	}
	return ev.allOf(append(ev.testsSince(x.guards, before), tests...))
}

// testsSince are the tests that hold now and did not before, in their order, as they would be written where all of them hold.
func (ev *evaluator) testsSince(now, before *guards) []term.Value {
	var tests []term.Value
	for g := now; g != nil && g.n > before.length(); g = g.up {
		if g.quiet {
			continue
		}
		t := g.Test
		if !g.Holds {
			t = ev.Combined(string(ir.Not), t)
		}
		tests = append([]term.Value{t}, tests...)
	}
	return tests
}

// allOf is that all of some tests hold; nil for none.
func (ev *evaluator) allOf(tests []term.Value) term.Value {
	switch len(tests) {
	case 0:
		return nil
	case 1:
		return tests[0]
	}
	return ev.Combined(string(ir.And), tests...)
}

// either notes, where two branches meet, what held at the end of one or of the other: where one of them was left early this
// says more than that they meet.
func (ev *evaluator) either(ends []*guards, before *guards, at ir.Span) {
	if len(ends) != 2 {
		return
	}
	var ways []term.Value
	more := false
	for _, end := range ends {
		n := end.length() - before.length()
		if n < 1 || n > maxYes {
			return
		}
		more = more || n > 1
		ways = append(ways, ev.allOf(ev.testsSince(end, before)))
	}
	if more {
		ev.guard(ev.Combined(string(ir.Or), ways...), true, at)
	}
}
