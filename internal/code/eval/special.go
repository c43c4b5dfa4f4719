package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// special are the methods by which a class of Python says what an operator does
// (https://docs.python.org/3/reference/datamodel.html#emulating-numeric-types).
var special = map[ir.Operator]string{
	ir.Add: "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "//": "__floordiv__", ir.Remainder: "__mod__", "@": "__matmul__",
	"|": "__or__", "&": "__and__", "^": "__xor__", "<<": "__lshift__", ">>": "__rshift__", "**": "__pow__",
}

// overloaded is an operator of a class of the application; nil for others.
func (ev *evaluator) overloaded(op ir.Operator, left, right term.Value, at ir.Span) term.Value {
	if ev.language() != ir.Python {
		return nil
	}
	if op == ir.In || op == ir.NotIn {
		v := ev.specialMethod(right, "__contains__", at, left)
		if v != nil && op == ir.NotIn {
			return ev.negated(v)
		}
		return v
	}
	name, ok := special[op]
	if !ok {
		return nil
	}
	return ev.specialMethod(left, name, at, right)
}

// negated is not v.
func (ev *evaluator) negated(v term.Value) term.Value {
	if t := ev.truthOf(v); t != maybe {
		return ev.Boolean(t == never)
	}
	return ev.Combined(string(ir.Not), ev.term(v))
}

// specialMethod calls a method of an instance; nil where it has none.
func (ev *evaluator) specialMethod(x term.Value, name string, at ir.Span, args ...term.Value) term.Value {
	r, ok := x.(*ref)
	if !ok {
		return nil
	}
	m, ok := ev.findMethod(ev.read(r).class, name)
	if !ok || ev.active[m.fn] > 0 {
		return nil
	}
	return ev.apply(ev.bind(m, r), values(args...), at)
}

// part is a part of a text: of an instance what it says of itself.
func (ev *evaluator) part(v term.Value, at ir.Span) term.Value {
	if ev.language() != ir.Python {
		return v
	}
	for _, name := range []string{"__str__", "__repr__"} {
		if s := ev.specialMethod(v, name, at); s != nil {
			return s
		}
	}
	return v
}
