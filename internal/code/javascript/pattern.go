package javascript

import (
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// declarators reads const a = 1, {b} = c.
func (r *reader) declarators(n node) []ir.Statement {
	var list []ir.Statement
	lexical := n.Kind() != "variable_declaration"
	for d := range n.Parts() {
		if d.Kind() != "variable_declarator" {
			continue
		}
		name, value := d.Get("name"), d.Get("value")
		if name.Kind() == "identifier" {
			b := r.lookup(name.Text())
			if b == nil { // of a statement that no block was looked through for
				b = r.declare(r.scope, r.span(name), name.Text())
			}
			if t := d.Get("type"); t.Exists() && b.variable.Type == nil {
				b.variable.Type = r.annotation(t)
			}
			if !value.Exists() {
				if lexical {
					null := &ir.Literal{Span: r.span(d), Kind: ir.Null}
					list = append(list, &ir.Assign{Span: r.span(d), Target: &ir.Use{Span: r.span(name), Variable: b.variable}, Value: null, Declare: true})
				}
				continue
			}
			list = append(list, &ir.Assign{
				Span: r.span(d), Target: &ir.Use{Span: r.span(name), Variable: b.variable},
				Value: r.named(value, name.Text()), Declare: true,
			})
			continue
		}
		if value.Exists() {
			list = append(list, r.bind(name, r.expression(value), true)...)
		}
	}
	return list
}

// named reads the value of something that has a name: a function without one gets it.
func (r *reader) named(n node, name string) ir.Expression {
	e := r.expression(n)
	switch e := e.(type) {
	case *ir.FunctionRef:
		if e.Function.Name == "" {
			e.Function.Name = name
		}
	case *ir.ClassRef:
		if e.Class.Name == "" {
			e.Class.Name = name
		}
	}
	return e
}

// simple reports whether evaluating an expression twice is the same as once.
func simple(e ir.Expression) bool {
	switch e := e.(type) {
	case *ir.Use, *ir.Global, *ir.Literal:
		return true
	case *ir.Attribute:
		g, ok := e.X.(*ir.Global)
		return ok && g.Name == "process"
	}
	return false
}

// bind assigns a value to what a pattern names.
func (r *reader) bind(n node, value ir.Expression, declare bool) []ir.Statement {
	n = unasserted(n)
	at := r.span(n)
	switch n.Kind() {
	case "object_pattern", "array_pattern":
		var list []ir.Statement
		if !simple(value) || !declare {
			t := r.temp(at)
			list = append(list, &ir.Assign{Span: at, Target: &ir.Use{Span: at, Variable: t}, Value: value, Declare: true})
			value = &ir.Use{Span: at, Variable: t}
		}
		if r.depth++; r.depth > maxDepth {
			r.depth--
			r.gap(at, "a pattern is nested too deeply")
			return list
		}
		defer func() { r.depth-- }()
		if n.Kind() == "array_pattern" {
			return append(list, r.bindItems(n, value, declare)...)
		}
		for c := range n.Parts() {
			list = append(list, r.bindEntry(c, value, declare)...)
		}
		return list
	case "assignment_pattern", "object_assignment_pattern":
		return r.bind(n.Get("left"), r.orDefault(at, value, n.Get("right")), declare)
	}
	return []ir.Statement{&ir.Assign{Span: at, Target: r.target(n), Value: value, Declare: declare}}
}

// orDefault is a value, or what is taken without one.
func (r *reader) orDefault(at ir.Span, value ir.Expression, otherwise node) ir.Expression {
	return &ir.Binary{Span: at, Op: ir.Coalesce, Left: value, Right: r.expression(otherwise)}
}

// bindItems takes a list apart.
func (r *reader) bindItems(n node, value ir.Expression, declare bool) []ir.Statement {
	var list []ir.Statement
	i := 0
	for c := range n.Children() {
		at := r.span(c)
		switch {
		case c.Kind() == ",":
			i++
		case !c.Named():
		case c.Kind() == "rest_pattern":
			rest := &ir.Slice{Span: at, X: value, Low: &ir.Literal{Span: at, Kind: ir.Number, Text: strconv.Itoa(i)}}
			list = append(list, r.bind(c.First(), rest, declare)...)
		default:
			item := &ir.Index{Span: at, X: value, Key: &ir.Literal{Span: at, Kind: ir.Number, Text: strconv.Itoa(i)}}
			list = append(list, r.bind(c, item, declare)...)
		}
	}
	return list
}

// bindEntry takes one entry out of an object.
func (r *reader) bindEntry(n node, value ir.Expression, declare bool) []ir.Statement {
	at := r.span(n)
	switch n.Kind() {
	case "shorthand_property_identifier_pattern":
		return r.bind(n, &ir.Attribute{Span: at, X: value, Name: n.Text()}, declare)
	case "object_assignment_pattern":
		left := n.Get("left")
		return r.bind(left, r.orDefault(at, &ir.Attribute{Span: r.span(left), X: value, Name: left.Text()}, n.Get("right")), declare)
	case "pair_pattern":
		return r.bind(n.Get("value"), r.member(at, value, n.Get("key")), declare)
	case "rest_pattern":
		return r.bind(n.First(), &ir.Slice{Span: at, X: value}, declare)
	}
	return nil
}

// member is what an object has under the key of a pattern.
func (r *reader) member(at ir.Span, value ir.Expression, key node) ir.Expression {
	switch k := r.key(key).(type) {
	case *ir.Literal:
		if k.Kind == ir.String {
			return &ir.Attribute{Span: at, X: value, Name: k.Text}
		}
		return &ir.Index{Span: at, X: value, Key: k}
	default:
		return &ir.Index{Span: at, X: value, Key: k}
	}
}

// unasserted is what is assigned to, without what TypeScript is told about it.
func unasserted(n node) node {
	for is(n, "parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression") {
		n = n.First()
	}
	return n
}

// target reads what is assigned to.
func (r *reader) target(n node) ir.Expression {
	at := r.span(n)
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier_pattern":
		if b := r.lookup(n.Text()); b != nil {
			return &ir.Use{Span: at, Variable: b.variable}
		}
		return r.name(at, n.Text())
	default:
		return r.expression(n)
	}
}

// assignment reads an assignment that is a statement.
func (r *reader) assignment(n node) []ir.Statement {
	left, right := unasserted(n.Get("left")), n.Get("right")
	at := r.span(n)
	if is(left, "object_pattern", "array_pattern") {
		return r.bind(left, r.expression(right), false)
	}
	if idleExport(left, right) {
		return nil
	}
	target := r.target(left)
	return []ir.Statement{&ir.Assign{Span: at, Target: target, Value: r.named(right, lastName(left))}}
}

// lastName is the name that something is assigned to: b of a.b.
func lastName(n node) string {
	switch n.Kind() {
	case "identifier":
		return n.Text()
	case "member_expression":
		return n.Get("property").Text()
	}
	return ""
}

// assigned reads an assignment whose value is used.
func (r *reader) assigned(n node) ir.Expression {
	left, right := unasserted(n.Get("left")), n.Get("right")
	at := r.span(n)
	if !is(left, "object_pattern", "array_pattern") {
		return &ir.Assignment{Span: at, Target: r.target(left), Value: r.named(right, lastName(left))}
	}
	t := r.temp(at)
	list := []ir.Statement{&ir.Assign{Span: r.span(right), Target: &ir.Use{Span: at, Variable: t}, Value: r.expression(right), Declare: true}}
	value := &ir.Use{Span: at, Variable: t}
	list = append(list, r.bind(left, value, false)...)
	return &ir.Sequence{Span: at, Do: list, Items: []ir.Expression{value}}
}
