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
	text = Clean(text)
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
