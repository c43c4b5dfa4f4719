package drawing

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// maxEdges is how many edges of an application are looked at: more than the largest has, a second's work for one
// that is made to be large.
const maxEdges = 200_000

// Of is the drawing of an application with what was found in it. Place says where everything stands.
func Of(app *model.App, found []finding.Finding) *Drawing {
	b := &builder{app: app, names: namesOf(app), d: &Drawing{App: app.ID}, nodes: map[string]int{}, merged: map[[2]string]int{}}
	b.elements()
	b.uses = b.usesOf()
	b.edges()
	b.calls()
	b.mark(found)
	slices.SortStableFunc(b.d.Edges, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(b.nodes[x.From], b.nodes[y.From]), cmp.Compare(b.nodes[x.To], b.nodes[y.To]))
	})
	return b.d
}

type builder struct {
	names
	app    *model.App
	d      *Drawing
	nodes  map[string]int    // place in d.Nodes
	merged map[[2]string]int // place in d.Edges
	uses   *uses
}

func (b *builder) add(n Node) {
	if _, there := b.nodes[n.ID]; there || n.ID == "" {
		return
	}
	b.nodes[n.ID] = len(b.d.Nodes)
	n.Class = b.class(n.ID)
	b.d.Nodes = append(b.d.Nodes, n)
}

// elements adds a node for everything that is drawn whether or not an edge leads there.
func (b *builder) elements() {
	anybody := b.app.Exposed(true)
	if slices.ContainsFunc(b.app.Edges, func(e model.Edge) bool { return e.From == model.Internet }) {
		b.add(Node{ID: model.Internet, Zone: ZoneInternet, Kind: KindInternet, Label: "Internet", Note: "anybody", Open: true})
	}
	for i := range b.app.Routes {
		r := &b.app.Routes[i]
		if r.Fixed { // what a browser asks before it asks: it leads to nothing
			continue
		}
		b.add(Node{
			ID: r.ID, Zone: ZoneEntry, Kind: KindRoute, Label: routeLabel(r), Note: routeNote(r), Stack: b.stackOf(cmp.Or(r.Function, r.ID)),
			Group: model.LocalName(r.API), At: r.At, Open: r.Open(),
		})
	}
	for i := range b.app.Functions {
		f := &b.app.Functions[i]
		b.add(Node{
			ID: f.ID, Zone: ZoneFunction, Kind: KindFunction, Label: labelOf(f.ID), Note: functionNote(f), Stack: b.stackOf(f.ID),
			Group: b.stackOf(f.ID), Trigger: b.triggerOf(f), At: f.At, Open: anybody.Has(f.ID),
		})
	}
	for i := range b.app.Identities {
		r := &b.app.Identities[i]
		if stack, name := nested(r.ID); b.used[r.ID] {
			b.add(Node{ID: r.ID, Zone: ZoneRole, Kind: KindRole, Label: name, Note: stack, Stack: b.stackOf(r.ID), At: r.At})
		}
	}
	drawn := b.ends()
	for i := range b.app.Resources {
		r := &b.app.Resources[i]
		if zone, always := zoneOf(r.Kind); always || drawn[r.ID] {
			b.add(Node{
				ID: r.ID, Zone: zone, Kind: string(r.Kind), Label: labelOf(r.ID), Note: strings.ReplaceAll(string(r.Kind), "-", " "),
				Stack: b.stackOf(r.ID), Group: string(r.Kind), At: r.At, Open: anybody.Has(r.ID),
			})
		}
	}
	for _, s := range b.app.Secrets {
		b.add(Node{
			ID: s.ID, Zone: ZoneSecret, Kind: string(model.KindSecret), Label: model.LocalName(s.ID), Note: secretNote(s.Kind),
			Stack: b.stackOf(s.ID), Group: string(model.KindSecret), At: s.At,
		})
	}
}

// ends are the elements that an edge has to do with in particular.
func (b *builder) ends() map[string]bool {
	out := map[string]bool{}
	for i, e := range b.app.Edges {
		if i < maxEdges && !e.Wide && !e.Called {
			out[e.From], out[e.To] = true, true
		}
	}
	return out
}

