package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// A list to which something is added where a test came out one way, and that is empty in the end, says how the test came out:
// if (!allowed(x)) errors.push("x"); if (errors.length > 0) return.

// ruledOut is what holds where a list is empty, as far as the tests hold that stood around.
type ruledOut struct {
	test   term.Value
	around *guards
}

// addedSince are the lists to which something was added in any case since a mark of the trail.
func (ev *evaluator) addedSince(mark int) map[*cell]bool {
	var out map[*cell]bool
	for _, ch := range ev.trail[mark:] {
		was, ok := ch.old.(*contents)
		now, ok2 := ch.cell.v.(*contents)
		if !ok || !ok2 || !now.list || now.pushed <= was.pushed {
			continue
		}
		if out == nil {
			out = map[*cell]bool{}
		}
		out[ch.cell] = true
	}
	return out
}

// noteAdded notes of lists to which one branch added something and the other one did not what the test was where they are empty.
func (ev *evaluator) noteAdded(added [2]map[*cell]bool, test term.Value) {
	for i, lists := range added {
		for c := range lists {
			if added[1-i][c] {
				continue
			}
			held := test
			if i == 0 {
				held = ev.Combined(string(ir.Not), test)
			}
			if n := len(ev.looping); n > 0 { // where there is no turn nothing is tested but of the items
				item := ev.term(ev.looping[n-1].item)
				if n > 1 || item == nil || !mentions(held, item, 0) {
					continue
				}
				held = ev.Combined(howEvery, held)
			}
			if rules := ev.ruled[c]; len(rules) < maxGuards {
				ev.ruled[c] = append(slices.Clip(rules), ruledOut{held, ev.guards})
			}
		}
	}
}

// ruledOut is what holds where a list is empty; nil where nothing is known.
func (ev *evaluator) ruledOut(r *ref) term.Value {
	c := ev.read(r)
	if !c.list || c.cut || len(c.items) > 0 {
		return nil
	}
	var tests []term.Value
	for _, rule := range ev.ruled[r.cell] {
		if common(rule.around, ev.guards) == rule.around {
			tests = append(tests, rule.test)
		}
	}
	return ev.allOf(tests)
}

// lengthOf is the length of a list, with what holds where it is none.
func (ev *evaluator) lengthOf(r *ref) term.Value {
	if test := ev.ruledOut(r); test != nil {
		return ev.Combined("length", ev.term(r), test)
	}
	return ev.Combined("length", ev.term(r))
}

// emptiness is what holds where a test says that a list is empty; nil where it says something else.
func emptiness(test term.Value, holds bool) term.Value {
	c, ok := test.(*term.Combined)
	if !ok {
		return nil
	}
	length := func(v term.Value) term.Value {
		if of, ok := v.(*term.Combined); ok && of.How == "length" && len(of.Of) == 2 {
			return of.Of[1]
		}
		return nil
	}
	if !holds && length(c) != nil {
		return length(c)
	}
	if len(c.Of) != 2 {
		return nil
	}
	n, ok := c.Of[1].(*term.Constant)
	if !ok || n.Kind != ir.Number {
		return nil
	}
	switch {
	case n.Text == "0" && (c.How == ">" && !holds || c.How == string(ir.Equal) && holds || c.How == "<=" && holds),
		n.Text == "1" && (c.How == ">=" && !holds || c.How == "<" && holds):
		return length(c.Of[0])
	}
	return nil
}
