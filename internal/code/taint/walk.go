package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// Origin is a part of the event that a term holds, and how it got there.
type Origin struct {
	input  *term.Input
	Stored string   // id of the element from which it was read back instead
	at     ir.Span  // where that was read
	below  []string // of the document that the part is: which part of that
	open   bool     // it is a document: what is taken out of it is a part of it
	sealed bool     // it is something else by now, whatever is read out of it
	last   *passed  // what it passed last, nil for nothing
	doubt  doubt    // how little is known of what it passed
}

// doubt is how little is known of whether data comes out of what it goes through.
type doubt int

// The doubts, least first.
const (
	none     doubt = iota
	named          // it is known by its name alone
	doubtful       // nothing is known of it, or the tests on the way leave little of what does harm
)

// doubted are origins of which it is not known whether they are there.
func doubted(of []Origin) []Origin {
	out := slices.Clone(of)
	for i := range out {
		out[i].doubt = doubtful
	}
	return out
}

// confidence is how sure a flow is of which there is a doubt.
func (d doubt) confidence() model.FlowConfidence {
	switch d {
	case none:
		return model.FlowCertain
	case named:
		return model.FlowFirm
	case doubtful:
	}
	return model.FlowTentative
}

// Confidence is how sure it is that the part gets there.
func (o Origin) Confidence() model.FlowConfidence { return o.doubt.confidence() }

// OfEvent is whether it is a part of the event, or of what was read back, and not of what else a function is entered with.
func (o Origin) OfEvent() bool { return o.input == nil || o.input.Parameter == 0 }

// ComesIn is whether it came in when the function was entered, and was not read back.
func (o Origin) ComesIn() bool { return o.input != nil }

// passed is something that data goes through.
type passed struct {
	at     ir.Span
	text   string
	called []string
	up     *passed
}

// through is whether data passed one of some calls.
func (o Origin) through(calls *term.Patterns) bool {
	for p := o.last; p != nil; p = p.up {
		if calls.Has(p.called) {
			return true
		}
	}
	return false
}

// maxOrigins is how many parts of the event are kept of a term.
const maxOrigins = 8

// maxWalk is how many terms are looked at for one argument of one sink.
const maxWalk = 20_000

// Walk asks one argument of one sink.
type Walk struct {
	*run
	family *rulebook.AskedFamily
	// sanitizers are those of the sink, or of its family.
	sanitizers *term.Patterns
	known      map[term.Value][]Origin
	clean      map[term.Value]bool     // what the checks on the way let through does no harm
	named      map[term.Value]bool     // objects all of whose keys are names that the code knows
	listed     map[term.Value]bool     // lists each of whose items does no harm
	same       bool                    // a test is of the very item that it says
	every      bool                    // a test is of all items
	valid      []schema                // what documents were held to on the way
	seen       []string                // sanitizers that are not enough here
	left       map[term.Value][]string // the witnesses that the tests on the way let through
	ends       map[term.Value]ends
	doubts     map[term.Value]bool // what something on the way looked at, so that it may do no harm
	at         *term.Call          // whose argument it is; nil for an answer
	shortened  bool                // it is a part of a path whose dots are taken out by the code
	decoded    bool                // it is decoded: what was encoded is as it was
	looked     int
}

// Origins are the parts of the event that a value holds and that may do harm.
func (w *Walk) Origins(v term.Value) []Origin {
	if v == nil || !w.holds(v) || w.clean[v] {
		return nil
	}
	if out, ok := w.known[v]; ok {
		return out
	}
	w.known[v] = nil
	if w.looked++; w.looked > maxWalk || w.promised(v, nil) || w.validated(v) || w.built(v) || w.grouped(v) {
		return nil
	}
	out := w.of(v)
	if w.doubts[v] {
		out = doubted(out)
	}
	w.known[v] = out
	return out
}

// HeldToForm is whether a schema, or a declared type, lets nothing harmful into a value.
func (w *Walk) HeldToForm(v term.Value) bool {
	return w.built(v) || w.promised(v, nil) || w.validated(v)
}

// Insufficient are the sanitizers on the way that are not enough here.
func (w *Walk) Insufficient() []string { return slices.Clip(w.seen) }

// Ignore says that a value holds nothing that is asked about.
func (w *Walk) Ignore(v term.Value) { w.known[v] = nil }

