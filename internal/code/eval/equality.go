package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// nullness is whether a value is none at all.
func (ev *evaluator) nullness(v term.Value) truth {
	switch v := v.(type) {
	case *term.Constant:
		if v.Kind == ir.Null {
			return always
		}
		return never
	case *ref:
		if ev.read(v).zero { // what is compared with nil can be nil: it is no struct
			return always
		}
		return never
	case *function, *class, *native, *term.Module, *bound, *term.Text, *term.Closure, *term.Class:
		return never
	case *term.Environment:
		return ev.isGiven(v).not()
	case *term.OneOf:
		t := ev.nullness(v.Options[0])
		for _, o := range v.Options[1:] {
			if ev.nullness(o) != t {
				return maybe
			}
		}
		return t
	}
	return maybe
}

// same is whether two values are equal.
func (ev *evaluator) same(a, b term.Value) truth {
	ca, ok := a.(*term.Constant)
	cb, ok2 := b.(*term.Constant)
	if ok && ok2 {
		switch {
		case ca.Kind == cb.Kind && ca.Text == cb.Text:
			return always
		case ca.Kind == cb.Kind && ca.Kind != ir.Number, ca.Kind == ir.Null, cb.Kind == ir.Null:
			return never
		}
		return maybe
	}
	if term.IsNull(a) {
		return ev.nullness(b)
	}
	if t := ev.holds(a, b); t != maybe {
		return t
	}
	if t := ev.holds(b, a); t != maybe {
		return t
	}
	if term.IsNull(b) {
		return ev.nullness(a)
	}
	if oa, ob := options(a), options(b); len(oa) > 1 || len(ob) > 1 {
		if len(oa)*len(ob) > 4*term.MaxOptions {
			return maybe
		}
		all := truth(255)
		for _, x := range oa {
			for _, y := range ob {
				t := ev.same(x, y)
				if all == 255 {
					all = t
				} else if all != t {
					return maybe
				}
			}
		}
		if all == always { // of two that may differ in the same way
			return maybe
		}
		return all
	}
	return maybe
}

// contains is whether a collection has an item, or a text another.
func (ev *evaluator) contains(op ir.Operator, x, in term.Value) term.Value {
	t := maybe
	if r, ok := in.(*ref); ok {
		c := ev.read(r)
		if k, isConstant := x.(*term.Constant); isConstant && c.rest == nil && c.class == nil && c.typ == nil && c.base == nil {
			t = never
			for _, item := range c.items {
				if s := ev.same(item, x); s != never {
					t = maybe
				}
				if item == x {
					t = always
					break
				}
			}
			if _, has := c.fields[k.Text]; has && !c.list {
				t = maybe // it may have been taken away on one of the ways that lead here
			}
		}
	}
	if op == ir.NotIn {
		t = t.not()
	}
	if t != maybe {
		return ev.Boolean(t == always)
	}
	v := ev.Combined(string(ir.In), ev.term(x), ev.term(in))
	if op == ir.NotIn {
		v = ev.Combined(string(ir.Not), v)
	}
	return v
}
