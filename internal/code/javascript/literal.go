package javascript

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// string is the text that a string stands for.
func (r *reader) string(n node) string {
	var b strings.Builder
	for c := range n.Parts() {
		if c.Kind() == "escape_sequence" {
			b.WriteString(unescaped(c.Text()))
		} else {
			b.WriteString(c.Text())
		}
	}
	return b.String()
}

// unescaped is what an escape sequence stands for.
// https://tc39.es/ecma262/#prod-EscapeSequence
func unescaped(s string) string {
	if len(s) < 2 {
		return s
	}
	switch s[1] {
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case 'r':
		return "\r"
	case 'b':
		return "\b"
	case 'f':
		return "\f"
	case 'v':
		return "\v"
	case '\n', '\r':
		return "" // the line goes on
	case 'x', 'u':
		code := strings.Trim(s[2:], "{}")
		if c, err := strconv.ParseUint(code, 16, 21); err == nil && utf8.ValidRune(rune(c)) {
			return string(rune(c))
		}
		return s
	case '0', '1', '2', '3', '4', '5', '6', '7':
		if c, err := strconv.ParseUint(s[1:], 8, 8); err == nil {
			return string(rune(c))
		}
	}
	return s[1:]
}

// template reads `a${b}c`.
func (r *reader) template(n node, at ir.Span) ir.Expression {
	t := &ir.Text{Span: at}
	texts, values := r.pieces(n)
	for i, s := range texts {
		if s.Text != "" {
			t.Parts = append(t.Parts, s)
		}
		if i < len(values) {
			t.Parts = append(t.Parts, values[i])
		}
	}
	switch len(t.Parts) {
	case 0:
		return &ir.Literal{Span: at, Kind: ir.String}
	case 1:
		if l, ok := t.Parts[0].(*ir.Literal); ok && l.Kind == ir.String {
			return &ir.Literal{Span: at, Kind: ir.String, Text: l.Text}
		}
	}
	return t
}

// pieces are the texts of a template, and the values between them.
func (r *reader) pieces(n node) (texts []*ir.Literal, values []ir.Expression) {
	current := &ir.Literal{Span: r.span(n), Kind: ir.String}
	var b strings.Builder
	for c := range n.Parts() {
		switch c.Kind() {
		case "template_substitution":
			current.Text = b.String()
			b.Reset()
			texts, values = append(texts, current), append(values, r.expression(c.First()))
			current = &ir.Literal{Span: r.span(n), Kind: ir.String}
		case "escape_sequence":
			b.WriteString(unescaped(c.Text()))
		default:
			b.WriteString(c.Text())
		}
	}
	current.Text = b.String()
	return append(texts, current), values
}

// tagged reads the arguments of tag`a${b}`: the texts, then the values.
func (r *reader) tagged(n node) []ir.Argument {
	texts, values := r.pieces(n)
	list := &ir.ListLiteral{Span: r.span(n)}
	for _, t := range texts {
		list.Items = append(list.Items, ir.Item{Value: t})
	}
	args := []ir.Argument{{Value: list}}
	for _, v := range values {
		args = append(args, ir.Argument{Value: v})
	}
	return args
}

// key is the name of an entry, a field or a method: a Literal where it is not computed.
func (r *reader) key(n node) ir.Expression {
	at := r.span(n)
	switch n.Kind() {
	case "computed_property_name":
		return r.expression(n.First())
	case "string":
		return &ir.Literal{Span: at, Kind: ir.String, Text: r.string(n)}
	}
	return &ir.Literal{Span: at, Kind: ir.String, Text: n.Text()}
}

// array reads [a, , ...b].
func (r *reader) array(n node, at ir.Span) ir.Expression {
	l := &ir.ListLiteral{Span: at}
	empty := true
	for c := range n.Children() {
		switch {
		case c.Kind() == ",":
			if empty {
				l.Items = append(l.Items, ir.Item{Value: &ir.Literal{Span: r.span(c), Kind: ir.Null}})
			}
			empty = true
		case c.Named():
			l.Items = append(l.Items, ir.Item{Value: r.expression(c), Spread: c.Kind() == "spread_element"})
			empty = false
		}
	}
	return l
}

// object reads {a: b, c, d() {}, get e() {}, [f]: g, ...h}.
func (r *reader) object(n node, at ir.Span) ir.Expression {
	o := &ir.ObjectLiteral{Span: at}
	for c := range n.Parts() {
		e := ir.Entry{Span: r.span(c)}
		switch c.Kind() {
		case "pair":
			e.Key = r.key(c.Get("key"))
			e.Value = r.named(c.Get("value"), entryName(e.Key))
		case "shorthand_property_identifier":
			e.Key = &ir.Literal{Span: e.Span, Kind: ir.String, Text: c.Text()}
			e.Value = r.name(e.Span, c.Text())
		case "spread_element":
			e.Value, e.Spread = r.expression(c.First()), true
		case "method_definition":
			e.Key = r.key(c.Get("name"))
			kind := methodKind(c)
			if kind != ir.Getter && kind != ir.Setter {
				kind = ir.Plain
			}
			f := r.newFunction(e.Span, entryName(e.Key), kind)
			r.methodBody(c, f)
			e.Value = &ir.FunctionRef{Span: e.Span, Function: f}
		default:
			if c.Kind() == "ERROR" {
				r.broken(c)
			}
			continue
		}
		o.Entries = append(o.Entries, e)
	}
	return o
}

func entryName(key ir.Expression) string {
	if l, ok := key.(*ir.Literal); ok {
		return l.Text
	}
	return ""
}
