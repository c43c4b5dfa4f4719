package exchange

import (
	"io"
	"net/url"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// The notifications of a run. An unknown is one, and no result of kind "open": what shows results as alerts
// does not look at their kind, and an alert that nobody can close hides the others.
const (
	notRead    = "template-not-read"
	notKnown   = "unknown"
	notYours   = "made-by-library"
	columnKind = "unicodeCodePoints" // what model.Location counts
)

// SARIF writes a scan as a SARIF log with one run.
func SARIF(w io.Writer, r *scan.Result, o Options) error {
	s := sarif{Options: o, index: rulesByID(r.Rules)}
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name: "sconce", Version: o.Version, Information: home,
			Notifications: []sarifDescriptor{
				{ID: notRead, Short: &sarifText{Text: "A template could not be read: nothing in it was judged"}},
				{ID: notKnown, Short: &sarifText{Text: "A question could not be answered from what is written"}},
				{ID: notYours, Short: &sarifText{Text: "What was found in what a library made by itself is not the author's to mend, and no result"}},
			},
			Rules: []sarifDescriptor{},
		}},
		Invocations: []sarifInvocation{{Successful: len(r.Refused) == 0, Notifications: s.notifications(r)}},
		Bases:       map[string]sarifArtifact{sarifRoot: {Description: &sarifText{Text: "the directory that the scan was started in"}}},
		Automation:  sarifAutomation{ID: "sconce/"},
		Columns:     columnKind,
		Results:     []sarifResult{},
	}
	for _, rule := range r.Rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule(rule))
	}
	for _, app := range r.Apps {
		for _, f := range own(app) {
			run.Results = append(run.Results, s.result(app, f))
		}
	}
	return report.WriteJSON(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
}

type sarif struct {
	Options
	index map[string]int // of the rules
}

// scores are the numbers that code scanning shows severities for: critical above 9.0, high from 7.0, medium from
// 4.0, low from 0.1; none for what is no weakness. (GitHub, SARIF support for code scanning, reportingDescriptor.)
var scores = map[finding.Severity]string{finding.Critical: "9.5", finding.High: "8.0", finding.Medium: "5.5", finding.Low: "3.0"}

var levels = map[finding.Severity]string{
	finding.Critical: "error", finding.High: "error", finding.Medium: "warning", finding.Low: "note", finding.Info: "note",
}

var problems = map[string]string{"error": "error", "warning": "warning", "note": "recommendation"}

var precisions = map[finding.Confidence]string{finding.Certain: "very-high", finding.Firm: "high", finding.Tentative: "medium"}

func sarifRule(r *check.Rule) sarifDescriptor {
	tags := []string{"security", "serverless", string(r.Practice)}
	for _, cwe := range r.CWE {
		tags = append(tags, "external/cwe/"+strings.ToLower(cwe))
	}
	for _, owasp := range r.OWASP {
		tags = append(tags, "external/owasp/"+strings.ToLower(strings.ReplaceAll(owasp, ":", "-")))
	}
	links := strings.Join(append([]string{page(r.ID)}, r.References...), ">\n- <")
	markdown := "**" + r.Title + "**\n\n" + r.Why + "\n\n## What to do\n\n" + r.Remedy + "\n\n## Read on\n\n- <" + links + ">\n"
	return sarifDescriptor{
		ID: r.ID, Short: &sarifText{Text: r.Title}, Full: &sarifText{Text: r.Why}, HelpURI: page(r.ID),
		Help:    &sarifText{Text: r.Why + "\n\nWhat to do: " + r.Remedy, Markdown: markdown},
		Default: &sarifDefault{Level: levels[r.Severity]},
		Property: &sarifRuleExtras{
			Tags: tags, Precision: precisions[finding.Firm], Problem: problems[levels[r.Severity]], Score: scores[r.Severity],
			Severity: r.Severity.String(), Practice: string(r.Practice), Controls: r.Controls, Links: r.References,
		},
	}
}

