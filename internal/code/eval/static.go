package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// In Go the methods of a type that is no struct are found by the declared type alone: a number or a text does not know
// that it is a Stage or a Kind, a part of the event not that it is an Order. Elsewhere values know what they are.

// maxStatic is how many steps a declared type is followed.
const maxStatic = 16

// declaredMethod is the method of a named type that is no struct, called on an expression of that type.
func (ev *evaluator) declaredMethod(x ir.Expression, v term.Value, name string) (*function, bool) {
	if r, ok := v.(*ref); ok && ev.read(r).class != nil {
		return nil, false
	}
	if k := ev.classOfType(ev.staticType(x, maxStatic)); k != nil {
		if k.class.Underlying == nil && !isPart(v) {
			return nil, false
		}
		return ev.methodOfNamed(k, name)
	}
	switch v := v.(type) {
	case *term.Constant:
		if v.Kind == ir.Null {
			return nil, false
		}
	case *term.Text:
	case *ref:
		if !ev.read(v).list {
			return nil, false
		}
	default:
		return nil, false
	}
	return ev.onlyMethod(name)
}

// isPart is whether a value is a part of something that is not known further: a struct of the application that came from
// outside.
func isPart(v term.Value) bool {
	switch v.(type) {
	case *term.Input, *term.Item, *term.Member, *term.Result:
		return true
	}
	return false
}

func (ev *evaluator) methodOfNamed(k *class, name string) (*function, bool) {
	if k.class.Interface {
		return nil, false
	}
	m, ok := k.class.Method(name)
	if !ok {
		return nil, false
	}
	return ev.function(function{fn: m, scope: k.scope, class: k}), true
}

// onlyMethod is the method of that name that exactly one of the loaded types which are no structs has.
func (ev *evaluator) onlyMethod(name string) (*function, bool) {
	var found *ir.Class
	for m := range ev.modules {
		if m.Language != ir.Go {
			continue
		}
		for _, c := range m.Classes {
			if _, has := c.Method(name); !has || c.Interface || c.Underlying == nil {
				continue
			}
			if found != nil {
				return nil, false
			}
			found = c
		}
	}
	if found == nil {
		return nil, false
	}
	return ev.methodOfNamed(ev.classIn(found, ev.frame), name)
}

// classOfType is the class that a type's text names; nil for any other type.
func (ev *evaluator) classOfType(t ir.Expression) *class {
	switch t := t.(type) {
	case *ir.ClassRef:
		return ev.classIn(t.Class, ev.frame)
	case *ir.Attribute:
		if _, ok := t.X.(*ir.Import); !ok {
			return nil
		}
		k, _ := ev.eval(t).(*class)
		return k
	case *ir.TypeOfItems:
		if t.Name == "pointer" {
			return ev.classOfType(t.Item)
		}
	}
	return nil
}

// staticType is the declared type of an expression, as far as declarations say so; nil for what they do not.
func (ev *evaluator) staticType(e ir.Expression, steps int) ir.Expression {
	if steps == 0 {
		return nil
	}
	switch e := e.(type) {
	case *ir.Use:
		if e.Variable.Type == nil {
			return ev.inferred[e.Variable]
		}
		return e.Variable.Type
	case *ir.Cast:
		return e.Type
	case *ir.Unary:
		if e.Op == ir.Deref || e.Op == ir.Address {
			return ev.staticType(e.X, steps-1)
		}
	case *ir.Attribute:
		if k := ev.classOfType(ev.staticType(e.X, steps-1)); k != nil {
			for i := range k.class.Fields {
				if f := &k.class.Fields[i]; f.Name == e.Name {
					return f.Type
				}
			}
		}
	case *ir.Index:
		return itemType(ev.staticType(e.X, steps-1))
	case *ir.Element:
		if e.Of == ir.EachValue {
			return itemType(ev.staticType(e.X, steps-1))
		}
	case *ir.Call:
		return ev.resultType(e, steps)
	}
	return nil
}

// resultType is the declared type of what a call answers.
func (ev *evaluator) resultType(e *ir.Call, steps int) ir.Expression {
	switch f := e.Callee.(type) {
	case *ir.Use:
		if g, ok := ev.cell(ev.frame, f.Variable).v.(*function); ok {
			return g.fn.Result
		}
	case *ir.Attribute:
		if k := ev.classOfType(ev.staticType(f.X, steps-1)); k != nil {
			if m, ok := k.class.Method(f.Name); ok {
				return m.Result
			}
		}
	}
	return nil
}

func itemType(t ir.Expression) ir.Expression {
	if items, ok := t.(*ir.TypeOfItems); ok {
		return items.Item
	}
	return nil
}
