package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func (ev *evaluator) attributeOf(e *ir.Attribute) term.Value {
	x := ev.eval(e.X)
	if ev.frame.dead {
		return nil
	}
	if e.Optional && term.IsNull(x) {
		return ev.Null()
	}
	return ev.attribute(x, e.Name, e.At())
}

// attribute is x.name. It is never nil.
func (ev *evaluator) attribute(x term.Value, name string, at ir.Span) term.Value {
	if v := ev.each(x, func(x term.Value) term.Value { return ev.orNone(x, ev.attributeOne(x, name, at)) }); v != nil {
		return v
	}
	if ev.language() == ir.JavaScript {
		return ev.Null()
	}
	return ev.Unknown(at, "there is no "+name+" here")
}

// orNone is a part of one of several values. In JavaScript one that has no such part, as {value: 1} has no error, has
// undefined, and nothing at all of null.
func (ev *evaluator) orNone(x, part term.Value) term.Value {
	if part == nil && ev.language() == ir.JavaScript && !term.IsNull(x) {
		return ev.Null()
	}
	return part
}

// attributeOne is nil where there is none.
func (ev *evaluator) attributeOne(x term.Value, name string, at ir.Span) term.Value {
	if v := ev.replacedPart(x, name); v != nil {
		return v
	}
	switch x := x.(type) {
	case *term.Constant, *term.Text, *term.Environment:
		if term.IsNull(x) {
			return nil
		}
		if name == "value" && ev.language() == ir.Python { // of an Enum, whose members are their values
			return x
		}
	case *term.Extern:
		return ev.externAttribute(x, name)
	case *term.Input:
		return ev.Deeper(x, name)
	case *ref:
		return ev.refAttribute(x, name, at)
	case *class:
		return ev.classAttribute(x, x, name)
	case *term.Module:
		return ev.exported(x.Module, name, at)
	case *function:
		return ev.functionAttribute(x, name)
	case *super:
		return ev.superAttribute(x, name)
	case *native, *bound:
		return ev.memberOf(x, name)
	case *term.Result:
		if v := ev.requestAttribute(x, name); v != nil {
			return v
		}
		if v := ev.fieldOfModel(x, name); v != nil {
			return v
		}
	case *term.Typed:
		if v := ev.requestField(x, name); v != nil {
			return v
		}
		if v := ev.asgiRequest(x, name); v != nil {
			return v
		}
	case *term.Combined: // the rest of {A, ...rest} = process.env
		if x.How == "slice" && isEnvironment(x.Of[0]) {
			return ev.variableNamed(name, nil)
		}
	}
	return ev.memberOf(x, name)
}

// separators are what stands between the names of a path where functions run.
var separators = map[string]bool{"os.sep": true, "os.path.sep": true, "posixpath.sep": true, "path.sep": true, "path.posix.sep": true}

// externAttribute is a name in a library, or what the language's library has there.
func (ev *evaluator) externAttribute(x *term.Extern, name string) term.Value {
	joined := term.Qualified(x)
	if x.Language == ir.Python {
		if m, ok := ev.dotted[joined+"."+name]; ok {
			return ev.Module(m)
		}
	}
	switch {
	case separators[joined+"."+name]:
		return ev.Text("/")
	case x.Language == ir.JavaScript && joined == "process.env":
		return ev.variableNamed(name, nil)
	case x.Language == ir.JavaScript && x.Name == "" && x.Module != "" && name == "default":
		return x
	}
	if v := ev.requestExtern(x, name); v != nil {
		return v
	}
	if joined == "celebrate.Segments" { // {BODY: 'body', ...}: the parts of a request
		return ev.Text(strings.ToLower(name))
	}
	full := name
	if x.Name != "" {
		full = x.Name + "." + name
	}
	if strings.Count(full, ".") > term.MaxPath {
		return x
	}
	return ev.Extern(x.Language, x.Module, full)
}

// refAttribute is an attribute of an object or a list.
func (ev *evaluator) refAttribute(r *ref, name string, at ir.Span) term.Value {
	c := ev.read(r)
	if c.list {
		switch {
		case name == "length" && c.rest == nil:
			return ev.number(len(c.items))
		case name == "length" && ev.language() == ir.JavaScript:
			return ev.lengthOf(r)
		}
		if name == "length" && len(c.items) == 0 && ev.language() == ir.JavaScript {
			return ev.Combined("length", ev.term(r))
		}
		return ev.boundMethod(r, name)
	}
	if v, ok := c.fields[name]; ok {
		return ev.got(v, r, at)
	}
	if c.class != nil && name == "constructor" && ev.language() == ir.JavaScript {
		return c.class
	}
	if c.class != nil {
		if v := ev.instanceAttribute(r, c.class, name, at); v != nil {
			return v
		}
	}
	if c.proto != nil {
		if v := ev.attributeOne(c.proto, name, at); v != nil {
			return ev.bind(v, r)
		}
	}
	switch {
	case c.class != nil && name == "__class__":
		return c.class
	case c.class != nil && name == "__dict__":
		return r
	case c.typ != nil || c.base != nil:
		if ev.hasMethod(r, name) {
			return ev.boundMethod(r, name)
		}
		return ev.memberOf(r, name)
	case c.rest != nil:
		return ev.furtherNamed(c, name)
	case ev.hasMethod(r, name):
		return ev.boundMethod(r, name)
	}
	return nil
}

// got is what an entry answers: that of a getter of an object literal of JavaScript what it computes.
func (ev *evaluator) got(v term.Value, r *ref, at ir.Span) term.Value {
	if f, ok := v.(*function); ok && f.fn.Kind == ir.Getter && f.fn.Class == nil {
		return ev.apply1(ev.bind(f, r), at)
	}
	return v
}

// boundMethod is a method of the language's own collections as a value.
func (ev *evaluator) boundMethod(r *ref, name string) term.Value {
	return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value { return ev.invokeMethod(r, name, c) }}
}
