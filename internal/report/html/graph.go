package html

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/drawing"
)

// appData is an application as the script draws it. A large one has many views of the same nodes and edges, so these
// stand in it once, and a view says where each is.
type appData struct {
	ID    string     `json:"id"`
	Nodes []nodeData `json:"nodes"`
	Edges []edgeData `json:"edges"`
	Views []viewData `json:"views"`
}

type viewData struct {
	Name    string  `json:"name"`
	Summary string  `json:"summary"`
	Width   float64 `json:"w"`
	Height  float64 `json:"h"`
	Nodes   []spot  `json:"nodes"`
	Edges   []way   `json:"edges"`
	Boxes   []frame `json:"boxes"`
}

// spot is a node of the application, its place and its width.
type spot struct {
	Node    int
	X, Y, W float64
}

// MarshalJSON writes a list, which is a quarter as long as an object.
func (s spot) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.Node, tenth(s.X), tenth(s.Y), tenth(s.W)})
}

// way is an edge of the application, and its path.
type way struct {
	Edge int
	Path string
}

// MarshalJSON writes a list, like that of a spot.
func (w way) MarshalJSON() ([]byte, error) { return json.Marshal([]any{w.Edge, w.Path}) }

// frame is a box of a drawing; a heading has no height.
type frame struct {
	Title string  `json:"title"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	W     float64 `json:"w"`
	H     float64 `json:"h,omitempty"`
}

type nodeData struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Note    string   `json:"note,omitempty"`
	Kind    string   `json:"kind"`
	Icon    string   `json:"icon"`
	Zone    string   `json:"zone"`
	Class   string   `json:"class,omitempty"`
	Open    bool     `json:"open,omitempty"`
	At      string   `json:"at,omitempty"`
	Members []string `json:"m,omitempty"` // of a group
	Worst   string   `json:"worst,omitempty"`
	Found   int      `json:"n,omitempty"`
}

type edgeData struct {
	From  int              `json:"f"` // among the nodes of the application
	To    int              `json:"t"`
	Kinds []model.EdgeKind `json:"k"`
	Wide  bool             `json:"w,omitempty"`
	Need  string           `json:"n,omitempty"`
	Idle  []model.EdgeKind `json:"u,omitempty"` // kinds that no call needs
	Lacks []string         `json:"m,omitempty"` // actions that calls take and nothing allows
	Via   []string         `json:"v,omitempty"`
	Calls []string         `json:"c,omitempty"`
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// graphs collects the views of an application.
type graphs struct {
	app   appData
	nodes map[string]int // by what is said of them
	edges map[string]int
}

func graphsOf(id string, views []view) appData {
	g := graphs{app: appData{ID: id, Nodes: []nodeData{}, Edges: []edgeData{}}, nodes: map[string]int{}, edges: map[string]int{}}
	for _, v := range views {
		g.view(v)
	}
	return g.app
}

func (g *graphs) view(v view) {
	d := v.drawing
	out := viewData{Name: v.name, Summary: d.Summary(), Width: math.Round(d.Width), Height: math.Round(d.Height), Nodes: []spot{}, Edges: []way{}, Boxes: []frame{}}
	at := map[string]int{}
	for i := range d.Nodes {
		n := &d.Nodes[i]
		at[n.ID] = g.node(n)
		out.Nodes = append(out.Nodes, spot{at[n.ID], n.X, n.Y, n.W})
	}
	for i := range d.Edges {
		e := &d.Edges[i]
		out.Edges = append(out.Edges, way{g.edge(e, at[e.From], at[e.To]), e.Path})
	}
	for _, b := range d.Boxes {
		out.Boxes = append(out.Boxes, frame{report.Clean(b.Title), tenth(b.X), tenth(b.Y), tenth(b.W), tenth(b.H)})
	}
	g.app.Views = append(g.app.Views, out)
}

func (g *graphs) node(n *drawing.Node) int {
	data := nodeData{
		ID: n.ID, Label: report.Clean(n.Label), Note: report.Clean(n.Note), Kind: n.Kind, Icon: drawing.Icon(n), Zone: string(n.Zone), Class: n.Class, Open: n.Open,
		At: report.Clean(n.At.String()), Members: n.Members,
	}
	if worst, total := drawing.Worst(n.Found); total > 0 {
		data.Worst, data.Found = worst.String(), total
	}
	return once(&g.app.Nodes, g.nodes, data)
}

func (g *graphs) edge(e *drawing.Edge, from, to int) int {
	data := edgeData{From: from, To: to, Kinds: e.Kinds, Wide: e.Wide, Idle: e.Unneeded, Lacks: e.Lacks, Via: places(e.Via), Calls: places(e.Calls)}
	if e.Need == drawing.Needed || e.Need == drawing.Unneeded || e.Need == drawing.Missing {
		data.Need = string(e.Need)
	}
	return once(&g.app.Edges, g.edges, data)
}

// places are the first few places of what makes an edge so.
func places(list []drawing.Source) []string {
	var out []string
	for _, s := range list {
		if text := report.Clean(s.At.String()); text != "" && !slices.Contains(out, text) && len(out) < 6 {
			out = append(out, text)
		}
	}
	return out
}

// once is the place of what is in a list, which is put there if it is not.
func once[T any](list *[]T, at map[string]int, data T) int {
	text, _ := json.Marshal(data) // texts, numbers and lists of them
	if i, there := at[string(text)]; there {
		return i
	}
	i := len(*list)
	at[string(text)] = i
	*list = append(*list, data)
	return i
}
