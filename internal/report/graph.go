package report

import "io"

// GraphSchema names the version of the graph document.
const GraphSchema = "sconce.graph/v1"

// Graph is the document of a drawing, which internal/report/drawing fills.
type Graph struct {
	Schema string     `json:"schema"`
	Since  string     `json:"since,omitempty"`
	Notes  []string   `json:"notes,omitempty"`
	Apps   []GraphApp `json:"apps"`
	Errors []refusal  `json:"errors"`
}

// GraphApp is one application.
type GraphApp struct {
	ID    string      `json:"id"`
	Nodes []GraphNode `json:"nodes"`
	Edges []GraphEdge `json:"edges"`
}

// GraphNode is an element, or everything of a kind.
type GraphNode struct {
	ID       string         `json:"id"`
	Zone     string         `json:"zone"`
	Kind     string         `json:"kind"`
	Label    string         `json:"label"`
	Note     string         `json:"note"`
	Stack    string         `json:"stack"`
	Trigger  string         `json:"trigger,omitempty"`
	Class    string         `json:"class,omitempty"`
	Open     bool           `json:"open"`
	File     string         `json:"file"`
	Line     int            `json:"line"`
	Findings map[string]int `json:"findings"`
	Change   string         `json:"change,omitempty"`
}

// GraphEdge is a way for control or data to go.
type GraphEdge struct {
	From     string     `json:"from"`
	To       string     `json:"to"`
	Kinds    []string   `json:"kinds"`
	Wide     bool       `json:"wide"`
	Open     bool       `json:"open"`
	Need     string     `json:"need,omitempty"`
	Unneeded []string   `json:"unneeded,omitempty"`
	Lacks    []string   `json:"lacks,omitempty"`
	Via      []GraphVia `json:"via"`
	Calls    []GraphVia `json:"calls,omitempty"`
	Change   string     `json:"change,omitempty"`
}

// GraphVia is what makes an edge so.
type GraphVia struct {
	ID   string `json:"id"`
	File string `json:"file"`
	Line int    `json:"line"`
}

// WriteGraph writes a document of GraphSchema.
func WriteGraph(w io.Writer, doc Graph, refused []error) error {
	doc.Schema, doc.Errors = GraphSchema, list(refusals(refused))
	return WriteJSON(w, doc)
}
