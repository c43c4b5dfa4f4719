package python

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// classOf reads a class. What its body does beside declaring runs before, in the function around it.
func (r *reader) classOf(n syntax.Node, decorators *[]syntax.Node, out *[]ir.Statement) *ir.ClassRef {
	c := &ir.Class{Span: r.span(n), Name: n.Get("name").Text(), Module: r.module, Outer: r.function}
	r.module.Classes = append(r.module.Classes, c)
	for p := range n.Get("superclasses").Parts() {
		switch p.Kind() {
		case "keyword_argument", "dictionary_splat", "list_splat":
		default:
			c.Bases = append(c.Bases, r.baseOf(p))
		}
	}
	var rest []syntax.Node
	for _, d := range *decorators {
		if describes(d) {
			c.Decorators = append(c.Decorators, r.expression(d))
		} else {
			rest = append(rest, d)
		}
	}
	*decorators = rest
	r.classBody(n, c, out)
	c.Interface = isInterface(n)
	return &ir.ClassRef{Span: c.Span, Class: c}
}

// baseOf is a base class: of a generic one the class itself.
func (r *reader) baseOf(n syntax.Node) ir.Expression {
	if n.Kind() == "subscript" {
		return r.expression(n.Get("value"))
	}
	return r.expression(n)
}

// isInterface reports whether a class only says what others have: a Protocol, or nothing but abstract methods.
func isInterface(n syntax.Node) bool {
	for p := range n.Get("superclasses").Parts() {
		if p.Kind() == "subscript" {
			p = p.Get("value")
		}
		if p.Text() == "Protocol" || p.Kind() == "attribute" && p.Get("attribute").Text() == "Protocol" {
			return true
		}
	}
	abstract := 0
	for p := range n.Get("body").Parts() {
		switch p.Kind() {
		case "function_definition", "class_definition":
			return false
		case "decorated_definition":
			is := false
			for d := range p.Parts() {
				is = is || d.Kind() == "decorator" && strings.Contains(d.Text(), "abstract")
			}
			if !is {
				return false
			}
			abstract++
		case "expression_statement":
			if p.First().Kind() == "assignment" && p.First().Get("right").Exists() {
				return false
			}
		case "pass_statement":
		default:
			return false
		}
	}
	return abstract > 0
}

// describes reports whether a decorator of a class answers the same class, with methods added: dataclasses and such.
func describes(d syntax.Node) bool {
	if d.Kind() == "call" {
		d = d.Get("function")
	}
	name := d.Text()
	if d.Kind() == "attribute" {
		name = d.Get("attribute").Text()
	}
	switch name {
	case "dataclass", "dataclass_json", "s", "attrs", "attributes", "define", "frozen", "mutable", "final", "total_ordering",
		"unique", "runtime_checkable", "dataclass_transform":
		return true
	}
	return false
}

// classBody reads the body of a class.
func (r *reader) classBody(n syntax.Node, c *ir.Class, out *[]ir.Statement) {
	scope := r.scopeOf(n)
	scope.function = r.function
	outerScope, outerClass := r.scope, r.class
	r.scope, r.class = scope, c
	done := map[string]bool{}
	for p := range n.Get("body").Parts() {
		r.member(p, c, done, out)
	}
	for _, name := range scope.names {
		if v := scope.variable(name); v != nil && !done[name] {
			c.Fields = append(c.Fields, ir.Field{
				Span: c.Span, Name: r.private(name), Type: v.Type, Static: true, Value: &ir.Use{Span: c.Span, Variable: v},
			})
		}
	}
	r.scope, r.class = outerScope, outerClass
}

// member reads a statement of a class body. What only declares a name that the body does not need otherwise becomes a
// field or a method and nothing else.
func (r *reader) member(n syntax.Node, c *ir.Class, done map[string]bool, out *[]ir.Statement) {
	plain := func(name string) bool { return r.scope.bound[name] == 1 && !r.scope.read[name] }
	switch n.Kind() {
	case "expression_statement":
		a := n.First()
		left := a.Get("left")
		if a.Kind() != "assignment" || left.Kind() != "identifier" || a.Get("right").Kind() == "assignment" || !plain(left.Text()) {
			break
		}
		if r.lambdaMethod(left.Text(), a.Get("right"), c) {
			done[left.Text()] = true
			return
		}
		field := ir.Field{Span: r.span(a), Name: r.private(left.Text()), Static: true, Value: r.optional(a.Get("right"))}
		if t := a.Get("type"); t.Exists() {
			field.Type, field.Says = r.typeOf(t), r.marker(t, limits)
		}
		c.Fields, done[left.Text()] = append(c.Fields, field), true
		return
	case "function_definition":
		if name := n.Get("name").Text(); !r.scope.read[name] {
			r.defined(n, out)
			done[name] = true
			return
		}
	case "decorated_definition":
		definition := n.Get("definition")
		name := definition.Get("name").Text()
		if r.scope.read[name] {
			break
		}
		_, value := r.defined(n, out)
		done[name] = true
		if _, function := value.(*ir.FunctionRef); !function {
			c.Fields = append(c.Fields, ir.Field{Span: r.span(n), Name: r.private(name), Static: true, Value: value})
		}
		return
	case "class_definition":
		name := n.Get("name").Text()
		if !plain(name) {
			break
		}
		_, value := r.defined(n, out)
		c.Fields, done[name] = append(c.Fields, ir.Field{Span: r.span(n), Name: name, Static: true, Value: value}), true
		return
	}
	r.statement(n, out)
}

// private is a name as a class has it: __name is that of one class alone (The Python Language Reference, "Private name
// mangling").
func (r *reader) private(name string) string {
	if r.class == nil || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") {
		return name
	}
	return "_" + strings.TrimLeft(r.class.Name, "_") + name
}

// lambdaMethod reads name = property(lambda self: ...), and so staticmethod and classmethod: a method like others.
func (r *reader) lambdaMethod(name string, n syntax.Node, c *ir.Class) bool {
	kinds := map[string]ir.FunctionKind{"property": ir.Getter, "staticmethod": ir.StaticMethod, "classmethod": ir.ClassMethod}
	kind, ok := kinds[n.Get("function").Text()]
	arguments := n.Get("arguments")
	if lambda := arguments.First(); !ok || n.Kind() != "call" || lambda.Kind() != "lambda" || arguments.Has(",") {
		return false
	}
	ref, ok := r.lambda(arguments.First()).(*ir.FunctionRef)
	if !ok {
		return false
	}
	f := ref.Function
	f.Name, f.Kind, f.Class = r.private(name), kind, c
	addMethod(c, f)
	return true
}
