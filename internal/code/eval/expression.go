package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// maxNesting is how deep expressions may stand in one another.
const maxNesting = 2000

// eval is the value of an expression. It is never nil.
func (ev *evaluator) eval(e ir.Expression) term.Value {
	if e == nil {
		return ev.Null()
	}
	if ev.frame.dead {
		return ev.Unknown(e.At(), "it is not reached")
	}
	if !ev.step(e.At()) {
		return ev.Unknown(e.At(), "the limit of steps was reached")
	}
	ev.nesting++
	defer func() { ev.nesting-- }()
	if ev.nesting > maxNesting {
		return ev.gap(e.At(), "the expression is nested too deep")
	}
	if v := ev.expression(e); v != nil {
		return v
	}
	return ev.Unknown(e.At(), "it has no value here")
}

func (ev *evaluator) expression(e ir.Expression) term.Value {
	switch e := e.(type) {
	case *ir.Literal:
		return ev.Constant(e.Kind, e.Text)
	case *ir.Use:
		return ev.use(e)
	case *ir.Call:
		return ev.call(e)
	case *ir.Attribute:
		return ev.attributeOf(e)
	case *ir.Index:
		return ev.indexOf(e)
	case *ir.Text:
		parts := make([]term.Value, len(e.Parts))
		for i, p := range e.Parts {
			parts[i] = ev.part(ev.eval(p), e.At())
		}
		if len(parts) == 1 {
			return ev.asText(parts[0])
		}
		return ev.concat(parts...)
	case *ir.Global:
		return ev.global(e)
	case *ir.Import:
		return ev.imported(e)
	case *ir.FunctionRef:
		return ev.functionRef(e.Function)
	case *ir.ClassRef:
		return ev.classRef(e.Class, ev.frame)
	case *ir.Super:
		return ev.super(e)
	case *ir.ObjectLiteral:
		return ev.objectLiteral(e)
	case *ir.ListLiteral:
		return ev.listLiteral(e)
	case *ir.Element:
		return ev.element(e)
	case *ir.Binary:
		return ev.binary(e)
	case *ir.Unary:
		return ev.unary(e)
	case *ir.Conditional:
		return ev.conditional(e)
	case *ir.Slice:
		return ev.slice(e)
	case *ir.Await:
		return ev.await(ev.eval(e.X), e.At())
	default:
		return ev.rare(e)
	}
}

// rare are the expressions that stand seldom.
func (ev *evaluator) rare(e ir.Expression) term.Value {
	switch e := e.(type) {
	case *ir.Yield:
		return ev.yield(e)
	case *ir.Enter:
		return ev.enter(ev.eval(e.X), e.At())
	case *ir.Leave:
		ev.leaveManager(ev.eval(e.X), e.At())
		return ev.Null()
	case *ir.Comprehension:
		return ev.comprehension(e)
	case *ir.Assignment:
		v := ev.eval(e.Value)
		if !ev.frame.dead {
			ev.filling = fills(e.Value)
			ev.assign(e.Target, v)
			ev.filling = false
		}
		return v
	case *ir.Sequence:
		ev.block(e.Do)
		var v term.Value = ev.Null()
		for _, item := range e.Items {
			v = ev.eval(item)
		}
		return v
	case *ir.Cast:
		v := ev.eval(e.X)
		if _, ok := v.(*term.Unknown); ok {
			return ev.declared(e.Type, v)
		}
		if ev.language() == ir.Go && isPlain(e.Type) { // x.(string) is a text, or nobody goes on with it
			return ev.each(v, ev.soleText)
		}
		return v
	case *ir.TypeOfItems:
		return ev.Unknown(e.At(), "it is a type")
	case *ir.Opaque:
		parts := make([]term.Value, len(e.Parts))
		for i, p := range e.Parts {
			parts[i] = ev.term(ev.eval(p))
		}
		if len(parts) == 0 {
			return ev.Unknown(e.At(), e.Reason)
		}
		return ev.Combined("opaque", parts...)
	}
	return nil
}

func (ev *evaluator) use(e *ir.Use) term.Value {
	c := ev.cell(ev.frame, e.Variable)
	ev.finds(c)
	if c.v == nil && e.Variable.Type != nil {
		v := ev.declared(e.Variable.Type, ev.Unknown(e.At(), "the variable "+e.Variable.Name+" was not given a value"))
		return v
	}
	if c.v == nil {
		if e.Variable.Owner != nil && e.Variable.Owner.Module != nil && e.Variable.Owner == e.Variable.Owner.Module.Init {
			ev.moduleFrame(e.Variable.Owner.Module)
		}
		if ev.language() == ir.JavaScript {
			return ev.Null()
		}
		return ev.Unknown(e.At(), "the variable "+e.Variable.Name+" has no value yet")
	}
	return c.v
}

// assign gives a variable, an attribute or an entry a value.
func (ev *evaluator) assign(target ir.Expression, v term.Value) {
	switch t := target.(type) {
	case *ir.Use:
		if term.IsNull(v) && t.Variable.Type != nil && ev.language() == ir.Go {
			if z := ev.zero(t.Variable.Type); z != nil {
				v = z
			}
		}
		c := ev.cell(ev.frame, t.Variable)
		delete(ev.aliases, c)
		ev.keeps(c, v, t.At(), false)
		ev.setPointed(c, v)
	case *ir.Attribute:
		ev.setAttribute(ev.eval(t.X), t.Name, v, t.At())
	case *ir.Index:
		x := ev.eval(t.X)
		key := ev.eval(t.Key)
		ev.writes(x, key, v, t.At())
		ev.setItem(x, key, v, t.At())
	case *ir.Slice:
		ev.setSlice(t, v)
	case *ir.ListLiteral:
		for i, item := range t.Items {
			ev.assign(item.Value, ev.index(v, ev.number(i), t.At()))
		}
	case *ir.Global:
		if ev.language() == ir.JavaScript { // of all modules
			ev.undeclare(t.Name, v)
		}
	case *ir.Unary:
		if t.Op == ir.Deref {
			ev.assignThrough(t.X, v)
			return
		}
		ev.eval(t)
	default:
		ev.eval(target)
	}
}

// undeclare gives a name that nothing declares a value.
func (ev *evaluator) undeclare(name string, v term.Value) {
	c := ev.undeclared[name]
	if c == nil {
		if len(ev.undeclared) >= maxEntries {
			return
		}
		c = &cell{}
		ev.undeclared[name] = c
	}
	ev.set(c, v)
}

// assignThrough is *p = v: what p refers to becomes v.
func (ev *evaluator) assignThrough(p ir.Expression, v term.Value) {
	x := ev.eval(p)
	to, ok := x.(*ref)
	from, ok2 := v.(*ref)
	if ok && ok2 {
		n := ev.read(from).clone()
		n.epoch = ev.epoch
		ev.set(to.cell, n)
		return
	}
	if u, isUse := p.(*ir.Use); isUse && !ok {
		c := ev.cell(ev.frame, u.Variable)
		if a, ok := ev.aliases[c]; ok && a.was == c.v {
			c = a.to
		}
		ev.setPointed(c, v)
	}
}
