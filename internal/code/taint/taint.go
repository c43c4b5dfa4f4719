package taint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/outline"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// run is the work on one function. It is not shared.
type run struct {
	tables  *rulebook.Tables
	trace   *term.Trace
	answers *rulebook.Answers
	// function is the id of the function.
	function string
	language ir.Language
	input    map[term.Value]bool // whether a value holds a part of the event
	out      []Reach
	seen     map[string]bool
	unread   map[string]int                  // of those the reaches of what nothing parses
	checking []*term.Call                    // that may hold data to something
	order    map[*term.Call]int              // in which calls are made
	reads    map[*term.Call]sdk.Operation    // whose answers somebody else put there
	outlines map[*ir.Module]*outline.Outline // what the text of modules says
	objects  map[string]*term.Input          // what an event of a bucket is about, by the path of its key
	groups   map[string]string               // of expressions, by their numbers and names
	onTexts  *[]*term.Call                   // calls of methods that only texts have; nil before they are asked for
}

// called asks the sinks that a call may be.
func (r *run) called(c *term.Call) {
	if !r.holds(c.Callee) && !slices.ContainsFunc(term.Arguments(c), r.holds) {
		return
	}
	for _, name := range term.Names(c.Callee) {
		for _, e := range r.tables.Sinks[term.LastName(name)] {
			if e.Sink.In(term.LanguageOf(c)) && term.Fits(e.Pattern, name) && rulebook.Applies(e.Sink, c) && r.featured(e.Sink, c) {
				r.calledAs(e, name, c)
			}
		}
	}
}

// calledAs asks the arguments of a call that is a sink.
func (r *run) calledAs(e rulebook.Entry, name string, c *term.Call) {
	if e.Sink.Response != "" && !r.shownAsPage(c, term.ArgumentAt(c, e.Sink.Response), term.ArgumentAt(c, e.Sink.Arguments[0])) {
		return
	}
	w := r.walk(e, c)
	for _, label := range e.Sink.Arguments {
		v := term.ArgumentAt(c, label)
		if slices.ContainsFunc(e.Sink.Arguments, func(deeper string) bool { return strings.HasPrefix(deeper, label+".") }) {
			v = unwritten(v) // of what the code writes only those entries that are named
		}
		if v == nil || len(e.Sink.When.Looks) > 0 && !beginsWith(v, e.Sink.When.Looks) || e.Sink.When.Page && !r.writesPage(c, v) {
			continue
		}
		sink := model.FlowSink{Call: term.Shown([]string{name}), At: c.At.Location(), Argument: label}
		if e.Sink.Form == rulebook.Rest {
			sink.Argument = model.RestOfName
		}
		l, ok := v.(*term.List)
		if !ok || e.Sink.Form == rulebook.Argv || !strings.HasSuffix(label, "*") {
			r.reach(w, e, v, sink, c)
			continue
		}
		items := append(slices.Clone(l.Items), l.Rest)
		if e.Sink.Form == rulebook.Line && label == "1*" {
			items = formatted(term.Positional(c, 0), items)
		} else if (e.Sink.Form == rulebook.Line || e.Sink.Response != "") && len(items) > 1 {
			items = append([]term.Value{items[0]}, formatted(items[0], items[1:])...)
		}
		for _, item := range items {
			r.add(w, e, w.dangerous(item, e.Sink.Form), sink, c)
		}
	}
}

// unwritten is a value without the objects that it may be, nil where it is nothing else.
func unwritten(v term.Value) term.Value {
	var kept []term.Value
	for _, o := range term.Alternatives(v) {
		if _, ok := o.(*term.Object); !ok {
			kept = append(kept, o)
		}
	}
	switch len(kept) {
	case 0:
		return nil
	case 1:
		return kept[0]
	}
	return &term.OneOf{Options: kept}
}

// formatted is what of a message's arguments is written as it is: %s, and what no verb says.
func formatted(format term.Value, items []term.Value) []term.Value {
	s, ok := term.Written(format)
	if !ok || !strings.Contains(s, "%") {
		return items
	}
	var out []term.Value
	n := 0
	for i := 0; i < len(s) && n < len(items); i++ {
		if s[i] != '%' {
			continue
		}
		i++
		i += len(s[i:]) - len(strings.TrimLeft(s[i:], "+-# 0123456789.*"))
		if i < len(s) && s[i] == '%' {
			continue
		}
		if i < len(s) && (s[i] == 's' || s[i] == 'v') {
			out = append(out, items[n])
		}
		n++
	}
	return append(out, items[n:]...)
}

