package drawing

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
)

// Style is how a drawing looks, in light and dark: for a file of its own, or for the page that it stands in.
//
//go:embed drawing.css
var Style string

// Themed is a style in which "@dark SELECTOR{...}" says what differs in the dark, as CSS: for what the reader's system
// prefers, and with a switch for what the attribute data-theme of the page says.
func Themed(style string, with bool) string {
	return darkRule.ReplaceAllStringFunc(style, func(rule string) string {
		rule = strings.TrimPrefix(rule, "@dark ")
		if !with {
			return "@media (prefers-color-scheme:dark){" + rule + "}"
		}
		inner, root := rule, strings.HasPrefix(rule, ":root")
		if root {
			inner = strings.TrimPrefix(rule, ":root")
		} else {
			inner = " " + inner
		}
		return "@media (prefers-color-scheme:dark){:root:not([data-theme=light])" + inner + "}\n:root[data-theme=dark]" + inner
	})
}

var darkRule = regexp.MustCompile(`@dark [^}]*\}`)

// SVG writes a drawing that is placed as a file of its own.
func SVG(w io.Writer, d *Drawing) error {
	s := &svg{d: d}
	width := max(d.Width, leastLegend)
	legend, legendHeight := s.legend(d.Height, width-2*margin)
	height := d.Height + legendHeight
	s.add(`<svg xmlns="http://www.w3.org/2000/svg" width="` + number(width) + `" height="` + number(height) + `" viewBox="0 0 ` + number(width) + " " + number(height) + `" role="img" class="drawing alone">` + "\n")
	s.add("<title>" + text(d.App) + "</title>\n<desc>" + text(d.Summary()) + "</desc>\n<style>" + Themed(Style, false) + "</style>\n")
	s.defs()
	s.add(`<rect class="ground" width="100%" height="100%"/>` + "\n")
	s.body()
	s.add(legend, "</svg>\n")
	_, err := io.WriteString(w, s.out.String())
	return err
}

// Inner is a drawing that is placed as the content of an svg element of a page: nodes have data-n and edges data-e, their
// places in the drawing.
func Inner(d *Drawing) string {
	s := &svg{d: d, page: true}
	s.body()
	return s.out.String()
}

// Defs are what drawings of a page share: icons and the heads of arrows.
func Defs() string {
	s := &svg{}
	s.defs()
	return s.out.String()
}

// Summary says in a sentence what a drawing shows.
func (d *Drawing) Summary() string {
	counts := map[Zone]int{}
	open := 0
	for i := range d.Nodes {
		n := &d.Nodes[i]
		if n.Kind != KindEvery {
			counts[n.Zone] += max(n.Count, 1)
		}
		if n.Open && n.Zone == ZoneFunction {
			open += max(n.Count, 1)
		}
	}
	var parts []string
	for _, list := range columns {
		for _, z := range list {
			if counts[z] > 0 && z != ZoneInternet {
				parts = append(parts, strings.ToLower(z.Title())+" "+strconv.Itoa(counts[z]))
			}
		}
	}
	return strings.Join(parts, ", ") + fmt.Sprintf("; %d of the functions can be made to run by anybody on the internet", open)
}

type svg struct {
	d    *Drawing
	page bool
	out  strings.Builder
}

func (s *svg) add(parts ...string) {
	for _, p := range parts {
		s.out.WriteString(p)
	}
}

// text is what a template says as text of XML.
func text(t string) string { return html.EscapeString(strings.ToValidUTF8(report.Clean(t), "?")) }

// looks are the ways that an edge can look: by the kind that says most.
var looks = []model.EdgeKind{model.EdgeWrites, model.EdgePublishes, model.EdgeInvokes, model.EdgeReads, model.EdgeGuards, RunsAs}

func look(k model.EdgeKind) model.EdgeKind {
	switch k {
	case model.EdgeTriggers:
		return model.EdgeInvokes
	case model.EdgeEgress:
		return model.EdgeReads
	case model.EdgeReads, model.EdgeWrites, model.EdgePublishes, model.EdgeInvokes, model.EdgeGuards, RunsAs:
	}
	return k
}

func (s *svg) defs() {
	s.add("<defs>\n")
	for _, k := range slices.Sorted(maps.Keys(icons)) {
		s.add(`<symbol id="i-`, k, `" viewBox="0 0 16 16">`, icons[k], "</symbol>\n")
	}
	for _, k := range looks {
		s.add(`<marker id="a-`, string(k), `" class="head e-`, string(k), `" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5 8 4 0 7.5z"/></marker>`+"\n")
	}
	s.add(`<marker id="a-missing" class="head missing" viewBox="0 0 10 10" refX="-2" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse"><path d="M1 1 9 9M9 1 1 9"/></marker>` + "\n</defs>\n")
}

