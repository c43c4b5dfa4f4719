package injection

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/impact"
	"github.com/sconce-dev/sconce/internal/model"
)

// flows reports the flows of a family: one answer for each sink, and each function whose code was read and has none is
// as it should be. becomes says what the data becomes there: "a part of a statement of SQL". Limits say how bad it can be at
// most, and why.
func flows(p *check.Pass, family, becomes string, limits ...limit) {
	for i := range min(len(p.App.Code), len(p.App.Functions)) { // in the order of the functions
		f, code := &p.App.Functions[i], &p.App.Code[i]
		if code.Function != f.ID || code.Reason != "" && len(code.Flows) == 0 {
			continue // what is not read is listed with its reason by sconce calls
		}
		bySink := map[model.Location][]*model.Flow{}
		var sinks []model.Location
		for j := range code.Flows {
			flow := &code.Flows[j]
			if flow.Family != family {
				continue
			}
			if bySink[flow.Sink.At] == nil {
				sinks = append(sinks, flow.Sink.At)
			}
			bySink[flow.Sink.At] = append(bySink[flow.Sink.At], flow)
		}
		if len(sinks) == 0 {
			p.Met(check.Function(f))
		}
		for _, same := range together(p.Rule.Severity, sinks, bySink) {
			report(p, f, code, bySink[same[0]], same[1:], becomes, limits)
		}
	}
}

// together are the sinks, those together that are one thing to mend: the same data in the same file, where that is of little
// weight.
func together(usual finding.Severity, sinks []model.Location, bySink map[model.Location][]*model.Flow) [][]model.Location {
	var out [][]model.Location
	seen := map[string]int{}
	for _, at := range sinks {
		parts := []string{at.File}
		for _, f := range bySink[at] {
			parts = append(parts, f.Source.Entry, f.Source.Part)
		}
		key := strings.Join(parts, "\x00")
		if i, ok := seen[key]; ok && usual <= finding.Low {
			out[i] = append(out[i], at)
			continue
		}
		seen[key] = len(out)
		out = append(out, []model.Location{at})
	}
	return out
}

// limit says how bad a flow can be at most, and what the reason is, "" for none.
type limit func(f *model.Function, code *model.Code, flow *model.Flow) (finding.Severity, string)

// report reports one sink with the flows that get there, worst first, and where else the same is done.
func report(p *check.Pass, f *model.Function, code *model.Code, all []*model.Flow, also []model.Location, becomes string, limits []limit) {
	slices.SortStableFunc(all, func(a, b *model.Flow) int { return rank(a) - rank(b) })
	worst := all[0]
	s := check.Function(f)
	s.Detail = worst.Sink.Call // whoever turns out to hold the data
	reach := reaches(p.App, f)
	how := severity(p.Rule.Severity, worst, len(reach) > 0)
	options := []check.Option{check.At(worst.Sink.At), check.Trace(trace(worst)), check.Confidence(confidence[worst.Confidence])}
	for _, l := range limits {
		most, why := l(f, code, worst)
		for _, other := range all { // as bad as the worst of those that are as sure
			if m, w := l(f, code, other); m > most && other.Confidence == worst.Confidence {
				most, why = m, w
			}
		}
		if how = min(how, most); why != "" {
			options = append(options, check.Because(f.At, why))
		}
	}
	options = append(options, check.Severity(how))
	if len(reach) > 0 {
		options = append(options, check.Because(f.At, "the role of "+model.LocalName(f.ID)+" then reaches "+strings.Join(reach, ", ")))
	}
	if len(worst.Sanitizers) > 0 {
		options = append(options, check.Because(worst.Sink.At, strings.Join(worst.Sanitizers, ", ")+" is for another place"))
	}
	for _, at := range also {
		options = append(options, check.Because(at, "and here"))
	}
	if worst.Sink.Argument == matched {
		becomes = "a text that the expression takes exponentially long for"
	}
	names := parts(all)
	says, many := "becomes "+becomes+" in "+worst.Sink.Call, "become "+becomes+" in "+worst.Sink.Call
	if worst.Sink.Argument == model.AttributeNames {
		says, many = "names the attributes that "+worst.Sink.Call+" is about", "name the attributes that "+worst.Sink.Call+" is about"
	}
	if worst.Sink.Argument == model.PartOfName {
		says, many = "becomes a part of "+becomes+" in "+worst.Sink.Call, "become a part of "+becomes+" in "+worst.Sink.Call
	}
	if len(names) > 1 {
		says = many
	}
	p.NotMet(s, joined(names)+" of "+worst.Source.Entry+" "+says+way(worst), options...)
}

