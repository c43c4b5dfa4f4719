package python

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// text reads a string, or several that stand beside one another: a Literal, or a Text where it has holes.
func (r *reader) text(n syntax.Node) ir.Expression {
	t := &textReader{reader: r, kind: ir.String}
	if n.Kind() == "concatenated_string" {
		for p := range n.Parts() {
			if p.Kind() == "string" {
				t.read(p)
			}
		}
	} else {
		t.read(n)
	}
	t.flush()
	switch {
	case len(t.parts) == 0:
		return &ir.Literal{Span: r.span(n), Kind: t.kind}
	case len(t.parts) == 1:
		if l, ok := t.parts[0].(*ir.Literal); ok {
			l.Span, l.Kind = r.span(n), t.kind
			return l
		}
	}
	return &ir.Text{Span: r.span(n), Parts: t.parts}
}

// textReader puts the parts of a text together.
type textReader struct {
	*reader
	kind    ir.LiteralKind
	parts   []ir.Expression
	pending strings.Builder
	at      ir.Span // where what is pending stands
}

// add appends text that is known.
func (t *textReader) add(text string, at ir.Span) {
	if t.at.File == nil {
		t.at = at
	}
	t.at.End = max(t.at.End, at.End)
	t.pending.WriteString(text)
}

// flush makes a part of what is pending.
func (t *textReader) flush() {
	if t.pending.Len() > 0 {
		text := t.pending.String()
		if t.kind == ir.String {
			text = strings.ToValidUTF8(text, string(utf8.RuneError))
		}
		t.parts = append(t.parts, &ir.Literal{Span: t.at, Text: text})
	}
	t.pending.Reset()
	t.at = ir.Span{}
}

// read reads one string with its quotes.
func (t *textReader) read(n syntax.Node) {
	prefix := strings.ToLower(strings.TrimRight(n.Child("string_start").Text(), `'"`))
	raw := strings.Contains(prefix, "r")
	if strings.Contains(prefix, "b") {
		t.kind = ir.Bytes
	}
	for p := range n.Parts() {
		switch p.Kind() {
		case "string_content":
			t.content(p, raw)
		case "interpolation":
			t.hole(p)
		}
	}
}

// content reads known text with its escapes.
func (t *textReader) content(n syntax.Node, raw bool) {
	at := n.Start()
	for p := range n.Parts() {
		switch p.Kind() {
		case "escape_interpolation":
			t.add(string(t.tree.Text[at:p.Start()])+p.Text()[:1], t.span(n))
		case "escape_sequence":
			if raw {
				continue
			}
			t.add(string(t.tree.Text[at:p.Start()])+t.unescape(p.Text()), t.span(n))
		default:
			continue
		}
		at = p.End()
	}
	t.add(string(t.tree.Text[at:n.End()]), t.span(n))
}

var escapes = map[byte]string{
	'\\': "\\", '\'': "'", '"': "\"", 'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\n': "", '\r': "",
}

// unescape is what an escape stands for. A character by its name (\N{...}) is left as it is written.
func (t *textReader) unescape(text string) string {
	c := text[1]
	if known, ok := escapes[c]; ok {
		return known
	}
	digits, base := text[2:], 16
	switch {
	case c >= '0' && c <= '7':
		digits, base = text[1:], 8
	case t.kind == ir.Bytes && c != 'x', c != 'x' && c != 'u' && c != 'U':
		return text
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || code > utf8.MaxRune {
		return text
	}
	if t.kind == ir.Bytes {
		return string([]byte{byte(code & 0xFF)})
	}
	return string(rune(code))
}

// hole reads a hole of an f-string. With a conversion or a format it is a call of what does it.
func (t *textReader) hole(n syntax.Node) {
	value := n.Get("expression")
	x := t.expression(value)
	at := t.span(n)
	conversion, format := strings.TrimPrefix(n.Get("type_conversion").Text(), "!"), n.Get("format_specifier")
	if n.Has("=") { // {name=} shows the expression too
		t.add(value.Text()+"=", at)
		if conversion == "" && !format.Exists() {
			conversion = "r"
		}
	}
	t.flush()
	if function, ok := map[string]string{"r": "repr", "s": "str", "a": "ascii"}[conversion]; ok && function != "str" {
		x = &ir.Call{Span: at, Callee: &ir.Global{Span: at, Name: function}, Args: []ir.Argument{{Value: x}}}
	}
	if format.Exists() {
		x = &ir.Call{Span: at, Callee: &ir.Global{Span: at, Name: "format"}, Args: []ir.Argument{{Value: x}, {Value: t.format(format)}}}
	}
	t.parts = append(t.parts, x)
}

// format reads what stands after the colon of a hole, which may have holes itself.
func (t *textReader) format(n syntax.Node) ir.Expression {
	inner := &textReader{reader: t.reader, kind: ir.String}
	at := n.Start() + 1
	for p := range n.Parts() {
		if p.Kind() != "format_expression" {
			continue
		}
		inner.add(string(t.tree.Text[at:max(at, p.Start())]), t.span(n))
		inner.hole(p)
		at = p.End()
	}
	inner.add(string(t.tree.Text[min(at, n.End()):n.End()]), t.span(n))
	inner.flush()
	if len(inner.parts) == 1 {
		return inner.parts[0]
	}
	return &ir.Text{Span: t.span(n), Parts: inner.parts}
}
