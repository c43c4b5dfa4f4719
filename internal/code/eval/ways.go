package eval

import (
	"encoding/binary"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// What a function answers goes with the tests that led there: who tests the answer knows what was tested. Of several answers each
// has its way: one that says what is wrong and none, true and false with a reason, an error of Go and nil.

// way is how one of several values came about.
type way struct {
	test  term.Value // what holds then; nil where nothing is known
	given bool       // it was tested to be something
}

// chosen is one of several answers with the ways that led there; nil where nothing is known of them.
func (ev *evaluator) chosen(left []exit, before *guards) term.Value {
	var options0 []term.Value
	ways := map[term.Value]way{}
	some := false
	for _, x := range left {
		if x.value == nil {
			return nil
		}
		test := ev.allOf(ev.testsSince(x.guards, before))
		inner := ev.waysOf(x.value)
		for _, o := range options(x.value) {
			w := way{test, ev.isGivenAt(o, x.guards)}
			if of, ok := inner[o]; ok {
				w.given = w.given || of.given
				switch {
				case of.test != nil && test != nil:
					w.test = ev.Combined(string(ir.And), test, of.test)
				case of.test != nil:
					w.test = of.test
				}
			}
			if old, ok := ways[o]; ok {
				w = ev.otherWay(old, w)
			} else {
				options0 = append(options0, o)
			}
			ways[o] = w
			some = some || w.test != nil
		}
	}
	if !some || len(options0) < 2 || len(options0) > term.MaxOptions {
		return nil
	}
	return ev.withWays(options0, ways)
}

// otherWay is one of two ways to the same value.
func (ev *evaluator) otherWay(a, b way) way {
	if a.test == nil || b.test == nil {
		return way{nil, a.given && b.given}
	}
	return way{ev.Combined(string(ir.Or), a.test, b.test), a.given && b.given}
}

// withWays is one of several values with the ways to them.
func (ev *evaluator) withWays(of []term.Value, ways map[term.Value]way) term.Value {
	key := binary.AppendUvarint(ev.wayKey[:0], uint64(len(of)))
	for _, o := range of {
		key = binary.AppendUvarint(key, uint64(ev.ID(o)))
	}
	for _, o := range of {
		key = binary.AppendUvarint(key, uint64(ev.ID(ways[o].test)))
		if ways[o].given {
			key = binary.AppendUvarint(key, 1)
		}
	}
	ev.wayKey = key
	v, ok := ev.wayOf[string(key)]
	if !ok {
		v = &term.OneOf{Options: append([]term.Value(nil), of...)}
		ev.wayOf[string(key)] = v
	}
	ev.ways[v] = ways
	return v
}

// waysOf are the ways to the alternatives of a value; nil where they are not known.
func (ev *evaluator) waysOf(v term.Value) map[term.Value]way { return ev.ways[v] }

// isGivenAt is whether a value is known to be something: an error that was made, or tested.
func (ev *evaluator) isGivenAt(o term.Value, at *guards) bool {
	if ev.nullness(o) == never {
		return true
	}
	if r, ok := o.(*term.Result); ok {
		if e, ok := r.Call.Callee.(*term.Extern); ok && (e.Module == "errors" && e.Name != "Unwrap" && e.Name != "Join" || e.Module == "fmt" && e.Name == "Errorf") {
			return true
		}
	}
	for g := at; g != nil; g = g.up {
		if c, ok := g.Test.(*term.Combined); ok && !g.Holds && c.How == string(ir.Equal) && len(c.Of) == 2 && c.Of[0] == o && term.IsNull(c.Of[1]) {
			return true
		}
	}
	return false
}

// ledTo is what held where a value was chosen for which a test comes out one way; nil where that is not known.
func (ev *evaluator) ledTo(test term.Value, holds bool) term.Value {
	v, is := test, func(o term.Value, _ way) truth { return ev.truthOfTerm(o) }
	if c, ok := test.(*term.Combined); ok && c.How == string(ir.Equal) && len(c.Of) == 2 {
		other := c.Of[1]
		if v = c.Of[0]; ev.ways[v] == nil {
			v, other = other, v
		}
		if _, ok := other.(*term.Constant); !ok {
			return nil
		}
		is = func(o term.Value, w way) truth {
			if term.IsNull(other) && w.given {
				return never
			}
			return ev.same(o, other)
		}
	}
	var tests []term.Value
	for _, o := range options(v) {
		w, ok := ev.ways[v][o]
		if !ok {
			return nil
		}
		if t := is(o, w); t == never && holds || t == always && !holds {
			continue
		}
		if w.test == nil {
			return nil
		}
		tests = append(tests, w.test)
	}
	switch len(tests) {
	case 0:
		return nil
	case 1:
		return tests[0]
	}
	return ev.Combined(string(ir.Or), tests...)
}

// truthOfTerm is whether a value counts as true where what it refers to was copied.
func (ev *evaluator) truthOfTerm(v term.Value) truth {
	switch v := v.(type) {
	case *term.Object:
		if len(v.Names) > 0 || ev.language() == ir.JavaScript {
			return always
		}
	case *term.List:
		if len(v.Items) > 0 || ev.language() == ir.JavaScript {
			return always
		}
	}
	return ev.truthOf(v)
}

// chosenParts does the same with several answers at once: of lists that are as long item by item, of objects that say whether
// something is so entry by entry. Nil where the answers are something else.
func (ev *evaluator) chosenParts(left []exit, before *guards, at ir.Span) term.Value {
	var all []*contents
	for _, x := range left {
		r, ok := x.value.(*ref)
		if !ok {
			return nil
		}
		c := ev.read(r)
		if c.rest != nil || c.class != nil || c.typ != nil || c.base != nil || len(c.items)+len(c.names) > 4 || len(all) > 0 && c.list != all[0].list {
			return nil
		}
		all = append(all, c)
	}
	if len(all) < 2 || len(all) > maxYes {
		return nil
	}
	if all[0].list {
		return ev.chosenItems(all, left, before, at)
	}
	return ev.chosenEntries(all, left, before, at)
}

func (ev *evaluator) chosenItems(all []*contents, left []exit, before *guards, at ir.Span) term.Value {
	items := make([]term.Value, len(all[0].items))
	for i := range items {
		part := make([]exit, len(left))
		for j, c := range all {
			if len(c.items) != len(items) {
				return nil
			}
			part[j] = exit{value: c.items[i], guards: left[j].guards}
		}
		items[i] = ev.oneAnswer(part, before)
	}
	if len(items) < 2 {
		return nil
	}
	return ev.newList(all[0].kind, at, items, nil)
}

// verdicts are names of entries that say whether something is so.
var verdicts = namesOf(`ok valid isvalid success allowed error errors authorized isauthorized is_valid message reason`)

func (ev *evaluator) chosenEntries(all []*contents, left []exit, before *guards, at ir.Span) term.Value {
	var names []string
	seen, verdict := map[string]bool{}, false
	for _, c := range all {
		for _, n := range c.names {
			if !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
			k, ok := c.fields[n].(*term.Constant)
			_, says := verdicts[strings.ToLower(n)]
			verdict = verdict || says && ok && k.Kind == ir.Bool
		}
	}
	if !verdict {
		return nil
	}
	r := ev.newObject(at)
	for _, n := range names {
		part := make([]exit, len(left))
		for j, c := range all {
			v := c.fields[n]
			if v == nil {
				v = ev.Null()
			}
			part[j] = exit{value: v, guards: left[j].guards}
		}
		ev.put(ev.write(r), n, ev.oneAnswer(part, before))
	}
	return r
}

// oneAnswer is one of several answers, or of the same part of each of them.
func (ev *evaluator) oneAnswer(left []exit, before *guards) term.Value {
	if v := ev.decision(left, false, before); v != nil {
		return v
	}
	if v := ev.chosen(left, before); v != nil {
		return v
	}
	vs := make([]term.Value, len(left))
	for i, x := range left {
		vs[i] = x.value
	}
	return ev.joinAll(vs...)
}
