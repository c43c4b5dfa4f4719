// Package stability holds the fingerprints of findings to what baselines and suppressions need: no two
// findings of a scan share one, and a change that changes no meaning changes none.
package stability

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// shared is the directory of the suites that are not part of this project.
func shared() string {
	if dir := os.Getenv("SCONCE_CORPUS"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "..", "shared", "corpus")
}

// TestNoTwoFindingsShareAFingerprint scans every template that there is: one by one, and the suites as
// the one directory that they are.
func TestNoTwoFindingsShareAFingerprint(t *testing.T) {
	var c census
	if _, err := os.Stat(filepath.Join(shared(), "sam")); err == nil {
		c.directory(t, filepath.Join(shared(), "sam", "input"))
		c.each(t, filepath.Join(shared(), "sam", "input", "*.yaml"))
	} else if os.Getenv("SCONCE_CI") == "1" {
		t.Error("the suite of the SAM translator is not there: set SCONCE_CORPUS to the directory that holds sam/input")
	}
	for _, dir := range []string{"../../../examples", "../quality"} {
		c.directory(t, dir)
	}
	c.each(t, "../quality/*/*.yaml")
	c.archives(t, "../cloudformation/*.txtar")
	c.archives(t, "../../../internal/check/*/testdata/*.txtar")
	t.Logf("%d findings and %d unknowns in %d scans: %d told apart by their number alone, none shares a fingerprint", c.findings, c.unknowns, c.scans, c.numbered)
	if c.scans < 1_000 || c.findings < 9_000 {
		t.Errorf("only %d scans with %d findings", c.scans, c.findings)
	}
}

// census counts what is looked at.
type census struct{ scans, findings, unknowns, numbered int }

func (c *census) each(t *testing.T, pattern string) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c.scan(t, name, fstest.MapFS{"template.yaml": {Data: text}})
	}
}

func (c *census) archives(t *testing.T, pattern string) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: nothing there: %v", pattern, err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		for _, f := range archive.Files {
			if fs.ValidPath(f.Name) {
				files[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
		c.scan(t, name, files)
	}
}

func (c *census) directory(t *testing.T, dir string) {
	t.Helper()
	c.scan(t, dir, os.DirFS(dir))
}

// scan holds the answers of one scan apart.
func (c *census) scan(t *testing.T, name string, files fs.FS) {
	t.Helper()
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Files: files, Now: today})
	if errors.Is(err, scan.ErrNoApplication) {
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	c.scans++
	seen := map[string]string{}
	for _, app := range r.Apps {
		c.findings, c.unknowns = c.findings+len(app.Findings), c.unknowns+len(app.Unknown)
		for _, list := range [][]finding.Finding{app.Findings, app.Unknown} {
			for _, f := range list {
				what := fmt.Sprintf("%s at %s: %s", f.Rule, f.At, f.Message)
				if other, taken := seen[f.Fingerprint()]; taken {
					t.Errorf("%s: one fingerprint for\n\t%s\n\t%s", name, what, other)
				}
				seen[f.Fingerprint()] = what
				for _, path := range app.Model.Templates {
					if strings.Contains(f.Detail, path+"#") {
						t.Errorf("%s: the detail of %s has a path in it, and changes when the file is moved: %s", name, what, f.Detail)
					}
				}
				if f.Ordinal > 0 {
					c.numbered++
					t.Logf("%s: told apart by its number: %s %q", strings.TrimPrefix(name, "../"), what, f.Resource)
				}
			}
		}
	}
}
