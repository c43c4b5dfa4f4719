package splice

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// Value is what is written: a scalar, a list, a map or a CloudFormation function. It is spelled as the
// place where it goes wants it: block or flow YAML, or JSON.
type Value struct {
	kind   valueKind
	text   string // scalars: as JSON and YAML both take it; functions: the name
	items  []Value
	fields []Field
}

type valueKind uint8

const (
	literal valueKind = iota // a boolean or a number
	text
	list
	mapping
	function // Ref, or Fn::Name without its prefix
)

// Field is an entry of a map.
type Field struct {
	Key   string
	Value Value
}

// Text is a string.
func Text(s string) Value { return Value{kind: text, text: s} }

// Bool is a boolean.
func Bool(b bool) Value {
	if b {
		return Value{text: "true"}
	}
	return Value{text: "false"}
}

// Number is a number, spelled as it is given.
func Number(s string) Value { return Value{text: s} }

// List is a list.
func List(items ...Value) Value { return Value{kind: list, items: items} }

// Map is a map with its entries in this order.
func Map(fields ...Field) Value { return Value{kind: mapping, fields: fields} }

// Ref is a reference to a resource or parameter.
func Ref(name string) Value { return Value{kind: function, text: "Ref", items: []Value{Text(name)}} }

// GetAtt is an attribute of a resource.
func GetAtt(name, attribute string) Value {
	return Value{kind: function, text: "GetAtt", items: []Value{Text(name), Text(attribute)}}
}

// Sub is a text with holes.
func Sub(s string) Value { return Value{kind: function, text: "Sub", items: []Value{Text(s)}} }

// plainText matches texts that no version of YAML takes for anything else when they stand without
// quotes: words with nothing in or between them that means something.
var plainText = regexp.MustCompile(`^[A-Za-z/][A-Za-z0-9_./-]*([: ][A-Za-z0-9_./][A-Za-z0-9_./-]*|::[A-Za-z0-9]+)*$`)

// words are what YAML 1.1 takes for booleans and nulls.
var words = map[string]bool{
	"y": true, "n": true, "yes": true, "no": true, "on": true, "off": true, "true": true, "false": true, "null": true,
}

// scalar spells a text for YAML.
func scalar(s string) string {
	if plainText.MatchString(s) && !words[strings.ToLower(s)] {
		return s
	}
	if strings.Contains(s, `"`) && !strings.ContainsFunc(s, func(r rune) bool { return r == '\'' || r < ' ' || r > '~' }) {
		return "'" + s + "'"
	}
	return quoted(s)
}

// quoted spells a text for JSON, which is YAML too.
func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// style is how a place spells what it holds.
type style struct {
	json    bool
	newline string // "\n" or "\r\n"
	step    string // one level of indentation
	tight   bool   // no blanks inside of the braces
}

// long is a function as a map, as JSON has it.
func (v Value) long() Value {
	name, arg := v.text, v.items[0]
	if name != "Ref" {
		name = "Fn::" + name
	}
	if len(v.items) > 1 {
		arg = List(v.items...)
	}
	return Map(Field{name, arg})
}

// short is a function as a tagged scalar, as YAML has it.
func (v Value) short() string {
	parts := make([]string, len(v.items))
	for i, item := range v.items {
		parts[i] = item.text
	}
	return "!" + v.text + " " + scalar(strings.Join(parts, "."))
}

