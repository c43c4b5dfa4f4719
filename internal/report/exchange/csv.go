package exchange

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// columns of the table, in their order.
var columns = []string{
	"outcome", "id", "app", "rule", "title", "severity", "confidence", "practice", "cwe", "functions", "resource",
	"file", "line", "endLine", "message", "reason", "remedy", "library", "environments",
}

// CSV writes a scan as a table (RFC 4180): a row for each finding, for each question that could not be answered, for
// each gap of the model and for each template that could not be read.
func CSV(w io.Writer, r *scan.Result, o Options) error {
	t := table{out: csv.NewWriter(w)}
	t.out.UseCRLF = true
	if err := t.out.Write(columns); err != nil {
		return err
	}
	for _, err := range r.Refused {
		l, message := refusal(err)
		t.row(map[string]string{"outcome": "not read", "file": o.file(l.File), "line": number(l.Line), "reason": message})
	}
	index := rulesByID(r.Rules)
	for _, app := range r.Apps {
		m := app.Model
		for _, f := range slices.Concat(app.Findings, app.Unknown) {
			rule, where := r.Rules[index[f.Rule]], at(m, f.At)
			t.row(map[string]string{
				"outcome": string(f.Outcome), "id": f.Fingerprint(), "app": m.ID, "rule": f.Rule, "title": rule.Title,
				"severity": f.Severity.String(), "confidence": string(f.Confidence), "practice": string(rule.Practice),
				"cwe": words(rule.CWE), "functions": words(f.Functions), "resource": f.Resource,
				"file": o.file(where.File), "line": number(where.Line), "endLine": number(where.EndLine),
				"message": f.Message, "reason": f.Reason, "remedy": rule.Remedy, "library": f.Library, "environments": words(f.Environments),
			})
		}
		for _, g := range m.Unknowns {
			t.row(map[string]string{
				"outcome": "unknown", "app": m.ID, "resource": g.Element, "file": o.file(at(m, g.At).File), "line": number(g.At.Line),
				"message": g.Path, "reason": g.Reason, "environments": words(g.Environments),
			})
		}
	}
	t.out.Flush()
	return t.out.Error()
}

type table struct{ out *csv.Writer }

func (t table) row(cells map[string]string) {
	row := make([]string, 0, len(columns))
	for _, name := range columns {
		row = append(row, cell(cells[name]))
	}
	_ = t.out.Write(row) // the writer keeps its first error, and answers it at the end
}

func words(list []string) string { return strings.Join(list, " ") }

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// cell is text that no spreadsheet takes for a formula: one that begins like that gets an apostrophe before it
// (OWASP, CSV Injection). The full-width signs count too: some spreadsheets take them for the others.
func cell(text string) string {
	text = report.Clean(text)
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"} {
		if strings.HasPrefix(strings.TrimLeft(text, " '\""), sign) {
			return "'" + text
		}
	}
	return text
}
