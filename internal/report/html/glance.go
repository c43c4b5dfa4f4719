package html

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

// appPage is an application with its drawing.
type appPage struct {
	ID     string
	Glance []figure
	Counts []severityCount
	Worst  string   // the counts of the worst two severities, for a list of applications
	Views  []string // what they are called
	Shown  *picture // of the application with the worst: its first view; nil of the others
	Empty  bool     // there is nothing to draw
	Needs  bool     // it is known of some edges whether a call needs them
	Lacks  bool     // calls take what nothing allows
	Guards bool     // something looks at what comes in
	Envs   string
}

// picture is a view as it stands in the page, so that something is seen before the script draws, and without it.
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
	shown := 0
	for i := range b.result.Apps {
		app := &b.result.Apps[i]
		page := appPage{ID: app.Model.ID, Glance: glance(app, b.drawings[i]), Counts: counts(app), Worst: worst(counts(app)), Envs: strings.Join(app.Envs, ", ")}
		for _, e := range b.drawings[i].Edges {
			page.Needs = page.Needs || e.Need == drawing.Needed || e.Need == drawing.Unneeded
			page.Lacks = page.Lacks || len(e.Lacks) > 0
			page.Guards = page.Guards || slices.Contains(e.Kinds, model.EdgeGuards)
		}
		for _, v := range b.views[i] {
			page.Views = append(page.Views, v.name)
		}
		page.Empty = len(b.drawings[i].Nodes) == 0
		out = append(out, page)
		if compareCounts(page.Counts, out[shown].Counts) > 0 {
			shown = i
		}
	}
	if len(out) > 0 {
		first := b.views[shown][0].drawing
		out[shown].Shown = &picture{
			Summary: first.Summary(), ViewBox: fmt.Sprintf("0 0 %.0f %.0f", first.Width, first.Height),
			Picture: template.HTML(drawing.Inner(first)), //nolint:gosec // every text in it is escaped
		}
	}
	return out
}

// compareCounts orders what was found, the worst severity first.
func compareCounts(a, b []severityCount) int {
	return slices.CompareFunc(a, b, func(a, b severityCount) int { return cmp.Compare(a.Count, b.Count) })
}

// worst are the counts of the worst two severities that there are.
func worst(counts []severityCount) string {
	var parts []string
	for _, c := range counts {
		if c.Count > 0 && len(parts) < 2 {
			parts = append(parts, fmt.Sprintf("%d %s", c.Count, c.Severity))
		}
	}
	return strings.Join(parts, ", ")
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
func glance(app *scan.App, d *drawing.Drawing) []figure {
	m := app.Model
	open := m.Exposed(true)
	reached, routes, ways := 0, 0, 0
	from := map[string]bool{model.Internet: true}
	for i := range m.Functions {
		if open.Has(m.Functions[i].ID) {
			reached++
			from[m.Functions[i].ID] = true
		}
	}
	for i := range m.Routes {
		switch r := &m.Routes[i]; {
		case r.Fixed: // leads to nothing
		case r.Open():
			routes++
			ways++
		default:
			ways++
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
	out := []figure{
		{number(routes), of(ways), "ways in ask nobody who they are", routes > 0, "routes", ""},
		{number(reached), of(len(m.Functions)), "functions can be made to run by anybody on the internet", reached > 0, "functions", ""},
		{number(len(read)), of(len(stores)), "stores of data that such a function may read", len(read) > 0, "read", ""},
		{number(len(changed)), of(len(stores)), "stores of data that such a function may change", len(changed) > 0, "changed", ""},
		{number(len(told)), of(len(secrets)), "secrets that such a function may read", len(told) > 0, "secrets", ""},
	}
	if idle, granted, known := idleOf(d); known {
		out = append(out, figure{number(idle), of(granted), "ways that grants open, and that no call needs", idle > 0, "unneeded", ""})
	}
	return append(out, figure{number(unknown), "", "questions that could not be answered", unknown > 0, "", "unknowns"})
}

// idleOf counts the edges that grants make, and those of them that nothing needs; known says whether that is known of any.
func idleOf(d *drawing.Drawing) (idle, granted int, known bool) {
	for i := range d.Edges {
		if len(d.Edges[i].Via) == 0 {
			continue // a call makes it
		}
		switch d.Edges[i].Need {
		case drawing.Unneeded:
			idle++
			granted++
			known = true
		case drawing.Needed:
			granted++
			known = true
		case drawing.NeedUnknown:
			granted++
		case drawing.NeedNone, drawing.Missing:
		}
	}
	return idle, granted, known
}