func (s sarif) result(app scan.App, f finding.Finding) sarifResult {
	m := app.Model
	where := s.location(at(m, f.At))
	where.Logical = append(where.Logical, sarifLogical{Name: plain(model.LocalName(f.Resource)), Full: f.Resource, Kind: "resource"})
	for _, id := range f.Functions {
		if id != f.Resource {
			where.Logical = append(where.Logical, sarifLogical{Name: plain(model.LocalName(id)), Full: id, Kind: "function"})
		}
	}
	out := sarifResult{
		RuleID: f.Rule, RuleIndex: s.index[f.Rule], Kind: "fail", Level: levels[f.Severity],
		Message: sarifText{Text: plain(sentence(f, app.Envs))}, Locations: []sarifLocation{where},
		Fingerprint: map[string]string{"sconceFinding/v1": f.Fingerprint()},
		Property: sarifResultExtras{
			Severity: f.Severity.String(), Confidence: string(f.Confidence), App: m.ID, Functions: f.Functions, Resource: f.Resource,
			Path: m.PathOf(f.Resource), Library: f.Library, Environments: f.Environments,
		},
	}
	for i, e := range f.Evidence {
		l := s.location(at(m, e.At))
		l.ID, l.Message = &i, &sarifText{Text: plain(e.Text)}
		out.Related = append(out.Related, l)
	}
	if len(f.Trace) > 0 {
		var steps []sarifStep
		for _, step := range f.Trace {
			l := s.location(at(m, step.At))
			l.Message = &sarifText{Text: plain(step.Text)}
			steps = append(steps, sarifStep{Location: l})
		}
		out.CodeFlows = []sarifCodeFlow{{Threads: []sarifThread{{Locations: steps}}}}
	}
	if mended, ok := s.fix(m.ID, f); ok {
		out.Fixes = []sarifFix{s.change(mended)}
	}
	return out
}

// notifications are what could not be read and what is not known.
func (s sarif) notifications(r *scan.Result) []sarifNotification {
	out := []sarifNotification{}
	add := func(id, level, rule, text string, l model.Location) {
		n := sarifNotification{Descriptor: sarifReference{ID: id}, Level: level, Message: sarifText{Text: plain(text)}}
		if !l.IsZero() {
			n.Locations = []sarifLocation{s.location(l)}
		}
		if i, ok := s.index[rule]; ok {
			n.Rule = &sarifReference{ID: rule, Index: &i}
		}
		out = append(out, n)
	}
	for _, err := range r.Refused {
		l, message := refusal(err)
		add(notRead, "error", "", message, l)
	}
	for _, text := range apart(r) {
		add(notYours, "note", "", text, model.Location{})
	}
	for _, app := range r.Apps {
		for _, g := range app.Model.Unknowns {
			add(notKnown, "note", "", gap(g), g.At)
		}
		for _, u := range app.Unknown {
			add(notKnown, "note", u.Rule, u.Message+": "+u.Reason, u.At)
		}
	}
	return out
}

func (s sarif) location(l model.Location) sarifLocation {
	if l.IsZero() {
		return sarifLocation{}
	}
	out := &sarifPhysical{Artifact: s.artifact(l.File)}
	if l.Line > 0 {
		out.Region = &sarifRegion{StartLine: l.Line, StartColumn: l.Column}
		if l.EndLine > l.Line || l.EndLine == l.Line && l.EndColumn > l.Column {
			out.Region.EndLine, out.Region.EndColumn = l.EndLine, l.EndColumn
		}
	}
	return sarifLocation{Physical: out}
}

func (s sarif) artifact(name string) sarifArtifact {
	return sarifArtifact{URI: (&url.URL{Path: s.file(name)}).String(), Base: sarifRoot}
}

// change is a proved change as replacements in the files as they are.
func (s sarif) change(m scan.Mended) sarifFix {
	out := sarifFix{Description: sarifText{Text: plain("mends: " + m.Finding.Message)}}
	if m.Proposal.Note != "" {
		out.Description.Text += ". " + m.Proposal.Note
	}
	place := map[string]int{}
	for _, e := range m.Edits {
		i, ok := place[e.File]
		if !ok {
			i = len(out.Changes)
			place[e.File] = i
			out.Changes = append(out.Changes, sarifChange{Artifact: s.artifact(e.File)})
		}
		replacement := sarifReplacement{Deleted: region(string(m.Files[e.File].Before), e.Start, e.End)}
		if e.Text != "" {
			replacement.Inserted = &sarifText{Text: e.Text}
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, replacement)
	}
	return out
}

// region is a range of bytes as lines and columns.
func region(text string, start, end int) sarifRegion {
	line := func(at int) (line, column int) {
		before := text[:at]
		begin := strings.LastIndexByte(before, '\n') + 1
		return 1 + strings.Count(before, "\n"), 1 + len([]rune(before[begin:]))
	}
	out := sarifRegion{}
	out.StartLine, out.StartColumn = line(start)
	out.EndLine, out.EndColumn = line(end)
	return out
}

// plain is text in which nothing is a link: [text](target) is one even in a plain message (SARIF 3.11.6).
func plain(text string) string {
	return strings.ReplaceAll(report.Clean(text), "](", "] (")
}
