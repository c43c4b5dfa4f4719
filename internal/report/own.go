package report

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// own tells what the scanned repository set aside of its own findings. It is never left out.
func (t *textReport) own(r *scan.Result) {
	o := &r.Own
	for _, w := range o.Expired {
		t.line("")
		t.entry(0, t.opts.render(severityStyles[finding.High], "suppression expired on "+w.Expires)+"  "+waiverText(w), Clean(w.At.String()))
	}
	for _, err := range o.Refused {
		t.line("")
		t.entry(0, t.opts.render(severityStyles[finding.Medium], "not suppressed")+"  "+Clean(err.Error()), "")
	}
	for _, w := range o.Unused {
		t.line("")
		t.entry(0, t.opts.render(severityStyles[finding.Medium], "unused suppression")+"  "+waiverText(w), Clean(w.At.String()))
	}
	if t.opts.Verbose {
		t.accepted(r)
	}
	if text := OwnText(o); text != "" {
		t.line("")
		t.entry(0, t.opts.bold(text), "")
	}
}

func waiverText(w scan.Waiver) string {
	text := Clean(w.String()) + ": " + Clean(w.Reason)
	if w.Owner != "" {
		text += " (" + Clean(w.Owner) + ")"
	}
	if w.Findings > 0 {
		text += ", " + count(w.Findings, "finding")
	}
	return text
}

// OwnText says in one sentence what the scanned repository set aside, "" where the repository says nothing.
func OwnText(o *scan.Own) string {
	var parts []string
	add := func(n int, text string) {
		if n > 0 {
			parts = append(parts, text)
		}
	}
	add(o.Suppressed, count(o.Suppressed, "finding")+" suppressed")
	add(o.Skipped, count(o.Skipped, "finding")+" of rules that it skips")
	add(o.Changed, count(o.Changed, "finding")+" with another severity")
	add(len(o.LeftOut), count(len(o.LeftOut), "template")+" left out")
	add(o.Parameters, count(o.Parameters, "parameter")+" set")
	add(len(o.Baseline), "compares with "+Clean(o.Baseline))
	add(len(o.FailOn), "fails at "+o.FailOn)
	switch {
	case len(parts) > 0:
	case o.File != "":
		parts = []string{"nothing suppressed"}
	default:
		return ""
	}
	source := "the templates"
	if o.File != "" {
		source = Clean(o.File)
	}
	return "This directory's own configuration (" + source + "): " + strings.Join(parts, ", ") + ". --no-config scans without it."
}

// accepted lists what is suppressed, and why.
func (t *textReport) accepted(r *scan.Result) {
	var list []finding.Finding
	for _, app := range r.Apps {
		list = append(list, app.Accepted...)
	}
	if len(list) == 0 {
		return
	}
	t.line("")
	t.line(t.opts.bold("suppressed"))
	var c columns
	c.of(list)
	for _, f := range list {
		t.row(c, f.Severity, f.Rule, Clean(f.Message), f.At.String())
		text := Clean(f.Suppression.Reason)
		if f.Suppression.Owner != "" {
			text += " (" + Clean(f.Suppression.Owner) + ")"
		}
		if f.Suppression.Expires != "" {
			text += ", until " + f.Suppression.Expires
		}
		t.styled(severityWidth, text, t.opts.place(f.Suppression.At.String()), t.opts.faint)
	}
}

// since tells what became of the findings that were known before.
func (t *textReport) since(s *scan.Since) {
	if s == nil {
		return
	}
	if len(s.Gone) > 0 {
		t.line("")
		t.line(t.opts.bold(count(len(s.Gone), "finding") + " gone"))
	}
	for i, e := range s.Gone {
		if i == mostUnknowns && !t.opts.Verbose {
			t.rest(len(s.Gone) - i)
			break
		}
		t.entry(2, Clean(e.Rule+"  "+e.Message), t.opts.faint(Clean(e.File)))
	}
	for _, note := range s.Notes {
		t.line("")
		t.entry(0, t.opts.render(severityStyles[finding.Medium], "not compared")+"  "+Clean(note), "")
	}
	t.line("")
	t.entry(0, t.opts.bold(sinceText(s)), "")
}

func sinceText(s *scan.Since) string {
	text := plural(s.Known, "known finding is", "known findings are") + " in the baseline " + Clean(s.Name)
	if s.Diff {
		text = plural(s.Known, "finding was", "findings were") + " at " + Clean(s.Name) + " already"
	}
	text += fmt.Sprintf(", %d new", s.New)
	if s.Worse > 0 {
		text += fmt.Sprintf(", %d worse than before", s.Worse)
	}
	return text + fmt.Sprintf(", %d gone.", len(s.Gone))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
