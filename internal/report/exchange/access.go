package exchange

import (
	"fmt"
	"io"
	"strings"

	"github.com/sconce-dev/sconce/internal/report"
)

// accessMarker is the first line of a comment, by which a later run finds the one to replace.
const accessMarker = "<!-- sconce iam diff -->"

// signs are what the signs of lines mean.
var signs = map[string]string{"+": "**may now**", "-": "may not any more", "?": "not known"}

// AccessDiff writes which access a change adds and removes as a comment on a pull request.
func AccessDiff(w io.Writer, d report.AccessDiff) error {
	m := comment{}
	m.add(accessMarker + "\n### " + span(d.Summary()) + "\n")
	left := 0
	for _, a := range d.Words() {
		var b strings.Builder
		b.WriteString("\n" + span(a.Name))
		for _, note := range a.Notes {
			b.WriteString(" · " + span(note))
		}
		b.WriteString("\n\n| | | | |\n|---|---|---|---|\n")
		for _, l := range a.Lines {
			text := []string{column(l.Text)}
			for _, detail := range l.Details {
				text = append(text, column(detail))
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", signs[l.Sign], column(l.Level), strings.Join(text, "<br>"), column(l.At))
		}
		if !m.fits(b.String()) {
			left++
		}
	}
	if left > 0 {
		m.add(fmt.Sprintf("\n%d more are not shown here: a comment has no room for them.\n", left))
	}
	for _, n := range d.Notes {
		m.add("\nNot compared: " + span(n) + "\n")
	}
	_, err := io.WriteString(w, m.text.String())
	return err
}
