package eval

import (
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// test is the value of a test, in which "and", "or" and "not" stay: the parts of it are Guards.
func (ev *evaluator) test(e ir.Expression) term.Value {
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
		return ev.Combined(string(e.Op), ev.term(left), ev.term(right))
	case *ir.Unary:
		if e.Op == ir.Not {
			v := ev.test(e.X)
			if t := ev.truthOf(v); t != maybe {
				return ev.Boolean(t == never)
			}
			return ev.Combined(string(ir.Not), ev.term(v))
		}
	}
	return ev.asTest(ev.eval(e))
}

// asTest is a value as a test of it.
func (ev *evaluator) asTest(v term.Value) term.Value {
	switch v.(type) {
	case *ref, *function, *class, *native:
		if t := ev.truthOf(v); t != maybe {
			return ev.Boolean(t == always)
		}
		if r, ok := v.(*ref); ok && ev.ruledOut(r) != nil {
			return ev.lengthOf(r)
		}
		return ev.term(v)
	case *term.OneOf:
		if t := ev.truthOf(v); t != maybe {
			return ev.Boolean(t == always)
		}
		return ev.term(v)
	}
	return v
}

func (ev *evaluator) binary(e *ir.Binary) term.Value {
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
func (ev *evaluator) shortCircuit(e *ir.Binary) term.Value {
	left := ev.eval(e.Left)
	if ev.frame.dead {
		return left
	}
	t := ev.truthOf(left)
	if e.Op == ir.Coalesce {
		t = ev.nullness(left).not()
	}
	if t == always && e.Op != ir.And && ev.mayMiss(e.Left) {
		t = maybe
	}
	switch {
	case t == always && e.Op != ir.And, t == never && e.Op == ir.And:
		return left
	case t != maybe:
		return ev.eval(e.Right)
	}
	var right term.Value
	ev.fork(2, func(i int) {
		if i == 0 {
			ev.guard(ev.term(left), e.Op == ir.And, e.Left.At())
			ev.refine(e.Left, e.Op == ir.And)
			right = ev.eval(e.Right)
		}
	})
	if e.Op != ir.Coalesce && (truthful(left) || e.Op == ir.And) && truthful(right) { // both are asked, and what it is no other value says
		return ev.Combined(string(e.Op), ev.term(left), ev.term(right))
	}
	if env, ok := left.(*term.Environment); ok && e.Op != ir.And {
		switch right.(type) {
		case *term.Constant, *term.Text, *term.Environment:
			if v := ev.orElse(env, right, e.Op); v != nil {
				return v
			}
		}
	}
	var kept []term.Value
	for _, o := range options(left) {
		known := ev.truthOf(o)
		if e.Op == ir.Coalesce {
			known = ev.nullness(o).not()
		}
		switch {
		case e.Op == ir.And && known == maybe && falls(o):
			kept = append(kept, ev.Null()) // it is empty, or it is the other one
		case e.Op == ir.And && known != always || e.Op != ir.And && known != never:
			kept = append(kept, o)
		}
	}
	return ev.joinAll(append(kept, right)...)
}

// operate is an operation on two values.
func (ev *evaluator) operate(op ir.Operator, left, right term.Value, at ir.Span) term.Value {
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
			return ev.Boolean(same == always)
		}
		if v := ev.asAnswered(left, right, negative); v != nil {
			return v
		}
		c := ev.Combined(string(ir.Equal), ev.term(left), ev.term(right))
		if negative {
			c = ev.Combined(string(ir.Not), c)
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
	return ev.Combined(string(op), ev.term(left), ev.term(right))
}

// add is a sum, a longer text or a longer list.
func (ev *evaluator) add(left, right term.Value, at ir.Span) term.Value {
	if l, ok := left.(*ref); ok {
		if r, ok := right.(*ref); ok && ev.read(l).list && ev.read(r).list {
			a, b := ev.read(l), ev.read(r)
			if a.rest != nil {
				return ev.newList(a.kind, at, a.items, ev.joinAll(append([]term.Value{a.rest, b.rest}, b.items...)...))
			}
			return ev.newList(a.kind, at, append(append([]term.Value(nil), a.items...), b.items...), b.rest)
		}
	}
	if v, ok := ev.arithmetic(ir.Add, left, right); ok {
		return v
	}
	switch {
	case isEmptyText(left), isEmptyText(right): // x + "" is how JavaScript makes a text of anything
		return ev.asText(ev.concat(left, right))
	case ev.isText(left), ev.isText(right):
		return ev.concat(left, right)
	}
	return ev.Combined("+", ev.term(left), ev.term(right))
}

func isEmptyText(v term.Value) bool {
	c, ok := v.(*term.Constant)
	return ok && c.Kind == ir.String && c.Text == ""
}

// isText is whether a value is known to be text.
func (ev *evaluator) isText(v term.Value) bool {
	switch v := v.(type) {
	case *term.Constant:
		return v.Kind == ir.String
	case *term.Text, *term.Environment:
		return true
	case *term.OneOf:
		return slices.ContainsFunc(v.Options, ev.isText)
	}
	return false
}

func (ev *evaluator) arithmetic(op ir.Operator, left, right term.Value) (term.Value, bool) {
	a, ok := left.(*term.Constant)
	b, ok2 := right.(*term.Constant)
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
		return ev.Boolean(x < y), true
	case string(ir.Greater):
		return ev.Boolean(x > y), true
	case string(ir.LessEqual):
		return ev.Boolean(x <= y), true
	case string(ir.GreaterEqual):
		return ev.Boolean(x >= y), true
	default:
		return nil, false
	}
	return ev.Constant(ir.Number, strconv.FormatInt(x, 10)), true
}

func (ev *evaluator) unary(e *ir.Unary) term.Value {
	switch string(e.Op) {
	case string(ir.Not):
		return ev.test(e)
	case string(ir.Address), string(ir.Deref):
		return ev.eval(e.X)
	case string(ir.TypeOf):
		v := ev.eval(e.X)
		switch v.(type) {
		case *function, *class, *native:
			return ev.Text("function")
		}
		return ev.Combined(string(e.Op), ev.term(v))
	}
	v := ev.eval(e.X)
	if c, ok := v.(*term.Constant); ok && c.Kind == ir.Number && e.Op == "-" {
		return ev.Constant(ir.Number, "-"+c.Text)
	}
	return ev.Combined(string(e.Op), ev.term(v))
}
