package exchange

import (
	"fmt"
	"html"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

const (
	mostMarkdown = 65_536 // characters of a comment on GitHub; they are counted as bytes here, which is never more
	mostWorst    = 10     // rows of the first table
	longest      = 600    // characters of one text
	marker       = "<!-- sconce scan -->"
)

// Markdown writes a scan as a comment on a pull request: how much of what, the worst in a table, and everything by
// function, folded. What would make it too long for a comment is left out, and counted. The first line is a marker
// by which a later run finds the comment to replace.
func Markdown(w io.Writer, r *scan.Result, o Options) error {
	m := comment{Options: o, rules: r.Rules, index: rulesByID(r.Rules)}
	m.add(marker + "\n" + m.summary(r))
	m.add(m.worst(r))
	m.add(m.unread(r.Refused))
	left := 0
	for _, g := range m.groups(r) {
		if !m.fits(m.details(g)) {
			left += len(g.findings)
		}
	}
	if left > 0 {
		m.add(fmt.Sprintf("\n%s not shown here: a comment has no room for more.\n", plural(left, "finding")))
	}
	if n := unknowns(r); n > 0 {
		m.add(fmt.Sprintf("\n%s: `sconce scan --verbose` says what is not known, and why.\n", plural(n, "unknown")))
	}
	_, err := io.WriteString(w, m.text.String())
	return err
}

type comment struct {
	Options
	rules []*check.Rule
	index map[string]int
	text  strings.Builder
}

// bundle is the findings about one function or another element.
type bundle struct {
	app      scan.App
	id       string
	findings []finding.Finding
}

func (m *comment) add(text string) { m.text.WriteString(text) }

// fits adds text if it leaves room for the last lines.
func (m *comment) fits(text string) bool {
	const last = 300
	if m.text.Len()+len(text)+last > mostMarkdown {
		return false
	}
	m.add(text)
	return true
}

// summary is the heading and the numbers.
func (m *comment) summary(r *scan.Result) string {
	counts, total, apart := map[finding.Severity]int{}, 0, 0
	for _, app := range r.Apps {
		list := own(app)
		apart += len(app.Findings) - len(list)
		total += len(list)
		for _, f := range list {
			counts[f.Severity]++
		}
	}
	title := "nothing found"
	if total > 0 {
		title = severities(counts)
	}
	text := "## sconce: " + title + "\n\n" + fmt.Sprintf("%s in %s of %s, %s asked.", plural(total, "finding"),
		plural(r.Stats.Functions, "function"), plural(len(r.Apps), "application"), plural(r.Stats.Rules, "rule"))
	if apart > 0 {
		text += fmt.Sprintf(" %s in what libraries made.", plural(apart, "more finding"))
	}
	if m.Fixes != nil && len(m.Fixes.Mended) > 0 {
		text += fmt.Sprintf(" `sconce fix` can mend %d of them.", len(m.Fixes.Mended))
	}
	return text + "\n"
}

func severities(counts map[finding.Severity]int) string {
	var parts []string
	for s := finding.Critical; s >= finding.Info; s-- {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	return strings.Join(parts, ", ")
}

// worst is the table of the worst findings.
func (m *comment) worst(r *scan.Result) string {
	var all []finding.Finding
	for _, app := range r.Apps {
		for _, f := range own(app) {
			f.At = at(app.Model, f.At)
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return ""
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Severity > all[j].Severity })
	var b strings.Builder
	b.WriteString("\n| severity | what | of | where |\n|---|---|---|---|\n")
	for _, f := range all[:min(mostWorst, len(all))] {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Severity, m.link(f.Rule), column(model.LocalName(subject(f))), column(m.place(f.At)))
	}
	return b.String()
}

// link is the title of a rule, which leads to its page.
func (m *comment) link(rule string) string {
	return "[" + m.rules[m.index[rule]].Title + "](" + page(rule) + ")"
}

func (m *comment) unread(refused []error) string {
	if len(refused) == 0 {
		return ""
	}
	text := "\n**" + plural(len(refused), "template") + " could not be read:**\n\n"
	for i, err := range refused {
		if i == mostWorst {
			return text + fmt.Sprintf("- and %d more\n", len(refused)-i)
		}
		l, message := refusal(err)
		text += "- " + span(m.place(l)+" "+message) + "\n"
	}
	return text
}

// groups are the findings by what they are about, the worst first.
func (m *comment) groups(r *scan.Result) []bundle {
	var out []bundle
	for _, app := range r.Apps {
		begin := len(out)
		for _, f := range own(app) {
			i := begin + slices.IndexFunc(out[begin:], func(g bundle) bool { return g.id == subject(f) })
			if i < begin {
				i = len(out)
				out = append(out, bundle{app: app, id: subject(f)})
			}
			out[i].findings = append(out[i].findings, f)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].findings[0].Severity > out[j].findings[0].Severity })
	return out
}

// details is a group, folded. Within the summary there is HTML and no Markdown.
func (m *comment) details(g bundle) string {
	counts := map[finding.Severity]int{}
	for _, f := range g.findings {
		counts[f.Severity]++
	}
	name := model.LocalName(g.id)
	if g.id == g.app.Model.ID || name == "" {
		name = g.app.Model.ID
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary><code>%s</code> %s</summary>\n\n", html.EscapeString(report.Clean(cut(name, 120))), severities(counts))
	for i, f := range g.findings {
		if b.Len() > mostMarkdown/4 {
			fmt.Fprintf(&b, "- and %d more\n", len(g.findings)-i)
			break
		}
		fmt.Fprintf(&b, "- **%s** %s %s [%s](%s)\n", f.Severity, span(sentence(f, g.app.Envs)), span(m.place(at(g.app.Model, f.At))), f.Rule, page(f.Rule))
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

func unknowns(r *scan.Result) int {
	n := 0
	for _, app := range r.Apps {
		n += len(app.Model.Unknowns) + len(app.Unknown)
	}
	return n
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// span is text as code: within it nothing is a mention, a link, HTML or an emphasis. Its fence is longer than any
// run of backticks in the text (CommonMark 6.1).
func span(text string) string {
	text = strings.TrimSpace(report.Clean(cut(text, longest)))
	if text == "" {
		return ""
	}
	run, longestRun := 0, 0
	for _, r := range text {
		if run++; r != '`' {
			run = 0
		}
		longestRun = max(longestRun, run)
	}
	if longestRun == 0 {
		return "`" + text + "`"
	}
	fence := strings.Repeat("`", longestRun+1)
	return fence + " " + text + " " + fence
}

// column is a span within a table, where a bar would begin the next column even in code.
func column(text string) string { return span(strings.ReplaceAll(cut(text, 120), "|", "¦")) }
