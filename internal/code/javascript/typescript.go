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

// namespace reads a namespace: its names are known inside it, and what it exports is an object's.
func (r *reader) namespace(n node, at ir.Span) []ir.Statement {
	name, body := firstName(n.Get("name")), n.Get("body")
	if name.Kind() != "identifier" || !body.Exists() || n.Get("name").Kind() != "identifier" {
		return nil // of another module, or one in another
	}
	b := r.declare(r.scope, r.span(name), name.Text())
	exports := r.module.Exports
	r.module.Exports = nil
	var list []ir.Statement
	r.block(func() { list = r.statements(body, false) })
	o := &ir.ObjectLiteral{Span: at}
	for _, e := range r.module.Exports {
		o.Entries = append(o.Entries, ir.Entry{
			Span: at, Key: &ir.Literal{Span: at, Kind: ir.String, Text: e.Name}, Value: &ir.Use{Span: at, Variable: e.Variable},
		})
	}
	r.module.Exports = exports
	return []ir.Statement{&ir.Block{Span: at, Body: append(list, r.give(at, b.variable, o))}}
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
