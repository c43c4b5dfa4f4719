package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// isInstance is isinstance of Python where the answer is known; otherwise it stays a call.
func isInstance(ev *evaluator, c *invocation) term.Value {
	x, t := c.arg(0), c.arg(1)
	if x == nil || t == nil {
		return nil
	}
	switch ev.instanceOf(x, t) {
	case always:
		return ev.Boolean(true)
	case never:
		return ev.Boolean(false)
	case maybe:
	}
	return nil
}

// instanceOf is whether a value is of a type, or of one of several.
func (ev *evaluator) instanceOf(x, t term.Value) truth {
	if os := options(x); len(os) > 1 {
		all := ev.instanceOf(os[0], t)
		for _, o := range os[1:] {
			if ev.instanceOf(o, t) != all {
				return maybe
			}
		}
		return all
	}
	if r, ok := t.(*ref); ok && ev.read(r).list {
		c := ev.read(r)
		answer := never
		if c.rest != nil {
			answer = maybe
		}
		for _, one := range c.items {
			switch ev.instanceOf(x, one) {
			case always:
				return always
			case maybe:
				answer = maybe
			case never:
			}
		}
		return answer
	}
	switch t := t.(type) {
	case *term.Extern:
		return ev.instanceOfExtern(x, t)
	case *class:
		return ev.instanceOfClass(x, t)
	}
	return maybe
}

// instanceOfClass is for a class of the application. A member of an enumeration stands for its value.
func (ev *evaluator) instanceOfClass(x term.Value, t *class) truth {
	if ev.isEnum(t) || t.class.Interface {
		return maybe
	}
	switch x := x.(type) {
	case *term.Constant, *term.Text, *term.Environment:
		return never
	case *ref:
		c := ev.read(x)
		switch {
		case c.class == nil && c.typ == nil:
			return never
		case c.class == nil:
			return maybe
		case slices.Contains(ev.line(c.class), t):
			return always
		}
		return never
	}
	return maybe
}

// instanceOfExtern is for a type of the language or of a library.
func (ev *evaluator) instanceOfExtern(x term.Value, t *term.Extern) truth {
	kinds := ev.typeNames(x)
	switch {
	case kinds == nil:
		return maybe
	case t.Module == "" && slices.Contains(kinds, t.Name):
		return always
	case t.Module == "" && builtinTypes[t.Name], t.Module == "decimal", t.Module == "datetime", t.Module == "uuid":
		return never
	}
	return maybe
}

// builtinTypes are the types of Python that values are compared with.
var builtinTypes = map[string]bool{
	"str": true, "int": true, "float": true, "bool": true, "bytes": true, "list": true, "tuple": true, "dict": true, "set": true,
	"frozenset": true, "complex": true, "bytearray": true,
}

// typeNames are the types of the language that a value has; nil where that is not known.
func (ev *evaluator) typeNames(x term.Value) []string {
	switch x := x.(type) {
	case *term.Text:
		return []string{"str"}
	case *term.Environment:
		if x.Default == nil {
			return []string{"str"}
		}
		if d, ok := x.Default.(*term.Constant); ok && d.Kind == ir.String {
			return []string{"str"}
		}
	case *term.Constant:
		return constantTypes(x)
	case *ref:
		c := ev.read(x)
		switch {
		case c.list && c.kind == ir.List:
			return []string{"list"}
		case !c.list && c.class == nil && c.typ == nil && c.base == nil && c.proto == nil:
			return []string{"dict"}
		case !c.list && c.class != nil && c.base == nil && !ev.extends(c.class, builtinTypes):
			return []string{"object"}
		}
	}
	return nil
}

func constantTypes(c *term.Constant) []string {
	switch c.Kind {
	case ir.String:
		return []string{"str"}
	case ir.Bytes:
		return []string{"bytes"}
	case ir.Bool:
		return []string{"bool", "int"}
	case ir.Null:
		return []string{"NoneType"}
	case ir.Number:
		if strings.ContainsAny(c.Text, ".eEjJ") && !strings.HasPrefix(c.Text, "0x") {
			return []string{"float", "complex"}
		}
		return []string{"int"}
	case ir.Regexp:
	}
	return nil
}

// refineInstance keeps what may be of the type that was asked for, or may not.
func (ev *evaluator) refineInstance(e *ir.Call, holds bool) {
	f, ok := e.Callee.(*ir.Global)
	if !ok || f.Name != "isinstance" || len(e.Args) != 2 || ev.language() != ir.Python {
		return
	}
	t := ev.eval(e.Args[1].Value)
	ev.narrow(e.Args[0].Value, func(v term.Value) bool {
		is := ev.instanceOf(v, t)
		return is == maybe || (is == always) == holds
	})
}
