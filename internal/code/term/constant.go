package term

import "github.com/sconce-dev/sconce/internal/code/ir"

// KnownText is the text of a constant that is one.
func KnownText(v Value) (string, bool) {
	c, ok := v.(*Constant)
	if !ok || c.Kind != ir.String {
		return "", false
	}
	return c.Text, true
}

// Written is the text of a value that the code writes; null has none.
func Written(v Value) (string, bool) {
	c, ok := v.(*Constant)
	if !ok || c.Kind == ir.Null {
		return "", false
	}
	return c.Text, true
}

// IsNull is whether a value is none at all.
func IsNull(v Value) bool {
	c, ok := v.(*Constant)
	return ok && c.Kind == ir.Null
}

// Alternatives are the values that a value may be.
func Alternatives(v Value) []Value {
	if one, ok := v.(*OneOf); ok {
		return one.Options
	}
	return []Value{v}
}

// Items are the items of a list, or the value alone.
func Items(v Value) []Value {
	if l, ok := v.(*List); ok {
		return l.Items
	}
	return []Value{v}
}
