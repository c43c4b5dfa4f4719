package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// withoutLibraries takes out of an application what was found in that which libraries made.
func withoutLibraries(app scan.App) (scan.App, []finding.Finding) {
	var own, made []finding.Finding
	for _, f := range app.Findings {
		if f.Apart() {
			made = append(made, f)
		} else {
			own = append(own, f)
		}
	}
	app.Findings = own
	return app, made
}

// apart shows, per library, what was found in that which the library made by itself: in one line, or
// in full with --verbose.
func (t *textReport) apart(m *model.App, made []finding.Finding) {
	by := map[string][]finding.Finding{}
	for _, f := range made {
		by[f.Library] = append(by[f.Library], f)
	}
	for _, library := range slices.Sorted(maps.Keys(by)) {
		list := by[library]
		t.line("")
		text := fmt.Sprintf("made by %s: %s in %s", Clean(library), count(len(list), "finding"), things(m, list))
		if t.opts.Verbose {
			t.line(t.opts.bold(text))
			var c columns
			c.of(list)
			t.findings(c, list)
			continue
		}
		t.entry(0, t.opts.faint(text+" ("+severities(list)+"), --verbose shows them"), "")
	}
}

// unknownsOf counts what the author may want to make known: not what is unknown of what libraries made.
func unknownsOf(app scan.App) int {
	n := len(app.Model.Unknowns)
	for _, u := range app.Unknown {
		if u.Library == "" {
			n++
		}
	}
	return n
}

// things says in how many helper functions findings are, or else in how many other things.
func things(m *model.App, list []finding.Finding) string {
	functions, others := map[string]bool{}, map[string]bool{}
	for _, f := range list {
		helper := false
		for _, id := range f.Functions {
			if function, ok := m.Function(id); ok && function.Library != "" {
				functions[id], helper = true, true
			}
		}
		if !helper {
			others[f.Resource] = true
		}
	}
	var parts []string
	if len(functions) > 0 {
		parts = append(parts, count(len(functions), "helper function"))
	}
	if len(others) > 0 {
		parts = append(parts, count(len(others), "other resource"))
	}
	return strings.Join(parts, " and ")
}

// severities counts findings by severity, worst first.
func severities(list []finding.Finding) string {
	counts := map[finding.Severity]int{}
	for _, f := range list {
		counts[f.Severity]++
	}
	var parts []string
	for s := finding.Critical; s >= finding.Info; s-- {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	return strings.Join(parts, ", ")
}
