package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// parcel is a value that a function hands on, or answers, as a part of what somebody else gets, and what it holds of what
// comes into the function. The ways back from a sink come by the same ones again and again.
type parcel struct {
	sentPart
	origins []origin
	seen    []string // sanitizers that are not enough there
}

// parcelKey is what was asked of a function: what an operation of it hands on, nil for what it answers, at a part of it.
type parcelKey struct {
	function, family, part string
	operation              *sdk.Operation
}

// parcelsOf answers what was asked before, or puts it together.
func (b *bench) parcelsOf(key parcelKey, c *term.Call, values func(*walk) []sentPart) []parcel {
	if known, ok := b.parcels[key]; ok {
		return known
	}
	var out []parcel
	if w := b.functions[key.function].asks(key.family, c); w != nil {
		for _, p := range values(w) {
			if c != nil && w.promisedBelow(p) {
				continue
			}
			if of := w.origins(p.value); len(of) > 0 {
				out = append(out, parcel{p, of, slices.Clip(w.seen)})
			}
		}
	}
	b.parcels[key] = out
	return out
}

// sent is what an operation hands on as a part of an event.
func (b *bench) sent(s sender, part []string, family string) []parcel {
	key := parcelKey{s.function, family, strings.Join(part, "\x00"), s.operation}
	return b.parcelsOf(key, s.operation.Call, func(*walk) []sentPart {
		var out []sentPart
		for _, c := range channels[s.operation.Service+"."+s.operation.Name] {
			below, ok := c.received(part)
			if !ok {
				continue
			}
			if s.operation.Name == "UpdateItem" {
				below = nil // which value goes to which entry the expression says
			}
			values, _ := s.operation.At(c.member)
			for _, v := range values {
				out = append(out, partsAt(v, below, 0)...)
			}
		}
		return out
	})
}

// returned is what a function answers as a part of its answer.
func (b *bench) returned(function string, part []string, family string) []parcel {
	key := parcelKey{function, family, strings.Join(part, "\x00"), nil}
	return b.parcelsOf(key, nil, func(w *walk) []sentPart {
		var out []sentPart
		for _, v := range b.functions[function].run.trace.Returns {
			if l, ok := v.(*term.List); ok && l.Kind == ir.Tuple && len(l.Items) == 2 && w.language == ir.Go {
				v = l.Items[0] // with an error
			}
			out = append(out, partsAt(v, part, 0)...)
		}
		return out
	})
}
