package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func second(_ *evaluator, c *invocation) term.Value { return c.arg(1) }

// getAttribute is getattr: by a name that is known, or by one that may be several.
func getAttribute(ev *evaluator, c *invocation) term.Value {
	x, name := c.arg(0), c.arg(1)
	if x == nil || name == nil {
		return nil
	}
	v := ev.each(x, func(x term.Value) term.Value {
		return ev.each(name, func(name term.Value) term.Value {
			if s, ok := term.KnownText(name); ok {
				return ev.attributeOne(x, s, c.at)
			}
			return ev.attributesLike(x, name)
		})
	})
	if v == nil {
		if d := c.arg(2); d != nil {
			return d
		}
		return ev.Unknown(c.at, "there is no such attribute")
	}
	if d := c.arg(2); d != nil && !term.IsNull(d) {
		if _, isRef := x.(*ref); !isRef {
			return ev.join(v, d)
		}
	}
	return v
}

// attributesLike are the functions, and of a module the classes, whose names a value may be.
func (ev *evaluator) attributesLike(x, name term.Value) term.Value {
	switch x := x.(type) {
	case *ref:
		if k := ev.read(x).class; k != nil {
			if found := ev.membersLike(k, name); found != nil {
				return ev.bind(found, x)
			}
		}
	case *class:
		return ev.membersLike(x, name)
	case *term.Module:
		var all []term.Value
		for _, e := range x.Module.Exports {
			if !matches(name, e.Name) {
				continue
			}
			switch v := ev.variable(x.Module, e.Variable).(type) {
			case *function, *class:
				all = append(all, v)
			}
		}
		return ev.joinAll(all...)
	}
	return ev.itemOf(x, name)
}

func setAttribute(ev *evaluator, c *invocation) term.Value {
	x, v := c.arg(0), c.arg(2)
	if v == nil {
		return nil
	}
	if s, ok := term.KnownText(c.arg(1)); ok {
		ev.setAttribute(x, s, v, c.at)
	} else {
		ev.setItem(x, c.arg(1), v, c.at)
	}
	return ev.Null()
}

func typeOf(ev *evaluator, c *invocation) term.Value {
	if r, ok := c.arg(0).(*ref); ok && len(c.args) == 1 {
		if k := ev.read(r).class; k != nil {
			return k
		}
	}
	return nil
}

func wrapsOf(_ *evaluator, _ *invocation) term.Value {
	return &native{name: "wraps", call: func(_ *evaluator, c *invocation) term.Value { return c.arg(0) }}
}

// cachedProperty is a value that a method makes when it is read: the method becomes a getter.
func cachedProperty(_ *evaluator, c *invocation) term.Value {
	return c.arg(0)
}

// dataField is the default of a field of a data class.
func dataField(ev *evaluator, c *invocation) term.Value {
	if v := c.named("default"); v != nil {
		return v
	}
	if f := c.named("default_factory"); f != nil {
		return ev.invoke(f, &invocation{at: c.at})
	}
	return ev.Unknown(c.at, "the field has no default")
}

func importModule(ev *evaluator, c *invocation) term.Value {
	name, ok := term.KnownText(c.arg(0))
	if !ok {
		if c.arg(0) == nil {
			return nil
		}
		return ev.importedAmong(ev.term(c.arg(0)), &ir.Import{Span: c.at})
	}
	level := len(name) - len(strings.TrimLeft(name, "."))
	return ev.imported(&ir.Import{Span: c.at, Module: name[level:], Level: level})
}

// methodCaller is operator.methodcaller(name, ...).
func methodCaller(_ *evaluator, c *invocation) term.Value {
	name, ok := term.KnownText(c.arg(0))
	if !ok {
		return nil
	}
	given := c.args[1:]
	return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
		if c.arg(0) == nil {
			return nil
		}
		return ev.callMethod(c.arg(0), name, &invocation{args: given, at: c.at})
	}}
}

// globals is the module as a mapping.
func globals(ev *evaluator, _ *invocation) term.Value {
	if m := ev.frame.fn.Module; m != nil {
		return ev.Module(m)
	}
	return nil
}
