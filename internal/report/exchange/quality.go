package exchange

import (
	"fmt"
	"io"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// quality is an entry of a report for artifacts:reports:codequality, which every edition of GitLab shows beside a
// merge request (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
type quality struct {
	Description string          `json:"description"`
	Check       string          `json:"check_name"`
	Fingerprint string          `json:"fingerprint"`
	Severity    string          `json:"severity"`
	Location    qualityLocation `json:"location"`
}

type qualityLocation struct {
	Path  string       `json:"path"`
	Lines qualityLines `json:"lines"`
}

type qualityLines struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

var qualitySeverities = map[finding.Severity]string{
	finding.Critical: "blocker", finding.High: "critical", finding.Medium: "major", finding.Low: "minor", finding.Info: "info",
}

// CodeQuality writes a scan as GitLab's report of code quality.
func CodeQuality(w io.Writer, r *scan.Result, o Options) error {
	out := []quality{}
	seen := map[string]int{}
	for _, app := range r.Apps {
		for _, f := range own(app) {
			where := at(app.Model, f.At)
			id := f.Fingerprint()
			if seen[id]++; seen[id] > 1 {
				id += fmt.Sprintf("-%d", seen[id]) // GitLab shows one entry for each fingerprint
			}
			out = append(out, quality{
				Description: cut(report.Clean(sentence(f, app.Envs)), longest), Check: f.Rule, Fingerprint: id, Severity: qualitySeverities[f.Severity],
				Location: qualityLocation{Path: o.file(where.File), Lines: qualityLines{Begin: max(where.Line, 1), End: where.EndLine}},
			})
		}
	}
	return report.WriteJSON(w, out)
}
