package report

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// TextOptions say how a scan is shown to a person.
type TextOptions struct {
	Style
	Verbose bool   // evidence and remedy of every finding, every unknown
	Command string // what to type to scan again, for the last line
}

// Text writes a scan for a person: per application a header, its findings grouped by function, what
// is not known, and at the end what to do next.
func Text(w io.Writer, r *scan.Result, opts TextOptions) error {
	t := textReport{opts: opts, rules: byID(r.Rules)}
	for i, app := range r.Apps {
		if i > 0 {
			t.line("")
		}
		t.app(app)
	}
	for _, err := range r.Refused {
		t.line("")
		t.line(t.opts.render(severityStyles[finding.High], "not read") + "  " + err.Error())
	}
	t.summary(r)
	_, err := io.WriteString(w, t.out.String())
	return err
}

type textReport struct {
	out   strings.Builder
	opts  TextOptions
	rules map[string]*check.Rule
}

func (t *textReport) line(text string) {
	t.out.WriteString(strings.TrimRight(text, " ") + "\n")
}

func (t *textReport) app(app scan.App) {
	m, s := app.Model, appStats(app)
	t.line(t.opts.bold(m.ID) + otherTemplates(m))
	t.line(fmt.Sprintf("%s, %s (%d public), %s, %s", count(s.Functions, "function"), count(s.Routes, "route"), s.PublicRoutes, count(s.Grants, "grant"), count(s.Unknowns, "unknown")))
	for _, g := range groupFindings(app) {
		t.line("")
		t.line(t.opts.bold(g.title) + t.opts.faint(g.place))
		t.findings(g.findings)
	}
	if len(app.Findings) == 0 {
		t.line("")
		t.line("Nothing found.")
	}
	t.unknowns(app)
	t.excluded(m)
}

