package fixes

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// fewestClean is how many functions have no finding of least privilege at least when all that can be mended is; it only
// rises.
const fewestClean = 76

// TestLeastPrivilege mends all that is found of least privilege in the shop and in the labelled applications, and scans what
// comes out: nothing is left for a function, and nothing is missing to it. What is left says why.
func TestLeastPrivilege(t *testing.T) {
	dirs, err := filepath.Glob("../least/testdata/*/template.yaml")
	if err != nil || len(dirs) == 0 {
		t.Fatal("the labelled applications are not there", err)
	}
	functions, clean := 0, 0
	for _, template := range append(dirs, "../../../examples/shop/template.yaml") {
		dir := filepath.Dir(template)
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		opts := scan.Options{Path: copied, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Split: true, Only: []string{"privilege"}}
		fixes, err := scan.Fix(t.Context(), opts, func(f finding.Finding) bool { return strings.HasPrefix(f.Rule, "privilege-") })
		if err != nil {
			t.Fatal(dir, err)
		}
		for _, l := range fixes.Left {
			t.Logf("%s: %s of %s: %s", filepath.Base(dir), l.Finding.Rule, model.LocalName(l.Finding.Resource), l.Reason)
		}
		for name, change := range fixes.Files {
			if err := os.WriteFile(filepath.Join(copied, filepath.FromSlash(name)), change.After, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		after, err := scan.Run(t.Context(), opts)
		if err != nil {
			t.Fatal(dir, err)
		}
		for _, app := range after.Apps {
			for _, f := range app.Model.Functions {
				functions++
				if !slices.ContainsFunc(app.Findings, func(found finding.Finding) bool { return slices.Contains(found.Functions, f.ID) }) {
					clean++
				}
			}
		}
	}
	t.Logf("%d of %d functions have no finding of least privilege", clean, functions)
	if clean < fewestClean {
		t.Errorf("%d functions are clean, %d were", clean, fewestClean)
	}
}
