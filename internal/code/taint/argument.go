package taint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// applies is whether what else has to hold of a call does.
func applies(s *Sink, c *term.Call) bool {
	w := s.When
	if w.Argument == "" || w.Feature != "" {
		return true
	}
	if w.Missing {
		given := slices.ContainsFunc(strings.Fields(w.Argument), func(label string) bool { return argument(c, label) != nil })
		return !given && !spreads(c)
	}
	v := argument(c, w.Argument)
	if v == nil {
		return !w.Given && (w.Absent || len(w.Is) == 0)
	}
	if len(w.Is) > 0 {
		return saysOneOf(v, w.Is)
	}
	return !saysOneOf(v, w.Not)
}

// saysOneOf is whether a value may be one of some constants, or of some names of the library.
func saysOneOf(v term.Value, of []string) bool {
	return slices.ContainsFunc(alternatives(v), func(o term.Value) bool {
		text, ok := constant(o)
		switch x := o.(type) {
		case *term.List:
			if slices.ContainsFunc(x.Items, func(item term.Value) bool { s, known := constant(item); return known && slices.Contains(of, s) }) {
				return true
			}
		case *term.Extern:
			text, ok = lastName(externName(x)), true
		case *term.Class: // of the application, which extends one of the library
			for _, b := range x.Class.Bases {
				text, ok = lastOf(b), true
			}
		}
		return ok && slices.ContainsFunc(of, func(s string) bool { return strings.EqualFold(s, text) })
	})
}

// featured is whether a feature that a sink needs was turned on in the parser that a call gets.
func (r *run) featured(s *Sink, c *term.Call) bool {
	if s.When.Feature == "" {
		return true
	}
	parser := argument(c, s.When.Argument)
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		m, ok := other.Callee.(*term.Member)
		if !ok || m.Name != "setFeature" || parser == nil || m.Of != parser || len(other.Args) < 2 {
			return false
		}
		feature, isExtern := other.Args[0].Value.(*term.Extern)
		on, _ := constant(other.Args[1].Value)
		return isExtern && lastName(externName(feature)) == s.When.Feature && on != "false" && on != "0"
	})
}

// spreads is whether a call gets arguments that are not known one by one.
func spreads(c *term.Call) bool {
	return slices.ContainsFunc(c.Args, func(a term.Argument) bool { return a.Spread })
}

// argument is an argument of a call by its place or name, or an entry of one: "0", "query", "0.text"; "query|0" by its name or else its place; "*" for all of them,
// "this" for what a method is called on.
func argument(c *term.Call, label string) term.Value {
	if rest, ok := strings.CutPrefix(label, "this"); ok {
		v := calledOn(c)
		for name := range strings.SplitSeq(strings.TrimPrefix(rest, "."), ".") {
			if v == nil || name == "" {
				break
			}
			v = below(v, name)
		}
		return v
	}
	if list, ok := several(c, label); ok {
		return list
	}
	if by, other, either := strings.Cut(label, "|"); either {
		if v := argument(c, by); v != nil {
			return v
		}
		return argument(c, other)
	}
	label, path, deeper := strings.Cut(label, ".")
	var v term.Value
	if n, err := strconv.Atoi(label); err == nil {
		v = positional(c, n)
	} else {
		for _, a := range c.Args {
			if a.Name == label && !a.Spread {
				v = a.Value
			}
		}
	}
	for deeper && v != nil {
		label, path, deeper = strings.Cut(path, ".")
		v = below(v, label)
	}
	return v
}

// several is a list of arguments: "*" all of them, "1*" those from the second on, "0+1" the first with the items of the
// second.
func several(c *term.Call, label string) (term.Value, bool) {
	first, rest, plus := strings.Cut(label, "+")
	from, isFrom := strings.CutSuffix(label, "*")
	switch {
	case plus:
		a, _ := strconv.Atoi(first)
		b, _ := strconv.Atoi(rest)
		list := &term.List{Kind: ir.Tuple, Items: []term.Value{positional(c, a)}}
		if l, ok := positional(c, b).(*term.List); ok {
			list.Items, list.Rest = append(list.Items, l.Items...), l.Rest
		}
		return list, list.Items[0] != nil
	case isFrom:
		n, _ := strconv.Atoi(from)
		list := &term.List{Kind: ir.Tuple}
		for i, a := range c.Args {
			switch {
			case i < n:
			case a.Spread:
				list.Rest = a.Value
			default:
				list.Items = append(list.Items, a.Value)
			}
		}
		return list, true
	}
	return nil, false
}

// positional is the n-th argument by position; what is spread may be any from there on.
func positional(c *term.Call, n int) term.Value {
	for _, a := range c.Args {
		switch {
		case a.Name != "":
			continue
		case a.Spread:
			return a.Value
		case n == 0:
			return a.Value
		}
		n--
	}
	return nil
}

// below is an entry of a value, nil where it has none.
func below(v term.Value, name string) term.Value {
	switch v := v.(type) {
	case *term.Object:
		if x := field(v, name); x != nil {
			return x
		}
		return v.Rest
	case *term.List:
		n, err := strconv.Atoi(name)
		switch {
		case err != nil:
			return nil
		case n < len(v.Items):
			return v.Items[n]
		}
		return v.Rest
	case *term.Result: // what an object of a library was made of
		return argument(v.Call, name)
	}
	return nil
}

// firstOf is the first argument, however it is handed over.
func firstOf(c *term.Call) term.Value {
	if len(c.Args) == 0 {
		return nil
	}
	return c.Args[0].Value
}
