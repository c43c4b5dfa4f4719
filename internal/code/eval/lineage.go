package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// subclassed tells the bases of a class of Python that there is one more: their __init_subclass__ gets it.
func (ev *evaluator) subclassed(k *class) {
	if k.class.Module == nil || k.class.Module.Language != ir.Python {
		return
	}
	for _, b := range k.bases {
		if base, ok := b.(*class); ok {
			ev.subclasses[base] = append(ev.subclasses[base], k)
		}
	}
	for _, c := range ev.line(k)[1:] {
		if m, ok := c.class.Method("__init_subclass__"); ok {
			ev.apply(ev.function(function{fn: m, scope: c.scope, this: k, class: c}), nil, k.class.Span)
			return
		}
	}
}

// line is a class and the classes of the application that it extends, nearest first.
func (ev *evaluator) line(k *class) []*class {
	if k == nil {
		return nil
	}
	return ev.linear(k, 0)
}

// linear is the order in which Python looks through a class and its bases (C3: "The Python 2.3 Method Resolution Order").
// The other languages have one base each, or what is embedded.
func (ev *evaluator) linear(k *class, depth int) []*class {
	out := []*class{k}
	if depth > 32 || k.class.Module != nil && k.class.Module.Language == ir.Go && !k.class.Interface {
		return out // what is embedded is not inherited: its methods get it as their receiver, see promoted
	}
	var lines [][]*class
	var direct []*class
	for _, b := range k.bases {
		var base *class
		switch b := b.(type) {
		case *class:
			base = b
		case *term.Class:
			base = ev.classIn(b.Class, k.scope)
		}
		if base != nil && base != k && !slices.Contains(direct, base) {
			direct = append(direct, base)
			lines = append(lines, ev.linear(base, depth+1))
		}
	}
	if len(lines) == 1 {
		return append(out, lines[0]...)
	}
	lines = append(lines, direct)
	for len(out) <= 32 {
		next := head(lines)
		if next == nil {
			break
		}
		out = append(out, next)
		for i, l := range lines {
			lines[i] = slices.DeleteFunc(slices.Clone(l), func(c *class) bool { return c == next })
		}
	}
	return out
}

// head is the first class of some line that stands behind no other one in any; where there is none, the first one; nil
// where nothing is left.
func head(lines [][]*class) *class {
	var first *class
	for _, l := range lines {
		if len(l) == 0 {
			continue
		}
		if first == nil {
			first = l[0]
		}
		if !slices.ContainsFunc(lines, func(other []*class) bool { return len(other) > 1 && slices.Contains(other[1:], l[0]) }) {
			return l[0]
		}
	}
	return first
}
