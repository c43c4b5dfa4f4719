package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

// Example is an input of a rule and what the rule says of it.
type Example struct {
	Name    string   // "switched-off"
	Text    string   // a template
	Records string   // what the provider recorded beside it; "" for nothing
	Answers []string // none where the rule is silent
}

const pageWidth = 118

// RulePage writes a rule as a page of documentation in Markdown: what is wrong, why that matters, what
// to do, an input that it matches and one that only looks so.
func RulePage(w io.Writer, r *check.Rule, bad, good Example) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s. Severity: **%s**. Practice: %s. %s.\n", r.ID, r.Title, r.Severity, r.Practice,
		strings.Join(slices.Concat(r.CWE, r.OWASP), ", "))
	section := func(title, text string) { fmt.Fprintf(&b, "\n## %s\n\n%s\n", title, text) }
	section("Why it matters", folded(r.Why))
	section("What to do", folded(r.Remedy))
	section("Found", bad.shown()+"\n\n"+fenced("text", strings.Join(bad.Answers, "\n")))
	section("Not found", good.shown())
	section("Requirements it gives evidence for", folded(strings.Join(r.Controls, ", ")+"."))
	b.WriteString("\n## Read on\n\n")
	for _, ref := range r.References {
		b.WriteString("- <" + ref + ">\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shown is an example with what was recorded of it.
func (e Example) shown() string {
	out := fenced("yaml", e.Text)
	if e.Records != "" {
		out += "\n\nWith these records (`--cloudtrail`):\n\n" + fenced("json", e.Records)
	}
	return out
}

// RuleIndex writes the list of the rules' pages in Markdown, by practice.
func RuleIndex(w io.Writer, rules []*check.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# The rules\n\n%d rules, by the practice they belong to. `sconce rules ID` shows one in the terminal.\n", len(rules))
	for _, p := range finding.Practices() {
		of := slices.DeleteFunc(slices.Clone(rules), func(r *check.Rule) bool { return r.Practice != p })
		if len(of) == 0 {
			continue
		}
		slices.SortFunc(of, func(a, b *check.Rule) int { return strings.Compare(a.ID, b.ID) })
		fmt.Fprintf(&b, "\n## %s\n\n| rule | severity | what is wrong |\n|---|---|---|\n", p)
		for _, r := range of {
			fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", r.ID, r.ID, r.Severity, r.Title)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func folded(text string) string { return strings.Join(wrap(text, pageWidth), "\n") }

func fenced(language, text string) string {
	return "```" + language + "\n" + strings.TrimSpace(text) + "\n```"
}
