package fix_test

import (
	"path/filepath"
	"testing"

	"github.com/sconce-dev/sconce/internal/fix"
)

// TestEveryFixerHasCases holds each fixer to cases in two spellings at least.
func TestEveryFixerHasCases(t *testing.T) {
	for _, rule := range fix.Rules() {
		cases, err := filepath.Glob(filepath.Join("testdata", rule, "*.txtar"))
		if err != nil || len(cases) < 2 {
			t.Errorf("%s has %d cases %v", rule, len(cases), err)
		}
	}
}
