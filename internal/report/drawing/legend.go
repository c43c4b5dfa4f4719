package drawing

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

const (
	legendRow   = 22.0  // the height of a line
	legendRoom  = 18.0  // above and below the lines
	leastLegend = 480.0 // of a drawing: the legend has to fit
)

// legend says what the strokes mean, of those of needs only what is drawn. It stands below the drawing, in as many lines
// as there is room for, and answers how high it is.
func (s *svg) legend(top, room float64) (string, float64) {
	var out strings.Builder
	x, y := 0.0, 0.0
	entry := func(mark func(x, y float64) string, lead float64, words string) {
		width := lead + float64(len(words))*perSmall + 22
		if x > 0 && x+width > room {
			x, y = 0, y+legendRow
		}
		out.WriteString(mark(x, y) + `<text x="` + number(x+lead) + `" y="` + number(y+12) + `">` + words + "</text>")
		x += width
	}
	stroke := func(class, head, words string) {
		entry(func(x, y float64) string {
			start := ""
			if strings.HasSuffix(class, "missing") {
				start = `marker-start="url(#a-missing)" `
			}
			return `<path class="` + class + `" ` + start + `marker-end="url(#a-` + head + `)" d="M` + number(x) + " " + number(y+8) + "H" + number(x+30) + `"/>`
		}, 37, words)
	}
	stroke("e e-invokes", "invokes", "makes run")
	stroke("e e-writes", "writes", "may write")
	stroke("e e-publishes", "publishes", "may send")
	stroke("e e-reads", "reads", "may read")
	stroke("e e-runs-as", "runs-as", "runs as")
	if s.has(func(e *Edge) bool { return slices.Contains(e.Kinds, model.EdgeGuards) }) {
		stroke("e e-guards", "guards", "guards")
	}
	stroke("e e-writes wide", "writes", "by a grant on everything")
	if s.has(func(e *Edge) bool { return e.Need == Needed || e.Need == Unneeded }) {
		stroke("e e-reads needed", "reads", "a call needs it")
		stroke("e e-reads unneeded", "reads", "no call needs it")
	}
	if s.has(func(e *Edge) bool { return len(e.Lacks) > 0 }) {
		stroke("e e-reads missing", "reads", "called, and not allowed")
	}
	entry(func(x, y float64) string {
		return `<rect class="openmark" x="` + number(x) + `" y="` + number(y+1) + `" width="22" height="14" rx="4"/>`
	}, 29, "open to the internet")
	return `<g class="legend" transform="translate(` + number(margin) + " " + number(top+8) + `)">` + out.String() + "</g>\n", y + legendRow + legendRoom
}

// has reports whether the drawing has an edge that is so.
func (s *svg) has(so func(*Edge) bool) bool {
	for i := range s.d.Edges {
		if so(&s.d.Edges[i]) {
			return true
		}
	}
	return false
}
