package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/finding"
)

// Style is how text looks: plain, or with colours.
type Style struct {
	Color bool
	Width int // columns; 0 for no limit
}

func (s Style) render(style lipgloss.Style, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return style.Render(text)
}

func (s Style) bold(text string) string { return s.render(lipgloss.NewStyle().Bold(true), text) }

func (s Style) faint(text string) string { return s.render(lipgloss.NewStyle().Faint(true), text) }

var severityStyles = map[finding.Severity]lipgloss.Style{
	finding.Critical: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.BrightRed),
	finding.High:     lipgloss.NewStyle().Foreground(lipgloss.Red),
	finding.Medium:   lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	finding.Low:      lipgloss.NewStyle().Foreground(lipgloss.Blue),
	finding.Info:     lipgloss.NewStyle().Faint(true),
}

// severity is the name of a severity in its colour, padded to the widest of them.
func (s Style) severity(sev finding.Severity) string {
	name := sev.String()
	return s.render(severityStyles[sev], name) + strings.Repeat(" ", len("critical")-len(name))
}

// pad fills text up to a width.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
}

// wrap breaks text into lines of at most a width, at spaces.
func wrap(text string, width int) []string {
	if width <= 0 {
		return []string{text}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && lipgloss.Width(line)+1+lipgloss.Width(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
