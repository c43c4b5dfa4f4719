package pipeline

import (
	"strings"
	"testing"
)

func TestIsAnchored(t *testing.T) {
	for pattern, want := range map[string]bool{
		"^1234567$":                 true,
		"^1234567$|^2345678$":       true,
		"^(1234567|2345678)$":       true,
		"1234567":                   false,
		"1234567|2345678":           false,
		"^1234567|2345678$":         false,
		"^1234567":                  false,
		"^1234567$|2345678":         false,
		"(":                         true, // the service refuses it
		"":                          true,
		strings.Repeat("123|", 1e5): false,
	} {
		if got := isAnchored(pattern); got != want {
			t.Errorf("%.40q: %v", pattern, got)
		}
	}
}
