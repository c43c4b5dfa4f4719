package drawing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
)

// ByStack and ByTrigger are what functions are grouped by.
func ByStack(n *Node) string { return n.Stack }

// ByTrigger groups functions by what makes them run.
func ByTrigger(n *Node) string { return n.Trigger }

// Grouped is a drawing in which functions that have something in common are one node, called what they have in
// common ("stack orders"), with their ways in and the things of a zone beside them. Who runs as what is left out.
func Grouped(d *Drawing, what string, by func(*Node) string) *Drawing {
	g := &grouping{d: d, at: d.index(), out: &Drawing{App: d.App}, to: map[string][]string{}, nodes: map[string]int{}}
	g.functions(what, by)
	g.others()
	merged := map[[2]string]int{}
	for i := range d.Edges {
		e := &d.Edges[i]
		for _, from := range g.to[e.From] {
			for _, to := range g.to[e.To] {
				if from != to && e.Kinds[0] != RunsAs {
					g.join(merged, from, to, e)
				}
			}
		}
	}
	return g.out
}

type grouping struct {
	d, out *Drawing
	at     map[string]int
	to     map[string][]string // by node of d: the nodes that stand for it
	nodes  map[string]int
}

// functions makes the groups, and lets a role and a route stand in those of their functions.
func (g *grouping) functions(what string, by func(*Node) string) {
	for i := range g.d.Nodes {
		if n := &g.d.Nodes[i]; n.Kind == KindFunction {
			key := cmp.Or(by(n), "other")
			g.put(what+" "+key, n, Node{Zone: ZoneFunction, Label: key})
		}
	}
	for i := range g.d.Edges {
		e := &g.d.Edges[i]
		from, to := &g.d.Nodes[g.at[e.From]], &g.d.Nodes[g.at[e.To]]
		switch {
		case from.Kind == KindFunction && to.Kind == KindRole:
			for _, id := range g.to[from.ID] {
				if !slices.Contains(g.to[to.ID], id) {
					g.to[to.ID] = append(g.to[to.ID], id)
				}
			}
		case from.Kind == KindRoute && to.Kind == KindFunction && len(g.to[from.ID]) == 0:
			g.put("ways in to "+g.to[to.ID][0], from, Node{Zone: ZoneEntry, Label: "ways in", Group: string(ZoneEntry)})
		}
	}
}

// others are the things of a zone in a stack; what is alone stands for itself.
func (g *grouping) others() {
	for i := range g.d.Nodes {
		n := &g.d.Nodes[i]
		switch {
		case len(g.to[n.ID]) > 0 || n.Kind == KindFunction || n.Kind == KindRole:
		case n.Kind == KindInternet || n.Kind == KindEvery:
			g.put(n.ID, n, *n)
		default:
			g.put(string(n.Zone)+" of "+n.Stack, n, Node{Zone: n.Zone, Group: string(n.Zone)})
		}
	}
	for i := range g.out.Nodes {
		n := &g.out.Nodes[i]
		if n.Kind == KindInternet || n.Kind == KindEvery {
			continue
		}
		if len(n.Members) == 1 {
			one := g.d.Nodes[g.at[n.Members[0]]]
			one.ID, one.Members, one.Group = n.ID, n.Members, n.Group
			g.out.Nodes[i] = one
			continue
		}
		what := g.kindsIn(n.Members)
		switch {
		case n.Zone == ZoneFunction:
			n.Note = what
		case n.Zone == ZoneEntry && n.Label != "":
			n.Label, n.Note = fmt.Sprintf("%d ways in", len(n.Members)), n.Stack
		default:
			n.Label, n.Note = what, n.Stack
		}
	}
}

// kindsIn counts what is in a group: "3 tables, 1 bucket".
func (g *grouping) kindsIn(members []string) string {
	var kinds []string
	counts := map[string]int{}
	for _, id := range members {
		kind := strings.ReplaceAll(g.d.Nodes[g.at[id]].Kind, "-", " ")
		if counts[kind]++; counts[kind] == 1 {
			kinds = append(kinds, kind)
		}
	}
	for i, kind := range kinds {
		if kinds[i] = fmt.Sprintf("%d %s", counts[kind], kind); counts[kind] > 1 {
			kinds[i] += "s"
		}
	}
	return strings.Join(kinds, ", ")
}

// put lets a node of the new drawing stand for one of the old.
func (g *grouping) put(id string, n *Node, as Node) {
	i, there := g.nodes[id]
	if !there {
		i = len(g.out.Nodes)
		g.nodes[id] = i
		as.ID, as.Stack = id, n.Stack
		if as.Kind == "" {
			as.Kind, as.Found = KindGroup, nil
		}
		g.out.Nodes = append(g.out.Nodes, as)
	}
	of := &g.out.Nodes[i]
	of.Members, of.Count, of.Open = append(of.Members, n.ID), of.Count+1, of.Open || n.Open
	if of.Class == "" {
		of.Class = n.Class
	}
	if of.Kind == KindGroup {
		of.about = append(of.about, n.about...)
		of.Found = count(of.about)
	}
	g.to[n.ID] = append(g.to[n.ID], id)
}

func (g *grouping) join(merged map[[2]string]int, from, to string, e *Edge) {
	key := [2]string{from, to}
	i, there := merged[key]
	if !there {
		i = len(g.out.Edges)
		merged[key] = i
		g.out.Edges = append(g.out.Edges, Edge{From: from, To: to, Wide: true})
	}
	without := *e
	without.Via, without.Calls = nil, nil // of many nodes: nobody reads them
	g.out.Edges[i].merge(&without)
}

// mark is a finding as it is counted: once, however many nodes of a group it concerns.
type mark struct {
	finding  int
	severity finding.Severity
}

func count(marks []mark) map[finding.Severity]int {
	seen := map[int]finding.Severity{}
	for _, m := range marks {
		seen[m.finding] = m.severity
	}
	out := map[finding.Severity]int{}
	for _, s := range seen {
		out[s]++
	}
	return out
}

// Part is what some functions have to do with: their ways in, roles, and what they may touch.
func Part(d *Drawing, functions []string) *Drawing {
	own := map[string]bool{}
	for _, id := range functions {
		own[id] = true
	}
	at := d.index()
	for i := range d.Edges {
		e := &d.Edges[i]
		if e.Kinds[0] == RunsAs && own[e.From] {
			own[e.To] = true
		}
		if own[e.To] && d.Nodes[at[e.From]].Kind == KindRoute {
			own[e.From] = true
		}
	}
	out, used := &Drawing{App: d.App}, maps.Clone(own)
	for i := range d.Edges {
		e := &d.Edges[i]
		from := d.Nodes[at[e.From]].Kind
		foreign := (from == KindFunction || from == KindRole) && !own[e.From] // of others only what these make run counts
		if (own[e.From] || own[e.To]) && !foreign {
			used[e.From], used[e.To] = true, true
			out.Edges = append(out.Edges, *e)
		}
	}
	for i := range d.Nodes {
		if used[d.Nodes[i].ID] {
			out.Nodes = append(out.Nodes, d.Nodes[i])
		}
	}
	return out
}
