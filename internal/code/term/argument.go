package term

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Spreads is whether a call gets arguments that are not known one by one.
func Spreads(c *Call) bool {
	return slices.ContainsFunc(c.Args, func(a Argument) bool { return a.Spread })
}

// ArgumentAt is an argument of a call by its place or name, or an entry of one: "0", "query", "0.text"; "query|0" by its name
// or else its place; "*" for all of them, "this" for what a method is called on.
func ArgumentAt(c *Call, label string) Value {
	if rest, ok := strings.CutPrefix(label, "this"); ok {
		v := CalledOn(c)
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
		if v := ArgumentAt(c, by); v != nil {
			return v
		}
		return ArgumentAt(c, other)
	}
	label, path, deeper := strings.Cut(label, ".")
	var v Value
	if n, err := strconv.Atoi(label); err == nil {
		v = Positional(c, n)
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
func several(c *Call, label string) (Value, bool) {
	first, rest, plus := strings.Cut(label, "+")
	from, isFrom := strings.CutSuffix(label, "*")
	switch {
	case plus:
		a, _ := strconv.Atoi(first)
		b, _ := strconv.Atoi(rest)
		list := &List{Kind: ir.Tuple, Items: []Value{Positional(c, a)}}
		if l, ok := Positional(c, b).(*List); ok {
			list.Items, list.Rest = append(list.Items, l.Items...), l.Rest
		}
		return list, list.Items[0] != nil
	case isFrom:
		n, _ := strconv.Atoi(from)
		list := &List{Kind: ir.Tuple}
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

// Positional is the n-th argument by position; what is spread may be any from there on.
func Positional(c *Call, n int) Value {
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
func below(v Value, name string) Value {
	switch v := v.(type) {
	case *Object:
		if x := Field(v, name); x != nil {
			return x
		}
		return v.Rest
	case *List:
		n, err := strconv.Atoi(name)
		switch {
		case err != nil:
			return nil
		case n < len(v.Items):
			return v.Items[n]
		}
		return v.Rest
	case *Result: // what an object of a library was made of
		return ArgumentAt(v.Call, name)
	}
	return nil
}

// FirstOf is the first argument, however it is handed over.
func FirstOf(c *Call) Value {
	if len(c.Args) == 0 {
		return nil
	}
	return c.Args[0].Value
}

// CalledOn is what a method is called on, nil for none.
func CalledOn(c *Call) Value {
	if m, ok := c.Callee.(*Member); ok {
		return m.Of
	}
	return nil
}

// LanguageOf is the language of the code that makes a call.
func LanguageOf(c *Call) ir.Language {
	if c.Within == nil || c.Within.Module == nil {
		return ""
	}
	return c.Within.Module.Language
}

// Either is an argument by its place or one of its names.
func Either(c *Call, place int, names ...string) Value {
	for _, n := range names {
		if v := ArgumentAt(c, n); v != nil {
			return v
		}
	}
	return Positional(c, place)
}

// Arguments are the values that a call gets.
func Arguments(c *Call) []Value {
	out := make([]Value, 0, len(c.Args))
	for _, a := range c.Args {
		out = append(out, a.Value)
	}
	return out
}

// Receiver is what a question is about, and what it is asked: x.startswith(y), strings.HasPrefix(x, y).
func Receiver(c *Call, m *Member) (subject, asked Value) {
	switch {
	case m != nil && len(c.Args) > 0:
		return m.Of, c.Args[0].Value
	case m == nil && len(c.Args) > 1:
		return c.Args[0].Value, c.Args[1].Value
	}
	return nil, nil
}
