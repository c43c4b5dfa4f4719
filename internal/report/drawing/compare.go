package drawing

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// Compare is the drawing of what differs between two times: nodes and edges that were added or removed, and the nodes
// that such an edge joins. Either may be nil, where the application was not there.
func Compare(before, after *Drawing) *Drawing {
	was, now := edgeKinds(before), edgeKinds(after)
	out := &Drawing{}
	used := map[string]bool{}
	edges := func(d *Drawing, other map[[2]string][]model.EdgeKind, change Change) {
		if d == nil {
			return
		}
		out.App = d.App
		for _, e := range d.Edges {
			there := other[[2]string{e.From, e.To}]
			e.Kinds = slices.DeleteFunc(slices.Clone(e.Kinds), func(k model.EdgeKind) bool { return slices.Contains(there, k) })
			if len(e.Kinds) > 0 {
				e.Change = change
				used[e.From], used[e.To] = true, true
				out.Edges = append(out.Edges, e)
			}
		}
	}
	edges(before, now, Removed)
	edges(after, was, Added)
	old, current := ids(before), ids(after)
	nodes := func(d *Drawing, here, there map[string]bool, change Change) {
		if d == nil {
			return
		}
		for _, n := range d.Nodes {
			if there[n.ID] && (change == Removed || !used[n.ID]) { // those of both times once
				continue
			}
			if n.Change = change; there[n.ID] && here[n.ID] {
				n.Change = Same
			}
			out.Nodes = append(out.Nodes, n)
		}
	}
	nodes(before, old, current, Removed)
	nodes(after, current, old, Added)
	return out
}

func edgeKinds(d *Drawing) map[[2]string][]model.EdgeKind {
	out := map[[2]string][]model.EdgeKind{}
	if d != nil {
		for _, e := range d.Edges {
			out[[2]string{e.From, e.To}] = e.Kinds
		}
	}
	return out
}

func ids(d *Drawing) map[string]bool {
	out := map[string]bool{}
	if d != nil {
		for i := range d.Nodes {
			out[d.Nodes[i].ID] = true
		}
	}
	return out
}
