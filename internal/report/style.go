package report

import (
	"net/url"
	"path"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/finding"
)

// Style is how text looks: plain, or with colours.
type Style struct {
	Color bool
	Width int    // columns; 0 for no limit
	Root  string // the scanned directory, where places are links to its files; "" for none
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

// place is file:line, which leads to the file in a terminal that has links: OSC 8
// (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
func (s Style) place(at string) string {
	text := s.faint(at)
	i := strings.LastIndexByte(at, ':')
	if s.Root == "" || i <= 0 {
		return text
	}
	target := url.URL{Scheme: "file", Path: path.Join(s.Root, at[:i])}
	return "\x1b]8;;" + target.String() + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

var severityStyles = map[finding.Severity]lipgloss.Style{
	finding.Critical: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.BrightRed),
	finding.High:     lipgloss.NewStyle().Foreground(lipgloss.Red),
	finding.Medium:   lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	finding.Low:      lipgloss.NewStyle().Foreground(lipgloss.Cyan), // blue is not to be read on black
	finding.Info:     lipgloss.NewStyle().Faint(true),
}

// good is how it looks that nothing is wrong.
var good = lipgloss.NewStyle().Foreground(lipgloss.Green)

// severity is the name of a severity in its colour, padded to the widest of them.
func (s Style) severity(sev finding.Severity) string {
	name := sev.String()
	return s.render(severityStyles[sev], name) + strings.Repeat(" ", len("critical")-len(name))
}
