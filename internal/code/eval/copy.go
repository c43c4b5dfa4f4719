package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// In Go a struct is copied where it is assigned, handed to a parameter or to a receiver that is no pointer. Everywhere
// else an object is shared.

// assigned is the value that an assignment gives: a copy of a struct that stands somewhere else.
func (ev *evaluator) assigned(target, e ir.Expression, v term.Value) term.Value {
	if ev.language() != ir.Go {
		return v
	}
	ev.infer(target, e, v)
	switch e := e.(type) {
	case *ir.Use, *ir.Attribute, *ir.Index, *ir.Element:
		return ev.ownCopy(ev.staticType(e, maxStatic), v)
	case *ir.Unary:
		if r, ok := v.(*ref); ok && e.Op == ir.Deref && !ev.read(r).list {
			return ev.copied(r)
		}
	}
	return v
}

// ownCopy is a value as a variable of a type has it: a copy, if the type is the struct that the value is.
func (ev *evaluator) ownCopy(t ir.Expression, v term.Value) term.Value {
	r, ok := v.(*ref)
	if !ok || t == nil || ev.language() != ir.Go {
		return v
	}
	held := ev.read(r)
	switch t := t.(type) {
	case *ir.ClassRef:
		if held.class != nil && held.class.class == t.Class && t.Class.Underlying == nil {
			return ev.copied(r)
		}
	case *ir.Attribute:
		if held.class == nil && held.typ == nil || held.list {
			return v
		}
		switch of := ev.eval(t).(type) {
		case *class:
			if of == held.class && of.class.Underlying == nil {
				return ev.copied(r)
			}
		case *term.Extern:
			if of == held.typ {
				return ev.copied(r)
			}
		}
	}
	return v
}

func (ev *evaluator) copied(r *ref) term.Value {
	zero := ev.read(r).zero
	c := ev.read(r).clone()
	c.zero = zero
	return ev.allocate(c)
}

// infer keeps the type of a variable that is declared without one, where its value does not say it.
func (ev *evaluator) infer(target, e ir.Expression, v term.Value) {
	u, ok := target.(*ir.Use)
	if !ok || u.Variable.Type != nil || !isPart(v) {
		return
	}
	if t := ev.staticType(e, maxStatic); t != nil {
		ev.inferred[u.Variable] = t
	}
}