func otherTemplates(m *model.App) string {
	if len(m.Templates) < 2 {
		return ""
	}
	return fmt.Sprintf(" and %s", count(len(m.Templates)-1, "more template"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// group is the findings about one function, or about something else.
type group struct {
	title    string
	place    string
	findings []finding.Finding
}

// groupFindings puts findings under the function that they concern, those of several functions
// under what these share, and the rest under the application. The worst group comes first.
func groupFindings(app scan.App) []group {
	index := map[string]int{}
	var groups []group
	for _, f := range app.Findings {
		title, place := titleOf(app.Model, f)
		i, ok := index[title]
		if !ok {
			i = len(groups)
			index[title] = i
			groups = append(groups, group{title: title, place: place})
		}
		groups[i].findings = append(groups[i].findings, f)
	}
	sort.SliceStable(groups, func(i, j int) bool { return weight(groups[i]) > weight(groups[j]) })
	return groups
}

// weight orders groups: by the worst finding, then by how many of that severity there are.
func weight(g group) int {
	worst, n := g.findings[0].Severity, 0
	for _, f := range g.findings {
		if f.Severity == worst {
			n++
		}
	}
	return int(worst)*10_000 + n
}

func titleOf(m *model.App, f finding.Finding) (title, place string) {
	if len(f.Functions) == 1 {
		if function, ok := m.Function(f.Functions[0]); ok {
			place := ""
			if runtime, known := function.Runtime.Text(); known {
				place = "  " + runtime
			}
			return model.LocalName(function.ID), place + "  " + function.At.String()
		}
	}
	if len(f.Functions) > 1 {
		return model.LocalName(f.Resource), "  concerns " + several(f.Functions)
	}
	return "application", ""
}

// several names functions, the first few of many.
func several(ids []string) string {
	const most = 3
	names := make([]string, 0, most)
	for _, id := range ids[:min(most, len(ids))] {
		names = append(names, model.LocalName(id))
	}
	text := strings.Join(names, ", ")
	if len(ids) > most {
		text += fmt.Sprintf(" and %d more", len(ids)-most)
	}
	return text
}

// findings writes a line each: severity, rule, what, file:line, as wide as the terminal.
func (t *textReport) findings(list []finding.Finding) {
	ruleWidth, placeWidth := 0, 0
	for _, f := range list {
		ruleWidth = max(ruleWidth, len(f.Rule))
		placeWidth = max(placeWidth, len(f.At.String()))
	}
	const margins = 2 + len("critical") + 2 + 2 + 2
	for _, f := range list {
		message := f.Message
		room := t.opts.Width - margins - ruleWidth - placeWidth
		if t.opts.Width > 0 && room < 24 { // too narrow for one line: the message goes below
			t.line("  " + t.opts.severity(f.Severity) + "  " + f.Rule + "  " + t.opts.faint(f.At.String()))
			for _, l := range wrap(message, t.opts.Width-len("critical")-4) {
				t.line(strings.Repeat(" ", len("critical")+4) + l)
			}
			t.detail(f)
			continue
		}
		first, rest := message, []string(nil)
		if t.opts.Width > 0 {
			lines := wrap(message, room)
			first, rest = pad(lines[0], room), lines[1:]
		}
		t.line("  " + t.opts.severity(f.Severity) + "  " + pad(f.Rule, ruleWidth) + "  " + first + "  " + t.opts.faint(f.At.String()))
		for _, l := range rest {
			t.line(strings.Repeat(" ", 2+len("critical")+2+ruleWidth+2) + l)
		}
		t.detail(f)
	}
}

// detail writes evidence and remedy.
func (t *textReport) detail(f finding.Finding) {
	if !t.opts.Verbose {
		return
	}
	indent := strings.Repeat(" ", len("critical")+4)
	for _, e := range f.Evidence {
		t.line(indent + t.opts.faint(e.At.String()+"  "+e.Text))
	}
	for _, s := range f.Trace {
		t.line(indent + t.opts.faint(s.At.String()+"  "+s.Text))
	}
	rule := t.rules[f.Rule]
	width := 0
	if t.opts.Width > 0 {
		width = max(t.opts.Width-len(indent), 40)
	}
	for _, text := range []string{rule.Why, "Do: " + rule.Remedy} {
		for _, l := range wrap(text, width) {
			t.line(indent + l)
		}
	}
	t.line("")
}

// unknowns lists what could not be found out, once for each cause.
func (t *textReport) unknowns(app scan.App) {
	total := len(app.Model.Unknowns) + len(app.Unknown)
	if total == 0 {
		return
	}
	t.line("")
	t.line(t.opts.bold(count(total, "unknown")))
	most := 6
	if t.opts.Verbose {
		most = total
	}
	shown := 0
	show := func(text, place string) {
		shown++
		if shown <= most {
			t.line("  " + text + "  " + t.opts.faint(place))
		}
	}
	for _, g := range app.Model.Unknowns {
		text := g.Reason
		if g.Uses > 1 {
			text += fmt.Sprintf(" (matters in %d places)", g.Uses)
		}
		show(text, g.At.String())
	}
	for _, u := range app.Unknown {
		show(u.Message+": "+u.Reason, u.At.String())
	}
	if shown > most {
		t.line(t.opts.faint(fmt.Sprintf("  and %d more: --verbose shows them", shown-most)))
	}
}

// excluded lists what the parameters keep from being deployed.
func (t *textReport) excluded(m *model.App) {
	if len(m.Excluded) == 0 {
		return
	}
	t.line("")
	t.line(t.opts.bold(count(len(m.Excluded), "resource") + " not deployed with these parameters"))
	for i, e := range m.Excluded {
		if i == 6 && !t.opts.Verbose {
			t.line(t.opts.faint(fmt.Sprintf("  and %d more: --verbose shows them", len(m.Excluded)-i)))
			return
		}
		t.line("  " + model.LocalName(e.ID) + ": " + e.Reason + "  " + t.opts.faint(e.At.String()))
	}
}

// summary is the end: how much of what, and what to do next.
func (t *textReport) summary(r *scan.Result) {
	counts := map[finding.Severity]int{}
	total, unknown := 0, 0
	var worst *finding.Finding
	for i := range r.Apps {
		for j := range r.Apps[i].Findings {
			f := &r.Apps[i].Findings[j]
			counts[f.Severity]++
			total++
			if worst == nil || f.Severity > worst.Severity {
				worst = f
			}
		}
		unknown += len(r.Apps[i].Model.Unknowns) + len(r.Apps[i].Unknown)
	}
	var parts []string
	for s := finding.Critical; s >= finding.Info; s-- {
		if counts[s] > 0 {
			parts = append(parts, t.opts.render(severityStyles[s], fmt.Sprintf("%d %s", counts[s], s)))
		}
	}
	text := count(total, "finding")
	if total > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	t.line("")
	t.line(fmt.Sprintf("%s. %s in %s, %s.", text, count(r.Stats.Functions, "function"), count(len(r.Apps), "application"), count(r.Stats.Rules, "rule")))
	switch {
	case len(r.Refused) > 0:
		t.line("Next: mend " + count(len(r.Refused), "template") + " that could not be read, then scan again.")
	case worst != nil && !t.opts.Verbose:
		t.line("Next: " + t.opts.Command + " --verbose shows why each matters and what to do; sconce rules " + worst.Rule + " explains the worst.")
	case worst != nil:
		t.line("Next: start with " + worst.At.String() + "; sconce rules " + worst.Rule + " has the references.")
	case unknown > 0:
		t.line("Next: make the unknowns known with --parameter NAME=VALUE, then scan again.")
	default:
		t.line("Next: add the scan to the pipeline, so that it stays so.")
	}
}
