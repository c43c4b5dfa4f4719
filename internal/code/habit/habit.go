package habit

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// search is the look at one function. It is not shared.
type search struct {
	of        *taint.Function
	trace     *term.Trace
	tables    *rulebook.Tables
	answers   *rulebook.Answers              // of the language of the code that is looked at
	faultless map[term.Value]int             // what holds no error, from how deep on
	stores    map[*term.Call][]sdk.Operation // that keep something
	documents map[term.Value]string          // with something private in them: its name; nil before it is asked for
	marked    []*term.Input                  // those of them that are parts of the event
	placing   map[term.Value]bool            // tokens that are no secrets
	kept      map[*term.Call]bool            // whose answers have the name of a secret; nil before it is asked for
	verifying []verifier                     // calls that verify tokens; nil before it is asked for
	fallback  map[*term.Call]bool            // that read a token where it could not be verified
	chosen    map[*term.Call]bool            // that read a token where the deployment has no key for it
}

// Of are the habits of a function that are weak, in the order of its calls.
func Of(f *taint.Function, operations []sdk.Operation) ([]model.Weakness, error) {
	tables, err := rulebook.Loaded()
	if err != nil {
		return nil, err
	}
	return newSearch(f, tables, operations).habits(operations), nil
}

// newSearch begins to look at a function.
func newSearch(f *taint.Function, tables *rulebook.Tables, operations []sdk.Operation) *search {
	r := &search{
		of: f, trace: f.Trace(), tables: tables, faultless: map[term.Value]int{}, fallback: map[*term.Call]bool{}, chosen: map[*term.Call]bool{},
		stores: map[*term.Call][]sdk.Operation{}, placing: tokensOfProvider(operations),
	}
	for _, o := range operations {
		if keeping[o.Service] {
			r.stores[o.Call] = append(r.stores[o.Call], o)
		}
	}
	return r
}

// keeping are the services that keep what they are given.
var keeping = map[string]bool{"dynamodb": true, "s3": true}

// noter notes a habit at a place.
type noter func(family string, at ir.Span, what string, sure ...model.FlowConfidence)

// habits are the weak habits of a function.
func (r *search) habits(operations []sdk.Operation) []model.Weakness {
	var out []model.Weakness
	add := func(family string, at ir.Span, what string, sure ...model.FlowConfidence) {
		w := model.Weakness{Function: r.of.ID(), Family: family, At: at.Location(), What: what, Confidence: model.FlowCertain}
		if len(sure) > 0 {
			w.Confidence = sure[0]
		}
		if at.File != nil && !slices.ContainsFunc(out, func(have model.Weakness) bool { return have.Family == family && have.At == w.At }) {
			out = append(out, w)
		}
	}
	for _, c := range r.trace.Calls {
		if r.answers = r.of.Speaks(term.LanguageOf(c)); r.answers == nil {
			continue
		}
		called := term.Names(c.Callee)
		for _, m := range r.tables.Misuses {
			r.misused(m, c, called, operations, add)
		}
		if token := r.decodedByHand(c, called); token != nil && r.presented(token) && !r.verifies(token, c) && !vouched(token, c.Guards) {
			r.believed(token, c, term.Shown(called)+" reads a token without checking its signature", operations, add)
		}
		r.disclosed(c, called, add)
	}
	r.answeredErrors(add)
	r.keptGlobals(add)
	r.leftFiles(add)
	r.unowned(operations, add)
	r.unvalidated(operations, add)
	return out
}
