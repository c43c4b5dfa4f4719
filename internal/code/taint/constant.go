package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
)

// constant is the text of a value that the code writes; null has none.
func constant(v eval.Value) (string, bool) {
	c, ok := v.(*eval.Constant)
	if !ok || c.Kind == ir.Null {
		return "", false
	}
	return c.Text, true
}

// isNull is whether a value is none at all.
func isNull(v eval.Value) bool {
	c, ok := v.(*eval.Constant)
	return ok && c.Kind == ir.Null
}

// nothing is what a search answers that finds nothing.
func nothing(v eval.Value) bool {
	s, ok := constant(v)
	return isNull(v) || ok && s == "-1"
}

// numeric is whether a type, or all of a tuple of types, are of numbers or truths.
func numeric(v eval.Value) bool {
	for _, t := range items(v) {
		e, ok := t.(*eval.Extern)
		if !ok || !slices.Contains([]string{"int", "float", "bool", "complex", "decimal.Decimal", "Number", "Date", "uuid.UUID"}, externName(e)) {
			return false
		}
	}
	return true
}

// alternatives are the values that a value may be.
func alternatives(v eval.Value) []eval.Value {
	if one, ok := v.(*eval.OneOf); ok {
		return one.Options
	}
	return []eval.Value{v}
}

// items are the items of a list, or the value alone.
func items(v eval.Value) []eval.Value {
	if l, ok := v.(*eval.List); ok {
		return l.Items
	}
	return []eval.Value{v}
}
