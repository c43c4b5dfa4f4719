package eval

import (
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// test is the value of a test, in which "and", "or" and "not" stay: the parts of it are Guards.
func (ev *evaluator) test(e ir.Expression) Value {
	switch e := e.(type) {
	case *ir.Binary:
		if e.Op != ir.And && e.Op != ir.Or {
			break
		}
		left := ev.test(e.Left)
		if ev.frame.dead {
			return left
		}
		switch t := ev.truthOf(left); {
		case t == always && e.Op == ir.Or, t == never && e.Op == ir.And:
			return left
		case t != maybe:
			return ev.test(e.Right)
		}
		right := left
		ev.fork(2, func(i int) {
			if i == 0 {
				ev.guard(left, e.Op == ir.And, e.Left.At())
				ev.refine(e.Left, e.Op == ir.And)
				right = ev.test(e.Right)
			}
		})
		switch t := ev.truthOf(right); {
		case t == always && e.Op == ir.And, t == never && e.Op == ir.Or:
			return left
		case t != maybe:
			return right
		}
		return ev.combined(string(e.Op), ev.term(left), ev.term(right))
	case *ir.Unary:
		if e.Op == ir.Not {
			v := ev.test(e.X)
			if t := ev.truthOf(v); t != maybe {
				return ev.boolean(t == never)
			}
			return ev.combined(string(ir.Not), ev.term(v))
		}
	}
	v := ev.eval(e)
	switch v.(type) {
	case *ref, *function, *class, *native:
		if t := ev.truthOf(v); t != maybe {
			return ev.boolean(t == always)
		}
		return ev.term(v)
	case *OneOf:
		if t := ev.truthOf(v); t != maybe {
			return ev.boolean(t == always)
		}
		return ev.term(v)
	}
	return v
}

func (ev *evaluator) binary(e *ir.Binary) Value {
	if e.Op == ir.And || e.Op == ir.Or || e.Op == ir.Coalesce {
		return ev.shortCircuit(e)
	}
	left, right := ev.eval(e.Left), ev.eval(e.Right)
	if ev.frame.dead {
		return nil
	}
	if v := ev.overloaded(e.Op, left, right, e.At()); v != nil || ev.frame.dead {
		return v
	}
	return ev.operate(e.Op, left, right, e.At())
}

// shortCircuit is one of two values: the right one only where the left one is not decisive.
func (ev *evaluator) shortCircuit(e *ir.Binary) Value {
	left := ev.eval(e.Left)
	if ev.frame.dead {
		return left
	}
	t := ev.truthOf(left)
	if e.Op == ir.Coalesce {
		t = ev.nullness(left).not()
	}
	switch {
	case t == always && e.Op != ir.And, t == never && e.Op == ir.And:
		return left
	case t != maybe:
		return ev.eval(e.Right)
	}
	var right Value
	ev.fork(2, func(i int) {
		if i == 0 {
			ev.guard(ev.term(left), e.Op == ir.And, e.Left.At())
			ev.refine(e.Left, e.Op == ir.And)
			right = ev.eval(e.Right)
		}
	})
	if e.Op != ir.Coalesce && truthful(left) && truthful(right) { // both are asked, and what it is no other value says
		return ev.combined(string(e.Op), ev.term(left), ev.term(right))
	}
	if env, ok := left.(*Environment); ok && e.Op != ir.And {
		switch right.(type) {
		case *Constant, *Text, *Environment:
			if v := ev.orElse(env, right, e.Op); v != nil {
				return v
			}
		}
	}
	var kept []Value
	for _, o := range options(left) {
		known := ev.truthOf(o)
		if e.Op == ir.Coalesce {
			known = ev.nullness(o).not()
		}
		if e.Op == ir.And && known != always || e.Op != ir.And && known != never {
			kept = append(kept, o)
		}
	}
	return ev.joinAll(append(kept, right)...)
}

// truthful is whether a value is true or false and nothing else.
func truthful(v Value) bool {
	c, ok := v.(*Combined)
	if !ok {
		return false
	}
	switch c.How {
	case string(ir.Equal), string(ir.NotEqual), string(ir.In), string(ir.Not), "<", ">", "<=", ">=":
		return true
	case string(ir.And), string(ir.Or):
		return truthful(c.Of[0]) && truthful(c.Of[1])
	}
	return false
}

// nullness is whether a value is none at all.
func (ev *evaluator) nullness(v Value) truth {
	switch v := v.(type) {
	case *Constant:
		if v.Kind == ir.Null {
			return always
		}
		return never
	case *ref:
		if ev.read(v).zero { // what is compared with nil can be nil: it is no struct
			return always
		}
		return never
	case *function, *class, *native, *Module, *bound, *Text, *Closure, *Class:
		return never
	case *Environment:
		switch {
		case ofPlatform[v.Name]:
			return never
		case v.Default != nil && ev.nullness(v.Default) == never:
			return never
		}
	case *OneOf:
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

// operate is an operation on two values.
func (ev *evaluator) operate(op ir.Operator, left, right Value, at ir.Span) Value {
	switch string(op) {
	case string(ir.Add):
		return ev.add(left, right, at)
	case string(ir.Remainder):
		if v, ok := ev.format(left, right); ok {
			return v
		}
	case string(ir.Equal), string(ir.Is), string(ir.NotEqual), string(ir.IsNot):
		same := ev.same(left, right)
		negative := op == ir.NotEqual || op == ir.IsNot
		if negative {
			same = same.not()
		}
		if same != maybe {
			return ev.boolean(same == always)
		}
		c := ev.combined(string(ir.Equal), ev.term(left), ev.term(right))
		if negative {
			c = ev.combined(string(ir.Not), c)
		}
		return c
	case string(ir.In), string(ir.NotIn):
		return ev.contains(op, left, right)
	case "|":
		if l, ok := left.(*ref); ok && !ev.read(l).list {
			n := ev.newObject(at)
			ev.spread(n, left)
			ev.spread(n, right)
			return n
		}
	}
	if v, ok := ev.arithmetic(op, left, right); ok {
		return v
	}
	return ev.combined(string(op), ev.term(left), ev.term(right))
}

// same is whether two values are equal.
func (ev *evaluator) same(a, b Value) truth {
	ca, ok := a.(*Constant)
	cb, ok2 := b.(*Constant)
	if ok && ok2 {
		switch {
		case ca.Kind == cb.Kind && ca.Text == cb.Text:
			return always
		case ca.Kind == cb.Kind && ca.Kind != ir.Number, ca.Kind == ir.Null, cb.Kind == ir.Null:
			return never
		}
		return maybe
	}
	if isNull(a) {
		return ev.nullness(b)
	}
	if isSet(a, b) || isSet(b, a) {
		return never
	}
	if isNull(b) {
		return ev.nullness(a)
	}
	if oa, ob := options(a), options(b); len(oa) > 1 || len(ob) > 1 {
		if len(oa)*len(ob) > 4*MaxOptions {
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
func (ev *evaluator) contains(op ir.Operator, x, in Value) Value {
	t := maybe
	if r, ok := in.(*ref); ok {
		c := ev.read(r)
		if k, isConstant := x.(*Constant); isConstant && c.rest == nil && c.class == nil && c.typ == nil && c.base == nil {
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
		return ev.boolean(t == always)
	}
	v := ev.combined(string(ir.In), ev.term(x), ev.term(in))
	if op == ir.NotIn {
		v = ev.combined(string(ir.Not), v)
	}
	return v
}

// add is a sum, a longer text or a longer list.
func (ev *evaluator) add(left, right Value, at ir.Span) Value {
	if l, ok := left.(*ref); ok {
		if r, ok := right.(*ref); ok && ev.read(l).list && ev.read(r).list {
			a, b := ev.read(l), ev.read(r)
			if a.rest != nil {
				return ev.newList(a.kind, at, a.items, ev.joinAll(append([]Value{a.rest, b.rest}, b.items...)...))
			}
			return ev.newList(a.kind, at, append(append([]Value(nil), a.items...), b.items...), b.rest)
		}
	}
	if v, ok := ev.arithmetic(ir.Add, left, right); ok {
		return v
	}
	if ev.isText(left) || ev.isText(right) {
		return ev.concat(left, right)
	}
	return ev.combined("+", ev.term(left), ev.term(right))
}

// isText is whether a value is known to be text.
func (ev *evaluator) isText(v Value) bool {
	switch v := v.(type) {
	case *Constant:
		return v.Kind == ir.String
	case *Text, *Environment:
		return true
	case *OneOf:
		return slices.ContainsFunc(v.Options, ev.isText)
	}
	return false
}

func (ev *evaluator) arithmetic(op ir.Operator, left, right Value) (Value, bool) {
	a, ok := left.(*Constant)
	b, ok2 := right.(*Constant)
	if !ok || !ok2 || a.Kind != ir.Number || b.Kind != ir.Number {
		return nil, false
	}
	x, err := strconv.ParseInt(a.Text, 0, 32)
	y, err2 := strconv.ParseInt(b.Text, 0, 32)
	if err != nil || err2 != nil {
		return nil, false
	}
	switch string(op) {
	case string(ir.Add):
		x += y
	case "-":
		x -= y
	case "*":
		x *= y
	case string(ir.Less):
		return ev.boolean(x < y), true
	case string(ir.Greater):
		return ev.boolean(x > y), true
	case string(ir.LessEqual):
		return ev.boolean(x <= y), true
	case string(ir.GreaterEqual):
		return ev.boolean(x >= y), true
	default:
		return nil, false
	}
	return ev.constant(ir.Number, strconv.FormatInt(x, 10)), true
}

func (ev *evaluator) unary(e *ir.Unary) Value {
	switch string(e.Op) {
	case string(ir.Not):
		return ev.test(e)
	case string(ir.Address), string(ir.Deref):
		return ev.eval(e.X)
	case string(ir.TypeOf):
		v := ev.eval(e.X)
		switch v.(type) {
		case *function, *class, *native:
			return ev.text("function")
		}
		return ev.combined(string(e.Op), ev.term(v))
	}
	v := ev.eval(e.X)
	if c, ok := v.(*Constant); ok && c.Kind == ir.Number && e.Op == "-" {
		return ev.constant(ir.Number, "-"+c.Text)
	}
	return ev.combined(string(e.Op), ev.term(v))
}

// isSet is whether one value is a setting of the platform and the other the empty text.
func isSet(v, other Value) bool {
	e, ok := v.(*Environment)
	s, isText := textOf(other)
	return ok && ofPlatform[e.Name] && isText && s == ""
}

// refine narrows what the tested variable or attribute may be, where a test says so.
func (ev *evaluator) refine(test ir.Expression, holds bool) {
	switch e := test.(type) {
	case *ir.Unary:
		if e.Op == ir.Not {
			ev.refine(e.X, !holds)
		}
	case *ir.Binary:
		switch string(e.Op) {
		case string(ir.And), string(ir.Or):
			if holds == (e.Op == ir.And) {
				ev.refine(e.Left, holds)
				ev.refine(e.Right, holds)
			}
		case string(ir.Equal), string(ir.Is), string(ir.NotEqual), string(ir.IsNot):
			same := holds == (e.Op == ir.Equal || e.Op == ir.Is)
			if l, ok := e.Right.(*ir.Literal); ok && l.Kind == ir.Null {
				ev.narrow(e.Left, func(v Value) bool {
					return ev.nullness(v) == maybe || (ev.nullness(v) == always) == same
				})
			} else if ok {
				want := ev.constant(l.Kind, l.Text)
				ev.narrow(e.Left, func(v Value) bool {
					t := ev.same(v, want)
					return t == maybe || (t == always) == same
				})
			}
		}
	case *ir.Call:
		ev.refineInstance(e, holds)
	case *ir.Use, *ir.Attribute:
		ev.narrow(test, func(v Value) bool {
			t := ev.truthOf(v)
			return t == maybe || (t == always) == holds
		})
	}
}

// narrow keeps the options of a variable or attribute that may be meant.
func (ev *evaluator) narrow(e ir.Expression, keep func(Value) bool) {
	filter := func(v Value) Value {
		o, ok := v.(*OneOf)
		if !ok {
			return nil
		}
		var kept []Value
		for _, x := range o.Options {
			if keep(x) {
				kept = append(kept, x)
			}
		}
		if len(kept) == 0 || len(kept) == len(o.Options) {
			return nil
		}
		return ev.joinAll(kept...)
	}
	switch e := e.(type) {
	case *ir.Use:
		c := ev.cell(ev.frame, e.Variable)
		if v := filter(c.v); v != nil {
			ev.set(c, v)
		}
	case *ir.Attribute:
		u, ok := e.X.(*ir.Use)
		if !ok {
			return
		}
		r, ok := ev.cell(ev.frame, u.Variable).v.(*ref)
		if !ok {
			return
		}
		if v := filter(ev.read(r).fields[e.Name]); v != nil {
			ev.put(ev.write(r), e.Name, v)
		}
	}
}
