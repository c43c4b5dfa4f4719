package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func position(k *term.Constant) (int, bool) {
	if k == nil || k.Kind != ir.Number {
		return 0, false
	}
	n, sign := 0, 1
	for i, r := range k.Text {
		switch {
		case i == 0 && r == '-':
			sign = -1
		case r < '0' || r > '9' || n > 1<<20:
			return 0, false
		default:
			n = n*10 + int(r-'0')
		}
	}
	return n * sign, true
}

func (ev *evaluator) slice(e *ir.Slice) term.Value {
	x := ev.eval(e.X)
	var low, high term.Value
	if e.Low != nil {
		low = ev.eval(e.Low)
	}
	if e.High != nil {
		high = ev.eval(e.High)
	}
	return ev.sliced(x, low, high, e.At())
}

// bounds are the ends of a slice of n items; ok is false where they are not known.
func bounds(low, high term.Value, n int) (i, j int, ok bool) {
	j = n
	for _, b := range []struct {
		v  term.Value
		to *int
	}{{low, &i}, {high, &j}} {
		if b.v == nil || term.IsNull(b.v) {
			continue
		}
		k, _ := b.v.(*term.Constant)
		p, ok := position(k)
		if !ok {
			return 0, 0, false
		}
		if p < 0 {
			p += n
		}
		*b.to = min(max(p, 0), n)
	}
	return i, max(i, j), true
}

// sliced is a part of a list or a text.
func (ev *evaluator) sliced(x, low, high term.Value, at ir.Span) term.Value {
	return ev.each(x, func(x term.Value) term.Value {
		switch x := x.(type) {
		case *ref:
			c := ev.read(x)
			if !c.list {
				return ev.Combined("slice", ev.term(x))
			}
			i, j, ok := bounds(low, high, len(c.items))
			if ok && (c.rest == nil || high == nil) {
				return ev.newList(c.kind, at, c.items[i:j], c.rest)
			}
			return ev.newList(c.kind, at, nil, ev.joinAll(append(append([]term.Value(nil), c.items...), c.rest)...))
		case *term.Constant:
			if i, j, ok := bounds(low, high, len(x.Text)); ok && x.Kind == ir.String {
				return ev.Text(x.Text[i:j])
			}
		case *term.Text:
			if v := ev.trimmed(x, low, high); v != nil {
				return v
			}
		}
		parts := []term.Value{ev.term(x)}
		if low == nil && high != nil {
			low = ev.number(0)
		}
		for _, b := range []term.Value{low, high} {
			if b != nil {
				parts = append(parts, ev.term(b))
			}
		}
		return ev.Combined("slice", parts...)
	})
}

// trimmed is a text with holes without some of the known text at its ends; nil where that is not what a slice takes off.
func (ev *evaluator) trimmed(t *term.Text, low, high term.Value) term.Value {
	parts := append([]term.Value(nil), t.Parts...)
	first, _ := term.KnownText(parts[0])
	last, _ := term.KnownText(parts[len(parts)-1])
	i, _, known := bounds(low, nil, len(first)+1)
	if !known || i > len(first) {
		return nil
	}
	if i > 0 {
		parts[0] = ev.Text(first[i:])
	}
	if high != nil && !term.IsNull(high) {
		k, _ := high.(*term.Constant)
		j, known := position(k)
		if !known || j >= 0 || -j > len(last) {
			return nil
		}
		parts[len(parts)-1] = ev.Text(last[:len(last)+j])
	}
	return ev.concat(parts...)
}
