package cloudformation

import (
	"regexp"
	"testing"
)

// TestHasResourcesKey compares the search with the expression that says what is searched for.
func TestHasResourcesKey(t *testing.T) {
	says := regexp.MustCompile(`(?m)(^\s*"?Resources"?\s*:|[{,]\s*"Resources"\s*:)`)
	pieces := []string{"", "Resources", `"Resources"`, ":", " ", "\n", "\r\n", "\t", "{", ",", `"`, "x", "Resources:", ` "Resources" :`}
	for _, a := range pieces {
		for _, b := range pieces {
			for _, c := range pieces {
				for _, d := range pieces {
					text := []byte(a + b + c + d)
					if got, want := hasResourcesKey(text), says.Match(text); got != want {
						t.Fatalf("%q: %v, want %v", text, got, want)
					}
				}
			}
		}
	}
}
