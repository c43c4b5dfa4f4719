package report

import (
	"io"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// ScanSchema names the version of the scan document.
const ScanSchema = "sconce.scan/v1"

type scanDocument struct {
	Schema       string        `json:"schema"`
	Environments []string      `json:"environments,omitempty"`
	Apps         []scanApp     `json:"apps"`
	Findings     []scanFinding `json:"findings"`
	Unknowns     []scanUnknown `json:"unknowns"`
	Errors       []refusal     `json:"errors"`
	Own          *ownView      `json:"own,omitempty"`
	Since        *sinceView    `json:"since,omitempty"`
	Stats        scanStats     `json:"stats"`
}

type scanApp struct {
	ID           string            `json:"id"`
	Environments []string          `json:"environments,omitempty"`
	Templates    []string          `json:"templates"`
	Excluded     []modelExcluded   `json:"excluded"`
	Stats        scanAppStats      `json:"stats"`
	Practices    []scanPracticeRow `json:"practices"`
	Least        []leastView       `json:"leastPrivilege,omitempty"`
	Records      *recordsView      `json:"records,omitempty"`
}

type scanFinding struct {
	ID         string             `json:"id"`
	App        string             `json:"app"`
	Rule       string             `json:"rule"`
	Title      string             `json:"title"`
	Severity   string             `json:"severity"`
	Confidence finding.Confidence `json:"confidence"`
	Practice   finding.Practice   `json:"practice"`
	CWE        []string           `json:"cwe"`
	Function   string             `json:"function"`
	Functions  []string           `json:"functions"`
	Resource   string             `json:"resource"`
	place
	Message  string     `json:"message"`
	Evidence []scanFact `json:"evidence"`
	Trace    []scanFact `json:"trace"`
	Fix      *string    `json:"fix"`
	Remedy   string     `json:"remedy"`
	Controls []string   `json:"controls"`
	Path     string     `json:"path,omitempty"`
	Library  string     `json:"library,omitempty"`

	Environments []string `json:"environments,omitempty"`

	Likeness    string           `json:"likeness"`
	Since       string           `json:"since,omitempty"`
	Usual       string           `json:"usualSeverity,omitempty"`
	Suppression *suppressionView `json:"suppression,omitempty"`
	Lapsed      *suppressionView `json:"expiredSuppression,omitempty"`
}

type scanFact struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// scanUnknown is a gap of the model, or a question of a rule that could not be answered.
type scanUnknown struct {
	App     string `json:"app"`
	Rule    string `json:"rule"` // "" for a gap of the model
	Element string `json:"element"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	What    string `json:"what"`
	Reason  string `json:"reason"`
	Uses    int    `json:"uses"`

	Environments []string `json:"environments,omitempty"`
}

type scanAppStats struct {
	Functions    int            `json:"functions"`
	Routes       int            `json:"routes"`
	PublicRoutes int            `json:"publicRoutes"`
	Grants       int            `json:"grants"`
	Resources    int            `json:"resources"`
	Findings     map[string]int `json:"findings"`
	Apart        int            `json:"libraryFindings"`
	Suppressed   int            `json:"suppressed"`
	Known        int            `json:"known,omitempty"`
	Unknowns     int            `json:"unknowns"`
	Met          int            `json:"met"`
}

type scanPracticeRow struct {
	Practice finding.Practice `json:"practice"`
	Met      int              `json:"met"`
	NotMet   int              `json:"notMet"`
	Unknown  int              `json:"unknown"`
}

type scanStats struct {
	Applications int `json:"applications"`
	Templates    int `json:"templates"`
	Functions    int `json:"functions"`
	Rules        int `json:"rules"`
	Answers      int `json:"answers"`
}

// Scan writes a scan as a JSON document of ScanSchema.
func Scan(w io.Writer, r *scan.Result) error {
	doc := scanDocument{
		Schema: ScanSchema, Environments: r.Envs, Apps: make([]scanApp, 0, len(r.Apps)), Findings: []scanFinding{}, Unknowns: []scanUnknown{}, Errors: list(refusals(r.Refused)),
		Own: viewOwn(&r.Own), Since: viewSince(r.Since),
		Stats: scanStats{Applications: len(r.Apps), Templates: r.Stats.Templates, Functions: r.Stats.Functions, Rules: r.Stats.Rules, Answers: r.Stats.Answers},
	}
	rules := byID(r.Rules)
	for _, app := range r.Apps {
		id := app.Model.ID
		doc.Apps = append(doc.Apps, viewScan(app, rules))
		for i, list := range [][]finding.Finding{app.Findings, app.Known, app.Accepted} {
			for _, f := range list {
				view := viewFinding(app.Model, f, rules[f.Rule])
				if r.Since != nil && i < 2 {
					view.Since = [2]string{"new", "known"}[i]
				}
				doc.Findings = append(doc.Findings, view)
			}
		}
		for _, g := range app.Model.Unknowns {
			doc.Unknowns = append(doc.Unknowns, viewGapAsUnknown(id, g))
		}
		for _, u := range app.Unknown {
			doc.Unknowns = append(doc.Unknowns, scanUnknown{App: id, Rule: u.Rule, Element: u.Resource, File: u.At.File, Line: u.At.Line, What: u.Message, Reason: u.Reason, Uses: 1, Environments: u.Environments})
		}
	}
	return WriteJSON(w, doc)
}

func viewGapAsUnknown(app string, g model.Gap) scanUnknown {
	what := g.Path
	if what == "" {
		what = "the template"
	}
	return scanUnknown{App: app, Element: g.Element, File: g.At.File, Line: g.At.Line, What: what, Reason: g.Reason, Uses: g.Uses, Environments: g.Environments}
}

func byID(rules []*check.Rule) map[string]*check.Rule {
	out := make(map[string]*check.Rule, len(rules))
	for _, r := range rules {
		out[r.ID] = r
	}
	return out
}

func viewScan(app scan.App, rules map[string]*check.Rule) scanApp {
	view := viewApp(app.Model)
	return scanApp{
		ID: app.Model.ID, Environments: app.Envs, Templates: view.Templates, Excluded: view.Excluded, Stats: appStats(app),
		Practices: practiceRows(app, rules), Least: each(app.Least, viewLeast), Records: viewRecords(app.Model.Usage),
	}
}

func viewFinding(app *model.App, f finding.Finding, rule *check.Rule) scanFinding {
	out := scanFinding{
		ID: f.Fingerprint(), App: app.ID, Rule: f.Rule, Title: rule.Title, Severity: f.Severity.String(), Confidence: f.Confidence, Practice: rule.Practice,
		CWE: list(rule.CWE), Functions: list(f.Functions), Resource: f.Resource, place: placeOf(f.At), Message: f.Message,
		Remedy: rule.Remedy, Controls: list(rule.Controls), Path: app.PathOf(f.Resource), Library: f.Library, Environments: f.Environments,
		Likeness: f.Likeness(), Usual: f.Usual.String(), Suppression: viewSuppression(f.Suppression), Lapsed: viewSuppression(f.Lapsed),
		Evidence: each(f.Evidence, func(e finding.Evidence) scanFact { return scanFact{e.At.File, e.At.Line, e.Text} }),
		Trace:    each(f.Trace, func(s finding.Step) scanFact { return scanFact{s.At.File, s.At.Line, s.Text} }),
	}
	if len(f.Functions) == 1 {
		out.Function = f.Functions[0]
	}
	return out
}

func appStats(app scan.App) scanAppStats {
	m := app.Model
	s := scanAppStats{
		Functions: len(m.Functions), Routes: len(m.Routes), Grants: len(m.Grants), Resources: len(m.Resources),
		Findings: map[string]int{}, Suppressed: len(app.Accepted), Known: len(app.Known), Unknowns: len(m.Unknowns) + len(app.Unknown),
	}
	for _, r := range m.Routes {
		if r.Public() {
			s.PublicRoutes++
		}
	}
	for _, f := range app.Findings {
		if f.Apart() {
			s.Apart++
		} else {
			s.Findings[f.Severity.String()]++
		}
	}
	for _, n := range app.Met {
		s.Met += n
	}
	return s
}

// practiceRows count the answers of each practice that a rule asked about.
func practiceRows(app scan.App, rules map[string]*check.Rule) []scanPracticeRow {
	rows := map[finding.Practice]*scanPracticeRow{}
	row := func(id string) *scanPracticeRow {
		p := rules[id].Practice
		if rows[p] == nil {
			rows[p] = &scanPracticeRow{Practice: p}
		}
		return rows[p]
	}
	for id := range rules {
		row(id).Met += app.Met[id]
	}
	for _, list := range [][]finding.Finding{app.Findings, app.Known, app.Accepted} {
		for _, f := range list {
			row(f.Rule).NotMet++
		}
	}
	for _, f := range app.Unknown {
		row(f.Rule).Unknown++
	}
	out := []scanPracticeRow{}
	for _, p := range finding.Practices() {
		if rows[p] != nil {
			out = append(out, *rows[p])
		}
	}
	return out
}
