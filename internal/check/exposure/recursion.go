package exposure

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var recursion = check.Rule{
	ID:       "exposure-recursion",
	Title:    "Function may start itself without end",
	Severity: finding.High,
	Why: "One event is enough: what the function writes starts it again, each time for money, until somebody notices or the account's concurrency is used up. " +
		"It is medium where Lambda detects the loop and stops it after some 16 rounds (functions, SQS, SNS and S3 alone, unless RecursiveLoop is Allow), and milder by one where the function may write only because every action of the service is granted or its role is that of other functions too, and the more functions it takes.",
	Remedy:   "Write to another queue, bucket or table than the one that starts the function, or under a prefix that it is not started for, and grant no more than that.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",
	},
	CWE:      []string{"CWE-674", "CWE-835"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runRecursion,
}

// runRecursion looks for ways from a function back to itself. First for those that nothing keeps back; then for those
// of which it is not known, since a filter decides that only the messages themselves tell about.
func runRecursion(p *check.Pass) {
	l := newLoops(p)
	graph := model.NewGraph(p.App.Edges, l.follows)
	reported := map[string]bool{}
	certain, complete := graph.Cycles(func(in, out model.Edge) bool {
		possible, doubt := l.joins(in, out)
		return possible && doubt == ""
	})
	looping, blamed := map[string]bool{}, map[string]bool{}
	slices.SortStableFunc(certain, func(a, b []model.Edge) int { return len(a) - len(b) })
	for _, cycle := range certain {
		cycle = l.fromFunction(cycle)
		if cycle == nil || l.sameCause(cycle, blamed) {
			continue
		}
		reported[strings.Join(elements(cycle), " ")] = true
		for _, e := range cycle {
			looping[e.From], blamed[e.Via] = true, true
		}
		l.report(cycle)
	}
	perhaps, all := graph.Cycles(func(in, out model.Edge) bool {
		possible, _ := l.joins(in, out)
		return possible
	})
	for _, cycle := range perhaps {
		if cycle = l.fromFunction(cycle); cycle == nil || l.sameCause(cycle, blamed) || reported[strings.Join(elements(cycle), " ")] {
			continue
		}
		if doubt := l.doubt(cycle); doubt != "" {
			for _, e := range cycle {
				looping[e.From] = true
			}
			p.Unknown(l.subject(cycle), "whether "+story(p, cycle), doubt)
		}
	}
	if !complete || !all {
		p.Unknown(check.Subject{ID: p.App.ID}, "whether functions start themselves", "the application is too large to look for every way")
		return
	}
	for i := range p.App.Functions {
		if f := &p.App.Functions[i]; !looping[f.ID] && len(f.Triggers) > 0 {
			p.Met(check.Function(f))
		}
	}
}

// sameCause reports whether every grant that a longer cycle needs was blamed for a shorter one.
func (l *loops) sameCause(cycle []model.Edge, blamed map[string]bool) bool {
	return len(cycle) > 2 && !slices.ContainsFunc(cycle, func(e model.Edge) bool { return l.grants[e.Via] != nil && !blamed[e.Via] })
}

// report answers that a function may start itself.
func (l *loops) report(cycle []model.Edge) {
	severity, confidence, everything := finding.Medium, finding.Firm, false
	options := []check.Option{check.At(cycle[0].At), check.Trace(steps(l.p, cycle))}
	for i, e := range cycle {
		if f, ok := l.p.App.Function(e.From); ok {
			loop := f.Properties.Get("RecursiveLoop")
			if allows, why := check.Settle(loop, func(v model.Value) bool { return v.TextOr("") == "Allow" }); allows || why != "" {
				severity = finding.High
				options = append(options, check.Because(loop.At, model.LocalName(f.ID)+" does not have its loops stopped"))
			}
		} else if r, ok := l.p.App.Resource(e.From); !ok || !detected[r.Kind] {
			severity = finding.High
		}
		everything = everything || l.grantsEverything(e) || l.isShared(e)
		if e.Wide || l.filtered(e, cycle[(i+len(cycle)-1)%len(cycle)]) {
			confidence = finding.Tentative // it may write there; it may as well write elsewhere only
		}
	}
	if everything && !slices.ContainsFunc(elements(cycle), l.allowed) {
		severity, confidence = severity-1, finding.Tentative // it needs some of the actions: perhaps not those
	}
	options = append(options, check.Severity(min(severity, l.worst(cycle))), check.Confidence(confidence))
	l.p.NotMet(l.subject(cycle), story(l.p, cycle), options...)
}