func (w *Walk) of(v term.Value) []Origin {
	switch v := v.(type) {
	case *term.Input:
		if len(v.Path) > 0 && slices.ContainsFunc(w.family.Parts, func(p string) bool { return strings.EqualFold(p, v.Path[0]) }) || w.ofRoutes(v) {
			return nil
		}
		return []Origin{{input: v, open: true}}
	case *term.Text:
		return w.text(v)
	case *term.Environment:
		return w.Origins(v.Default)
	case *term.Member:
		if of := hostFrom(v); of != nil && w.leads() {
			return w.each(of, func(v term.Value) []Origin { return w.address(v, rulebook.URL) })
		}
		if w.answers.Attributes[v.Name] || addedToRequest(v) || ofDocument(v) || w.lastPart(v.Of, v.Name) {
			return nil
		}
		return w.deeper(v.Of, v.Name)
	case *term.Item:
		return w.item(v)
	case *term.Object:
		values := make([]term.Value, 0, len(v.Names)+2)
		for _, n := range v.Names {
			values = append(values, v.Fields[n])
		}
		return w.all(append(values, v.Rest, v.Keys))
	case *term.List:
		return w.all(append(slices.Clone(v.Items), v.Rest))
	case *term.OneOf:
		return w.all(v.Options)
	case *term.Combined:
		switch v.How {
		case "checked":
			return w.checked(v, w.Origins)
		case term.Perhaps:
			return doubted(w.all(v.Of))
		}
		if v.How == "key" && w.named[v.Of[0]] || v.How == "slice" && (isShort(v) || w.behindLastSlash(v.Of)) {
			return nil
		}
		if w.counts() && v.How != "slice" && v.How != "join" {
			return w.number(v)
		}
		if term.Computed(v) {
			return nil
		}
		if v.How == "/" && w.ofPaths() && len(v.Of) > 1 {
			return w.all(w.climbing(v))
		}
		return w.all(v.Of)
	case *term.Result:
		return w.result(v)
	}
	return nil
}

// item is an item of a collection, or what stands under a key.
func (w *Walk) item(v *term.Item) []Origin {
	if w.oneName(v) {
		return nil
	}
	name := "*"
	if k, ok := term.Written(v.Key); ok && v.Key != nil && k != "" && (k[0] < '0' || k[0] > '9') {
		name = k
	}
	return w.deeper(v.Of, name)
}

// text is a text with holes. What is quoted for one reader is not where another reads around it: "'${quoted}'".
func (w *Walk) text(t *term.Text) []Origin {
	parts := slices.Clone(t.Parts)
	for i, p := range parts {
		if w.holds(p) && w.enclosed(t, i) {
			parts[i] = nil
		}
	}
	out := w.all(parts)
	if w.family.Name == "html" {
		out = append(slices.Clone(out), w.scripted(t)...)
	}
	quotes := map[byte]int{}
	for _, p := range t.Parts {
		if s, ok := term.Written(p); ok {
			quotes['"'] += strings.Count(s, `"`)
			quotes['\''] += strings.Count(s, "'")
			continue
		}
		r, ok := p.(*term.Result)
		if ok && w.family.Quotes && (quotes['"']%2 == 1 || quotes['\'']%2 == 1) && w.sanitizers.Has(term.Names(r.Call.Callee)) {
			out = append(slices.Clone(out), w.all(term.Arguments(r.Call))...)
		}
	}
	return out
}

// all are the origins of several values, each part of the event once.
func (w *Walk) all(vs []term.Value) []Origin {
	var out []Origin
	for _, v := range vs {
		for _, o := range w.Origins(v) {
			known := slices.ContainsFunc(out, func(have Origin) bool {
				return have.input == o.input && have.Stored == o.Stored && slices.Equal(have.below, o.below)
			})
			if !known && len(out) < maxOrigins {
				out = append(out, o)
			}
		}
	}
	return out
}

