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

// IsNull is whether a value is none at all.
func IsNull(v Value) bool {
	c, ok := v.(*Constant)
	return ok && c.Kind == ir.Null
}