// worst is how bad a cycle can be at most: each function on it has a mind of its own, and only what all of
// them do makes a loop.
func (l *loops) worst(cycle []model.Edge) finding.Severity {
	functions := 0
	for _, id := range elements(cycle) {
		if _, ok := l.p.App.Function(id); ok {
			functions++
		}
	}
	switch {
	case functions > 3:
		return finding.Low
	case functions > 1:
		return finding.Medium
	}
	return finding.High
}

// isShared reports whether an edge is there because of a role that several functions have: what one of
// them needs it for, the others may do too.
func (l *loops) isShared(e model.Edge) bool {
	g := l.grants[e.Via]
	return g != nil && len(l.p.App.FunctionsOf(g.Identity)) > 1
}

// grantsEverything reports whether an edge is there because all actions of a service are granted.
func (l *loops) grantsEverything(e model.Edge) bool {
	g := l.grants[e.Via]
	if g == nil {
		return false
	}
	return len(g.NotActions) > 0 || slices.ContainsFunc(g.Actions, func(v model.Value) bool {
		text := v.TextOr("")
		return text == "*" || strings.HasSuffix(text, ":*")
	})
}

// detected are the kinds of resource through which Lambda detects a loop (Lambda Developer Guide, "Use Lambda
// recursive loop detection to prevent infinite loops").
var detected = map[model.ResourceKind]bool{model.KindQueue: true, model.KindTopic: true, model.KindBucket: true}

func (l *loops) subject(cycle []model.Edge) check.Subject {
	s := check.Subject{ID: cycle[0].From, At: cycle[0].At}
	names := make([]string, 0, len(cycle))
	for _, id := range elements(cycle) {
		names = append(names, model.LocalName(id))
		if _, ok := l.p.App.Function(id); ok {
			s.Functions = append(s.Functions, id)
		}
	}
	s.Detail = strings.Join(names, " ")
	return s
}

// elements are the ids of the elements that a cycle visits, from its beginning.
func elements(cycle []model.Edge) []string {
	ids := make([]string, len(cycle))
	for i, e := range cycle {
		ids[i] = e.From
	}
	return ids
}

// story tells a cycle in one clause.
func story(p *check.Pass, cycle []model.Edge) string {
	name := model.LocalName(cycle[0].From)
	if len(cycle) == 1 {
		return name + " may run itself"
	}
	if len(cycle) == 2 {
		_, isFunction := p.App.Function(cycle[0].To)
		verb, what := does[cycle[0].Kind], model.LocalName(cycle[0].To)
		if r, ok := p.App.Resource(cycle[0].To); ok {
			what = string(r.Kind) + " " + what
		}
		if cycle[0].Kind == model.EdgeInvokes {
			verb = "may run"
		}
		if isFunction {
			return name + " " + verb + " " + what + ", which may run it again"
		}
		return name + " " + verb + " " + what + ", which starts it again"
	}
	var through []string
	for _, e := range cycle[1:] {
		through = append(through, named(p, e.From))
	}
	last := len(through) - 1
	return name + " may start itself again through " + strings.Join(through[:last], ", ") + " and " + through[last]
}

// fromFunction turns a cycle so that it begins with what a function may do, nil where it visits none: of several
// with the one that is written first.
func (l *loops) fromFunction(cycle []model.Edge) []model.Edge {
	first := -1
	for i, e := range cycle {
		if _, ok := l.p.App.Function(e.From); ok && (first < 0 || model.LocalName(e.From) < model.LocalName(cycle[first].From)) {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	return append(append([]model.Edge(nil), cycle[first:]...), cycle[:first]...)
}
