package exchange

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// GitLab's report of static analysis, version 15.0.7, which every GitLab since 16.4 takes. The schemas are in
// gitlab-org/security-products/security-report-schemas.
const gitlabVersion = "15.0.7"

type gitlabReport struct {
	Version         string                `json:"version"`
	Scan            gitlabScan            `json:"scan"`
	Vulnerabilities []gitlabVulnerability `json:"vulnerabilities"`
}

type gitlabScan struct {
	Analyzer gitlabTool      `json:"analyzer"`
	Scanner  gitlabTool      `json:"scanner"`
	Type     string          `json:"type"`
	Start    string          `json:"start_time"`
	End      string          `json:"end_time"`
	Status   string          `json:"status"`
	Messages []gitlabMessage `json:"messages"`
}

type gitlabTool struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	URL     string       `json:"url"`
	Version string       `json:"version"`
	Vendor  gitlabVendor `json:"vendor"`
}

type gitlabVendor struct {
	Name string `json:"name"`
}

type gitlabMessage struct {
	Level string `json:"level"`
	Value string `json:"value"`
}

type gitlabVulnerability struct {
	ID          string             `json:"id"`
	Name        string             `json:"name"`
	Description string             `json:"description"`
	Severity    string             `json:"severity"`
	Solution    string             `json:"solution"`
	Identifiers []gitlabIdentifier `json:"identifiers"`
	Links       []gitlabLink       `json:"links"`
	Location    gitlabLocation     `json:"location"`
}

type gitlabIdentifier struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type gitlabLink struct {
	URL string `json:"url"`
}

type gitlabLocation struct {
	File  string `json:"file"`
	Start int    `json:"start_line,omitempty"`
	End   int    `json:"end_line,omitempty"`
	Class string `json:"class,omitempty"`
}

// GitLab writes a scan as a report for artifacts:reports:sast. What could not be read and what is not known are
// messages of the scan.
func GitLab(w io.Writer, r *scan.Result, o Options) error {
	tool := gitlabTool{ID: "sconce", Name: "sconce", URL: home, Version: o.Version, Vendor: gitlabVendor{Name: "sconce"}}
	doc := gitlabReport{
		Version: gitlabVersion,
		Scan: gitlabScan{
			Analyzer: tool, Scanner: tool, Type: "sast", Start: gitlabTime(o.Now), End: gitlabTime(o.Now),
			Status: "success", Messages: o.messages(r),
		},
		Vulnerabilities: []gitlabVulnerability{},
	}
	if len(r.Apps) == 0 {
		doc.Scan.Status = "failure"
	}
	index := rulesByID(r.Rules)
	for _, app := range r.Apps {
		for _, f := range own(app) {
			doc.Vulnerabilities = append(doc.Vulnerabilities, o.vulnerability(app, f, r.Rules[index[f.Rule]]))
		}
	}
	return report.WriteJSON(w, doc)
}

// gitlabTime is a time in UTC, without a zone.
func gitlabTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }

func (o Options) messages(r *scan.Result) []gitlabMessage {
	out := []gitlabMessage{}
	for _, err := range r.Refused {
		l, message := refusal(err)
		out = append(out, gitlabMessage{"warn", "not read: " + o.place(l) + " " + report.Clean(message)})
	}
	for _, text := range apart(r) {
		out = append(out, gitlabMessage{"info", report.Clean(text)})
	}
	for _, app := range r.Apps {
		for _, g := range app.Model.Unknowns {
			out = append(out, gitlabMessage{"info", "unknown: " + report.Clean(gap(g)) + " " + o.place(g.At)})
		}
		for _, u := range app.Unknown {
			out = append(out, gitlabMessage{"info", "unknown: " + report.Clean(u.Message+": "+u.Reason) + " " + o.place(u.At)})
		}
	}
	return out
}

func (o Options) vulnerability(app scan.App, f finding.Finding, rule *check.Rule) gitlabVulnerability {
	where := at(app.Model, f.At)
	parts := []string{span(sentence(f, app.Envs)), rule.Why}
	for _, e := range f.Evidence {
		parts = append(parts, "- "+span(e.Text)+" "+span(o.place(e.At)))
	}
	v := gitlabVulnerability{
		ID: gitlabID(app.Model.ID, f), Name: rule.Title, Description: strings.Join(parts, "\n\n"),
		Severity: strings.ToUpper(f.Severity.String()[:1]) + f.Severity.String()[1:], Solution: rule.Remedy,
		Identifiers: []gitlabIdentifier{{Type: "sconce_rule", Name: "sconce " + f.Rule, Value: f.Rule, URL: page(f.Rule)}},
		Links:       []gitlabLink{{URL: page(f.Rule)}},
		Location:    gitlabLocation{File: o.file(where.File), Start: where.Line, End: where.EndLine, Class: report.Clean(model.LocalName(subject(f)))},
	}
	for _, cwe := range rule.CWE {
		number := strings.TrimPrefix(cwe, "CWE-")
		v.Identifiers = append(v.Identifiers, gitlabIdentifier{Type: "cwe", Name: cwe, Value: number, URL: "https://cwe.mitre.org/data/definitions/" + number + ".html"})
	}
	for _, owasp := range rule.OWASP {
		v.Identifiers = append(v.Identifiers, gitlabIdentifier{Type: "owasp", Name: owasp, Value: owasp})
	}
	for _, ref := range rule.References {
		v.Links = append(v.Links, gitlabLink{URL: ref})
	}
	return v
}

// gitlabID is the same in every scan: a UUID of version 8 (RFC 9562) of what identifies the finding.
func gitlabID(app string, f finding.Finding) string {
	sum := sha256.Sum256([]byte(app + "\x00" + f.Fingerprint() + "\x00" + strings.Join(f.Environments, ",")))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