// result is what the answer of a call holds of what went in.
func (w *Walk) result(r *term.Result) []Origin {
	c := r.Call
	if of := hostFrom(r); of != nil && w.leads() {
		return w.each(of, func(v term.Value) []Origin { return w.address(v, rulebook.URL) })
	}
	called := term.Names(c.Callee)
	if decoders[term.LastName(called[0])] && !w.decoded {
		return w.decoding(r)
	}
	if normal[term.LastName(called[0])] && !w.shortened {
		w.shortened = true
		defer func() { w.shortened = false }()
	}
	if w.sanitizers.Has(called) || w.removed(c, term.LastName(called[0])) {
		return nil
	}
	if o, ok := w.reads[c]; ok {
		return w.readBack(c, o)
	}
	if w.family.NumberCalls.Has(called) {
		return w.passing(w.all(term.Arguments(c)), c, called, none)
	}
	if w.joinsKnown(c) || w.encoded(r) || w.answers.Clean.Has(called) || w.escapes(c, called[0]) || asNumber(c, called[0]) {
		return nil
	}
	if m, ok := c.Callee.(*term.Member); ok && w.oneSegment(m, c) {
		return nil
	}
	if w.family.ModelCalls.Has(called) {
		out := w.passing(w.all(term.Arguments(c)), c, called, named)
		for i := range out {
			out[i].sealed, out[i].open = true, false
		}
		return out
	}
	if w.answers.Elsewhere.Has(called) {
		if m, ok := c.Callee.(*term.Member); ok && !w.answers.Attributes[m.Name] {
			return w.passing(w.Origins(m.Of), c, called, none) // of what was read
		}
		return nil
	}
	from, doubt := w.answering(c, called)
	if part := takenOut(c); part != nil {
		return w.passing(w.Origins(part), c, called, doubt)
	}
	return w.passing(entered(w.all(from), c), c, called, doubt)
}

// answering are the values that a call which no table names answers something of, and how little is known of that.
func (w *Walk) answering(c *term.Call, called []string) ([]term.Value, doubt) {
	switch callee := c.Callee.(type) {
	case *term.Extern:
		doubt := none
		if w.strange(callee) {
			doubt = doubtful
		}
		if strings.HasPrefix(term.LastName(called[0]), "Unmarshal") {
			return []term.Value{term.FirstOf(c)}, doubt // and not of what it is written into
		}
		return term.Arguments(c), doubt
	case *term.Member:
		of := []term.Value{callee.Of}
		if w.answers.Attributes[callee.Name] {
			return nil, none
		}
		switch of := callee.Of.(type) {
		case *term.Constant, *term.Text, *term.Input:
			return append([]term.Value{of}, term.Arguments(c)...), none
		case *term.Result:
			if w.holds(of) && w.strange(of.Call.Callee) {
				return append([]term.Value{of}, term.Arguments(c)...), doubtful
			}
		}
		if w.answers.Methods.Has([]string{callee.Name}) {
			return append(of, term.Arguments(c)...), named
		}
		if w.holds(callee.Of) {
			return append(of, term.Arguments(c)...), none
		}
		return of, none
	}
	return append([]term.Value{c.Callee}, term.Arguments(c)...), doubtful
}

// strange is whether nothing is known of what a function of a library answers.
func (w *Walk) strange(f term.Value) bool {
	e, ok := f.(*term.Extern)
	return ok && e.Module != "" && !isPartOf(w.answers.Libraries, e.Module)
}

// isPartOf is whether a module is one of some libraries, or a part of one: lxml.etree, lodash/get, encoding/csv.
func isPartOf(libraries map[string]bool, module string) bool {
	for i := len(module); i > 0; i = strings.LastIndexAny(module[:i], "./") {
		if libraries[module[:i]] {
			return true
		}
	}
	return false
}

// entered are origins of which a method takes a part: x.get("name").
func entered(of []Origin, c *term.Call) []Origin {
	m, ok := c.Callee.(*term.Member)
	if !ok || m.Name != "get" && m.Name != "pop" {
		return of
	}
	name, ok := term.Written(term.FirstOf(c))
	if !ok || name == "" {
		return of
	}
	return deepened(of, name)
}

// passing are the origins of a value that goes through a call.
func (w *Walk) passing(of []Origin, c *term.Call, called []string, doubt doubt) []Origin {
	if len(of) == 0 {
		return nil
	}
	out := slices.Clone(of)
	label := term.Shown(called)
	says := label
	if doubt == doubtful {
		says += ", of which nothing is known"
	}
	for _, f := range w.tables.Families {
		if f != w.family && f.SanitizerCalls.Has(called) && !slices.Contains(w.seen, label) {
			w.seen = append(w.seen, label)
		}
	}
	for i := range out {
		out[i].last = &passed{c.At, says, called, out[i].last}
		out[i].open = !out[i].sealed && (rulebook.Documents.Has(called) || out[i].open && rulebook.Keeps[term.LastName(called[0])])
		out[i].doubt = max(out[i].doubt, doubt)
	}
	return out
}

// stepsOf is the way of an origin to where it ends, first what it passes first.
func stepsOf(o Origin, function string) []model.FlowStep {
	var out []model.FlowStep
	for p := o.last; p != nil; p = p.up {
		out = append(out, model.FlowStep{Function: function, At: p.at.Location(), Text: "passes " + p.text})
	}
	slices.Reverse(out)
	return out
}