// flow spells a value on one line.
func (v Value) flow(s style) string {
	switch v.kind {
	case literal:
		return v.text
	case text:
		if s.json {
			return quoted(v.text)
		}
		return scalar(v.text)
	case function:
		if s.json {
			return v.long().flow(s)
		}
		return v.short()
	case list:
		parts := make([]string, len(v.items))
		for i, item := range v.items {
			parts[i] = item.flow(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case mapping:
		if len(v.fields) == 0 {
			return "{}"
		}
	}
	parts := make([]string, len(v.fields))
	for i, f := range v.fields {
		key := scalar(f.Key)
		if s.json {
			key = quoted(f.Key)
		}
		parts[i] = key + ": " + f.Value.flow(s)
	}
	if s.json || s.tight {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// block spells a value below or behind a key whose line is indented: it begins with a blank or with a
// line break.
func (v Value) block(s style, indent string) string {
	inner := indent + s.step
	switch {
	case v.kind == mapping && len(v.fields) > 0:
		var b strings.Builder
		for _, f := range v.fields {
			b.WriteString(s.newline + inner + scalar(f.Key) + ":" + f.Value.block(s, inner))
		}
		return b.String()
	case v.kind == list && len(v.items) > 0 && !v.brief():
		var b strings.Builder
		for _, item := range v.items {
			b.WriteString(s.newline + inner + "-" + item.item(s, inner))
		}
		return b.String()
	}
	return " " + v.flow(s)
}

// brief reports whether a list is short enough for one line: at most two scalars.
func (v Value) brief() bool {
	for _, item := range v.items {
		if item.kind == mapping || item.kind == list {
			return false
		}
	}
	return len(v.items) <= 2
}

// item spells a value behind the dash of a list.
func (v Value) item(s style, indent string) string {
	if v.kind != mapping || len(v.fields) == 0 {
		return v.block(s, indent)
	}
	inner := indent + "  "
	var b strings.Builder
	for i, f := range v.fields {
		lead := s.newline + inner
		if i == 0 {
			lead = " "
		}
		b.WriteString(lead + scalar(f.Key) + ":" + f.Value.block(s, inner))
	}
	return b.String()
}

// pretty spells a value in JSON over several lines.
func (v Value) pretty(s style, indent string) string {
	inner := indent + s.step
	switch {
	case v.kind == function:
		return v.long().flow(s)
	case v.kind == mapping && len(v.fields) > 0:
		parts := make([]string, len(v.fields))
		for i, f := range v.fields {
			parts[i] = inner + quoted(f.Key) + ": " + f.Value.pretty(s, inner)
		}
		return "{" + s.newline + strings.Join(parts, ","+s.newline) + s.newline + indent + "}"
	case v.kind == list && len(v.items) > 0:
		parts := make([]string, len(v.items))
		for i, item := range v.items {
			parts[i] = inner + item.pretty(s, inner)
		}
		return "[" + s.newline + strings.Join(parts, ","+s.newline) + s.newline + indent + "]"
	}
	return v.flow(s)
}

// same reports whether a tree says what a value says.
func (v Value) same(n *source.Node) bool {
	switch {
	case n == nil:
		return false
	case v.kind == function && n.Tag == "!"+v.text:
		return n.Text == v.arguments()
	case v.kind == function:
		return v.long().same(n)
	case n.Tag != "":
		return false
	case v.kind == literal:
		return (n.Kind == source.Bool || n.Kind == source.Number) && n.Text == v.text
	case v.kind == text:
		return n.Kind == source.String && n.Text == v.text
	case v.kind == list:
		return n.Kind == source.List && sameAll(v.items, n.Items)
	}
	if n.Kind != source.Map || len(n.Keys) != len(v.fields) {
		return false
	}
	for i, f := range v.fields {
		if n.Keys[i].Text != f.Key || !f.Value.same(n.Items[i]) {
			return false
		}
	}
	return true
}

func sameAll(values []Value, nodes []*source.Node) bool {
	if len(values) != len(nodes) {
		return false
	}
	for i := range values {
		if !values[i].same(nodes[i]) {
			return false
		}
	}
	return true
}

func (v Value) arguments() string {
	parts := make([]string, len(v.items))
	for i, item := range v.items {
		parts[i] = item.text
	}
	return strings.Join(parts, ".")
}

// Spell spells entries the way that the document of a node does, for somebody to write by hand.
func Spell(n *source.Node, fields ...Field) string {
	s := styleOf(n)
	if s.json {
		return Map(fields...).pretty(s, "")
	}
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteString(s.newline)
		}
		b.WriteString(scalar(f.Key) + ":" + f.Value.block(s, ""))
	}
	return b.String()
}

// Is reports whether a part of a document says what a value says.
func (v Value) Is(n *source.Node) bool { return v.same(n) }

// Of is the value that a part of a document has, where it is a text, a reference, an attribute or a text
// with holes.
func Of(n *source.Node) (Value, bool) {
	if n == nil || n.Alias {
		return Value{}, false
	}
	long := func(name string) *source.Node {
		if n.Tag == "" && n.Kind == source.Map && len(n.Keys) == 1 && n.Keys[0].Text == name {
			return n.Items[0]
		}
		return nil
	}
	isText := n.Kind == source.String
	attribute := long("Fn::GetAtt")
	switch {
	case isText && n.Tag == "":
		return Text(n.Text), true
	case isText && n.Tag == "!Ref":
		return Ref(n.Text), true
	case isText && n.Tag == "!Sub":
		return Sub(n.Text), true
	case isText && n.Tag == "!GetAtt":
		return attributeOf(n.Text)
	case long("Ref") != nil:
		return Ref(long("Ref").Text), true
	case long("Fn::Sub") != nil && long("Fn::Sub").Kind == source.String:
		return Sub(long("Fn::Sub").Text), true
	case attribute != nil && attribute.Kind == source.String:
		return attributeOf(attribute.Text)
	case attribute != nil && attribute.Kind == source.List && len(attribute.Items) == 2:
		return GetAtt(attribute.Items[0].Text, attribute.Items[1].Text), true
	}
	return Value{}, false
}

func attributeOf(text string) (Value, bool) {
	name, attribute, ok := strings.Cut(text, ".")
	return GetAtt(name, attribute), ok
}
