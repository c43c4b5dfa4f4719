package drawing

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/report"
)

// DOT writes drawings as one graph of Graphviz (https://graphviz.org/doc/info/lang.html), for those who lay it out
// themselves.
func DOT(w io.Writer, drawings []*Drawing) error {
	var b strings.Builder
	b.WriteString("digraph sconce {\n  rankdir=LR\n  node [shape=box, style=rounded, fontname=\"sans-serif\"]\n  edge [fontname=\"sans-serif\", fontsize=10]\n")
	nodes := 0
	for k, d := range drawings {
		at := map[string]string{}
		fmt.Fprintf(&b, "  subgraph cluster_app%d {\n    label=%s\n", k, dotted(d.App))
		for _, part := range d.parts() {
			fmt.Fprintf(&b, "    subgraph cluster_%d_%s {\n      label=%s\n", k, part.zone, dotted(part.zone.Title()))
			for _, i := range part.nodes {
				n := &d.Nodes[i]
				at[n.ID] = "n" + strconv.Itoa(nodes)
				nodes++
				color := dotColor[n.Change]
				if n.Open && n.Change == Same {
					color = `, color="#d92d20"`
				}
				fmt.Fprintf(&b, "      %s [label=%s%s]\n", at[n.ID], dotted(n.Label), color)
			}
			b.WriteString("    }\n")
		}
		b.WriteString("  }\n")
		for i := range d.Edges {
			e := &d.Edges[i]
			style := dotColor[e.Change]
			switch {
			case len(e.Lacks) > 0:
				style += ", arrowhead=tee"
			case e.Need == Unneeded:
				style += ", style=dotted"
			case e.Wide:
				style += ", style=dashed"
			case e.Need == Needed:
				style += ", style=bold"
			}
			fmt.Fprintf(&b, "  %s -> %s [label=%s%s]\n", at[e.From], at[e.To], dotted(strings.Join(e.short(), ", ")), style)
		}
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

var dotColor = map[Change]string{Added: ", penwidth=2, color=green", Removed: ", penwidth=2, color=red"}

// dotted is a quoted text of DOT, in which only quotes and backslashes mean something.
func dotted(t string) string {
	t = strings.ToValidUTF8(report.Clean(t), "?")
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(t) + `"`
}