// walk begins to ask the arguments of a call.
func (r *run) walk(e rulebook.Entry, c *term.Call) *Walk {
	if c != nil {
		r.language = term.LanguageOf(c)
	}
	w := r.begin(e.Family, e.Family.SanitizerCalls)
	if e.Sink != nil {
		w.shortened = e.Sink.Shortens
		if e.Sink.Sanitizers != nil {
			w.sanitizers = term.NewPatterns(e.Sink.Sanitizers)
		}
	}
	if c != nil {
		w.at = c
		w.guarded(c, c.Guards)
	}
	return w
}

// begin is a walk of which no test is known.
func (r *run) begin(family *rulebook.AskedFamily, sanitizers *term.Patterns) *Walk {
	return &Walk{
		run: r, family: family, sanitizers: sanitizers, known: map[term.Value][]Origin{}, left: map[term.Value][]string{},
		clean: map[term.Value]bool{}, named: map[term.Value]bool{}, listed: map[term.Value]bool{}, doubts: map[term.Value]bool{},
	}
}

// isOwn is whether a value is out of the function's environment, or of a file.
func isOwn(v term.Value) bool {
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Environment:
			return true
		case *term.Member:
			v = x.Of
		case *term.Result:
			switch term.LastName(term.Names(x.Call.Callee)[0]) {
			case "open", "read_text", "readFile", "readFileSync", "ReadFile":
				return true
			}
			v = x.Call.Callee
		default:
			return false
		}
	}
	return false
}

// operation asks the sinks that an operation of the provider may be.
func (r *run) operation(o sdk.Operation) {
	for _, e := range r.tables.Asked[o.Service+"."+o.Name] {
		if given, _ := o.At(e.Sink.When.Argument); e.Sink.When.Given && len(given) == 0 {
			continue
		}
		w := r.walk(e, o.Call)
		if given, _ := o.At(e.Sink.When.Argument); e.Sink.When.Own && !slices.ContainsFunc(given, isOwn) {
			continue
		}
		names := w.accepted(o)
		for _, member := range e.Sink.Arguments {
			values, given := o.At(member)
			if given == policy.Maybe && e.Family.Name == "resource" {
				continue // it may be left out: what is not known further does not name what it is on
			}
			for _, v := range values {
				sink := model.FlowSink{Call: o.Service + "." + o.Name, At: o.Call.At.Location(), Argument: member}
				r.reach(w, e, v, sink, o.Call)
				if names != nil { // what names attributes, and no more than that
					sink.Argument = model.AttributeNames
					r.add(names, e, names.dangerous(v, e.Sink.Form), sink, o.Call)
				}
			}
		}
	}
}

// add notes what gets to a sink, each part of the event once.
func (r *run) add(w *Walk, e rulebook.Entry, origins []Origin, sink model.FlowSink, c *term.Call) {
	for _, o := range origins {
		if !e.Through.None() && !o.through(e.Through) {
			continue
		}
		if o.input != nil && o.input.Parameter != 0 || o.doubt > none && w.counts() {
			continue // what a library makes of data is no number of it
		}
		part := o.Stored + strings.Join(o.Part(), ".")
		key := w.family.Name + "\x00" + sink.At.String() + "\x00" + strconv.Itoa(sink.At.Start) + "\x00" + part
		unparsed := r.unparsed(o.input)
		if i, seen := r.unread[key]; seen && !unparsed { // JSON.parse(event.body) where that is a text, and itself where not
			r.out[i].Unparsed = false
			delete(r.unread, key)
		}
		if r.seen[key] {
			continue
		}
		r.seen[key] = true
		if unparsed {
			r.unread[key] = len(r.out)
		}
		confidence := model.FlowCertain
		if e.Sink.Firm {
			confidence = model.FlowFirm
		}
		confidence = Weaker(confidence, o.doubt.confidence())
		r.out = append(r.out, Reach{
			Family: w.family.Name, Sink: sink, Part: o.Part(), Stored: o.Stored, Steps: r.steps(o, c), Confidence: confidence,
			Sanitizers: slices.Clone(w.seen), Unparsed: unparsed,
		})
	}
}

