package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

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
// is not known, and at the end how much of what, and what to do next. What is too much to be read is told in numbers.
func Text(w io.Writer, r *scan.Result, opts TextOptions) error {
	t := textReport{opts: opts, rules: byID(r.Rules), again: r.Since != nil}
	if !t.overview(r) {
		for i, app := range r.Apps {
			if i > 0 {
				t.line("")
			}
			t.app(app)
		}
	}
	for _, err := range r.Refused {
		t.line("")
		t.entry(0, t.opts.render(severityStyles[finding.High], "not read")+"  "+Clean(err.Error()), "")
	}
	t.own(r)
	t.since(r.Since)
	t.summary(r)
	_, err := io.WriteString(w, t.out.String())
	return err
}

type textReport struct {
	out   strings.Builder
	blank bool // the last line is empty
	opts  TextOptions
	rules map[string]*check.Rule
	again bool     // known findings are left out: others are new
	envs  []string // of the application that is written
}

func (t *textReport) app(app scan.App) {
	m, s := app.Model, appStats(app)
	t.envs = app.Envs
	t.styled(0, Clean(m.ID)+otherTemplates(m)+environments(app.Envs), "", t.opts.bold)
	t.entry(0, fmt.Sprintf("%s, %s (%d public), %s, %s", count(s.Functions, "function"), count(s.Routes, "route"), s.PublicRoutes, count(s.Grants, "grant"), count(unknownsOf(app), "unknown")), "")
	app, made := withoutLibraries(app)
	found := len(app.Findings)
	if found > oneScreen {
		t.entry(0, t.found(found)+", below by what they concern, the worst first: "+t.severities(app.Findings), "")
	}
	var often []repeated
	if !t.opts.Verbose {
		often, app = foldRepeated(app)
	}
	var c columns
	c.of(app.Findings)
	for _, r := range often {
		c.fit(r.rule, r.place)
	}
	for _, g := range groupFindings(app) {
		t.line("")
		t.heading(g)
		t.findings(c, g.findings)
	}
	t.often(c, often)
	if found == 0 {
		t.line("")
		t.line(t.opts.render(good, map[bool]string{false: "Nothing found.", true: "Nothing new."}[t.again]))
	}
	t.apart(m, made)
	t.least(app)
	t.records(app.Model.Usage)
	t.unknowns(app)
	t.excluded(m)
}

