package html

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

type builder struct {
	result  *scan.Result
	options Options
	masks   *masks
	views   [][]view // by application
}

func newBuilder(r *scan.Result, o Options) *builder {
	b := &builder{result: r, options: o, masks: masksOf(r)}
	for i := range r.Apps {
		app := &r.Apps[i]
		b.views = append(b.views, viewsOf(drawing.Of(app.Model, slices.Concat(app.Findings, app.Known))))
	}
	return b
}

func title(r *scan.Result) string {
	switch len(r.Apps) {
	case 0:
		return "nothing could be read"
	case 1:
		return r.Apps[0].Model.ID
	}
	return fmt.Sprintf("%d applications", len(r.Apps))
}

func own(r *scan.Result) string { return report.OwnText(&r.Own) }

// appPage is an application with its drawing.
type appPage struct {
	ID     string
	Glance []figure
	Counts []severityCount
	Views  []string // what they are called
	First  picture  // the one that is there without the script, which draws the others
	Envs   string
}

// picture is a view as it stands in the page.
type picture struct {
	Picture template.HTML
	ViewBox string
	Summary string
}

// figure is a number at a glance: what it counts, and which nodes it is about.
type figure struct {
	Value string
	Of    string
	Text  string
	Bad   bool
	Show  string // what the script highlights
	Link  string // the page that tells more
}

type severityCount struct {
	Severity string
	Count    int
}

func (b *builder) apps() []appPage {
	var out []appPage
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		page := appPage{ID: app.Model.ID, Glance: glance(app), Counts: counts(app), Envs: strings.Join(app.Envs, ", ")}
		for _, v := range b.views[i] {
			page.Views = append(page.Views, v.name)
		}
		first := b.views[i][0].drawing
		page.First = picture{
			Summary: first.Summary(), ViewBox: fmt.Sprintf("0 0 %.0f %.0f", first.Width, first.Height),
			Picture: template.HTML(drawing.Inner(first)), //nolint:gosec // every text in it is escaped
		}
		out = append(out, page)
	}
	return out
}

func counts(app *scan.App) []severityCount {
	by := map[finding.Severity]int{}
	for _, f := range app.Findings {
		by[f.Severity]++
	}
	var out []severityCount
	for s := finding.Critical; s >= finding.Info; s-- {
		out = append(out, severityCount{Severity: s.String(), Count: by[s]})
	}
	return out
}

// glance is what the application is exposed to, in numbers that can each be pointed at.
func glance(app *scan.App) []figure {
	m := app.Model
	open := m.Exposed(true)
	reached, routes := 0, 0
	from := map[string]bool{model.Internet: true}
	for i := range m.Functions {
		if open.Has(m.Functions[i].ID) {
			reached++
			from[m.Functions[i].ID] = true
		}
	}
	for i := range m.Routes {
		if m.Routes[i].Open() {
			routes++
		}
	}
	stores, secrets := map[string]bool{}, map[string]bool{}
	for i := range m.Resources {
		switch r := &m.Resources[i]; r.Kind { //nolint:exhaustive // those that hold data
		case model.KindTable, model.KindDatabase, model.KindBucket, model.KindFileSystem, model.KindCache:
			stores[r.ID] = true
		case model.KindSecret, model.KindParameter:
			secrets[r.ID] = true
		}
	}
	for _, s := range m.Secrets {
		secrets[s.ID] = true
	}
	read, changed, told := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range m.Edges {
		if !from[e.From] {
			continue
		}
		switch {
		case stores[e.To] && e.Kind == model.EdgeReads:
			read[e.To] = true
		case stores[e.To] && e.Kind == model.EdgeWrites:
			changed[e.To] = true
		case secrets[e.To] && e.Kind == model.EdgeReads:
			told[e.To] = true
		}
	}
	for _, s := range m.Secrets {
		if slices.ContainsFunc(s.Readers, func(id string) bool { return from[id] }) {
			told[s.ID] = true
		}
	}
	unknown := len(m.Unknowns) + len(app.Unknown)
	of := func(n int) string { return fmt.Sprintf("of %d", n) }
	number := func(n int) string { return fmt.Sprintf("%d", n) }
	return []figure{
		{number(routes), of(len(m.Routes)), "ways in ask nobody who they are", routes > 0, "routes", ""},
		{number(reached), of(len(m.Functions)), "functions can be made to run by anybody on the internet", reached > 0, "functions", ""},
		{number(len(read)), of(len(stores)), "stores of data that such a function may read", len(read) > 0, "read", ""},
		{number(len(changed)), of(len(stores)), "stores of data that such a function may change", len(changed) > 0, "changed", ""},
		{number(len(told)), of(len(secrets)), "secrets that such a function may read", len(told) > 0, "secrets", ""},
		{number(unknown), "", "questions that could not be answered", unknown > 0, "", "unknowns"},
	}
}

