package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Bounds on texts: of the parts that are kept apart, and of the bytes of a constant.
const (
	maxParts = 64
	maxText  = 1 << 16
)

// concat is the text that values make one after the other.
func (ev *evaluator) concat(parts ...term.Value) term.Value {
	n := 1
	for _, p := range parts {
		if o, ok := p.(*term.OneOf); ok && ev.allConstant(o) {
			n *= len(o.Options)
		}
		if n > term.MaxOptions {
			break
		}
	}
	if n == 1 || n > term.MaxOptions {
		return ev.concatOne(parts)
	}
	all := [][]term.Value{nil}
	for _, p := range parts {
		choices := []term.Value{p}
		if o, ok := p.(*term.OneOf); ok && ev.allConstant(o) {
			choices = o.Options
		}
		var next [][]term.Value
		for _, prefix := range all {
			for _, c := range choices {
				next = append(next, append(append([]term.Value(nil), prefix...), c))
			}
		}
		all = next
	}
	out := make([]term.Value, len(all))
	for i := range all {
		out[i] = ev.concatOne(all[i])
	}
	return ev.joinAll(out...)
}

func (ev *evaluator) allConstant(o *term.OneOf) bool {
	for _, v := range o.Options {
		if _, ok := v.(*term.Constant); !ok {
			return false
		}
	}
	return true
}

func (ev *evaluator) concatOne(parts []term.Value) term.Value {
	var out []term.Value
	var known strings.Builder
	path := false
	flush := func() {
		if known.Len() > 0 {
			out = append(out, ev.Text(known.String()))
			known.Reset()
		}
	}
	var add func(v term.Value)
	add = func(v term.Value) {
		switch v := v.(type) {
		case *term.Constant:
			if s := ev.written(v); known.Len()+len(s) <= maxText {
				known.WriteString(s)
			}
		case *term.Text:
			path = path || ev.trace.Joined[v]
			for _, p := range v.Parts {
				add(p)
			}
		default:
			flush()
			out = append(out, ev.term(v))
		}
	}
	for _, p := range parts {
		add(p)
	}
	flush()
	switch {
	case len(out) == 0:
		return ev.Text("")
	case len(out) == 1:
		return out[0]
	case len(out) > maxParts:
		return ev.Combined("+", out...)
	}
	made := ev.Template(out)
	if t, ok := made.(*term.Text); ok && path {
		ev.notePath(t)
	}
	return made
}

// asText is a value that was made a text: what it was before (a document, a list) counts no more. Of one of several values
// each was.
func (ev *evaluator) asText(v term.Value) term.Value {
	if one, ok := v.(*term.OneOf); ok && !ev.allConstant(one) {
		return ev.each(v, ev.asText)
	}
	return ev.soleText(ev.concat(v))
}

// soleText is a part of what came in that is a text and nothing else.
func (ev *evaluator) soleText(v term.Value) term.Value {
	switch v := v.(type) {
	case *term.Input, *term.Item, *term.Member:
		return ev.textOfOne(v)
	case *term.Combined:
		if v.How == howChecked {
			return ev.textOfOne(v)
		}
		return v
	default:
		return v
	}
}

// textOfOne is a text that is one value and nothing else.
func (ev *evaluator) textOfOne(v term.Value) term.Value {
	parts := []term.Value{v}
	return ev.Template(parts)
}

// written is how a constant reads in a text.
func (ev *evaluator) written(c *term.Constant) string {
	python := ev.language() == ir.Python
	switch {
	case c.Kind == ir.Null && python:
		return "None"
	case c.Kind == ir.Null:
		return "undefined"
	case c.Kind == ir.Bool && python:
		return strings.ToUpper(c.Text[:1]) + c.Text[1:]
	}
	return c.Text
}

// format is Python's % of a text, C's verbs and Go's: one value for each verb.
func (ev *evaluator) format(format, args term.Value) (term.Value, bool) {
	f, ok := format.(*term.Constant)
	if !ok || f.Kind != ir.String {
		return nil, false
	}
	var values []term.Value
	var named *contents
	if r, isRef := args.(*ref); isRef {
		c := ev.read(r)
		switch {
		case c.list && c.rest != nil:
			return nil, false
		case c.list:
			values = c.items
		default:
			named = c
			values = []term.Value{args}
		}
	} else {
		values = []term.Value{args}
	}
	return ev.verbs(f.Text, values, named), true
}