func (s *svg) body() {
	for _, b := range s.d.Boxes {
		if b.Heading {
			s.add(`<text class="zone" x="`, number(b.X), `" y="`, number(b.Y), `">`, text(b.Title), "</text>\n")
			continue
		}
		s.add(`<g class="frame"><rect x="`, number(b.X), `" y="`, number(b.Y), `" width="`, number(b.W), `" height="`, number(b.H), `" rx="10"/><text x="`, number(b.X+11), `" y="`, number(b.Y+16), `">`,
			text(fit(b.Title, b.W-20, perSmall)), "</text></g>\n")
	}
	s.add(`<g class="edges">` + "\n")
	for i := range s.d.Edges {
		s.edge(i)
	}
	s.add(`</g><g class="nodes">` + "\n")
	for i := range s.d.Nodes {
		s.node(i)
	}
	s.add("</g>\n")
}

func (s *svg) edge(i int) {
	e := &s.d.Edges[i]
	kind := look(e.Kinds[0])
	class := "e e-" + string(kind)
	if e.Wide {
		class += " wide"
	}
	start := ""
	if e.Need == Needed || e.Need == Unneeded {
		class += " " + string(e.Need)
	}
	if len(e.Lacks) > 0 {
		class += " missing"
		start = `marker-start="url(#a-missing)" `
	}
	if e.Change != Same {
		class += " " + string(e.Change)
	}
	s.add(`<path class="`, class, `" `, start, `marker-end="url(#a-`, string(kind), `)" d="`, e.Path, `"`)
	if s.page {
		s.add(` data-e="`, strconv.Itoa(i), `"/>`+"\n")
		return
	}
	s.add("><title>", text(s.says(e)), "</title></path>\n")
}

// says is an edge in words.
func (s *svg) says(e *Edge) string {
	t := model.LocalName(e.From) + " " + strings.Join(e.Words(), ", ") + " " + model.LocalName(e.To)
	if e.Change != Same {
		t = string(e.Change) + ": " + t
	}
	return t
}

func (s *svg) node(i int) {
	n := &s.d.Nodes[i]
	class := "n z-" + string(n.Zone)
	if n.Kind == KindEvery || n.Kind == KindGroup {
		class += " k-" + n.Kind
	}
	if n.Open {
		class += " open"
	}
	if n.Change != Same {
		class += " " + string(n.Change)
	}
	s.add(`<g class="`, class, `" transform="translate(`, number(n.X), " ", number(n.Y), `)"`)
	if s.page {
		s.add(` data-n="`, strconv.Itoa(i), `" tabindex="-1" role="button" aria-label="`, text(Describe(n)), `">`)
	} else {
		s.add("><title>", text(Describe(n)+"\n"+n.At.String()), "</title>")
	}
	room := n.W - nodePadding
	worst, total := Worst(n.Found)
	if total > 0 {
		room -= 32
	}
	note := n.Note
	if n.Class != "" {
		note += ", " + n.Class + " data"
	}
	y := "23"
	if note != "" {
		y = "16.5"
	}
	s.add(`<rect class="body" width="`, number(n.W), `" height="`, number(n.H), `" rx="8"/><rect class="tile" x="4" y="4" width="30" height="`, number(n.H-8), `" rx="6"/><use href="#i-`, Icon(n), `" x="11" y="11" width="16" height="16"/>`)
	s.add(`<text class="label" x="42" y="`, y, `">`, text(fit(n.Label, room, perRune)), "</text>")
	if note != "" {
		s.add(`<text class="note" x="42" y="29.5">`, text(fit(note, room, perSmall)), "</text>")
	}
	if total > 0 {
		count := strconv.Itoa(total)
		width := 10 + 7*float64(len(count))
		s.add(`<g class="badge s-`, worst.String(), `" transform="translate(`, number(n.W-width-8), ` 11)"><rect width="`, number(width), `" height="16" rx="8"/><text x="`, number(width/2), `" y="12">`, count, "</text></g>")
	}
	s.add("</g>\n")
}

// Describe is a node in words, for those who hear it.
func Describe(n *Node) string {
	t := n.Label
	if n.Note != "" {
		t += ", " + n.Note
	}
	if n.Class != "" {
		t += ", " + n.Class + " data"
	}
	if n.Open {
		t += ", open to the internet"
	}
	if worst, total := Worst(n.Found); total > 0 {
		t += ", " + strconv.Itoa(total) + map[bool]string{true: " finding", false: " findings"}[total == 1] + ", the worst " + worst.String()
	}
	return t
}

// Worst is the worst severity that is found, and how many findings there are.
func Worst(found map[finding.Severity]int) (worst finding.Severity, total int) {
	for s, n := range found {
		worst, total = max(worst, s), total+n
	}
	return worst, total
}

// fit shortens a text to a width.
func fit(t string, room, per float64) string {
	runes := []rune(t)
	most := max(int(room/per), 4)
	if len(runes) <= most {
		return t
	}
	return string(runes[:most-1]) + "…"
}
