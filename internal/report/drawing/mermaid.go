package drawing

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
)

// Mermaid writes drawings as one flowchart, which GitHub and GitLab show in Markdown. What a template calls things
// becomes the content of a quoted label and nothing else (https://mermaid.js.org/syntax/flowchart.html, "Special
// characters that break syntax").
func Mermaid(w io.Writer, drawings []*Drawing) error {
	m := flowchart{classes: map[string][]string{}, changed: map[Change][]string{}}
	m.line("flowchart LR")
	for i, d := range drawings {
		if len(drawings) > 1 {
			m.line("  subgraph app", strconv.Itoa(i), "[", quoted(d.App), "]")
		}
		at := m.nodesOf(d)
		if len(drawings) > 1 {
			m.line("  end")
		}
		m.edgesOf(d, at)
	}
	for _, class := range []string{classOpen, string(Added), string(Removed)} {
		if nodes := m.classes[class]; len(nodes) > 0 {
			m.line("  class ", strings.Join(nodes, ","), " ", class)
		}
	}
	for _, c := range []Change{Added, Removed} {
		if edges := m.changed[c]; len(edges) > 0 {
			m.line("  linkStyle ", strings.Join(edges, ","), " stroke:", map[Change]string{Added: "#15803d", Removed: "#b42318"}[c], ",stroke-width:3px")
		}
	}
	m.line("  classDef open stroke:#d92d20,stroke-width:2px")
	m.line("  classDef added stroke:#15803d,stroke-width:3px")
	m.line("  classDef removed stroke:#b42318,stroke-width:3px,stroke-dasharray:5 4")
	_, err := io.WriteString(w, m.text.String())
	return err
}

// classOpen is of nodes that are open to the internet.
const classOpen = "open"

// flowchart is the text so far.
type flowchart struct {
	text         strings.Builder
	classes      map[string][]string // nodes
	changed      map[Change][]string // edges, by their numbers
	nodes, edges int
}

func (m *flowchart) line(parts ...string) {
	for _, p := range parts {
		m.text.WriteString(p)
	}
	m.text.WriteByte('\n')
}

// nodesOf writes the nodes by zone, and answers what each is called.
func (m *flowchart) nodesOf(d *Drawing) map[string]string {
	at := map[string]string{}
	for _, part := range d.parts() {
		if part.zone != ZoneInternet {
			m.line("  subgraph z", strconv.Itoa(m.nodes), "[", quoted(part.zone.Title()), "]")
		}
		for _, i := range part.nodes {
			n := &d.Nodes[i]
			id := "n" + strconv.Itoa(m.nodes)
			m.nodes++
			at[n.ID] = id
			m.line("    ", id, shape(n))
			switch {
			case n.Change != Same:
				m.classes[string(n.Change)] = append(m.classes[string(n.Change)], id)
			case n.Open:
				m.classes[classOpen] = append(m.classes[classOpen], id)
			}
		}
		if part.zone != ZoneInternet {
			m.line("  end")
		}
	}
	return at
}

func (m *flowchart) edgesOf(d *Drawing, at map[string]string) {
	for i := range d.Edges {
		e := &d.Edges[i]
		m.line("  ", at[e.From], " ", arrow(e), " ", at[e.To])
		if e.Change != Same {
			m.changed[e.Change] = append(m.changed[e.Change], strconv.Itoa(m.edges))
		}
		m.edges++
	}
}

// shape is a node's label in the shape that says what it is.
func shape(n *Node) string {
	label := n.Label
	if n.Note != "" && n.Kind != KindFunction {
		label += " (" + n.Note + ")"
	}
	t := quoted(label)
	switch n.Zone {
	case ZoneInternet:
		return "((" + t + "))"
	case ZoneEntry, ZoneFront:
		return ">" + t + "]"
	case ZoneRole:
		return "([" + t + "])"
	case ZoneMessage:
		return "[[" + t + "]]"
	case ZoneData:
		return "[(" + t + ")]"
	case ZoneSecret:
		return "{{" + t + "}}"
	case ZoneFunction, ZoneOther:
	}
	return "[" + t + "]"
}

// arrow is the stroke of an edge, with what it says where that is not plain.
func arrow(e *Edge) string {
	words := e.short()
	if e.Change != Same {
		words = append([]string{string(e.Change)}, words...)
	}
	line := "-->"
	switch {
	case len(e.Lacks) > 0:
		line = "--x"
	case e.Wide, e.Need == Unneeded, e.Change == Removed:
		line = "-.->"
	case e.Kinds[0] == model.EdgeWrites:
		line = "==>"
	}
	if len(words) > 0 {
		line += "|" + quoted(strings.Join(words, ", ")) + "|"
	}
	return line
}

// short is what an edge says that is not plain from where it leads, in few words.
func (e *Edge) short() []string {
	var words []string
	for _, kind := range e.Kinds {
		if kind == model.EdgeInvokes || kind == RunsAs || e.Need == Missing {
			continue
		}
		word := strings.TrimPrefix(Verb(kind), "may ")
		if slices.Contains(e.Unneeded, kind) {
			word += " (not needed)"
		}
		words = append(words, word)
	}
	if len(e.Lacks) > 0 {
		words = append(words, "not allowed: "+strings.Join(e.Lacks, " "))
	}
	return words
}

// quoted is a label of Mermaid: every character that could end it, or begin Markdown, HTML or an entity, is written as
// an entity by its number.
func quoted(t string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(report.Clean(t), "?") {
		if r > unicode.MaxASCII || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -./,()+", r) {
			b.WriteRune(r)
		} else {
			b.WriteString("#" + strconv.Itoa(int(r)) + ";")
		}
	}
	b.WriteByte('"')
	return b.String()
}
