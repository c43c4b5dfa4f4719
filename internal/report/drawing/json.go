package drawing

import (
	"io"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
)

// Told is what a document says beside its drawings.
type Told struct {
	Since   string   // the revision that it is compared with
	Notes   []string // what could not be compared
	Refused []error
}

// JSON writes drawings as a document of report.GraphSchema.
func JSON(w io.Writer, drawings []*Drawing, t Told) error {
	doc := report.Graph{Since: t.Since, Notes: t.Notes, Apps: []report.GraphApp{}}
	for _, d := range drawings {
		view := report.GraphApp{ID: d.App, Nodes: []report.GraphNode{}, Edges: []report.GraphEdge{}}
		for i := range d.Nodes {
			n := &d.Nodes[i]
			view.Nodes = append(view.Nodes, report.GraphNode{
				ID: n.ID, Zone: string(n.Zone), Kind: n.Kind, Label: n.Label, Note: n.Note, Stack: n.Stack, Trigger: n.Trigger, Class: n.Class, Open: n.Open,
				File: n.At.File, Line: n.At.Line, Findings: named(n.Found), Change: string(n.Change),
			})
		}
		for i := range d.Edges {
			e := &d.Edges[i]
			ev := report.GraphEdge{From: e.From, To: e.To, Kinds: kindNames(e.Kinds), Wide: e.Wide, Open: e.Open, Need: string(e.Need), Unneeded: kindNames(e.Unneeded), Lacks: e.Lacks, Via: sources(e.Via), Calls: sources(e.Calls), Change: string(e.Change)}
			view.Edges = append(view.Edges, ev)
		}
		doc.Apps = append(doc.Apps, view)
	}
	return report.WriteGraph(w, doc, t.Refused)
}

func sources(list []Source) []report.GraphVia {
	out := make([]report.GraphVia, len(list))
	for i, s := range list {
		out[i] = report.GraphVia{ID: s.ID, File: s.At.File, Line: s.At.Line}
	}
	return out
}

func kindNames(kinds []model.EdgeKind) []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	return out
}

func named(found map[finding.Severity]int) map[string]int {
	out := make(map[string]int, len(found))
	for s, n := range found {
		out[s.String()] = n
	}
	return out
}
