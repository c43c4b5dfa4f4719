// Package owasp_test judges what is said of untrusted data against the OWASP Benchmark for Python, a suite that is not part
// of this project: 1,230 small programs of Flask, half of them harmless, with what is expected of each.
package owasp_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/scan"
)

// ruleOf is the rule that asks what a category of the suite is about. Of "securecookie" and "trustbound" none does.
var ruleOf = map[string]string{
	"cmdi": "injection-command", "codeinj": "injection-code", "deserialization": "injection-deserialisation", "hash": "hardening-weak-crypto",
	"ldapi": "injection-ldap", "pathtraver": "injection-path", "redirect": "injection-redirect", "sqli": "injection-sql",
	"weakrand": "hardening-weak-randomness", "xpathi": "injection-xpath", "xss": "injection-html", "xxe": "injection-xxe",
	"securecookie": "", "trustbound": "",
}

// score counts the programs of a category.
type score struct{ found, missed, wrong, right int }

// rates are how many of the weak ones are found, and how many of the harmless ones are reported.
func (s score) rates() (found, wrong float64) {
	return float64(s.found) / float64(max(1, s.found+s.missed)), float64(s.wrong) / float64(max(1, s.wrong+s.right))
}

// TestBenchmark prints for each category how many are found and how many are wrong, and the difference of the two rates: 1 is
// all right, 0 is a coin. SCONCE_OWASP is the directory of the suite (github.com/OWASP-Benchmark/BenchmarkPython);
// SCONCE_OWASP_SHOW names a category of which each wrong answer is printed.
func TestBenchmark(t *testing.T) {
	dir := os.Getenv("SCONCE_OWASP")
	if dir == "" {
		t.Skip("the suite is not there: set SCONCE_OWASP to a directory with github.com/OWASP-Benchmark/BenchmarkPython")
	}
	reported := reports(t, dir)
	scores := map[string]*score{}
	for _, e := range expected(t, dir) {
		s := scores[e.category]
		if s == nil {
			s = &score{}
			scores[e.category] = s
		}
		hit := reported[e.program+" "+ruleOf[e.category]]
		switch {
		case e.weak && hit:
			s.found++
		case e.weak:
			s.missed++
		case hit:
			s.wrong++
		default:
			s.right++
		}
		if e.weak != hit && os.Getenv("SCONCE_OWASP_SHOW") == e.category {
			t.Logf("%s: weak %t, reported %t", e.program, e.weak, hit)
		}
	}
	all, asked, n := 0.0, 0.0, 0
	for _, category := range slices.Sorted(maps.Keys(scores)) {
		s := scores[category]
		found, wrong := s.rates()
		t.Logf("%-16s found %3d of %3d  wrong %3d of %3d  %.2f", category, s.found, s.found+s.missed, s.wrong, s.wrong+s.right, found-wrong)
		all += found - wrong
		if ruleOf[category] != "" {
			asked, n = asked+found-wrong, n+1
		}
	}
	t.Logf("mean of the %d categories %.3f, of the %d that a rule asks about %.3f", len(scores), all/float64(len(scores)), n, asked/float64(n))
}

// reports are the programs and rules that a scan of the suite names: "BenchmarkTest00001 injection-path".
func reports(t *testing.T, dir string) map[string]bool {
	t.Helper()
	r, err := scan.Run(context.Background(), scan.Options{Path: dir, CodeOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			for _, function := range f.Functions {
				file, _, _ := strings.Cut(function, "#")
				out[strings.TrimSuffix(filepath.Base(file), ".py")+" "+f.Rule] = true
			}
		}
	}
	return out
}

// program is what is expected of a program.
type program struct {
	program, category string
	weak              bool
}

// expected reads what is expected.
func expected(t *testing.T, dir string) []program {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "expectedresults-*.csv"))
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no expectedresults-*.csv in SCONCE_OWASP (%v)", err)
	}
	text, err := os.ReadFile(names[len(names)-1])
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(strings.NewReader(string(text)))
	reader.Comment, reader.FieldsPerRecord = '#', -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []program
	for _, row := range rows {
		if len(row) < 3 {
			t.Fatal(fmt.Errorf("a row of %d fields", len(row)))
		}
		if _, known := ruleOf[row[1]]; !known {
			t.Errorf("the category %s is not known here", row[1])
		}
		out = append(out, program{row[0], row[1], strings.TrimSpace(row[2]) == "true"})
	}
	return out
}
