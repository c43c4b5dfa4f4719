package report

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// group is the findings about one function, or about something else.
type group struct {
	key      string // what it is about: two stacks may have functions of the same name
	title    string
	note     string // what kind of thing it is, or which functions it concerns
	place    string
	findings []finding.Finding
}

// ofApplication is the group of what concerns no function in particular.
var ofApplication = group{key: "application", title: "application"}

// groupFindings puts findings under the function that they concern, those of several functions
// under what these share, and the rest under the application. The worst group comes first.
func groupFindings(app scan.App) []group {
	index := map[string]int{}
	var groups []group
	for _, f := range app.Findings {
		g := groupOf(app.Model, f)
		i, ok := index[g.key]
		if !ok {
			i = len(groups)
			index[g.key] = i
			groups = append(groups, g)
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

// groupOf is the group that a finding belongs to, without its findings.
func groupOf(m *model.App, f finding.Finding) group {
	if f.Resource == m.ID {
		return ofApplication // answered once for all of it
	}
	switch len(f.Functions) {
	case 0:
		return ofApplication
	case 1:
		if function, ok := m.Function(f.Functions[0]); ok {
			return group{key: function.ID, title: model.LocalName(function.ID), note: joinNotes(function.Path, madeBy(function.Library), function.Runtime.TextOr("")), place: function.At.String()}
		}
		return ofApplication
	}
	return group{key: f.Resource, title: model.LocalName(f.Resource), note: joinNotes(m.PathOf(f.Resource), "concerns "+several(f.Functions))}
}

// joinNotes puts the notes that there are beside one another.
func joinNotes(notes ...string) string {
	return strings.Join(slices.DeleteFunc(notes, func(n string) bool { return n == "" }), "  ")
}

func madeBy(library string) string {
	if library == "" {
		return ""
	}
	return "made by " + library
}

// several names functions, the first few of many.
func several(ids []string) string { return someOf(each(ids, model.LocalName)) }

// someOf names a few and counts the rest.
func someOf(names []string) string {
	const most = 3
	text := strings.Join(names[:min(most, len(names))], ", ")
	if len(names) > most {
		text += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return text
}