// matched is the argument of a sink where an expression of the code is what does harm.
const matched = "text"

// way is what data goes through from function to function, "" for a flow within one: ": POST /orders -> CreateOrder ->
// Orders -> Billing".
func way(f *model.Flow) string {
	var names []string
	last := ""
	for _, s := range f.Steps {
		if s.Function != last {
			last = s.Function
			names = append(names, model.LocalName(s.Function))
		}
		if s.Through != "" {
			names = append(names, model.LocalName(s.Through))
		}
	}
	if len(names) < 2 {
		return ""
	}
	return ": " + strings.Join(append([]string{f.Source.Entry}, names...), " -> ")
}

// parts names the parts of the event that get to a sink, the first few of many.
func parts(all []*model.Flow) []string {
	const most = 3
	var names []string
	for _, flow := range all {
		name := flow.Source.Part
		if name == "" {
			name = "the event"
		}
		if !slices.Contains(names, name) && flow.Source.Entry == all[0].Source.Entry {
			names = append(names, name)
		}
	}
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { // what a part of it is said of
		return slices.ContainsFunc(names, func(longer string) bool { return strings.HasPrefix(longer, n+".") })
	})
	if len(names) > most {
		names = append(names[:most], "more")
	}
	return names
}

// joined is a list in a sentence.
func joined(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

var confidence = map[model.FlowConfidence]finding.Confidence{
	model.FlowCertain: finding.Certain, model.FlowFirm: finding.Firm, model.FlowTentative: finding.Tentative,
}

// rank orders flows: those that are surer and whose data anybody holds come first.
func rank(f *model.Flow) int {
	n := map[model.FlowConfidence]int{model.FlowCertain: 0, model.FlowFirm: 1, model.FlowTentative: 2}[f.Confidence]
	if f.Sink.Argument == model.AttributeNames || f.Sink.Argument == model.PartOfName {
		n += 3 // an expression is worse than a name in it, a whole name than a part of one
	}
	n = 4*n + map[model.FlowHolder]int{model.HeldByAnybody: 0, model.HeldByCaller: 1, model.HeldByWriter: 2}[f.Source.Holder]
	if f.Source.Trigger != model.TriggerHTTP { // of what is alike the front door is said first
		return 2*n + 1
	}
	return 2 * n
}

// severity is how bad a flow is: what is critical is so where anybody may send the data and the function's role reaches
// something; what may not be so is a step milder, and so is what only those send who may write to what is in the application.
func severity(usual finding.Severity, f *model.Flow, reaches bool) finding.Severity {
	s := usual
	switch {
	case s == finding.Critical && (f.Source.Holder != model.HeldByAnybody || !reaches):
		s--
	case s == finding.High && f.Source.Holder == model.HeldByWriter && f.Confidence != model.FlowTentative:
		s--
	}
	if (f.Sink.Argument == model.AttributeNames || f.Sink.Argument == model.PartOfName) && s > finding.Medium {
		s = finding.Medium // which attribute, and not what is done to it; one of those that the code says
	}
	if f.Confidence == model.FlowTentative && s > finding.Low {
		s--
	}
	return s
}

// trace is the way of a flow, with its sink.
func trace(f *model.Flow) []finding.Step {
	out := make([]finding.Step, 0, len(f.Steps)+1)
	for _, s := range f.Steps {
		out = append(out, finding.Step{At: s.At, Text: s.Text})
	}
	return append(out, finding.Step{At: f.Sink.At, Text: f.Sink.Call + " takes it"})
}

// reaches is what the function's role may do beyond the function: "Users (read, write)". What it may do to everything is
// said of the elements that are here.
func reaches(app *model.App, f *model.Function) []string {
	const most = 5
	verbs := map[model.EdgeKind]string{model.EdgeReads: "read", model.EdgeWrites: "write", model.EdgePublishes: "send", model.EdgeInvokes: "run"}
	touched := impact.Of(app, finding.Finding{Functions: []string{f.ID}}).Reach
	slices.SortStableFunc(touched, func(a, b impact.Touch) int {
		switch {
		case a.Wide == b.Wide:
			return 0
		case a.Wide:
			return 1
		}
		return -1
	})
	var out []string
	for _, t := range touched {
		if len(out) == most {
			return append(out, "more")
		}
		var can []string
		for _, k := range t.Kinds {
			can = append(can, verbs[k])
		}
		out = append(out, model.LocalName(t.ID)+" ("+strings.Join(can, ", ")+")")
	}
	return out
}
