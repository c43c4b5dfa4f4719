// Package check is the shape of a rule: what it is about, and a function that looks at the model
// of an application and answers met, not met or unknown-because for each subject. The rules
// themselves stand in the packages below, a file each.
package check

import (
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// Rule is a static check.
type Rule struct {
	ID         string // <area>-<weakness>, never reused
	Title      string // what is wrong, in a few words
	Severity   finding.Severity
	Why        string // why it matters, in two sentences; the severity follows from it
	Remedy     string // what to do
	Practice   finding.Practice
	References []string // pages of the provider or of a standard
	CWE        []string // "CWE-732"
	OWASP      []string // "A01:2021" of the Top 10, "API4:2023" of the API Security Top 10; none where no entry fits
	Controls   []string // requirements that it serves: "<framework>:<id>"
	Run        func(*Pass)
}

// Pass is one run of one rule over one application.
type Pass struct {
	App      *model.App
	Rule     *Rule
	Now      time.Time // the day of the scan: what has an end of life is measured against it
	findings []finding.Finding
	met      int
	near     map[string][]string     // by element: the functions that an edge connects to it; nil before it is asked for
	open     *model.Reach            // what anybody can make happen; nil before it is asked for
	callable map[string]*model.Route // by function: how anybody makes it run; nil before it is asked for
	asked    *Asked
}

// Subject is what an answer is about.
type Subject struct {
	ID        string
	At        model.Location
	Functions []string // the functions that it concerns
	Detail    string   // tells apart several answers about one subject
}

// Option adds to an answer.
type Option func(*finding.Finding)

// Met says that the subject is as it should be.
func (p *Pass) Met(Subject) { p.met++ }

// NotMet reports a weakness. The message is one clause that names the thing.
func (p *Pass) NotMet(s Subject, message string, options ...Option) {
	p.add(s, finding.NotMet, message, "", options)
}

// Unknown says that the question cannot be answered, and why: a clause without a full stop.
func (p *Pass) Unknown(s Subject, message, reason string) {
	p.add(s, finding.Unknown, message, reason, nil)
}

func (p *Pass) add(s Subject, outcome finding.Outcome, message, reason string, options []Option) {
	f := finding.Finding{
		Rule: p.Rule.ID, Outcome: outcome, Severity: p.Rule.Severity, Confidence: finding.Certain,
		Functions: s.Functions, Resource: s.ID, At: s.At, Message: message, Reason: reason, Detail: s.Detail,
	}
	for _, option := range options {
		option(&f)
	}
	p.findings = append(p.findings, f)
}

// At places the finding where the cause is written.
func At(l model.Location) Option {
	return func(f *finding.Finding) {
		if !l.IsZero() {
			f.At = l
		}
	}
}

// AtValue places the finding where a property is written; where it is not, the subject's own place is
// the cause.
func AtValue(v model.Value) Option {
	if v.IsAbsent() {
		return At(model.Location{})
	}
	return At(v.At)
}

// Because adds a fact that supports the finding.
func Because(at model.Location, text string) Option {
	return func(f *finding.Finding) { f.Evidence = append(f.Evidence, finding.Evidence{At: at, Text: text}) }
}

// Trace gives the way that the finding is about, step by step.
func Trace(steps []finding.Step) Option {
	return func(f *finding.Finding) { f.Trace = steps }
}

// Severity overrides the rule's severity where this case is worse or milder than the usual.
func Severity(s finding.Severity) Option {
	return func(f *finding.Finding) { f.Severity = s }
}

// Confidence says that the match is less than certain.
func Confidence(c finding.Confidence) Option {
	return func(f *finding.Finding) { f.Confidence = c }
}