// unparsed is whether a part of the event is one of a body that nothing parses, neither the code nor a library around it. The body of
// a request is a text (API Gateway Developer Guide, "Input format of a Lambda function for proxy integration"), but for what a
// template of an integration of another kind makes of it: such an event may be one, and is not known to be.
func (r *run) unparsed(in *term.Input) bool {
	if in == nil || len(in.Path) < 2 || !strings.EqualFold(in.Path[0], "body") || len(r.trace.Routes) > 0 {
		return false
	}
	return !slices.ContainsFunc(r.trace.Calls, func(c *term.Call) bool {
		return slices.ContainsFunc(term.Arguments(c), func(v term.Value) bool {
			f, ok := v.(*term.Closure)
			return ok && f.Function == r.trace.Handler
		})
	})
}

// steps is the way from the handler to a call.
func (r *run) steps(o Origin, c *term.Call) []model.FlowStep {
	var out []model.FlowStep
	if o.Stored != "" {
		out = append(out, model.FlowStep{Function: r.function, At: o.at.Location(), Text: "reads it back from " + model.LocalName(o.Stored)})
	} else {
		part := strings.Join(o.input.Path, ".")
		if part == "" {
			part = "the event"
		}
		if r.trace.Handler != nil {
			out = append(out, model.FlowStep{Function: r.function, At: r.trace.Handler.Location(), Text: part + " comes in"})
		}
	}
	out = append(out, stepsOf(o, r.function)...)
	if c != nil {
		for i, at := range c.Chain {
			if at.File == nil {
				continue
			}
			to := c.Within
			if i+1 < len(c.Chain) {
				to = r.functionAt(c.Chain[i+1], c)
			}
			text := "is handed on"
			if to != nil && to.Name != "" && to.Name[0] != '<' {
				text = "is handed to " + to.Name
			}
			out = append(out, model.FlowStep{Function: r.function, At: at.Location(), Text: text})
		}
	}
	return out
}

// functionAt is the innermost function around a place, as far as it stands in the module of the handler or of a call.
func (r *run) functionAt(at ir.Span, c *term.Call) *ir.Function {
	var found *ir.Function
	for _, f := range []*ir.Function{r.trace.Handler, c.Within} {
		if f == nil || f.Module == nil {
			continue
		}
		for _, g := range f.Module.Functions {
			if g.File == at.File && g.Start <= at.Start && at.End <= g.End && (found == nil || found.Start < g.Start) {
				found = g
			}
		}
	}
	return found
}

// holds is whether a value holds a part of the event at all.
func (r *run) holds(v term.Value) bool {
	if v == nil {
		return false
	}
	if known, ok := r.input[v]; ok {
		return known
	}
	r.input[v] = false
	is := false
	switch v := v.(type) {
	case *term.Input:
		is = v.Parameter == 0
	case *term.Text:
		is = slices.ContainsFunc(v.Parts, r.holds)
	case *term.Environment:
		is = r.holds(v.Default)
	case *term.Member:
		is = r.holds(v.Of)
	case *term.Item:
		is = r.holds(v.Of)
	case *term.Object:
		for _, n := range v.Names {
			is = is || r.holds(v.Fields[n])
		}
		is = is || r.holds(v.Rest) || r.holds(v.Keys)
	case *term.List:
		is = slices.ContainsFunc(v.Items, r.holds) || r.holds(v.Rest)
	case *term.OneOf:
		is = slices.ContainsFunc(v.Options, r.holds)
	case *term.Combined:
		is = slices.ContainsFunc(v.Of, r.holds)
	case *term.Result:
		_, read := r.reads[v.Call]
		is = read || r.holds(v.Call.Callee) || slices.ContainsFunc(term.Arguments(v.Call), r.holds)
	}
	r.input[v] = is
	return is
}

// Weaker is the lower of two confidences.
func Weaker(a, b model.FlowConfidence) model.FlowConfidence {
	for _, c := range []model.FlowConfidence{model.FlowTentative, model.FlowFirm} {
		if a == c || b == c {
			return c
		}
	}
	return model.FlowCertain
}
