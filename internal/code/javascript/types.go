package javascript

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// generic makes the type parameters of a node known, until what it answers is called: they are no types of anything.
func (r *reader) generic(n node) func() {
	before := len(r.generics)
	for p := range n.Get("type_parameters").Parts() {
		if name := p.Get("name"); name.Exists() {
			r.generics = append(r.generics, name.Text())
		}
	}
	return func() { r.generics = r.generics[:before] }
}

// annotation is the type that is declared about something, nil for none.
func (r *reader) annotation(n node) ir.Expression {
	if n.Kind() != "type_annotation" {
		return nil
	}
	return r.typeOf(n.First())
}

// typeOf reads a type; nil where it says nothing about what a value can do.
func (r *reader) typeOf(n node) ir.Expression {
	if r.depth++; r.depth > maxDepth || n.Deep() {
		r.depth--
		return nil
	}
	defer func() { r.depth-- }()
	at := r.span(n)
	switch n.Kind() {
	case "type_identifier", "identifier":
		return r.typeName(at, n.Text())
	case "predefined_type":
		return &ir.Global{Span: at, Name: n.Text()}
	case "nested_type_identifier":
		return r.qualified(n.Get("module"), n.Get("name"), at)
	case "nested_identifier", "member_expression":
		return r.qualified(n.Get("object"), n.Get("property"), at)
	case "generic_type":
		return r.genericType(n, at)
	case "array_type":
		return items("list", at, r.typeOf(n.First()))
	case "readonly_type", "parenthesized_type":
		return r.typeOf(n.First())
	case "union_type", "intersection_type":
		return r.union(n, at)
	case "object_type":
		return &ir.ClassRef{Span: at, Class: r.shape(n, "", n)}
	case "function_type":
		return items("function", at, r.typeOf(n.Get("return_type")))
	case "literal_type":
		if c := n.First(); is(c, "string", "number", "true", "false") {
			return r.expression(c)
		}
	case "tuple_type":
		l := &ir.ListLiteral{Span: at, Kind: ir.Tuple}
		for c := range n.Parts() {
			t := r.typeOf(c)
			if t == nil {
				return nil
			}
			l.Items = append(l.Items, ir.Item{Value: t})
		}
		return l
	}
	return nil
}

func items(name string, at ir.Span, item ir.Expression) ir.Expression {
	if item == nil {
		return nil
	}
	return &ir.TypeOfItems{Span: at, Name: name, Item: item}
}

// typeName is a type by its name. Asking for it asks for no value.
func (r *reader) typeName(at ir.Span, name string) ir.Expression {
	if slices.Contains(r.generics, name) {
		return nil
	}
	b := r.lookup(name)
	if b == nil {
		return &ir.Global{Span: at, Name: name}
	}
	if b.alias != nil {
		return b.alias
	}
	return &ir.Use{Span: at, Variable: b.variable}
}

func (r *reader) qualified(outer, name node, at ir.Span) ir.Expression {
	x := r.typeOf(outer)
	if x == nil {
		return nil
	}
	return &ir.Attribute{Span: at, X: x, Name: name.Text()}
}

// genericType reads Promise<X>, Record<string, X> and the like.
func (r *reader) genericType(n node, at ir.Span) ir.Expression {
	var args []node
	for c := range n.Get("type_arguments").Parts() {
		args = append(args, c)
	}
	arg := func(i int) ir.Expression {
		if i < len(args) {
			return r.typeOf(args[i])
		}
		return nil
	}
	switch n.Get("name").Text() {
	case "Promise", "PromiseLike":
		return items("promise", at, arg(0))
	case "Array", "ReadonlyArray", "Set", "Iterable", "AsyncIterable", "AsyncGenerator", "Generator":
		return items("list", at, arg(0))
	case "Record", "Map", "ReadonlyMap":
		return items("map", at, arg(1))
	case "Partial", "Required", "Readonly", "NonNullable", "Awaited", "Pick", "Omit":
		return arg(0)
	case "InstanceType":
		if len(args) > 0 && args[0].Kind() == "type_query" {
			return r.typeOf(args[0].First())
		}
		return nil
	case "ReturnType", "Parameters", "Extract", "Exclude":
		return nil
	}
	return r.typeOf(n.Get("name"))
}

// union reads X | undefined, and other unions.
func (r *reader) union(n node, at ir.Span) ir.Expression {
	var of []ir.Expression
	var collect func(node)
	collect = func(n node) {
		for c := range n.Parts() {
			switch {
			case c.Kind() == n.Kind() && !c.Deep():
				collect(c)
			case c.Kind() == "literal_type" && is(c.First(), "undefined", "null"):
			default:
				if t := r.typeOf(c); t != nil {
					of = append(of, t)
				}
			}
		}
	}
	collect(n)
	switch len(of) {
	case 0:
		return nil
	case 1:
		return &ir.TypeOfItems{Span: at, Name: "optional", Item: of[0]}
	}
	return &ir.Opaque{Span: at, Reason: "one of several types", Parts: of}
}

// cast reads x as T, <T>x and x satisfies T.
func (r *reader) cast(n node, at ir.Span) ir.Expression {
	var x, t node
	for c := range n.Parts() {
		switch {
		case c.Kind() == "type_arguments":
			t = c.First()
		case !x.Exists():
			x = c
		default:
			t = c
		}
	}
	value := r.expression(x)
	if n.Kind() == "satisfies_expression" {
		return value
	}
	declared := r.typeOf(t)
	if g, ok := declared.(*ir.Global); declared == nil || ok && (g.Name == "any" || g.Name == "unknown" || g.Name == "const") {
		return value
	}
	return &ir.Cast{Span: at, X: value, Type: declared}
}

// shape reads what an interface or an object type says that a value has.
func (r *reader) shape(n node, name string, body node) *ir.Class {
	c := &ir.Class{Span: r.span(n), Name: name, Module: r.module, Outer: r.frame.function, Interface: true}
	r.module.Classes = append(r.module.Classes, c)
	for m := range body.Parts() {
		switch m.Kind() {
		case "property_signature":
			c.Fields = append(c.Fields, ir.Field{Span: r.span(m), Name: m.Get("name").Text(), Type: r.annotation(m.Get("type"))})
		case "method_signature":
			r.signature(c, m)
		}
	}
	return c
}
