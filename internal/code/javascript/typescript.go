package javascript

import (
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// typeScriptStatement reads what only TypeScript has.
func (r *reader) typeScriptStatement(n node) []ir.Statement {
	at := r.span(n)
	switch n.Kind() {
	case "interface_declaration":
		defer r.generic(n)()
		b := r.declare(r.scope, at, n.Get("name").Text())
		c := r.shape(n, n.Get("name").Text(), n.Get("body"))
		for t := range n.Child("extends_type_clause").Parts() {
			if base := r.typeOf(t); base != nil {
				c.Bases = append(c.Bases, base)
			}
		}
		return []ir.Statement{r.give(at, b.variable, &ir.ClassRef{Span: at, Class: c})}
	case "type_alias_declaration":
		defer r.generic(n)()
		b := r.declare(r.scope, at, n.Get("name").Text())
		t := r.typeOf(n.Get("value"))
		if t == nil {
			return nil
		}
		b.variable.Type = t
		switch t.(type) {
		case *ir.ClassRef, *ir.Use, *ir.Attribute:
			return []ir.Statement{r.give(at, b.variable, t)}
		default:
			b.alias = t
		}
		return nil
	case "enum_declaration":
		return r.enum(n, at)
	case "internal_module", "module":
		return r.namespace(n, at)
	case "import_alias":
		return r.aliased(n, at)
	}
	return nil // declare says what is elsewhere
}

// give assigns a value to a variable that begins with it.
func (r *reader) give(at ir.Span, v *ir.Variable, value ir.Expression) ir.Statement {
	return &ir.Assign{Span: at, Target: &ir.Use{Span: at, Variable: v}, Value: value, Declare: true}
}

// enum reads an enumeration as an object. Members without a value count on from the one before.
func (r *reader) enum(n node, at ir.Span) []ir.Statement {
	b := r.declare(r.scope, at, n.Get("name").Text())
	o := &ir.ObjectLiteral{Span: at}
	next := 0
	for m := range n.Get("body").Parts() {
		name := m
		var value ir.Expression
		if m.Kind() == "enum_assignment" {
			name, value = m.Get("name"), r.optional(m.Get("value"))
		}
		key := r.key(name)
		if value == nil {
			value = &ir.Literal{Span: r.span(m), Kind: ir.Number, Text: strconv.Itoa(next)}
			next++
		} else if l, ok := value.(*ir.Literal); ok && l.Kind == ir.Number {
			if k, err := strconv.Atoi(l.Text); err == nil {
				next = k + 1
			}
		}
		o.Entries = append(o.Entries, ir.Entry{Span: r.span(m), Key: key, Value: value})
	}
	return []ir.Statement{r.give(at, b.variable, o)}
}

// namespace reads a namespace: its names are known inside it, and what it exports is an object's. One of a dotted name
// stands in another; of one that was there before the object gets more.
func (r *reader) namespace(n node, at ir.Span) []ir.Statement {
	name, body := firstName(n.Get("name")), n.Get("body")
	if name.Kind() != "identifier" || !body.Exists() {
		return nil // of another module
	}
	b := r.declare(r.scope, r.span(name), name.Text())
	exports := r.module.Exports
	r.module.Exports = nil
	var list []ir.Statement
	r.block(func() { list = r.statements(body, false) })
	members := r.module.Exports
	r.module.Exports = exports
	path, own := r.dotted(n.Get("name")), &ir.ObjectLiteral{Span: at}
	if !b.namespaced {
		b.namespaced = true
		list = append(list, r.give(at, b.variable, own))
		if _, alone := path.(*ir.Use); alone {
			for _, e := range members {
				key := &ir.Literal{Span: at, Kind: ir.String, Text: e.Name}
				own.Entries = append(own.Entries, ir.Entry{Span: at, Key: key, Value: &ir.Use{Span: at, Variable: e.Variable}})
			}
			return []ir.Statement{&ir.Block{Span: at, Body: list}}
		}
	}
	for _, of := range inner(path) {
		list = append(list, &ir.Assign{Span: at, Target: of, Value: &ir.Binary{Span: at, Op: ir.Or, Left: of, Right: &ir.ObjectLiteral{Span: at}}})
	}
	for _, e := range members {
		list = append(list, &ir.Assign{
			Span: at, Target: &ir.Attribute{Span: at, X: path, Name: e.Name}, Value: &ir.Use{Span: at, Variable: e.Variable},
		})
	}
	return []ir.Statement{&ir.Block{Span: at, Body: list}}
}

// inner are the namespaces of a dotted name that stand in others, outer ones first: a.b and a.b.c of a.b.c.
func inner(path ir.Expression) []*ir.Attribute {
	a, ok := path.(*ir.Attribute)
	if !ok {
		return nil
	}
	return append(inner(a.X), a)
}

// aliased reads import a = b.c.
func (r *reader) aliased(n node, at ir.Span) []ir.Statement {
	local, value := n.Child("identifier"), lastPart(n)
	b := r.lookup(local.Text())
	if b == nil || value == local {
		return nil
	}
	return []ir.Statement{r.give(at, b.variable, r.dotted(value))}
}

// dotted reads a.b.c as a value.
func (r *reader) dotted(n node) ir.Expression {
	at := r.span(n)
	if n.Kind() != "nested_identifier" || n.Deep() {
		return r.name(at, n.Text())
	}
	return &ir.Attribute{Span: at, X: r.dotted(n.Get("object")), Name: n.Get("property").Text()}
}