// heading names a group, in one line where that is wide enough.
func (t *textReport) heading(g group) {
	title, rest := Clean(g.title), ""
	for _, part := range []string{g.note, g.place} {
		if part != "" {
			rest += "  " + Clean(part)
		}
	}
	if t.opts.Width == 0 || lipgloss.Width(title+rest) <= t.opts.Width {
		t.line(t.opts.bold(title) + t.opts.faint(rest))
		return
	}
	t.styled(0, title, "", t.opts.bold)
	t.styled(2, Clean(g.note), t.opts.faint(g.place), t.opts.faint)
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

// severityWidth is the room for a severity, and the blanks around it.
const severityWidth = 2 + len("critical") + 2

// findings writes a row each, and in a verbose report what supports it.
func (t *textReport) findings(c columns, list []finding.Finding) {
	for _, f := range list {
		t.row(c, f.Severity, f.Rule, Clean(f.Message)+in(f.Environments, t.envs), f.At.String())
		t.detail(f)
	}
}

// often writes what is wrong in many places, a row each.
func (t *textReport) often(c columns, list []repeated) {
	if len(list) == 0 {
		return
	}
	t.line("")
	t.line(t.opts.bold("in many places") + t.opts.faint("  --verbose shows each"))
	for _, r := range list {
		t.row(c, r.severity, r.rule, Clean(r.text(t.rules[r.rule].Title, 4))+in(r.envs, t.envs), r.place)
	}
}

// detail writes evidence and remedy.
func (t *textReport) detail(f finding.Finding) {
	if !t.opts.Verbose {
		return
	}
	t.steps(severityWidth, f.Trace)
	for _, e := range f.Evidence {
		t.styled(severityWidth, Clean(e.Text), t.opts.place(e.At.String()), t.opts.faint)
	}
	rule := t.rules[f.Rule]
	t.entry(severityWidth, rule.Why, "")
	t.entry(severityWidth, "Do: "+rule.Remedy, "")
	t.line("")
}

// steps writes a way through functions and files, each step behind its number.
func (t *textReport) steps(indent int, way []finding.Step) {
	digits := len(strconv.Itoa(len(way)))
	for i, s := range way {
		number := t.opts.faint(fmt.Sprintf("%*d. ", digits, i+1))
		t.hangingStyled(strings.Repeat(" ", indent)+number, Clean(s.Text), t.opts.place(s.At.String()), t.opts.faint)
	}
}

// unknowns lists what could not be found out, once for each cause.
func (t *textReport) unknowns(app scan.App) {
	total := unknownsOf(app)
	if total == 0 {
		return
	}
	t.line("")
	t.line(t.opts.bold(count(total, "unknown")))
	most := mostUnknowns
	if t.opts.Verbose {
		most = total
	}
	shown := 0
	for _, g := range app.Model.Unknowns {
		if shown++; shown <= most {
			t.gap(g)
		}
	}
	for _, u := range app.Unknown {
		if u.Library != "" {
			continue
		}
		if shown++; shown <= most {
			t.entry(2, Clean(u.Message+": "+u.Reason+in(u.Environments, t.envs)), t.opts.place(u.At.String()))
		}
	}
	t.rest(shown - most)
}

// mostUnknowns is how many of them are shown to those who do not ask for all.
const mostUnknowns = 6

func (t *textReport) gap(g model.Gap) {
	text := g.Reason
	if g.Uses > 1 {
		text += fmt.Sprintf(" (matters in %d places)", g.Uses)
	}
	t.entry(2, Clean(text+in(g.Environments, t.envs)), t.opts.place(g.At.String()))
}

// rest says that there is more.
func (t *textReport) rest(n int) {
	if n > 0 {
		t.line(t.opts.faint(fmt.Sprintf("  and %d more: --verbose shows them", n)))
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
		if i == mostUnknowns && !t.opts.Verbose {
			t.rest(len(m.Excluded) - i)
			return
		}
		t.entry(2, Clean(model.LocalName(e.ID)+": "+e.Reason)+in(e.Environments, t.envs), t.opts.place(e.At.String()))
	}
}

// oneScreen is how many findings are seen at once: of more it is said above them how many there are.
const oneScreen = 20

// found counts findings.
func (t *textReport) found(n int) string {
	return count(n, map[bool]string{false: "finding", true: "new finding"}[t.again])
}

// severities are how many findings there are of each severity.
func (t *textReport) severities(list []finding.Finding) string {
	counts := map[finding.Severity]int{}
	for _, f := range list {
		counts[f.Severity]++
	}
	var parts []string
	for s := finding.Critical; s >= finding.Info; s-- {
		if counts[s] > 0 {
			parts = append(parts, t.opts.render(severityStyles[s], fmt.Sprintf("%d %s", counts[s], s)))
		}
	}
	return strings.Join(parts, ", ")
}

// summary is the end: how much of what, and what to do next.
func (t *textReport) summary(r *scan.Result) {
	var own []finding.Finding
	apart, unknown := 0, 0
	var worst *finding.Finding
	for i := range r.Apps {
		for j := range r.Apps[i].Findings {
			f := &r.Apps[i].Findings[j]
			if f.Apart() {
				apart++
				continue
			}
			own = append(own, *f)
			if worst == nil || f.Severity > worst.Severity {
				worst = f
			}
		}
		unknown += unknownsOf(r.Apps[i])
	}
	text := t.found(len(own))
	if len(own) > 0 {
		text += ": " + t.severities(own)
	}
	if apart > 0 {
		text += fmt.Sprintf(" (and %d in what libraries made)", apart)
	}
	if unknown > 0 {
		text += "; " + count(unknown, "unknown")
	}
	t.line("")
	t.entry(0, fmt.Sprintf("%s. %s in %s, %s.", text, count(r.Stats.Functions, "function"), count(len(r.Apps), "application"), count(r.Stats.Rules, "rule")), "")
	switch {
	case len(r.Refused) > 0:
		t.entry(0, "Next: mend "+count(len(r.Refused), "template")+" that could not be read, then scan again.", "")
	case worst != nil && !t.opts.Verbose:
		t.entry(0, "Next: "+Clean(t.opts.Command)+" --verbose shows why each matters and what to do; sconce rules "+worst.Rule+" explains the worst.", "")
	case worst != nil:
		t.entry(0, "Next: start with "+Clean(worst.At.String())+"; sconce rules "+worst.Rule+" has the references.", "")
	case unknown > 0:
		t.entry(0, "Next: make the unknowns known with --parameter NAME=VALUE, then scan again.", "")
	default:
		t.entry(0, "Next: add the scan to the pipeline, so that it stays so.", "")
	}
	if text := offered(r.Offered); text != "" {
		t.entry(0, t.opts.faint(text), "")
	}
}