func (b *builder) edges() {
	for i := range b.app.Functions {
		f := &b.app.Functions[i]
		b.join(f.ID, b.roles[f.ID], RunsAs, Edge{Via: []Source{{ID: b.roles[f.ID], At: f.Role.At}}})
	}
	wide := map[string]map[string][]model.Edge{} // by who may, then by kind of thing
	for i, e := range b.app.Edges {
		if i == maxEdges {
			b.d.Missing = len(b.app.Edges) - maxEdges
			break
		}
		if e.Called {
			continue // calls are drawn below, with their actions
		}
		from := e.From
		if role := b.grants[e.Via]; role != "" && role == b.roles[from] {
			from = role
		}
		if e.Wide && e.From != model.Internet {
			kind := string(b.kinds[e.To])
			if wide[from] == nil {
				wide[from] = map[string][]model.Edge{}
			}
			wide[from][kind] = append(wide[from][kind], e)
			continue
		}
		b.join(from, e.To, e.Kind, Edge{Via: []Source{{ID: e.Via, At: e.At}}, Open: b.open(e), Need: b.need(e)})
	}
	for _, s := range b.app.Secrets {
		for _, reader := range s.Readers {
			b.join(reader, s.ID, model.EdgeReads, Edge{Via: []Source{{ID: s.ID, At: s.At}}})
		}
	}
	for _, from := range slices.Sorted(maps.Keys(wide)) {
		b.wide(from, wide[from])
	}
}

// need says whether the function where an edge of the model begins needs it.
func (b *builder) need(e model.Edge) Need { return b.uses.of(e, b.roles[e.From], b.kinds[e.To]) }

// open reports whether anybody on the internet gets along an edge of the model.
func (b *builder) open(e model.Edge) bool {
	i, drawn := b.nodes[e.From]
	if e.From == model.Internet {
		if i, drawn = b.nodes[e.To]; drawn && b.d.Nodes[i].Kind != KindRoute {
			return true
		}
	}
	return drawn && b.d.Nodes[i].Open
}

// join adds an edge, or what it says to one that is there.
func (b *builder) join(from, to string, kind model.EdgeKind, e Edge) {
	_, begins := b.nodes[from]
	_, ends := b.nodes[to]
	if !begins || !ends || from == to {
		return
	}
	key := [2]string{from, to}
	i, there := b.merged[key]
	if !there {
		i = len(b.d.Edges)
		b.merged[key] = i
		b.d.Edges = append(b.d.Edges, Edge{From: from, To: to, Wide: true})
	}
	e.Kinds = []model.EdgeKind{kind}
	b.d.Edges[i].merge(&e)
}

// manyKinds is of how many kinds of thing somebody may touch all before it is everything.
const manyKinds = 4

// wide draws grants on everything: to a node for everything of a kind, or for everything.
func (b *builder) wide(from string, byKind map[string][]model.Edge) {
	kinds := slices.Sorted(maps.Keys(byKind))
	for _, kind := range kinds {
		zone, _ := zoneOf(model.ResourceKind(kind))
		every := Node{ID: "every " + kind, Zone: zone, Kind: KindEvery, Label: "every " + strings.ReplaceAll(kind, "-", " "), Note: "by a grant on *", Group: kind}
		if kind == string(model.KindFunction) {
			every.Zone = ZoneOther
		}
		if len(kinds) >= manyKinds {
			every = Node{ID: "everything", Zone: ZoneOther, Kind: KindEvery, Label: "everything", Note: "by a grant on *", Group: "everything"}
		}
		b.add(every)
		for _, e := range byKind[kind] {
			b.join(from, every.ID, e.Kind, Edge{Via: []Source{{ID: e.Via, At: e.At}}, Wide: true, Need: b.need(e)})
		}
	}
}

func (b *builder) class(id string) string {
	if r := b.resources[id]; r != nil {
		class, _ := check.ClassOf(b.app, r.Properties)
		return class.Name
	}
	return ""
}

// mark counts findings on the nodes that they are about, and on the functions that they concern.
func (b *builder) mark(found []finding.Finding) {
	for i := range found {
		f := &found[i]
		on := slices.Clone(f.Functions)
		if !slices.Contains(on, f.Resource) {
			on = append(on, f.Resource)
		}
		for _, id := range on {
			if at, drawn := b.nodes[id]; drawn {
				n := &b.d.Nodes[at]
				n.about = append(n.about, mark{i, f.Severity})
			}
		}
	}
	for i := range b.d.Nodes {
		b.d.Nodes[i].Found = count(b.d.Nodes[i].about)
	}
}

func sortKinds(kinds []model.EdgeKind) {
	slices.SortFunc(kinds, func(x, y model.EdgeKind) int { return cmp.Compare(slices.Index(order, x), slices.Index(order, y)) })
}
