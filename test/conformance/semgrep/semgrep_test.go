// Package semgrep_test judges what is said of untrusted data against the annotated examples of the public rules of Semgrep, a
// suite that is not part of this project: the line below "ruleid: NAME" is to be found, that below "ok: NAME" is harmless.
package semgrep_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// score counts the lines of a rule.
type score struct{ found, weak, wrong, harmless int }

// TestRules prints for each directory how many of the lines that are weak are found, and how many of the harmless ones are
// reported. SCONCE_SEMGREP is the directory of the suite (github.com/semgrep/semgrep-rules); SCONCE_SEMGREP_SHOW is a
// part of the path of the files whose wrong answers are printed.
func TestRules(t *testing.T) {
	dir := os.Getenv("SCONCE_SEMGREP")
	if dir == "" {
		t.Skip("the suite is not there: set SCONCE_SEMGREP to a directory with github.com/semgrep/semgrep-rules")
	}
	for _, s := range suites {
		total, unasked, unentered := score{}, 0, 0
		for _, path := range sources(t, filepath.Join(dir, s.dir)) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			marks := annotations(string(text))
			if !slices.ContainsFunc(marks, func(m mark) bool { return s.families[m.rule].rules != nil }) {
				unasked++
				continue
			}
			findings, entered := findings(t, path, served(string(text)))
			if !entered {
				unentered++
				continue
			}
			for _, m := range marks {
				f := s.families[m.rule]
				if f.rules == nil {
					continue
				}
				hit := slices.ContainsFunc(findings, func(x finding.Finding) bool { return meets(x, f, m) })
				total.count(m.weak, hit)
				if show := os.Getenv("SCONCE_SEMGREP_SHOW"); show != "" && hit != m.weak && strings.Contains(path, show) {
					t.Logf("%s:%d: %s: weak %t, reported %t", path, m.first, m.rule, m.weak, hit)
				}
			}
		}
		t.Logf("%-32s found %3d of %3d  wrong %3d of %3d  (files left out: %d without an entry point, %d that ask what no rule here does)",
			s.dir, total.found, total.weak, total.wrong, total.harmless, unentered, unasked)
	}
}

// count counts one line.
func (s *score) count(weak, hit bool) {
	switch {
	case weak:
		s.weak++
		if hit {
			s.found++
		}
	default:
		s.harmless++
		if hit {
			s.wrong++
		}
	}
}

// sources are the files of a directory that have annotations; what the suite mends by itself is left out.
func sources(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(e.Name(), ".fixed.") {
			return err
		}
		switch filepath.Ext(path) {
		case ".py", ".js", ".ts", ".go":
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// served is the text of a file of Express, with what makes its application a function, and exports nothing else: the suite
// has servers. Lines stay where they are.
func served(text string) string {
	if !routed.MatchString(text) || strings.Contains(text, "serverless-http") {
		return text
	}
	if !declared.MatchString(text) {
		text = `const app = require("express")(); ` + text
	}
	return strings.ReplaceAll(text, "module.exports =", "void") + "\nmodule.exports.handler = require(\"serverless-http\")(app);\n"
}

var (
	// routed is a route of an application of Express.
	routed = regexp.MustCompile(`(?m)^\s*app\.(?:get|post|put|use|all)\([^@]*=>|(?m)^\s*app\.(?:get|post|put|all)\(['"]`)
	// declared is the application itself.
	declared = regexp.MustCompile(`(?m)^\s*(?:const|let|var)\s+app\b`)
)

// findings are those of one file, which is scanned alone: the files of the suite have the same names in them. Entered
// tells whether there is an entry point in it.
func findings(t *testing.T, path, text string) (out []finding.Finding, entered bool) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "app"+filepath.Ext(path)), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Run(context.Background(), scan.Options{Path: dir, CodeOnly: true, Only: []string{"injection", "hardening"}})
	if errors.Is(err, scan.ErrNoApplication) {
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, app := range r.Apps {
		out = append(out, app.Findings...)
	}
	return out, true
}

// meets tells whether a finding says of the lines what is asked of them.
func meets(x finding.Finding, f family, m mark) bool {
	if !slices.Contains(f.rules, x.Rule) {
		return false
	}
	if m.holds(x.At.Line) {
		return true
	}
	return f.built && (m.used(x.At.Line) || slices.ContainsFunc(x.Trace, func(s finding.Step) bool { return m.holds(s.At.Line) }))
}
