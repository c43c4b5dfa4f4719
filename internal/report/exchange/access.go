package exchange

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/report"
)

// accessMarker is the first line of a comment, by which a later run finds the one to replace.
const accessMarker = "<!-- sconce iam diff -->"

// signs are what the signs of lines mean.
var signs = map[string]string{"+": "**may now**", "-": "may not any more", "?": "not known"}

// AccessDiff writes which access a change adds and removes as a comment on a pull request: who gains, the most dangerous first,
// and folded who only loses.
func AccessDiff(w io.Writer, d report.AccessDiff) error {
	m := comment{}
	m.add(accessMarker + "\n### ")
	if len(d.Actors) == 0 {
		m.add("No access was added or removed")
	} else {
		m.add("Access: " + d.Counts())
	}
	m.add("\n\nsince " + span(d.Revision) + "\n")
	actors := d.Words()
	lose := slices.IndexFunc(actors, func(a report.ChangedActor) bool { return a.Loses() })
	if lose < 0 {
		lose = len(actors)
	}
	left := 0
	for _, a := range actors[:lose] {
		if !m.fits(changed(&a)) {
			left++
		}
	}
	if rest := actors[lose:]; len(rest) > 0 && m.fits(fmt.Sprintf("\n<details><summary>%d that only lose access</summary>\n", len(rest))) {
		for _, a := range rest {
			if !m.fits(changed(&a)) {
				left++
			}
		}
		m.add("\n</details>\n")
	} else {
		left += len(rest)
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

// changed is what an actor may do now, or not any more, as a table.
func changed(a *report.ChangedActor) string {
	var b strings.Builder
	b.WriteString("\n**" + span(a.Name) + "**")
	for _, note := range a.Notes {
		b.WriteString(" · " + bare(note))
	}
	b.WriteString("\n\n| | | | |\n|---|---|---|---|\n")
	for _, l := range a.Lines {
		text := []string{column(l.Text)}
		for _, detail := range l.Details {
			text = append(text, column(detail))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", signs[l.Sign], bare(l.Level), strings.Join(text, "<br>"), column(l.At))
	}
	return b.String()
}

// harmless is text that says the same in Markdown: nothing in it is an emphasis, a link, a mention or HTML.
var harmless = regexp.MustCompile(`^[A-Za-z0-9]+( [A-Za-z0-9]+,?| [+-][0-9]+| %)*$`)

// bare is text as it is where that is harmless, else a span.
func bare(text string) string {
	if harmless.MatchString(text) {
		return text
	}
	return span(text)
}
