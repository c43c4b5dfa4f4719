package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// checked is a value with the tests of it that hold here. Where branches meet, the tests are forgotten: what was tested in
// one of them keeps its tests with it: Combined "checked" of the value, then each test and how it came out.
func (ev *evaluator) checked(v term.Value) term.Value {
	switch v := v.(type) {
	case *term.Input, *term.Item, *term.Member, *term.Text, *term.Result:
	case *term.Combined:
		if v.How != howKey {
			return v
		}
	case *term.OneOf: // whichever of them it is
		out := make([]term.Value, len(v.Options))
		for i, o := range v.Options {
			out[i] = ev.checked(o)
		}
		if slices.Equal(out, v.Options) {
			return v
		}
		return ev.joinAll(out...)
	default:
		return v
	}
	parts := []term.Value{v}
	n := 0
	for g := ev.guards; g != nil && n < maxChecked; g, n = g.up, n+1 {
		if !g.quiet && asksOf(g.Test, v) {
			parts = append(parts, g.Test, ev.Boolean(g.Holds))
		}
	}
	if len(parts) == 1 {
		return v
	}
	return ev.Combined(howChecked, parts...)
}

// checkedResults are the results of a function with the tests of them that hold here: of several of Go each one.
func (ev *evaluator) checkedResults(v term.Value) term.Value {
	r, ok := v.(*ref)
	if !ok || ev.language() != ir.Go {
		return ev.checked(v)
	}
	c := ev.read(r)
	if !c.list || c.kind != ir.Tuple {
		return v
	}
	changed := false
	items := make([]term.Value, len(c.items))
	for i, item := range c.items {
		items[i] = ev.checked(item)
		changed = changed || items[i] != item
	}
	if !changed {
		return v
	}
	return ev.newList(ir.Tuple, r.at, items, c.rest)
}

// below is a part of a value that was checked, with the tests that are of that very part.
func (ev *evaluator) below(v term.Value, part func(term.Value) term.Value) term.Value {
	c, ok := v.(*term.Combined)
	if !ok || c.How != howChecked {
		return part(v)
	}
	of := part(c.Of[0])
	parts := []term.Value{of}
	for i := 1; i+1 < len(c.Of); i += 2 {
		if c.Of[i] != of && mentions(c.Of[i], of, 0) {
			parts = append(parts, c.Of[i], c.Of[i+1])
		}
	}
	if len(parts) == 1 {
		return part(v)
	}
	return ev.Combined(howChecked, parts...)
}

const (
	howChecked = "checked"
	howKey     = "key"
	maxChecked = 16 // tests that are looked at
)

// withTest is a value with a test that holds of it.
func (ev *evaluator) withTest(v, test term.Value) term.Value {
	switch v.(type) {
	case *term.Input, *term.Item, *term.Member, *term.Text, *term.Result:
		if test = ev.term(test); asksOf(test, v) {
			return ev.Combined(howChecked, v, test, ev.Boolean(true))
		}
	}
	return v
}

// asksOf is whether a test says more of a value than whether there is one.
func asksOf(test, v term.Value) bool {
	return !slices.Contains(options(test), v) && checks(test) && mentions(test, v, 0)
}

// checks is whether a test may say more of a value than whether there is one.
func checks(test term.Value) bool {
	switch t := test.(type) {
	case *term.Combined:
		switch t.How {
		case string(ir.Equal):
			return !term.IsNull(t.Of[0]) && !term.IsNull(t.Of[1])
		case string(ir.In), string(ir.And), string(ir.Or), string(ir.Not), howSome, howEvery:
			return true
		}
	case *term.Result, *term.Item:
		return true
	case *term.OneOf: // what a function answers that asks several things
		some := false
		for _, o := range t.Options {
			if _, known := o.(*term.Constant); !known {
				if !checks(o) {
					return false
				}
				some = true
			}
		}
		return some
	}
	return false
}

// mentions is whether a value is a part of a test.
func mentions(test, v term.Value, depth int) bool {
	if test == v {
		return true
	}
	if depth > 5 {
		return false
	}
	depth++
	switch t := test.(type) {
	case *term.Combined:
		for _, of := range t.Of {
			if mentions(of, v, depth) {
				return true
			}
		}
	case *term.Result:
		for _, a := range t.Call.Args {
			if mentions(a.Value, v, depth) {
				return true
			}
		}
		return mentions(t.Call.Callee, v, depth)
	case *term.Member:
		return mentions(t.Of, v, depth)
	case *term.List: // os.path.commonpath([root, path])
		for _, item := range t.Items {
			if mentions(item, v, depth) {
				return true
			}
		}
	case *term.Item:
		return mentions(t.Of, v, depth) || t.Key != nil && mentions(t.Key, v, depth)
	case *term.OneOf:
		for _, o := range t.Options {
			if mentions(o, v, depth) {
				return true
			}
		}
	}
	return false
}

// found gives a variable that was found in a list the tests that hold here: what is made of it in this branch keeps them where
// the branches meet. The variable itself loses them there (joinAll).
func (ev *evaluator) found(e ir.Expression) {
	u, ok := e.(*ir.Use)
	if !ok {
		return
	}
	c := ev.cell(ev.frame, u.Variable)
	if c.v == nil {
		return
	}
	if v := ev.checked(c.v); v != c.v {
		ev.set(c, v)
	}
}

// foundEither does so with a variable that is one of some texts: x == "a" or x == "b".
func (ev *evaluator) foundEither(e *ir.Binary) {
	var of *ir.Use
	var only func(e ir.Expression) bool
	only = func(e ir.Expression) bool {
		b, ok := e.(*ir.Binary)
		if !ok {
			return false
		}
		if b.Op == ir.Or {
			return only(b.Left) && only(b.Right)
		}
		u, ok := b.Left.(*ir.Use)
		_, literal := b.Right.(*ir.Literal)
		if !ok || b.Op != ir.Equal || !literal || of != nil && of.Variable != u.Variable {
			return false
		}
		of = u
		return true
	}
	if only(e) {
		ev.found(of)
	}
}

// keepOwn gives the variables that a branch gave a part of something that was tested the tests that hold there:
// if (allowed.includes(body.sort)) column = body.sort.
func (ev *evaluator) keepOwn(mark int) {
	for _, ch := range slices.Clone(ev.trail[mark:]) {
		switch ch.cell.v.(type) {
		case *term.Input, *term.Item, *term.Member:
			if v := ev.checked(ch.cell.v); v != ch.cell.v {
				ev.set(ch.cell, v)
			}
		}
	}
}

// keepTests gives the variables that the other branch gave another value, and this one did not, the tests that hold here.
func (ev *evaluator) keepTests(other []*cell, mark int) {
	changed := map[*cell]bool{}
	for _, ch := range ev.trail[mark:] {
		changed[ch.cell] = true
	}
	for _, c := range other {
		if changed[c] || c.v == nil {
			continue
		}
		changed[c] = true
		if v := ev.checked(c.v); v != c.v {
			ev.set(c, v)
		}
	}
}