// verbs puts values in for the verbs of a format: %s, %-5d, %(name)s, %[1]v, %%.
func (ev *evaluator) verbs(format string, values []term.Value, named *contents) term.Value {
	var parts []term.Value
	for {
		before, rest, ok := strings.Cut(format, "%")
		if before != "" {
			parts = append(parts, ev.Text(before))
		}
		if !ok || rest == "" {
			break
		}
		if rest[0] == '%' {
			parts = append(parts, ev.Text("%"))
			format = rest[1:]
			continue
		}
		var v term.Value
		if rest[0] == '(' && named != nil {
			name, after, closed := strings.Cut(rest[1:], ")")
			if closed {
				rest = after
				v = named.fields[name]
				if v == nil {
					v = named.rest
				}
			}
		}
		rest = strings.TrimLeft(rest, "+-# 0123456789.[]")
		verb := ""
		if rest != "" {
			verb, rest = rest[:1], rest[1:]
		}
		if v == nil && named == nil && len(values) > 0 {
			v, values = values[0], values[1:]
		}
		if v == nil {
			v = ev.Unknown(ir.Span{}, "the format has more holes than there are values")
		}
		if ev.language() != ir.JavaScript && (numericVerb[verb] || verb == "t" || verb == "b" || verb == "c") {
			v = ev.numeric(v)
		}
		parts = append(parts, v)
		format = rest
	}
	return ev.concat(parts...)
}

// numericVerb are Python's verbs that take nothing but a number.
var numericVerb = map[string]bool{"d": true, "i": true, "u": true, "f": true, "F": true, "e": true, "E": true, "g": true, "G": true, "o": true, "x": true, "X": true}

// numeric is a value that has become a number, or raised: it has nothing of a text any more.
func (ev *evaluator) numeric(v term.Value) term.Value {
	switch v := v.(type) {
	case *term.Input, *term.Result, *term.Item, *term.Member, *term.Text, *term.OneOf:
		return ev.Combined("number", ev.term(v))
	case *term.Combined: // the place of an item, and what is counted from there
		if v.How != "number" {
			return ev.Combined("number", ev.term(v))
		}
	}
	return v
}

// braces is Python's str.format: {}, {0}, {name}, {name.attribute}, {x!r:>5}.
func (ev *evaluator) braces(format string, c *invocation) term.Value {
	var parts []term.Value
	next := 0
	for format != "" {
		i := strings.IndexAny(format, "{}")
		if i < 0 {
			parts = append(parts, ev.Text(format))
			break
		}
		parts = append(parts, ev.Text(format[:i]))
		if i+1 < len(format) && format[i+1] == format[i] {
			parts = append(parts, ev.Text(format[i:i+1]))
			format = format[i+2:]
			continue
		}
		hole, rest, _ := strings.Cut(format[i+1:], "}")
		format = rest
		hole, _, _ = strings.Cut(hole, ":")
		hole, _, _ = strings.Cut(hole, "!")
		name, path, _ := strings.Cut(hole, ".")
		if n, _, indexed := strings.Cut(name, "["); indexed {
			name = n
		}
		var v term.Value
		switch {
		case name == "":
			v = c.arg(next)
			next++
		case name[0] >= '0' && name[0] <= '9':
			v = c.arg(int(name[0] - '0'))
		default:
			v = c.named(name)
		}
		if v == nil {
			v = ev.spreadArgument(c, name)
		}
		if path != "" {
			v = ev.attribute(v, path, c.at)
		}
		parts = append(parts, v)
	}
	return ev.concat(parts...)
}

// spreadArgument is an argument that may be among those that are not known one by one.
func (ev *evaluator) spreadArgument(c *invocation, name string) term.Value {
	for _, a := range c.args {
		if a.spread {
			return ev.Item(ev.term(a.value), ev.Text(name))
		}
	}
	return ev.Unknown(c.at, "the format has more holes than there are values")
}
