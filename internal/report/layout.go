package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/finding"
)

// line writes a line; of several empty ones the first.
func (t *textReport) line(text string) {
	text = strings.TrimRight(text, " ")
	if text == "" && t.blank {
		return
	}
	t.blank = text == ""
	t.out.WriteString(text + "\n")
}

// entry writes text and then a place, in as many lines as the width takes.
func (t *textReport) entry(indent int, text, place string) {
	t.styled(indent, text, place, func(text string) string { return text })
}

// styled is an entry whose text has a style. A place is kept whole, so that it can be clicked on.
func (t *textReport) styled(indent int, text, place string, style func(string) string) {
	margin := strings.Repeat(" ", indent)
	lines := []string{text}
	if t.opts.Width > 0 {
		lines = wrap(text, max(t.opts.Width-indent, narrowest))
	}
	for i, l := range lines {
		lines[i] = style(l)
	}
	last := len(lines) - 1
	for _, l := range lines[:last] {
		t.line(margin + l)
	}
	switch {
	case place == "" || lines[last] == "":
		t.line(margin + lines[last] + place)
	case t.opts.Width == 0 || indent+lipgloss.Width(lines[last])+2+lipgloss.Width(place) <= t.opts.Width:
		t.line(margin + lines[last] + "  " + place)
	default:
		t.line(margin + lines[last])
		t.line(margin + place)
	}
}

// hanging writes text behind what it begins with, and a place behind it, in as many lines as the width takes.
func (t *textReport) hanging(lead, text, place string) {
	t.hangingStyled(lead, text, place, func(text string) string { return text })
}

func (t *textReport) hangingStyled(lead, text, place string, style func(string) string) {
	indent := lipgloss.Width(lead)
	lines := []string{text}
	if t.opts.Width > 0 {
		lines = wrap(text, max(t.opts.Width-indent, narrowest))
	}
	last := len(lines) - 1
	for i, l := range lines {
		l = style(l)
		if i == last && place != "" && (t.opts.Width == 0 || indent+lipgloss.Width(l)+2+lipgloss.Width(place) <= t.opts.Width) {
			l, place = l+"  "+place, ""
		}
		t.line(lead + l)
		lead = strings.Repeat(" ", indent)
	}
	if place != "" {
		t.line(lead + place)
	}
}

// narrowest is the room that text gets in however narrow a terminal.
const narrowest = 20

// columns are the widths of the rules and of the places in a list: one list for all groups, so that the eye finds them.
type columns struct{ rule, place int }

func (c *columns) fit(rule, place string) {
	c.rule, c.place = max(c.rule, len(rule)), max(c.place, lipgloss.Width(Clean(place)))
}

func (c *columns) of(list []finding.Finding) {
	for _, f := range list {
		c.fit(f.Rule, f.At.String())
	}
}

// narrowMessage is the least room for what is wrong beside the other columns: with less, it gets lines of its own.
const narrowMessage = 44

// row writes severity, rule, what and file:line, as wide as the terminal.
func (t *textReport) row(c columns, s finding.Severity, rule, message, at string) {
	t.cells(c, "  "+t.opts.severity(s)+"  ", rule, message, at)
}

// cells writes a row that begins in some way. Where the terminal is narrow, what is wrong comes first, and the rule and
// the place below it.
func (t *textReport) cells(c columns, lead, rule, message, at string) {
	place, indent := t.opts.place(at), lipgloss.Width(lead)
	room := t.opts.Width - indent - c.rule - c.place - 4
	switch {
	case t.opts.Width == 0:
		t.line(lead + pad(rule, c.rule) + "  " + message + "  " + place)
	case room < narrowMessage:
		for i, l := range wrap(message, max(t.opts.Width-indent, narrowest)) {
			t.line(map[bool]string{true: lead, false: strings.Repeat(" ", indent)}[i == 0] + l)
		}
		t.styled(indent, rule, place, t.opts.faint)
	default:
		lines := wrap(message, room)
		t.line(lead + pad(rule, c.rule) + "  " + pad(lines[0], room) + "  " + place)
		for _, l := range lines[1:] {
			t.line(strings.Repeat(" ", indent+c.rule+2) + l)
		}
	}
}
