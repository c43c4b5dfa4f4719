package taint

import (
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/outline"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// guarded puts what the tests on the way to a call let through, and what was checked before it, among what does no harm.
func (w *Walk) guarded(c *term.Call, guards []term.Guard) {
	w.valid = append(w.schemas(c, guards), checkedBefore(guards)...)
	w.left = map[term.Value][]string{}
	for _, g := range guards {
		w.noteEnds(g.Test, g.Holds)
	}
	for _, g := range guards {
		w.same = w.sameTurn(g, c)
		w.tested(g.Test, g.Holds, w.left)
	}
	w.same = false
	w.noteOutside()
	for _, before := range w.checksBefore(c, guards) {
		switch {
		case isRelativeTo(before):
			w.stays(term.CalledOn(before), term.FirstOf(before))
		case w.raises(before):
			for _, a := range before.Args {
				for _, v := range term.Alternatives(a.Value) {
					w.harmless(v)
				}
			}
		case w.vets(before, term.Names(before.Callee)[0]):
			w.vetted(before)
		}
	}
}

// sameTurn is whether a test stands in the innermost loop around a call: what it says of an item it says of the one that the
// call gets.
func (r *run) sameTurn(g term.Guard, c *term.Call) bool {
	if c == nil || c.At.File == nil || g.At.File != c.At.File {
		return false
	}
	inner := r.outlineOf(c.Within).LoopAround(c.At)
	return inner.File != nil && inner.Start <= g.At.Start && g.At.End <= inner.End
}

// checksBefore are the calls that look at something and are made on the way to a call.
func (w *Walk) checksBefore(c *term.Call, guards []term.Guard) []*term.Call {
	return slices.DeleteFunc(slices.Clone(w.checking), func(other *term.Call) bool {
		return len(other.Args) == 0 || !w.precedes(other, c) || !term.Within(other.Guards, guards) || w.forgiven(other, c)
	})
}

// raises is whether a call does not come back with what does harm.
func (w *Walk) raises(c *term.Call) bool {
	called := term.Names(c.Callee)
	return w.family.CheckCalls.Has(called) || w.answers.Refuses.Has(called) && !w.counts()
}

// isRelativeTo is whether a call raises for a path that does not stand below another one
// (https://docs.python.org/3/library/pathlib.html#pathlib.PurePath.relative_to).
func isRelativeTo(c *term.Call) bool {
	m, ok := c.Callee.(*term.Member)
	return ok && m.Name == "relative_to" && len(c.Args) == 1 && term.IsPath(m.Of)
}

// precedes is whether a call is made before another one for the same request.
func (r *run) precedes(other, c *term.Call) bool {
	return r.order[other] < r.order[c] && (other.Turn == 0 || other.Turn == c.Turn)
}

// tested looks at a test that came out one way.
func (w *Walk) tested(test term.Value, holds bool, left map[term.Value][]string) {
	switch t := test.(type) {
	case *term.Combined:
		w.combined(t, holds, left)
	case *term.Input:
		if !holds { // it is nothing, or empty
			w.harmless(t)
		}
	case *term.Member: // ipaddress.ip_address(x).is_private
		w.leadsOutside(t.Name, t.Of, holds)
		if !holds {
			w.harmless(t)
		}
	case *term.Result:
		w.asked(t, holds, left)
	case *term.OneOf:
		w.eitherTested(t.Options, holds, left)
	case *term.List:
		if !holds && w.language == ir.Python {
			w.noneOf(t, left)
		}
	case *term.Item: // ALLOWED[x]
		if holds && t.Key != nil && !w.holds(t.Of) {
			w.harmless(t.Key)
		} else if !holds {
			w.harmless(t)
		}
	}
}

// combined looks at several tests, or at a comparison.
func (w *Walk) combined(t *term.Combined, holds bool, left map[term.Value][]string) {
	switch {
	case t.How == "checked":
		w.tested(t.Of[0], holds, left)
	case t.How == "and" && holds, t.How == "or" && !holds:
		for _, of := range t.Of {
			w.tested(of, holds, left)
		}
	case t.How == "any of", t.How == "or", t.How == "and":
		w.eitherTested(t.Of, holds, left)
	case w.emptied(t, holds, left):
	case t.How == "each", t.How == "every" && holds, t.How == "some" && !holds:
		w.allTested(t, holds, left)
	case t.How == "some" && !slices.ContainsFunc(t.Of, ofAny):
		w.eitherTested(t.Of, true, left)
	default:
		w.compared(t, holds, left)
	}
}

// compared looks at a comparison.
func (w *Walk) compared(t *term.Combined, holds bool, left map[term.Value][]string) {
	switch {
	case w.bounded(t, holds):
	case t.How == "not" && len(t.Of) == 1:
		w.tested(t.Of[0], !holds, left)
	case t.How == "in" && len(t.Of) == 2:
		w.found(t.Of[0], t.Of[1], holds, left)
	case t.How == "==" && len(t.Of) == 2 && holds:
		for i, side := range t.Of {
			other := t.Of[1-i]
			if w.holds(side) && (!w.holds(other) || w.leavesNothing(other, side)) {
				w.equal(side, other, left)
			}
			w.ranges(side, other)
			w.signed([]term.Value{side, other})
		}
	case (t.How == "!=" || t.How == "==") && len(t.Of) == 2 && holds == (t.How == "!="):
		for i, side := range t.Of {
			w.differs(side, t.Of[1-i], left)
		}
	case t.How == "length" && len(t.Of) == 1:
		w.tested(t.Of[0], holds, left)
	case t.How == "instanceof" && holds && len(t.Of) == 2:
		if numeric(t.Of[1]) && !w.counts() {
			w.harmless(t.Of[0])
		}
	case len(t.Of) == 2:
		w.placed(t, holds, left)
	}
}

// placed looks at where something was found: ALLOWED.indexOf(x) >= 0, not x.indexOf("..") >= 0.
func (w *Walk) placed(t *term.Combined, holds bool, left map[term.Value][]string) {
	r, ok := t.Of[0].(*term.Result)
	if !ok {
		return
	}
	from := t.How == ">=" || t.How == ">"
	switch k, _ := term.Written(t.Of[1]); {
	case from && holds, (t.How == "<" || t.How == "<=") && !holds:
		w.located(r, true, left)
	case t.How == ">=" && k == "0", t.How == ">" && k == "-1":
		w.located(r, false, left)
	}
}

// located looks at whether a place was found, which is a number: find of Python's texts answers -1 where there is none.
func (w *Walk) located(r *term.Result, holds bool, left map[term.Value][]string) {
	if m, ok := r.Call.Callee.(*term.Member); ok && w.language == ir.Python && (m.Name == "find" || m.Name == "rfind") {
		w.membership(r.Call, m, holds, left)
		return
	}
	w.asked(r, holds, left)
}

// found looks at whether a value is in another one.
func (w *Walk) found(item, in term.Value, holds bool, left map[term.Value][]string) {
	switch m, ok := in.(*term.Member); {
	case !holds:
		w.notWithin(item, in)
		if part, ok := term.Written(item); ok {
			w.lacking(in, part, left)
		}
		w.without(in, item, left)
	case !w.holds(in):
		w.harmless(item)
	case ok && m.Name == "parents": // root in path.parents
		w.stays(m.Of, item)
	}
}

// splitAt is the text that is split at a separator, nil for anything else.
func splitAt(v term.Value, separator string) term.Value {
	r, ok := v.(*term.Result)
	if !ok || term.LastName(term.Names(r.Call.Callee)[0]) != "split" {
		return nil
	}
	m, _ := r.Call.Callee.(*term.Member)
	text, by := term.Receiver(r.Call, m)
	if s, known := term.Written(by); !known || s != separator {
		return nil
	}
	return text
}

// lacking says that a text has no such part, nor has what it is put together of.
func (w *Walk) lacking(text term.Value, part string, left map[term.Value][]string) {
	if of := splitAt(text, "/"); of != nil { // ".." in name.split("/")
		w.filter(of, left, func(s string) bool { return !slices.Contains(strings.Split(s, "/"), part) })
		return
	}
	without := func(s string) bool { return !strings.Contains(s, part) }
	w.filter(text, left, without)
	if t, ok := text.(*term.Text); ok && len(t.Parts) > 1 {
		for _, p := range t.Parts {
			if w.holds(p) {
				w.filter(p, left, without)
			}
		}
	}
}

// differs says that one value is not another one: re.match(...) is not None, indexOf(...) != -1, name != "__proto__".
func (w *Walk) differs(side, other term.Value, left map[term.Value][]string) {
	if r, ok := side.(*term.Result); ok && nothing(other) {
		w.asked(r, true, left)
	} else if text, ok := term.Written(other); ok && w.holds(side) {
		w.filter(side, left, func(s string) bool { return s != text })
	}
}

// leavesNothing is whether a value is what is left of another one without what does harm: os.path.basename(x). Who is the
// same as that has none.
func (w *Walk) leavesNothing(v, of term.Value) bool {
	switch v.(type) {
	case *term.Member, *term.Item, *term.Result:
	default:
		return false
	}
	if !term.Contains(v, of, 0) {
		return false
	}
	other := w.begin(w.family, w.sanitizers)
	return len(other.Origins(v)) == 0
}

// equal says that one value is another, which is not the attacker's.
func (w *Walk) equal(side, other term.Value, left map[term.Value][]string) {
	switch s := side.(type) {
	case *term.Result:
		if term.IsNull(other) {
			return
		}
		switch term.LastName(term.Names(s.Call.Callee)[0]) {
		case "commonpath", "commonprefix": // os.path.commonpath([base, path]) == base
			for _, a := range s.Call.Args {
				for _, v := range term.Items(a.Value) {
					w.harmless(v)
					w.stays(v, other)
				}
			}
			return
		case "indexOf", "lastIndexOf", "find", "index", "Index": // path.indexOf(root) === 0
			m, _ := s.Call.Callee.(*term.Member)
			if subject, prefix := term.Receiver(s.Call, m); subject != nil {
				switch k, _ := term.Written(other); k {
				case "0":
					w.stays(subject, prefix)
				case "-1":
					w.located(s, false, left)
				}
				return
			}
		}
	case *term.Combined:
		if s.How == "typeof" {
			if k, _ := term.Written(other); k == "number" && !w.counts() || k == "boolean" || k == "bigint" || k == "string" && w.shaped() {
				w.harmless(s.Of[0])
			}
			return
		}
	}
	switch side.(type) {
	case *term.Input, *term.Item, *term.Member: // or there is none
	default:
		if term.IsNull(other) {
			return
		}
	}
	w.harmless(side)
}

// asked looks at a question that a call answered.
func (w *Walk) asked(r *term.Result, holds bool, left map[term.Value][]string) {
	c := r.Call
	called := term.Names(c.Callee)
	if s := compiledSchema(c.Callee); s != nil && holds {
		w.valid = append(w.valid, schema{of: term.FirstOf(c), schema: s})
		return
	}
	if (w.family.CheckCalls.Has(called) || w.answers.Checks.Has(called)) && holds {
		for _, a := range c.Args {
			w.harmless(a.Value)
		}
		if m, ok := c.Callee.(*term.Member); ok && w.holds(m.Of) {
			w.harmless(m.Of)
		}
		return
	}
	m, _ := c.Callee.(*term.Member)
	last := term.LastName(called[0])
	if pattern, subject, whole, ok := w.matching(c, last); ok {
		w.filter(subject, left, func(s string) bool {
			switch {
			case holds && w.leads():
				return leads(pattern, s, whole)
			case holds && w.family.Name == "resource": // what it begins with says among which others it is
				return !regex.Readable(pattern) || regex.Matches(pattern, s, whole) || regex.Matches(pattern, s+regex.SampleOf(pattern), whole)
			case holds:
				return regex.Lets(pattern, s, whole)
			}
			return !regex.Matches(pattern, s, whole)
		})
		return
	}
	w.question(c, m, last, holds, left)
}

// checked is a value with tests of it that hold.
func (w *Walk) checked(c *term.Combined, ask func(term.Value) []Origin) []Origin {
	if w.family.Name == "input" {
		return nil // it was looked at
	}
	before := *w
	w.same = true
	w.known, w.clean = map[term.Value][]Origin{}, maps.Clone(w.clean)
	w.left, w.ends, w.named, w.listed, w.doubts = maps.Clone(w.left), maps.Clone(w.ends), maps.Clone(w.named), maps.Clone(w.listed), maps.Clone(w.doubts)
	for _, look := range []func(term.Value, bool){w.noteEnds, func(test term.Value, holds bool) { w.tested(test, holds, w.left) }} {
		for i := 1; i+1 < len(c.Of); i += 2 {
			holds, _ := term.Written(c.Of[i+1])
			look(c.Of[i], holds == "true")
		}
	}
	out := w.each(c.Of[0], ask)
	before.looked, before.seen = w.looked, w.seen
	*w = before
	return out
}

// nothing is what a search answers that finds nothing.
func nothing(v term.Value) bool {
	s, ok := term.Written(v)
	return term.IsNull(v) || ok && s == "-1"
}

// outlineOf is what the text of a function's module says.
func (r *run) outlineOf(f *ir.Function) *outline.Outline {
	if f == nil || f.Module == nil {
		return &outline.Outline{}
	}
	if t := r.outlines[f.Module]; t != nil {
		return t
	}
	if r.outlines == nil {
		r.outlines = map[*ir.Module]*outline.Outline{}
	}
	t := outline.Of(f.Module)
	r.outlines[f.Module] = t
	return t
}

// forgiven is whether an error that a call raises is caught, and another call is made all the same: it stands behind the try.
func (r *run) forgiven(c, then *term.Call) bool {
	return r.outlineOf(c.Within).Forgives(c.At, then)
}
