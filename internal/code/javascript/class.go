package javascript

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// declaredClass reads the declaration of a class.
func (r *reader) declaredClass(n node) []ir.Statement {
	name := n.Get("name")
	b := r.declare(r.scope, r.span(name), name.Text())
	return r.class(n, name.Text(), b.variable)
}

// class reads a class that is assigned to a variable, with what its static parts do.
func (r *reader) class(n node, name string, to *ir.Variable) []ir.Statement {
	at := r.span(n)
	c := &ir.Class{Span: at, Name: name, Module: r.module, Outer: r.frame.function}
	r.module.Classes = append(r.module.Classes, c)
	defer r.generic(n)()
	r.heritage(c, n)
	r.decorators(n, func(e ir.Expression) { c.Decorators = append(c.Decorators, e) })
	list := []ir.Statement{&ir.Assign{Span: at, Target: &ir.Use{Span: at, Variable: to}, Value: &ir.ClassRef{Span: at, Class: c}, Declare: true}}
	var fields []node
	var constructor node
	var before []node // the decorators of what follows: in TypeScript they stand beside methods
	for m := range n.Get("body").Parts() {
		switch m.Kind() {
		case "decorator":
			before = append(before, m)
			continue
		case "method_definition":
			if l, ok := r.key(m.Get("name")).(*ir.Literal); ok {
				r.decoratedBy(before, ofMethod(c, l.Text))
			}
			if m.Get("name").Text() == "constructor" && !m.Has("static") {
				constructor, before = m, nil
				continue
			}
			list = append(list, r.method(c, m, to)...)
		case "method_signature", "abstract_method_signature":
			r.signature(c, m)
		case "field_definition", "public_field_definition":
			if m.Has("static") {
				list = append(list, r.staticField(c, m, to)...)
			} else {
				fields = append(fields, m)
			}
		case "class_static_block":
			r.statically(c, to, func() {
				list = append(list, &ir.Block{Span: r.span(m), Body: r.body(m.Get("body"))})
			})
		}
		before = nil
	}
	r.constructor(c, constructor, fields)
	return list
}

// heritage reads what a class extends.
func (r *reader) heritage(c *ir.Class, n node) {
	h := n.Child("class_heritage")
	for part := range h.Parts() {
		switch part.Kind() {
		case "implements_clause":
		case "extends_clause":
			if v := part.Get("value"); v.Exists() {
				c.Bases = append(c.Bases, r.expression(v))
			}
		default:
			c.Bases = append(c.Bases, r.expression(part))
		}
	}
}

// decorators reads the decorators that stand directly in a node, and those before its export.
func (r *reader) decorators(n node, take func(ir.Expression)) {
	for d := range n.Parts() {
		if d.Kind() == "decorator" {
			r.decoratedBy([]node{d}, take)
		}
	}
}

// decoratedBy reads decorators.
func (r *reader) decoratedBy(list []node, take func(ir.Expression)) {
	for _, d := range list {
		if d.First().Exists() {
			r.decorated = true
			take(r.expression(d.First()))
		}
	}
}

// ofMethod is a decorator of a method or field, as it is kept on the class: called with the name.
func ofMethod(c *ir.Class, name string) func(ir.Expression) {
	return func(e ir.Expression) {
		c.Decorators = append(c.Decorators, &ir.Call{Span: e.At(), Callee: e, Args: []ir.Argument{
			{Value: &ir.Literal{Span: e.At(), Kind: ir.String, Text: name}},
		}})
	}
}

// methodKind is how a method is called.
func methodKind(n node) ir.FunctionKind {
	switch {
	case n.Has("get"):
		return ir.Getter
	case n.Has("set"):
		return ir.Setter
	case n.Has("static"):
		return ir.StaticMethod
	}
	return ir.Method
}

// method reads a method. One whose name is computed is assigned to the prototype.
func (r *reader) method(c *ir.Class, n node, to *ir.Variable) []ir.Statement {
	at := r.span(n)
	key := r.key(n.Get("name"))
	kind := methodKind(n)
	name := ""
	l, known := key.(*ir.Literal)
	if known {
		name = l.Text
	}
	r.decorators(n, ofMethod(c, name))
	f := r.newFunction(at, name, kind)
	f.Class = c
	r.methodBody(n, f)
	if known {
		c.Methods = append(c.Methods, f)
		return nil
	}
	var on ir.Expression = &ir.Use{Span: at, Variable: to}
	if kind != ir.StaticMethod {
		f.Name = n.Get("name").Text()
		c.Methods = append(c.Methods, f) // under a name that nothing else has: [Symbol.iterator]
		return nil
	}
	return []ir.Statement{&ir.Assign{Span: at, Target: &ir.Index{Span: at, X: on, Key: key}, Value: &ir.FunctionRef{Span: at, Function: f}}}
}

// methodBody reads what a method does.
func (r *reader) methodBody(n node, f *ir.Function) {
	defer r.generic(n)()
	f.Async, f.Generator = n.Has("async"), n.Has("*")
	f.Result = r.annotation(n.Get("return_type"))
	f.This = &ir.Variable{Span: f.Span, Name: "this", Owner: f}
	r.inside(f, false, func() { r.functionBody(n, f) })
}

