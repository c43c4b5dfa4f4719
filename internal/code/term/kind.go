package term

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Computed is whether something is a number or a truth, into which nobody can write anything.
func Computed(c *Combined) bool {
	switch c.How {
	case "+":
		return len(c.Of) == 1 // the sign
	case "%":
		k, ok := c.Of[len(c.Of)-1].(*Constant)
		return ok && k.Kind == ir.Number
	case "/":
		return !IsPath(c.Of[0])
	case "slice", "join", "sorted", "any of", "opaque":
		return false
	case "-", "*", "//", "**", "|", "&", "^", "<<", ">>", ">>>", "~", "length", "number", "==", "in", "not", "<", ">", "<=", ">=", "typeof", "instanceof", "and", "or", "some", "every":
		return true
	}
	return false
}

// IsPath is whether a value is a path of Python's pathlib, of which / makes a longer one.
func IsPath(v Value) bool {
	for _, n := range Names(v) {
		if strings.HasPrefix(n, "pathlib.") {
			return true
		}
	}
	return false
}
