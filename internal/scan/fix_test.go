package scan_test

import (
	"bytes"
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/fix"
	"github.com/sconce-dev/sconce/internal/scan"
)

// TestFixTheShop mends what can be mended of the shop: each finding is gone from the changed files, no
// comment is lost, nothing is left undecided, and there is nothing more to do afterwards.
func TestFixTheShop(t *testing.T) {
	all := func(finding.Finding) bool { return true }
	f, err := scan.Fix(t.Context(), scan.Options{Path: "../../examples/shop", Now: today}, all)
	if err != nil {
		t.Fatal(err)
	}
	before := map[string]bool{}
	for _, found := range f.Before.Apps[0].Findings {
		before[found.Fingerprint()] = true
	}
	after := map[string]bool{}
	for _, found := range f.After.Apps[0].Findings {
		after[found.Fingerprint()] = true
		if !before[found.Fingerprint()] {
			t.Errorf("new: %s", found.Message)
		}
	}
	for _, m := range f.Mended {
		if after[m.Finding.Fingerprint()] {
			t.Errorf("still there: %s", m.Finding.Message)
		}
	}
	mended := len(f.Mended)
	for _, m := range f.Mended {
		mended += len(m.Also)
	}
	if mended < 10 || mended+len(f.Left) != len(before) || mended+len(after) != len(before) {
		t.Errorf("%d findings, %d mended, %d left, %d afterwards", len(before), mended, len(f.Left), len(after))
	}
	for name, c := range f.Files {
		for line := range bytes.Lines(c.Before) {
			if _, comment, found := bytes.Cut(line, []byte("# ")); found && !bytes.Contains(c.After, comment) {
				t.Errorf("%s: lost %q", name, comment)
			}
		}
	}
}

// TestFixRulesExist holds the fixers to rules that there are.
func TestFixRulesExist(t *testing.T) {
	ids := map[string]bool{}
	for _, r := range scan.Rules() {
		ids[r.ID] = true
	}
	for _, id := range fix.Rules() {
		if !ids[id] {
			t.Errorf("there is no rule %s to mend", id)
		}
	}
}
