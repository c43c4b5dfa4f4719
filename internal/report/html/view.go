package html

import (
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/drawing"
)

// view is one of the drawings of an application: all of it, groups, or a group's part.
type view struct {
	name    string
	drawing *drawing.Drawing
}

const (
	fewFunctions = 30   // can be looked at together
	mostTogether = 1200 // nodes of one drawing: more are neither read nor moved without effort
	mostNodes    = 4000 // of all drawings: each costs the page some 100 bytes, with its edges
)

// viewsOf are the drawings of an application, the first to be looked at first. A large one is shown by stack and by
// trigger, and each of the groups alone.
func viewsOf(d *drawing.Drawing) []view {
	functions := 0
	for i := range d.Nodes {
		if d.Nodes[i].Kind == drawing.KindFunction {
			functions++
		}
	}
	var out []view
	total := 0
	add := func(name string, d *drawing.Drawing) {
		drawing.Place(d)
		total += len(d.Nodes)
		out = append(out, view{report.Clean(name), d})
	}
	if functions > fewFunctions {
		for _, by := range []struct {
			name string
			of   func(*drawing.Node) string
		}{{"stack", drawing.ByStack}, {"trigger", drawing.ByTrigger}} {
			grouped := drawing.Grouped(d, by.name, by.of)
			if n := groups(grouped); n < 2 || n*2 > functions {
				continue
			}
			add("by "+by.name, grouped)
			for i := range grouped.Nodes {
				if n := &grouped.Nodes[i]; n.Zone == drawing.ZoneFunction && n.Kind == drawing.KindGroup && total < mostNodes {
					add(n.ID, drawing.Part(d, n.Members))
				}
			}
		}
	}
	if len(d.Nodes) <= mostTogether || len(out) == 0 {
		add("everything", d)
	}
	return out
}

// groups counts the nodes that stand for functions.
func groups(d *drawing.Drawing) int {
	n := 0
	for i := range d.Nodes {
		if d.Nodes[i].Zone == drawing.ZoneFunction {
			n++
		}
	}
	return n
}
