package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// constant is the text of a value that the code writes; null has none.
func constant(v term.Value) (string, bool) {
	c, ok := v.(*term.Constant)
	if !ok || c.Kind == ir.Null {
		return "", false
	}
	return c.Text, true
}

// isNull is whether a value is none at all.
func isNull(v term.Value) bool {
	c, ok := v.(*term.Constant)
	return ok && c.Kind == ir.Null
}

// nothing is what a search answers that finds nothing.
func nothing(v term.Value) bool {
	s, ok := constant(v)
	return isNull(v) || ok && s == "-1"
}

// numeric is whether a type, or all of a tuple of types, are of numbers or truths.
func numeric(v term.Value) bool {
	for _, t := range items(v) {
		e, ok := t.(*term.Extern)
		if !ok || !slices.Contains([]string{"int", "float", "bool", "complex", "decimal.Decimal", "Number", "Date", "uuid.UUID"}, externName(e)) {
			return false
		}
	}
	return true
}

// alternatives are the values that a value may be.
func alternatives(v term.Value) []term.Value {
	if one, ok := v.(*term.OneOf); ok {
		return one.Options
	}
	return []term.Value{v}
}

// items are the items of a list, or the value alone.
func items(v term.Value) []term.Value {
	if l, ok := v.(*term.List); ok {
		return l.Items
	}
	return []term.Value{v}
}
