package report

import (
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/aymanbagabas/go-udiff"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// Diff writes the changes of a directory as one patch that git apply and patch take. Before each file
// stands, as a comment that both pass over, which findings its changes mend and what of the model they
// touch. The prefix is the way from where the patch is applied to the directory.
func Diff(w io.Writer, f *scan.Fixes, prefix string, style Style) error {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		for _, m := range f.Mended {
			if m.Proposal.Edits[0].File == name {
				b.WriteString(style.faint("# "+mendedText(m)) + "\n")
			}
		}
		b.WriteString(patch(path.Join(prefix, name), f.Files[name], style))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mendedText says what a change mends and touches.
func mendedText(m scan.Mended) string {
	var touched []string
	for _, mark := range m.Proposal.Footprint {
		text := model.LocalName(mark.Element)
		if mark.Path != "" {
			text += "." + strings.TrimPrefix(mark.Path, "/")
		}
		if len(mark.Actions) > 0 {
			text += " (may do " + strings.Join(mark.Actions, ", ") + ")"
		}
		if !slices.Contains(touched, text) {
			touched = append(touched, text)
		}
	}
	var also []string
	for _, f := range m.Also {
		also = append(also, f.Rule)
	}
	text := m.Finding.Rule + ": " + m.Finding.Message
	if len(also) > 0 {
		text += ". Also mends " + strings.Join(also, ", ")
	}
	return Clean(text + ". Touches " + strings.Join(touched, ", "))
}

// patch is the unified diff of one file.
func patch(name string, c scan.Change, style Style) string {
	text := udiff.Unified("a/"+name, "b/"+name, string(c.Before), string(c.After))
	if !style.Color {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "+"):
			line = style.render(lipgloss.NewStyle().Foreground(lipgloss.Green), line)
		case strings.HasPrefix(line, "-"):
			line = style.render(lipgloss.NewStyle().Foreground(lipgloss.Red), line)
		default:
			line = style.faint(line)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// Offer writes one change to be asked about: what it mends, why, what to know, and its diff.
func Offer(w io.Writer, m scan.Mended, rule *check.Rule, style Style) error {
	t := textReport{opts: TextOptions{Style: style}}
	t.line("")
	t.line(t.opts.bold(m.Finding.Rule) + "  " + strings.TrimRight(t.opts.severity(m.Finding.Severity), " ") + "  " + t.opts.place(m.Finding.At.String()))
	t.entry(0, Clean(sentence(m.Finding.Message)), "")
	t.entry(0, rule.Why, "")
	if m.Proposal.Note != "" {
		t.entry(0, "Note: "+m.Proposal.Note, "")
	}
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		t.out.WriteString(patch(name, m.Files[name], style))
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

// FixSummary says how much was mended, what to know about it, and why the rest was not: by rule, or
// verbosely by finding.
func FixSummary(w io.Writer, f *scan.Fixes, opts TextOptions, wrote bool) error {
	t := textReport{opts: opts}
	done := "can be mended: --write does it"
	if wrote {
		done = "mended"
	}
	if len(f.Mended) > 0 {
		mended := 0
		for _, m := range f.Mended {
			mended += 1 + len(m.Also)
		}
		t.entry(0, fmt.Sprintf("%s in %s %s.", count(mended, "finding"), count(len(f.Files), "file"), done), "")
	}
	notes := map[string]bool{}
	for _, m := range f.Mended {
		if m.Proposal.Note != "" && !notes[m.Proposal.Note] {
			notes[m.Proposal.Note] = true
			t.entry(2, m.Finding.Rule+": "+m.Proposal.Note, "")
		}
	}
	if len(f.Left) == 0 {
		if len(f.Mended) == 0 {
			t.line("Nothing to mend.")
		}
		_, err := io.WriteString(w, t.out.String())
		return err
	}
	t.entry(0, count(len(f.Left), "finding")+" left to you:", "")
	for _, l := range leftLines(f, opts.Verbose) {
		first, rest, _ := strings.Cut(l, "\n")
		t.entry(2, Clean(first), "")
		for line := range strings.Lines(rest) { // as it is to be written
			t.line("      " + Clean(strings.TrimRight(line, "\r\n")))
		}
	}
	if !opts.Verbose {
		t.line(t.opts.faint("  --verbose says why for each, and what to write"))
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

// leftLines are the findings that were not mended, or how many of each rule.
func leftLines(f *scan.Fixes, verbose bool) []string {
	var out []string
	rules := byID(f.Before.Rules)
	if verbose {
		for _, l := range f.Left {
			text := l.Text
			if text == "" {
				text = rules[l.Finding.Rule].Remedy
			}
			if text = " " + text; strings.Contains(text, "\n") {
				text = "\n" + text[1:]
			}
			out = append(out, fmt.Sprintf("%s  %s: %s. Not done: %s. By hand:%s", l.Finding.At, l.Finding.Rule, l.Finding.Message, l.Reason, text))
		}
		return out
	}
	counts := map[string]int{}
	for _, l := range f.Left {
		counts[l.Finding.Rule]++
	}
	for _, rule := range f.Before.Rules {
		if counts[rule.ID] > 0 {
			out = append(out, fmt.Sprintf("%4d  %s", counts[rule.ID], rule.ID))
		}
	}
	return out
}
