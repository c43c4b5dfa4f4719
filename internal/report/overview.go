package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// manyFindings is from how many findings on nobody reads them one by one: some six screens.
const manyFindings = 250

// overview shows findings that are too many to be read: which weaknesses they are, how often each is there, and who has
// the worst. It answers whether it did.
func (t *textReport) overview(r *scan.Result) bool {
	var rules []repeated
	var apps, things []tally
	type key struct {
		rule     string
		severity finding.Severity
	}
	total, at := 0, map[key]int{}
	for i := range r.Apps {
		app, _ := withoutLibraries(r.Apps[i])
		total += len(app.Findings)
		if len(app.Findings) > 0 {
			apps = append(apps, tallyOf(app.Model.ID, "", app.Findings))
		}
		for _, f := range app.Findings {
			of := key{f.Rule, f.Severity} // a rule may be worse in one place than in another
			k, there := at[of]
			if !there {
				k = len(rules)
				at[of] = k
				rules = append(rules, repeated{rule: f.Rule})
			}
			rules[k].add(f)
		}
		for _, g := range groupFindings(app) {
			name := g.title
			if g.key == ofApplication.key {
				name = app.Model.ID + ", the application"
			}
			things = append(things, tallyOf(name, g.place, g.findings))
		}
	}
	if t.opts.Verbose || total < manyFindings {
		return false
	}
	slices.SortStableFunc(rules, func(a, b repeated) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(b.count, a.count))
	})
	t.styled(0, fmt.Sprintf("%s, by what is wrong", t.found(total)), "", t.opts.bold)
	t.styled(0, "--verbose shows each; --report html=report.html makes a page to search and filter them", "", t.opts.faint)
	t.line("")
	t.byRule(rules)
	if len(apps) > 1 {
		t.tallies("the applications with the worst", apps)
	}
	t.tallies("where the worst are", things)
	for i := range r.Apps {
		app, made := withoutLibraries(r.Apps[i])
		t.envs = app.Envs
		t.apart(app.Model, made)
	}
	t.causes(r)
	return true
}

// byRule writes a row for each rule: severity, how often, which, what.
func (t *textReport) byRule(rules []repeated) {
	var c columns
	digits := 1
	for _, r := range rules {
		c.fit(r.rule, "")
		digits = max(digits, len(strconv.Itoa(r.count)))
	}
	for _, r := range rules {
		lead := fmt.Sprintf("  %s %*d  ", t.opts.severity(r.severity), digits, r.count)
		t.cells(c, lead, r.rule, Clean(r.text(t.rules[r.rule].Title, 2)), "")
	}
}

// tally is how many findings of each severity something has.
type tally struct {
	name, place string
	by          [finding.Critical + 1]int
}

func tallyOf(name, place string, list []finding.Finding) tally {
	out := tally{name: Clean(name), place: place}
	for _, f := range list {
		out.by[f.Severity]++
	}
	return out
}

// mostTallies is how many things an overview names.
const mostTallies = 10

// tallies writes those with the worst, a column for each severity that any of them has.
func (t *textReport) tallies(title string, list []tally) {
	slices.SortStableFunc(list, func(a, b tally) int {
		for s := finding.Critical; s >= finding.Info; s-- {
			if a.by[s] != b.by[s] {
				return b.by[s] - a.by[s]
			}
		}
		return 0
	})
	rest := len(list) - mostTallies
	list = list[:min(len(list), mostTallies)]
	var used []finding.Severity
	var head strings.Builder
	head.WriteString(" ")
	for s := finding.Critical; s >= finding.Info; s-- {
		if slices.ContainsFunc(list, func(one tally) bool { return one.by[s] > 0 }) {
			used = append(used, s)
			head.WriteString(" " + s.String())
		}
	}
	t.line("")
	t.line(t.opts.bold(title))
	t.line(t.opts.faint(head.String()))
	widest := 0
	for _, one := range list {
		widest = max(widest, lipgloss.Width(one.name))
	}
	for _, one := range list {
		var line strings.Builder
		line.WriteString(" ")
		for _, s := range used {
			text := "-"
			if one.by[s] > 0 {
				text = strconv.Itoa(one.by[s])
			}
			style := severityStyles[s]
			if one.by[s] == 0 {
				style = severityStyles[finding.Info]
			}
			line.WriteString(strings.Repeat(" ", 1+max(0, len(s.String())-len(text))) + t.opts.render(style, text))
		}
		t.tallied(line.String(), head.Len()+2, widest, one)
	}
	if rest > 0 {
		t.line(t.opts.faint(fmt.Sprintf("  and %d more", rest)))
	}
}

// tallied ends a line of numbers with who has them, and where that is if there is room.
func (t *textReport) tallied(numbers string, indent, widest int, one tally) {
	room := t.opts.Width - indent
	switch {
	case t.opts.Width == 0 || room >= widest+2+lipgloss.Width(one.place):
		t.line(numbers + "  " + pad(one.name, widest) + "  " + t.opts.place(one.place))
	default:
		lines := wrap(one.name, max(room, narrowest))
		t.line(numbers + "  " + lines[0])
		for _, l := range lines[1:] {
			t.line(strings.Repeat(" ", indent) + l)
		}
	}
}

// causes are the unknowns that matter most, of all applications.
func (t *textReport) causes(r *scan.Result) {
	total := 0
	var gaps []model.Gap
	for i := range r.Apps {
		total += unknownsOf(r.Apps[i])
		gaps = append(gaps, r.Apps[i].Model.Unknowns...)
	}
	if total == 0 {
		return
	}
	slices.SortStableFunc(gaps, func(a, b model.Gap) int { return cmp.Compare(b.Uses, a.Uses) })
	t.line("")
	t.line(t.opts.bold(count(total, "unknown")))
	for i, g := range gaps {
		if i == mostUnknowns {
			break
		}
		t.gap(g)
	}
	t.rest(total - min(len(gaps), mostUnknowns))
}
