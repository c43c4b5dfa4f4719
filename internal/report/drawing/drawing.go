// Package drawing makes a drawing of an application: what is in it as nodes, in zones from the internet on the
// left to the data on the right, and edges by what flows along them. A model and what was found in it go in; SVG,
// Mermaid, DOT and JSON come out.
//
// Parallel edges are merged. A function gets at things through its role, so the edges of its grants begin at the
// role; a grant on everything of a kind leads to one node that says so, and not to each thing that happens to be
// there.
package drawing

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// Zone is where a node stands, from left to right.
type Zone string

// The zones.
const (
	ZoneInternet Zone = "internet"
	ZoneFront    Zone = "front"     // what stands before the ways in: distributions, firewalls
	ZoneEntry    Zone = "entry"     // ways in: routes, schedules
	ZoneFunction Zone = "functions" // code
	ZoneRole     Zone = "roles"     // who it runs as
	ZoneMessage  Zone = "messages"  // queues, topics, streams, buses, workflows
	ZoneData     Zone = "data"      // tables, buckets, databases
	ZoneSecret   Zone = "secrets"   // secrets, parameters, keys
	ZoneOther    Zone = "other"
)

// Title is what a zone is called.
func (z Zone) Title() string {
	switch z {
	case ZoneInternet:
		return "Internet"
	case ZoneFront:
		return "In front"
	case ZoneEntry:
		return "Ways in"
	case ZoneFunction:
		return "Functions"
	case ZoneRole:
		return "Roles"
	case ZoneMessage:
		return "Queues and events"
	case ZoneData:
		return "Data"
	case ZoneSecret:
		return "Secrets and keys"
	case ZoneOther:
	}
	return "Other"
}

// columns are the zones from left to right; those of one column stand below one another.
var columns = [][]Zone{
	{ZoneInternet}, {ZoneFront}, {ZoneEntry}, {ZoneFunction}, {ZoneRole}, {ZoneMessage, ZoneData, ZoneSecret, ZoneOther},
}

// The kinds of node beside those of resources.
const (
	KindInternet = "internet"
	KindRoute    = "route"
	KindFunction = "function"
	KindRole     = "role"
	KindEvery    = "every" // everything of a kind, or everything: what a grant on * is about
	KindGroup    = "group" // several nodes of a larger drawing
)

// Change says what became of a node or an edge since another time.
type Change string

// The changes.
const (
	Same    Change = ""
	Added   Change = "added"
	Removed Change = "removed"
)

// Need says whether the code, or the platform that runs it, needs what a grant allows.
type Need string

// The answers.
const (
	NeedNone    Need = ""        // no grant makes the edge
	NeedUnknown Need = "unknown" // no call is known that takes it, and not all calls are known
	Needed      Need = "needed"
	Unneeded    Need = "unneeded"
	Missing     Need = "missing" // calls take it, and nothing allows it
)

// Node is an element of the application, or several of one kind.
type Node struct {
	ID      string
	Zone    Zone
	Kind    string // of this package, or a model.ResourceKind
	Label   string
	Note    string   // a second, smaller line
	Stack   string   // which part of the application it belongs to
	Group   string   // nodes of a zone that stand together
	Trigger string   // of a function: what makes it run
	Count   int      // of elements, where it stands for several
	Members []string // of a group: the ids of its nodes
	Open    bool     // anybody on the internet gets here
	Class   string   // of the data in it, where its tags say so
	At      model.Location
	Found   map[finding.Severity]int
	Change  Change

	about []mark // the findings that are counted

	X, Y, W, H float64 // of its upper left corner, and its size: Place sets them
}

// Edge is a way for control or data to go between two nodes.
type Edge struct {
	From, To string
	Kinds    []model.EdgeKind // in the order of order
	Wide     bool             // only by grants on everything
	Open     bool             // anybody on the internet gets along here
	Need     Need
	Unneeded []model.EdgeKind // of its kinds those that no call takes
	Lacks    []string         // actions that calls take and that nothing allows
	Via      []Source
	Calls    []Source // what takes it: a function, and the line
	Change   Change
	Path     string // of SVG: Place sets it

	needs map[model.EdgeKind]Need // of each kind
}

// Source is what makes an edge so, and where it is written.
type Source struct {
	ID string
	At model.Location
}

// RunsAs is the kind of edge from a function to its role. The model has none: there it is a property.
const RunsAs model.EdgeKind = "runs-as"

// order is how much a kind of edge says: of merged edges the first decides how they look.
var order = []model.EdgeKind{
	model.EdgeWrites, model.EdgePublishes, model.EdgeInvokes, model.EdgeTriggers, model.EdgeReads, model.EdgeEgress, model.EdgeGuards, RunsAs,
}

// Verb is what a kind of edge says.
func Verb(k model.EdgeKind) string {
	switch k {
	case model.EdgeReads:
		return "may read"
	case model.EdgeWrites:
		return "may write"
	case model.EdgePublishes:
		return "may send"
	case RunsAs:
		return "runs as"
	case model.EdgeInvokes, model.EdgeTriggers, model.EdgeEgress, model.EdgeGuards:
	}
	return string(k)
}

// Words are what an edge says: of each kind what it is, and whether a call needs it.
func (e *Edge) Words() []string {
	var words []string
	for _, kind := range e.Kinds {
		switch {
		case e.Need == Missing:
		case slices.Contains(e.Unneeded, kind):
			words = append(words, Verb(kind)+" (no call needs it)")
		default:
			words = append(words, Verb(kind))
		}
	}
	if len(e.Lacks) > 0 {
		words = append(words, "calls "+strings.Join(e.Lacks, " and ")+", which nothing allows, on")
	}
	return words
}

// Drawing is a drawing of one application.
type Drawing struct {
	App           string
	Nodes         []Node
	Edges         []Edge
	Boxes         []Box // around nodes that stand together: Place sets them
	Width, Height float64
	Missing       int // elements that were left out because there are too many
}

// Box is a frame around nodes, or a zone's heading where it has no height.
type Box struct {
	Title      string
	X, Y, W, H float64
	Heading    bool
}

// index is the place of each node by id.
func (d *Drawing) index() map[string]int {
	at := make(map[string]int, len(d.Nodes))
	for i := range d.Nodes {
		at[d.Nodes[i].ID] = i
	}
	return at
}

// part is the nodes of one zone, by their places.
type part struct {
	zone  Zone
	nodes []int
}

// parts are the nodes by zone, from left to right.
func (d *Drawing) parts() []part {
	by := map[Zone][]int{}
	for i := range d.Nodes {
		by[d.Nodes[i].Zone] = append(by[d.Nodes[i].Zone], i)
	}
	var out []part
	for _, zones := range columns {
		for _, z := range zones {
			if len(by[z]) > 0 {
				out = append(out, part{z, by[z]})
			}
		}
	}
	return out
}
