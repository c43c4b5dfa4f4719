package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// join is a value that is one or the other. Nil is nothing at all: a variable that has no value yet.
func (ev *evaluator) join(a, b term.Value) term.Value {
	switch {
	case a == b, b == nil:
		return a
	case a == nil:
		return b
	}
	if ca, ok := a.(*contents); ok {
		if cb, ok := b.(*contents); ok {
			return ev.joinContents(ca, cb)
		}
	}
	return ev.joinAll(a, b)
}

// options are the alternatives of a value.
func options(v term.Value) []term.Value {
	switch v := v.(type) {
	case nil:
		return nil
	case *term.OneOf:
		return v.Options
	case *term.Combined:
		if v.How == anyOf {
			return v.Of
		}
	}
	return []term.Value{v}
}

const anyOf = "any of"

// joinAll is a value that is one of several.
func (ev *evaluator) joinAll(vs ...term.Value) term.Value {
	var few [term.MaxOptions]term.Value
	out := few[:0]
	var known map[term.Value]bool // what is in out, where that is much
	wide := false
	for _, v := range vs {
		c, ok := v.(*term.Combined)
		wide = wide || ok && c.How == anyOf
		for _, o := range options(v) {
			if known[o] || known == nil && slices.Contains(out, o) {
				continue
			}
			out = append(out, o)
			if len(out) == term.MaxOptions {
				known = map[term.Value]bool{}
				for _, o := range out {
					known[o] = true
				}
			} else if known != nil {
				known[o] = true
			}
		}
	}
	out = withoutTests(out)
	switch {
	case len(out) == 0:
		return nil
	case len(out) == 1:
		return out[0]
	case len(out) > maxWide:
		out = append(out[:maxWide:maxWide], ev.Unknown(ir.Span{}, "it is one of very many"))
	}
	if wide || len(out) > term.MaxOptions {
		return ev.Combined(anyOf, out...)
	}
	return ev.OneOf(out)
}

// withoutTests are alternatives without those that are one of the others and were tested: of what was tested or was not, nothing
// is known.
func withoutTests(vs []term.Value) []term.Value {
	again := func(v term.Value) bool {
		c, ok := v.(*term.Combined)
		return ok && c.How == howChecked && slices.Contains(vs, c.Of[0])
	}
	if !slices.ContainsFunc(vs, again) {
		return vs
	}
	var out []term.Value
	for _, v := range vs {
		if !again(v) {
			out = append(out, v)
		}
	}
	return out
}

// maxWide is how many values an "any of" holds.
const maxWide = 64

func (ev *evaluator) joinContents(a, b *contents) term.Value {
	if a.list != b.list {
		return a
	}
	n := a.clone()
	n.epoch = ev.epoch
	n.rest, n.keys = ev.join(a.rest, b.rest), ev.joinKeys(a, b)
	n.zero = a.zero && b.zero
	n.pushed, n.cut = min(a.pushed, b.pushed), a.cut || b.cut
	if n.class == nil {
		n.class = b.class
	}
	n.typ, n.base, n.proto = ev.join(a.typ, b.typ), ev.join(a.base, b.base), ev.join(a.proto, b.proto)
	if a.list {
		n.items = nil
		for i := range max(len(a.items), len(b.items)) {
			switch {
			case i >= len(a.items):
				n.rest = ev.join(n.rest, b.items[i])
			case i >= len(b.items):
				n.rest = ev.join(n.rest, a.items[i])
			default:
				n.items = append(n.items, ev.join(a.items[i], b.items[i]))
			}
		}
		return n
	}
	for _, name := range b.names {
		ev.put(n, name, ev.join(n.fields[name], b.fields[name]))
	}
	return n
}

// each answers what f answers for the alternatives of a value, without those for which it answers nothing (nil): an
// alternative that would raise is not the one that is meant.
func (ev *evaluator) each(v term.Value, f func(term.Value) term.Value) term.Value {
	os := options(v)
	if len(os) == 1 {
		return f(os[0])
	}
	var out []term.Value
	for _, o := range os {
		if r := f(o); r != nil {
			out = append(out, r)
		}
	}
	joined := ev.joinAll(out...)
	if c, ok := v.(*term.Combined); ok && c.How == anyOf && joined != nil && len(out) > 1 {
		return ev.Combined(anyOf, options(joined)...)
	}
	return joined
}