// signature reads a method that is only declared.
func (r *reader) signature(c *ir.Class, n node) {
	if n.Has("get") || n.Has("set") {
		c.Fields = append(c.Fields, ir.Field{Span: r.span(n), Name: n.Get("name").Text(), Type: r.annotation(n.Get("return_type"))})
		return
	}
	f := r.newFunction(r.span(n), n.Get("name").Text(), methodKind(n))
	f.Class = c
	r.methodBody(n, f)
	if _, overloaded := c.Method(f.Name); !overloaded {
		c.Methods = append(c.Methods, f)
	}
}

// statically reads a static part of a class: this is the class.
func (r *reader) statically(c *ir.Class, to *ir.Variable, do func()) {
	class, this, arrow := r.frame.class, r.frame.this, r.frame.arrow
	r.frame.class, r.frame.this, r.frame.arrow = c, &ir.Use{Variable: to}, false
	do()
	r.frame.class, r.frame.this, r.frame.arrow = class, this, arrow
}

func fieldName(n node) node {
	if p := n.Get("property"); p.Exists() {
		return p
	}
	return n.Get("name")
}

// staticField reads a static field: it is assigned to the class when that is there.
func (r *reader) staticField(c *ir.Class, n node, to *ir.Variable) []ir.Statement {
	name := fieldName(n)
	key := r.key(name)
	if l, ok := key.(*ir.Literal); ok {
		c.Fields = append(c.Fields, ir.Field{Span: r.span(n), Name: l.Text, Type: r.annotation(n.Get("type")), Static: true})
		r.decorators(n, ofMethod(c, l.Text))
	}
	value := n.Get("value")
	if !value.Exists() {
		return nil
	}
	at := r.span(n)
	target := r.member(r.span(name), &ir.Use{Span: at, Variable: to}, name)
	var list []ir.Statement
	r.statically(c, to, func() {
		list = []ir.Statement{&ir.Assign{Span: at, Target: target, Value: r.named(value, name.Text())}}
	})
	return list
}

// constructor reads the constructor of a class, or makes the one that it has without saying so: it gives the fields
// their initial values.
func (r *reader) constructor(c *ir.Class, n node, fields []node) {
	valued := slices.ContainsFunc(fields, func(f node) bool { return f.Get("value").Exists() })
	if !n.Exists() && !valued {
		r.fields(c, fields)
		return
	}
	at := c.Span
	if n.Exists() {
		at = r.span(n)
	}
	f := r.newFunction(at, "constructor", ir.Constructor)
	f.Class = c
	f.This = &ir.Variable{Span: at, Name: "this", Owner: f}
	c.Methods = append(c.Methods, f)
	var first []ir.Statement
	r.inside(f, false, func() {
		first = r.fields(c, fields) // before the names of the parameters are known
		if n.Exists() {
			r.functionBody(n, f)
			first = append(r.properties(c, n, f), first...)
		} else if len(c.Bases) > 0 {
			rest := r.temp(at)
			f.Params = []ir.Parameter{{Variable: rest, Kind: ir.Rest}}
			f.Body = []ir.Statement{&ir.Do{Span: at, Value: &ir.Call{Span: at, Callee: &ir.Super{Span: at, Class: c}, Args: []ir.Argument{
				{Value: &ir.Use{Span: at, Variable: rest}, Spread: true},
			}}}}
		}
	})
	f.Body = slices.Insert(f.Body, afterSuper(f.Body), first...)
}

// afterSuper is where the fields of a class get their values: after the constructor of what it extends.
func afterSuper(body []ir.Statement) int {
	for i, s := range body {
		d, ok := s.(*ir.Do)
		if !ok {
			continue
		}
		if c, ok := d.Value.(*ir.Call); ok {
			if _, super := c.Callee.(*ir.Super); super {
				return i + 1
			}
		}
	}
	return 0
}

// fields reads the fields of instances, as the assignments that the constructor makes.
func (r *reader) fields(c *ir.Class, fields []node) []ir.Statement {
	var list []ir.Statement
	for _, n := range fields {
		name, at := fieldName(n), r.span(n)
		if l, ok := r.key(name).(*ir.Literal); ok {
			c.Fields = append(c.Fields, ir.Field{Span: at, Name: l.Text, Type: r.annotation(n.Get("type"))})
			r.decorators(n, ofMethod(c, l.Text))
		}
		if value := n.Get("value"); value.Exists() {
			list = append(list, &ir.Assign{Span: at, Target: r.member(r.span(name), r.receiver(at), name), Value: r.named(value, name.Text())})
		}
	}
	return list
}

// properties reads the parameters of a constructor that are fields too: constructor(private db: Db).
func (r *reader) properties(c *ir.Class, n node, f *ir.Function) []ir.Statement {
	var list []ir.Statement
	for p := range n.Get("parameters").Parts() {
		pattern := p.Get("pattern")
		if pattern.Kind() != "identifier" || !p.Has("accessibility_modifier") && !p.Has("readonly") && !p.Has("override_modifier") {
			continue
		}
		i := slices.IndexFunc(f.Params, func(q ir.Parameter) bool { return q.Name == pattern.Text() })
		if i < 0 {
			continue
		}
		at, v := r.span(p), f.Params[i].Variable
		c.Fields = append(c.Fields, ir.Field{Span: at, Name: v.Name, Type: v.Type})
		list = append(list, &ir.Assign{
			Span: at, Target: &ir.Attribute{Span: at, X: &ir.Use{Span: at, Variable: f.This}, Name: v.Name},
			Value: &ir.Use{Span: at, Variable: v},
		})
	}
	return list
}