// practice is one of the ten practices: what was asked of it, what was found, what was not looked at.
type practice struct {
	ID, Title            string
	Asked                []ruleLink
	Skipped              []ruleLink
	Met, NotMet, Unknown int
	Limit                string
}

type ruleLink struct{ ID, Title string }

func (b *builder) practices() []practice {
	asked := map[string]*check.Rule{}
	for _, r := range b.result.Rules {
		asked[r.ID] = r
	}
	at := map[finding.Practice]*practice{}
	out := make([]practice, 0, len(finding.Practices()))
	for _, p := range finding.Practices() {
		out = append(out, practice{ID: string(p), Title: practiceTitles[p], Limit: practiceLimits[p]})
	}
	for i, p := range finding.Practices() {
		at[p] = &out[i]
	}
	of := map[string]*practice{}
	for _, r := range scan.Rules() {
		p := at[r.Practice]
		of[r.ID] = p
		if asked[r.ID] != nil {
			p.Asked = append(p.Asked, ruleLink{r.ID, r.Title})
		} else {
			p.Skipped = append(p.Skipped, ruleLink{r.ID, r.Title})
		}
	}
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		for id, n := range app.Met {
			of[id].Met += n
		}
		for _, f := range slices.Concat(app.Findings, app.Known, app.Accepted) {
			of[f.Rule].NotMet++
		}
		for _, f := range app.Unknown {
			of[f.Rule].Unknown++
		}
	}
	return out
}

var practiceTitles = map[finding.Practice]string{
	finding.Privilege: "Least privilege", finding.Hardening: "Function hardening", finding.Secrets: "Secrets management", finding.Pipeline: "Secure pipeline",
	finding.Protection: "Runtime self-protection", finding.Remediation: "Scanning and remediation", finding.Compliance: "Compliance",
	finding.Availability: "Denial of service and of wallet", finding.Monitoring: "Monitoring and response", finding.Threats: "Threat model and risk",
}

// practiceLimits are what no scan of a repository can see.
var practiceLimits = map[finding.Practice]string{
	finding.Privilege:    "Policies that are attached outside this repository, and what the account's organisation forbids.",
	finding.Hardening:    "What the code does with values that only exist when it runs.",
	finding.Secrets:      "Whether a secret that is written here is still valid, and who has seen it; the history of the repository.",
	finding.Pipeline:     "The settings of the systems that build and deploy, beyond what is written here.",
	finding.Protection:   "What a running function does when it is attacked.",
	finding.Remediation:  "Whether what was found earlier was deployed in the meantime.",
	finding.Compliance:   "Organisational requirements: training, contracts, reviews.",
	finding.Availability: "Traffic, quotas of the account, and what an attack would cost at today's prices.",
	finding.Monitoring:   "Whether anybody looks at the logs and alarms that are set up.",
	finding.Threats:      "Who would attack this application, and why.",
}

type rulePage struct {
	ID, Title, Severity, Practice, Why, Remedy string
	References, CWE, Controls                  []string
	Found                                      int
}

