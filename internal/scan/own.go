package scan

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/suggest"
)

// Own is what the scanned repository says about its own findings. A report always tells of it: what is
// scanned may not hide anything silently.
type Own struct {
	File       string // the configuration that was used; "" for none
	Suppressed int    // findings that suppressions cover
	Skipped    int    // findings of rules that the configuration skips
	Changed    int    // findings with another severity than the rule gives
	LeftOut    []string
	Parameters int    // values that it gives to parameters: what is found may depend on them
	Baseline   string // that it names, where that is used
	Expired    []Waiver
	Unused     []Waiver
	Refused    []*source.Error // suppressions that are not understood
	FailOn     string          // what it lets fail, where that counts; "" where it does not say
}

// Waiver is a suppression, and how many findings it is about.
type Waiver struct {
	config.Suppression
	Findings int
}

// knownRules is an error for a rule of the configuration that there is not.
func knownRules(c *config.Config) error {
	if c == nil {
		return nil
	}
	for i := range c.Rules {
		if problem := unknownID(c.Rules[i].Name); problem != "" {
			at := c.Rules[i].At
			return &source.Error{File: at.File, Line: at.Line, Column: at.Column, Message: problem}
		}
	}
	for i := range c.Suppressions {
		if s := &c.Suppressions[i]; s.Rule != "" {
			if problem := unknownID(s.Rule); problem != "" {
				return &source.Error{File: s.At.File, Line: s.At.Line, Column: s.At.Column, Message: problem}
			}
		}
	}
	return nil
}

// unknownID says that there is no rule of an id, "" where there is one.
func unknownID(id string) string {
	var known []string
	for _, r := range Rules() {
		if r.ID == id {
			return ""
		}
		known = append(known, r.ID)
	}
	if near := suggest.Nearest(id, known); near != "" {
		return fmt.Sprintf("there is no rule %.80q: did you mean %s?", id, near)
	}
	return fmt.Sprintf("there is no rule %.80q: see sconce rules", id)
}

// accept applies what the owner says: severities first, then what is accepted.
func (r *Result) accept(opts Options) {
	waivers := r.waivers(opts)
	if c := opts.Config; c != nil {
		r.Own.File, r.Own.LeftOut, r.Own.Parameters = c.Path, opts.leftOut, len(c.Scan.Parameters)
		for i := range r.Apps {
			r.changeSeverities(&r.Apps[i], c.Rules)
		}
	}
	byRule := map[string][]*Waiver{}
	for _, w := range waivers {
		byRule[w.Rule] = append(byRule[w.Rule], w)
	}
	for i := range r.Apps {
		app := &r.Apps[i]
		app.Findings = slices.DeleteFunc(app.Findings, func(f finding.Finding) bool {
			by := covering(&f, byRule, opts)
			if by == nil {
				return false
			}
			f.Suppression = &by.Suppression.Suppression
			app.Accepted = append(app.Accepted, f)
			if by.Kind == finding.BySkippedRule {
				r.Own.Skipped++
			} else {
				r.Own.Suppressed++
			}
			return true
		})
		for j := range app.Findings {
			lapse(&app.Findings[j], byRule, opts)
		}
		for j := range app.Unknown {
			covering(&app.Unknown[j], byRule, opts) // what is not known is not accepted, but the suppression is about something
		}
	}
	r.account(waivers, opts)
}

// covering is the first suppression that accepts a finding, nil for none.
func covering(f *finding.Finding, byRule map[string][]*Waiver, opts Options) *Waiver {
	for _, rule := range []string{f.Rule, ""} {
		for _, w := range byRule[rule] {
			if !w.Expired(opts.Now) && w.Covers(f) {
				w.Findings++
				return w
			}
		}
	}
	return nil
}

// lapse says of a finding that it was accepted until a day that is over.
func lapse(f *finding.Finding, byRule map[string][]*Waiver, opts Options) {
	for _, rule := range []string{f.Rule, ""} {
		for _, w := range byRule[rule] {
			if w.Expired(opts.Now) && w.Covers(f) {
				w.Findings++
				f.Lapsed = &w.Suppression.Suppression
				f.Message += " (suppression expired on " + w.Expires + ")"
				return
			}
		}
	}
}

// account notes which suppressions are expired, and which are about nothing.
func (r *Result) account(waivers []*Waiver, opts Options) {
	for _, w := range waivers {
		asked := w.Rule == "" || slices.ContainsFunc(r.Rules, func(rule *check.Rule) bool { return rule.ID == w.Rule })
		switch {
		case w.Findings > 0 && w.Expired(opts.Now):
			r.Own.Expired = append(r.Own.Expired, *w)
		case w.Kind == finding.InConfiguration && len(opts.only) > 0: // it may be about another template
		case w.Findings == 0 && asked && w.Kind != finding.BySkippedRule && len(r.Refused) == 0:
			r.Own.Unused = append(r.Own.Unused, *w)
		}
	}
}

// waivers are all suppressions: of the configuration, and of the templates where these are asked.
func (r *Result) waivers(opts Options) []*Waiver {
	var out []*Waiver
	if c := opts.Config; c != nil {
		for i := range c.Rules {
			if skip := c.Rules[i].Skip; skip != nil {
				out = append(out, &Waiver{Suppression: config.Suppression{Suppression: *skip, Rule: c.Rules[i].Name}})
			}
		}
		for _, s := range c.Suppressions {
			out = append(out, &Waiver{Suppression: s})
		}
	}
	if !opts.Ignores {
		return out
	}
	tree := opts.files()
	for _, name := range r.texts() {
		text, err := tree.Read(name)
		if err != nil || len(text) > source.MaxBytes {
			continue
		}
		found, refused := config.Ignores(name, text)
		r.Own.Refused = append(r.Own.Refused, refused...)
		for _, s := range found {
			if problem := unknownID(s.Rule); problem != "" {
				r.Own.Refused = append(r.Own.Refused, &source.Error{File: s.At.File, Line: s.At.Line, Message: problem})
				continue
			}
			out = append(out, &Waiver{Suppression: s})
		}
	}
	return out
}

// texts are the files that findings can be in, sorted.
func (r *Result) texts() []string {
	seen := map[string]bool{}
	for _, app := range r.Apps {
		for _, name := range app.Model.Templates {
			seen[name] = true
		}
		for i := range app.Findings {
			seen[app.Findings[i].At.File] = true
		}
	}
	var out []string
	for name := range seen {
		if !strings.HasPrefix(name, "/") && name != "" {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

func (r *Result) changeSeverities(app *App, rules []config.Rule) {
	changed := false
	for i := range app.Findings {
		f := &app.Findings[i]
		for j := range rules {
			if c := &rules[j]; c.Name == f.Rule && c.Severity > 0 && c.Severity != f.Severity {
				f.Usual, f.Severity = f.Severity, c.Severity
				r.Own.Changed++
				changed = true
			}
		}
	}
	if changed {
		sort.SliceStable(app.Findings, func(i, j int) bool { return before(app.Findings[i], app.Findings[j]) })
	}
}
