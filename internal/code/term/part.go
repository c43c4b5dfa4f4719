package term

import (
	"slices"
	"strings"
)

// Contains is whether a value stands in another one.
func Contains(v, of Value, depth int) bool {
	if v == of {
		return true
	}
	if v == nil || depth > MaxName {
		return false
	}
	return slices.ContainsFunc(PartsOf(v), func(p Value) bool { return Contains(p, of, depth+1) })
}

// PartsOf are the values that a value is made of.
func PartsOf(v Value) []Value {
	switch x := v.(type) {
	case *Text:
		return x.Parts
	case *Combined:
		return x.Of
	case *OneOf:
		return x.Options
	case *List:
		return append(slices.Clone(x.Items), x.Rest)
	case *Object:
		out := make([]Value, 0, len(x.Names)+1)
		for _, n := range x.Names {
			out = append(out, x.Fields[n])
		}
		return append(out, x.Rest)
	case *Item:
		return []Value{x.Of}
	case *Member:
		return []Value{x.Of}
	case *Result:
		out := Arguments(x.Call)
		if m, ok := x.Call.Callee.(*Member); ok {
			out = append(out, m.Of)
		}
		return out
	}
	return nil
}

// Field is an entry of an object, whatever the case of its name; nil for none.
func Field(o *Object, name string) Value {
	for _, n := range o.Names {
		if strings.EqualFold(n, name) {
			return o.Fields[n]
		}
	}
	return nil
}

// LastPart is the name by which a value was taken out of another one, "" for none.
func LastPart(v Value) string {
	switch x := v.(type) {
	case *Input:
		if n := len(x.Path); n > 0 {
			return x.Path[n-1]
		}
	case *Member:
		return x.Name
	case *Item:
		name, _ := Written(x.Key)
		return name
	}
	return ""
}

// Untested is a value without the tests that it carries.
func Untested(v Value) Value {
	if c, ok := v.(*Combined); ok && c.How == "checked" {
		return c.Of[0]
	}
	return v
}

// MadeOf is whether a value is made of what a call answers.
func MadeOf(v Value, c *Call) bool {
	seen := map[Value]bool{}
	var in func(v Value) bool
	in = func(v Value) bool {
		if v == nil || seen[v] {
			return false
		}
		seen[v] = true
		if result, ok := v.(*Result); ok && result.Call == c {
			return true
		}
		return slices.ContainsFunc(PartsOf(v), in)
	}
	return in(v)
}
