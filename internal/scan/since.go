package scan

import (
	"errors"
	"slices"

	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
)

// Since is what became of findings that were known before.
type Since struct {
	Name  string // of the baseline, or of the revision
	Diff  bool   // it is a revision
	Known int
	Worse int // that were known and less bad: they count as new
	New   int
	Gone  []baseline.Entry
	Notes []string // what the comparison could not see
}

// All are the findings of all applications, those that are accepted among them where that is asked for.
func (r *Result) All(accepted bool) []finding.Finding {
	var out []finding.Finding
	for i := range r.Apps {
		out = append(out, r.Apps[i].Findings...)
		out = append(out, r.Apps[i].Known...)
		if accepted {
			out = append(out, r.Apps[i].Accepted...)
		}
	}
	return out
}

// Compare sets the findings apart that were known before. What was not asked or could not be read is not
// said to be gone.
func (r *Result) Compare(known *baseline.Document, name string, diff bool) {
	var others []finding.Finding
	for i := range r.Apps {
		others = append(others, r.Apps[i].Accepted...)
		others = append(others, r.Apps[i].Unknown...)
	}
	c := known.Compare(r.All(false), others)
	s := &Since{Name: name, Diff: diff}
	at := 0
	for i := range r.Apps {
		app := &r.Apps[i]
		var fresh []finding.Finding
		for _, f := range app.Findings {
			switch {
			case c.Known[at]:
				s.Known++
				app.Known = append(app.Known, f)
			default:
				if c.Worse[at] {
					s.Worse++
				} else {
					s.New++
				}
				fresh = append(fresh, f)
			}
			at++
		}
		app.Findings = fresh
	}
	for _, e := range c.Gone {
		asked := slices.ContainsFunc(r.Rules, func(rule *check.Rule) bool { return rule.ID == e.Rule })
		if asked && !r.unread(e.File) {
			s.Gone = append(s.Gone, e)
		}
	}
	r.Since = s
}

// unread reports whether a file was refused, or left out.
func (r *Result) unread(file string) bool {
	return slices.Contains(r.Own.LeftOut, file) || slices.ContainsFunc(r.Refused, func(err error) bool {
		located, ok := errors.AsType[*source.Error](err)
		return ok && located.File == file
	})
}
