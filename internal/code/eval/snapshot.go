package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Bounds on what of an object goes into a term.
const (
	maxSnapshotDepth = 10
	maxSnapshotNodes = 2000
)

// term is a value as answers have it: what it refers to is copied as it is now.
func (ev *evaluator) term(v term.Value) term.Value {
	s := snapshot{ev: ev}
	return s.of(v, 0)
}

// snapshot copies the objects that can be reached.
type snapshot struct {
	ev    *evaluator
	path  []*cell
	nodes int
}

func (s *snapshot) of(v term.Value, depth int) term.Value {
	switch v := v.(type) {
	case nil:
		return nil
	case *ref:
		return s.object(v, depth)
	case *function:
		return s.closure(v, depth)
	case *class:
		return s.ev.Class(v.class)
	case *native:
		return s.ev.Extern(s.ev.language(), "", v.name)
	case *bound:
		return s.of(v.of, depth)
	case *term.OneOf:
		if ways := s.ev.ways[v]; ways != nil {
			return s.chosen(v, ways, depth)
		}
		return s.options(v.Options, depth)
	case *term.Combined:
		if v.How == anyOf {
			return s.options(v.Of, depth)
		}
	}
	return v
}

// closureKey tells closures apart. While modules load those with other variables around them are different ones: each may
// be the handler of a function, under what a library makes of it.
type closureKey struct {
	fn   *ir.Function
	this term.Value
	of   *function
}

func (s *snapshot) closure(f *function, depth int) *term.Closure {
	key := closureKey{fn: f.fn, this: s.of(f.this, depth+1)}
	if s.ev.initial {
		key.of = s.ev.unbound(f)
	}
	c, ok := s.ev.closures[key]
	if !ok {
		c = &term.Closure{Function: f.fn, This: key.this}
		s.ev.closures[key] = c
	}
	s.ev.thawed[c] = f
	return c
}

func (s *snapshot) options(vs []term.Value, depth int) term.Value {
	out := make([]term.Value, len(vs))
	for i, v := range vs {
		out[i] = s.of(v, depth)
	}
	return s.ev.joinAll(out...)
}

// chosen is one of several values with the ways to them.
func (s *snapshot) chosen(v *term.OneOf, ways map[term.Value]way, depth int) term.Value {
	out, copied := make([]term.Value, 0, len(v.Options)), map[term.Value]way{}
	for _, o := range v.Options {
		t := s.of(o, depth)
		if _, ok := t.(*term.OneOf); ok {
			return s.options(v.Options, depth)
		}
		if old, ok := copied[t]; ok {
			copied[t] = s.ev.otherWay(old, ways[o])
			continue
		}
		out, copied[t] = append(out, t), ways[o]
	}
	if len(out) < 2 {
		return s.options(v.Options, depth)
	}
	return s.ev.withWays(out, copied)
}

func (s *snapshot) object(r *ref, depth int) term.Value {
	s.nodes++
	if depth > maxSnapshotDepth || s.nodes > maxSnapshotNodes {
		return s.ev.Unknown(r.at, "the object has more parts than are looked at")
	}
	if slices.Contains(s.path, r.cell) {
		return s.ev.Unknown(r.at, "the object holds itself")
	}
	s.ev.finds(r.cell)
	s.path = append(s.path, r.cell)
	defer func() { s.path = s.path[:len(s.path)-1] }()
	c := s.ev.read(r)
	if c.list {
		l := &term.List{Kind: c.kind, Items: make([]term.Value, len(c.items)), Rest: s.of(c.rest, depth+1)}
		for i, item := range c.items {
			l.Items[i] = s.of(item, depth+1)
		}
		return s.ev.List(l)
	}
	if c.zero {
		return s.ev.typedAs(c.typ, s.ev.Unknown(r.at, "it was not given a value"))
	}
	o := &term.Object{Type: c.typ, Base: c.base, Names: append([]string(nil), c.names...), At: c.at, Rest: s.of(c.rest, depth+1), Keys: s.of(c.keys, depth+1)}
	if c.class != nil {
		o.Class = c.class.class
	}
	o.Fields = make(map[string]term.Value, len(c.fields))
	for _, n := range c.names {
		o.Fields[n] = s.of(c.fields[n], depth+1)
	}
	return s.ev.Object(o)
}

// Value kinds that hold others are made of terms.

func (ev *evaluator) memberOf(of term.Value, name string) term.Value {
	of = ev.term(of)
	return ev.below(of, func(v term.Value) term.Value {
		if in, ok := v.(*term.Input); ok && v != of {
			return ev.Deeper(in, name)
		}
		return ev.Member(v, name)
	})
}

// isNamed is whether a key is a name.
func isNamed(k term.Value) bool {
	c, ok := k.(*term.Constant)
	return ok && c.Kind == ir.String
}

func (ev *evaluator) itemOf(of, key term.Value) term.Value {
	of = ev.term(of)
	k := ev.term(key)
	return ev.below(ev.term(of), func(v term.Value) term.Value {
		if v == of || !isNamed(k) {
			return ev.Item(v, k)
		}
		return ev.indexOne(v, k, ir.Span{})
	})
}

// typedAs is an instance of a type of a library.
func (ev *evaluator) typedAs(t term.Value, why term.Value) term.Value {
	u, _ := why.(*term.Unknown)
	if e, ok := t.(*term.Extern); ok && e.Module == "" {
		return why // a type of the language promises nothing
	}
	return ev.Typed(t, u)
}
