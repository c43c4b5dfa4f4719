package model

// EdgeKind says what flows along an edge.
type EdgeKind string

// The kinds of edge.
const (
	EdgeInvokes   EdgeKind = "invokes"   // From makes To run
	EdgeTriggers  EdgeKind = "triggers"  // an event in From makes To run
	EdgeReads     EdgeKind = "reads"     // From may read To
	EdgeWrites    EdgeKind = "writes"    // From may change To
	EdgePublishes EdgeKind = "publishes" // From may send to To
	EdgeEgress    EdgeKind = "egress"    // From may reach To outside the application
	EdgeGuards    EdgeKind = "guards"    // From looks at what comes to To, and may refuse it
)

// Internet is the id of everybody: the start of every public route's edge.
const Internet = "internet"

// Edge is one way for control or data to go from one element to another.
type Edge struct {
	From string // element id, or Internet
	To   string
	Kind EdgeKind
	Via  string // id of what makes it so: the grant, the event source, the route
	At   Location
	Wide bool // the grant behind it is on everything: it does not mean To in particular

	Called bool // a call in the code of From means To, and no grant names it; Via is From
}
