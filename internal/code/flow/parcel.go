package flow

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// parcel is a value that a function hands on, or answers, as a part of what somebody else gets, and what it holds of what
// comes into the function. The ways back from a sink come by the same ones again and again.
type parcel struct {
	sentPart
	origins []taint.Origin
	seen    []string // sanitizers that are not enough there
}

// parcelKey is what was asked of a function: what an operation of it hands on, nil for what it answers, at a part of it.
type parcelKey struct {
	function, family, part string
	operation              *sdk.Operation
}

// parcelsOf answers what was asked before, or puts it together.
func (b *bench) parcelsOf(key parcelKey, c *term.Call, values func() []sentPart) []parcel {
	if known, ok := b.parcels[key]; ok {
		return known
	}
	var out []parcel
	if w := b.functions[key.function].Asks(key.family, c); w != nil {
		for _, p := range values() {
			if c != nil && promisedBelow(w, p) {
				continue
			}
			if of := w.Origins(p.value); len(of) > 0 {
				out = append(out, parcel{p, of, w.Insufficient()})
			}
		}
	}
	b.parcels[key] = out
	return out
}

// sent is what an operation hands on as a part of an event.
func (b *bench) sent(s sender, part []string, family string) []parcel {
	key := parcelKey{s.function, family, strings.Join(part, "\x00"), s.operation}
	return b.parcelsOf(key, s.operation.Call, func() []sentPart {
		var out []sentPart
		for _, c := range rulebook.ChannelsOf(s.operation.Service + "." + s.operation.Name) {
			below, ok := c.Received(part)
			if !ok {
				continue
			}
			if s.operation.Name == "UpdateItem" {
				below = nil // which value goes to which entry the expression says
			}
			values, _ := s.operation.At(c.Member)
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
	return b.parcelsOf(key, nil, func() []sentPart {
		var out []sentPart
		for _, v := range b.functions[function].Returns() {
			out = append(out, partsAt(v, part, 0)...)
		}
		return out
	})
}

// wireTypes are the names by which DynamoDB says the type of a value.
var wireTypes = []string{"S", "N", "B", "M", "L", "SS", "NS", "BOOL"}

// sentPart is a value that is sent, with the path below it that is not taken apart.
type sentPart struct {
	value term.Value
	below []string
}

// partsAt are the parts of a value that is sent at a path below it.
func partsAt(v term.Value, path []string, depth int) []sentPart {
	if v == nil || depth > 2*term.MaxName {
		return nil
	}
	depth++
	switch x := v.(type) {
	case *term.Constant, *term.Environment:
		return nil
	case *term.OneOf:
		var out []sentPart
		for _, o := range x.Options {
			out = append(out, partsAt(o, path, depth)...)
		}
		return out
	case *term.Result:
		if rulebook.Encoders.Has(term.Names(x.Call.Callee)) {
			if m, ok := x.Call.Callee.(*term.Member); ok && len(x.Call.Args) == 0 {
				return partsAt(m.Of, path, depth)
			}
			return partsAt(term.FirstOf(x.Call), path, depth)
		}
	case *term.Object:
		if len(path) == 0 {
			break
		}
		if of := term.Field(x, path[0]); of != nil {
			return partsAt(of, path[1:], depth)
		}
		if slices.Contains(wireTypes, path[0]) {
			return partsAt(x, path[1:], depth)
		}
		return partsAt(x.Rest, path[1:], depth)
	case *term.List:
		if len(path) > 0 && path[0] == "*" {
			path = path[1:]
		}
		var out []sentPart
		for _, item := range append(slices.Clone(x.Items), x.Rest) {
			out = append(out, partsAt(item, path, depth)...)
		}
		return out
	}
	if len(path) > 0 && slices.Contains(wireTypes, path[len(path)-1]) {
		path = path[:len(path)-1]
	}
	return []sentPart{{v, path}}
}

// promisedBelow is whether what is sent was held to a schema that lets nothing harmful through at the part that is asked for.
func promisedBelow(w *taint.Walk, p sentPart) bool {
	if len(p.below) == 0 {
		return false
	}
	v := p.value
	for _, name := range p.below {
		v = &term.Member{Of: v, Name: name}
	}
	return w.HeldToForm(v)
}