func (b *builder) rules() []rulePage {
	found := map[string]int{}
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		for _, f := range slices.Concat(app.Findings, app.Known, app.Accepted) {
			found[f.Rule]++
		}
	}
	out := make([]rulePage, 0, len(b.result.Rules))
	for _, r := range b.result.Rules {
		out = append(out, rulePage{
			ID: r.ID, Title: r.Title, Severity: r.Severity.String(), Practice: practiceTitles[r.Practice], Why: r.Why, Remedy: r.Remedy,
			References: r.References, CWE: slices.Concat(r.CWE, r.OWASP), Controls: r.Controls, Found: found[r.ID],
		})
	}
	slices.SortStableFunc(out, func(a, c rulePage) int {
		return cmp.Or(cmp.Compare(rank(c.Severity), rank(a.Severity)), cmp.Compare(a.ID, c.ID))
	})
	return out
}

// unknown is a question without an answer, and what would make it known.
type unknown struct {
	What, Reason, At, Then string
	Uses                   int
}

func (b *builder) unknowns() []unknown {
	var out []unknown
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		for _, g := range app.Model.Unknowns {
			what := cmp.Or(g.Path, "the template")
			if g.Element != "" {
				what = model.LocalName(g.Element) + ": " + what
			}
			out = append(out, unknown{What: report.Clean(what), Reason: report.Clean(g.Reason), At: report.Clean(g.At.String()), Then: remedyFor(g.Reason), Uses: g.Uses})
		}
		for _, f := range app.Unknown {
			out = append(out, unknown{What: report.Clean(f.Message), Reason: report.Clean(f.Reason), At: report.Clean(f.At.String()), Then: remedyFor(f.Reason), Uses: 1})
		}
	}
	return out
}

// remedyFor is what would make something known, to judge by why it is not.
func remedyFor(reason string) string {
	switch {
	case strings.Contains(reason, "has no default"):
		_, rest, _ := strings.Cut(reason, "parameter ")
		name, _, _ := strings.Cut(rest, " ")
		if name != "" {
			return "Give it: --parameter " + report.Clean(name) + "=VALUE, or a default in the template."
		}
	case strings.Contains(reason, "condition"):
		return "Give the parameters that the condition depends on, with --parameter NAME=VALUE or --env NAME."
	case strings.Contains(reason, "not in"), strings.Contains(reason, "no file"), strings.Contains(reason, "not found"):
		return "Scan a directory that holds it too."
	case strings.Contains(reason, "deploy"), strings.Contains(reason, "outside"), strings.Contains(reason, "account"):
		return "Only the deployed application tells: look there."
	}
	return "Write the value where it is used, or give the parameters that it comes from."
}

func (b *builder) refused() []string {
	var out []string
	for _, err := range b.result.Refused {
		out = append(out, report.Clean(err.Error()))
	}
	return out
}

// made is how the page came about.
type made struct {
	Version, Commit, Time string
	Rules, Answers        int
	Inputs                []input
	Envs                  string
	FailOn                string
	Command               string
}

type input struct{ Name, Sum string }

func (b *builder) made() made {
	m := made{
		Version: b.options.Version, Commit: b.options.Commit, Rules: b.result.Stats.Rules, Answers: b.result.Stats.Answers, Envs: strings.Join(b.result.Envs, ", "),
		FailOn: "no severity",
	}
	if !b.options.Now.IsZero() {
		m.Time = b.options.Now.UTC().Format(time.RFC3339)
	}
	if b.options.FailOn > 0 {
		m.FailOn = b.options.FailOn.String()
	}
	seen := map[string]bool{}
	for i := range b.result.Apps {
		app := b.result.Apps[i].Model
		names := slices.Clone(app.Templates)
		for j := range app.Functions {
			names = append(names, app.Functions[j].HandlerFile)
		}
		for _, name := range names {
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			in := input{Name: report.Clean(path.Clean(name)), Sum: "not read"}
			if text, err := b.options.Read(name); err == nil {
				sum := sha256.Sum256(text)
				in.Sum = hex.EncodeToString(sum[:])
			}
			m.Inputs = append(m.Inputs, in)
		}
	}
	slices.SortFunc(m.Inputs, func(a, c input) int { return cmp.Compare(a.Name, c.Name) })
	return m
}
