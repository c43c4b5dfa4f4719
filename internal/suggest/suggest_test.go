package suggest_test

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/suggest"
)

func TestNearest(t *testing.T) {
	known := []string{"exclude", "environments", "parameters", "fail-on", "baseline"}
	for name, want := range map[string]string{
		"exlude": "exclude", "Exclude": "exclude", "environmets": "environments", "failon": "fail-on", "fail_on": "fail-on",
		"xyz": "", "": "", strings.Repeat("e", 1_000_000): "",
	} {
		if got := suggest.Nearest(name, known); got != want {
			t.Errorf("%.20s: %q, want %q", name, got, want)
		}
	}
}
