package exchange_test

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report/exchange"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/test/golden"
)

var today = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// formats are all of the package, with the ending of a file of each.
var formats = map[string]func(io.Writer, *scan.Result, exchange.Options) error{
	"sarif": exchange.SARIF, "xml": exchange.JUnit, "gitlab.json": exchange.GitLab, "quality.json": exchange.CodeQuality,
	"github.txt": exchange.GitHub, "md": exchange.Markdown, "csv": exchange.CSV,
}

var options = exchange.Options{Version: "v1.2.3", Prefix: "services/orders", Now: today, FailOn: finding.High}

func scanned(t *testing.T, path string, only ...string) *scan.Result {
	t.Helper()
	r, err := scan.Run(t.Context(), scan.Options{Path: path, Now: today, Only: only})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fixed is a scan with the changes that were proved.
func fixed(t *testing.T, path string, only ...string) (*scan.Result, exchange.Options) {
	t.Helper()
	fixes, err := scan.Fix(t.Context(), scan.Options{Path: path, Now: today, Only: only, Apart: true}, func(finding.Finding) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	o := options
	o.Fixes = fixes
	return fixes.Before, o
}

func written(t *testing.T, format string, r *scan.Result, o exchange.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := formats[format](&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden compares what is written of a small scan with golden files. It asks few rules, so that another rule
// changes nothing here.
func TestGolden(t *testing.T) {
	r, o := fixed(t, filepath.Join("testdata", "orders"), "privilege-wildcard-action", "exposure-url-without-auth", "secret-plaintext-environment", "observability-tracing-off")
	for format := range formats {
		golden.File(t, filepath.Join("testdata", "golden", "orders."+format), written(t, format, r, o))
	}
}

func TestTheSameScanGivesTheSameBytes(t *testing.T) {
	shop := filepath.Join("..", "..", "..", "examples", "shop")
	first, second := scanned(t, shop), scanned(t, shop)
	for format := range formats {
		if written(t, format, first, options) != written(t, format, second, options) {
			t.Errorf("%s: two scans are written in two ways", format)
		}
	}
}

// planted are secrets in the input of the tests of package report, one in every place that a template has for one.
var planted = []string{
	"plantedEnv1", "plantedEnv2", "plantedDefault", "plantedHidden", "plantedUse", "plantedList", "plantedOther",
	"AKIAIOSFODNN7EXAMPLE", "AKIAPLANTEDINROUTE22", "AKIAPLANTEDINPOLICY2", "AKIAPLANTEDCONDITION", "AKIAPLANTEDMETADATA2",
	"AKIAPLANTEDINTRIGGER", "AKIAPLANTEDINTRUST22", "AKIAPLANTEDDOCUMENT2", "AKIAPLANTEDHEADERS22", "plantedUrl", "BEGIN RSA PRIVATE KEY",
}

func TestNoSecretIsWritten(t *testing.T) {
	for _, path := range []string{filepath.Join("..", "testdata", "planted.yaml"), filepath.Join("testdata", "orders"), filepath.Join("..", "..", "..", "examples", "shop")} {
		r, o := fixed(t, path)
		for format := range formats {
			text := written(t, format, r, o)
			for _, secret := range append(planted, "correct-horse", "Sh0p-Lantern", "lantern-shop") {
				if i := strings.Index(text, secret); i >= 0 {
					t.Errorf("%s of %s holds %s: ...%s...", format, path, secret, text[max(0, i-100):min(len(text), i+60)])
				}
			}
		}
	}
}

// large makes a result with as many findings as are wanted, all about functions of one application.
func large(n int, message string) *scan.Result {
	rules := scan.Rules()
	app := &model.App{ID: "template.yaml", Templates: []string{"template.yaml"}}
	out := scan.App{Model: app, Met: map[string]int{}}
	for i := range n {
		function := "template.yaml#Function" + strings.Repeat("x", i%40)
		out.Findings = append(out.Findings, finding.Finding{
			Rule: rules[i%len(rules)].ID, Outcome: finding.NotMet, Severity: finding.Severity(5 - i*5/n), Confidence: finding.Firm, Functions: []string{function}, Resource: function,
			At: model.Location{File: "template.yaml", Line: i + 1, Column: 1, EndLine: i + 1, EndColumn: 9}, Message: message,
			Trace: []finding.Step{{At: model.Location{File: "template.yaml", Line: 1}, Text: "from here"}, {Text: "to nowhere"}},
		})
	}
	return &scan.Result{Apps: []scan.App{out}, Rules: rules, Stats: scan.Stats{Functions: 40, Rules: len(rules)}}
}

// TestLimits holds documents to what those who read them take.
func TestLimits(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 11, 300, 6000} {
		r := large(n, "role "+strings.Repeat("名前", 200))
		if text := written(t, "md", r, options); len(text) > 65_536 {
			t.Errorf("%d findings: a comment of %d bytes", n, len(text))
		} else if n == 6000 && !strings.Contains(text, "not shown here") && !strings.Contains(text, "more\n") {
			t.Error("what is left out is not counted")
		}
		counts := map[string]int{}
		for line := range strings.Lines(written(t, "github.txt", r, options)) {
			kind, _, _ := strings.Cut(line, " ")
			counts[kind]++
		}
		for kind, count := range counts {
			if count > 10 {
				t.Errorf("%d findings: %d %s", n, count, kind)
			}
		}
	}
}
