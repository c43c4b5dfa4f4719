package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
)

// guarded puts what the tests on the way to a call let through, and what was checked before it, among what does no harm.
func (w *walk) guarded(c *eval.Call, guards []eval.Guard) {
	w.valid = w.schemas(c, guards)
	w.left = map[eval.Value][]string{}
	for _, g := range guards {
		w.noteEnds(g.Test, g.Holds)
	}
	for _, g := range guards {
		w.tested(g.Test, g.Holds, w.left)
	}
	for _, before := range w.checksBefore(c, guards) {
		for _, a := range before.Args {
			for _, v := range alternatives(a.Value) {
				w.harmless(v)
			}
		}
	}
}

// checksBefore are the calls that do not come back with what does harm, made on the way to a call.
func (w *walk) checksBefore(c *eval.Call, guards []eval.Guard) []*eval.Call {
	var out []*eval.Call
	for _, other := range w.checking {
		if other == c {
			break
		}
		called := names(other.Callee)
		if len(other.Args) > 0 && (w.family.checks.has(called) || w.answers.refuses.has(called) && !w.counts()) && within(other.Guards, guards) && !w.forgiven(other) {
			out = append(out, other)
		}
	}
	return out
}

// within is whether all of some tests hold where others do.
func within(some, others []eval.Guard) bool {
	for _, g := range some {
		if !slices.ContainsFunc(others, func(h eval.Guard) bool { return h.Test == g.Test && h.Holds == g.Holds }) {
			return false
		}
	}
	return true
}

// tested looks at a test that came out one way.
func (w *walk) tested(test eval.Value, holds bool, left map[eval.Value][]string) {
	switch t := test.(type) {
	case *eval.Combined:
		if t.How == "or" && holds || t.How == "and" && !holds {
			w.eitherTested(t.Of, holds, left)
			return
		}
		w.compared(t, holds, left)
	case *eval.Result:
		w.asked(t, holds, left)
	case *eval.OneOf:
		w.eitherTested(t.Options, holds, left)
	case *eval.Item: // ALLOWED[x]
		if holds && t.Key != nil && !w.holds(t.Of) {
			w.harmless(t.Key)
		}
	}
}

// compared looks at a comparison.
func (w *walk) compared(t *eval.Combined, holds bool, left map[eval.Value][]string) {
	switch {
	case w.bounded(t, holds):
	case t.How == "not" && len(t.Of) == 1:
		w.tested(t.Of[0], !holds, left)
	case t.How == "in" && len(t.Of) == 2 && holds && !w.holds(t.Of[1]):
		w.harmless(t.Of[0])
	case t.How == "in" && len(t.Of) == 2 && !holds:
		if part, ok := constant(t.Of[0]); ok {
			w.filter(t.Of[1], left, func(s string) bool { return !strings.Contains(s, part) })
		}
		w.without(t.Of[1], t.Of[0], left)
	case t.How == "==" && len(t.Of) == 2 && holds:
		for i, side := range t.Of {
			other := t.Of[1-i]
			if w.holds(side) && !w.holds(other) {
				w.equal(side, other)
			}
		}
	case (t.How == "!=" || t.How == "==") && len(t.Of) == 2 && holds == (t.How == "!="):
		for i, side := range t.Of {
			w.differs(side, t.Of[1-i], left)
		}
	case t.How == "instanceof" && holds && len(t.Of) == 2:
		if numeric(t.Of[1]) && !w.counts() {
			w.harmless(t.Of[0])
		}
	case (t.How == ">=" || t.How == ">") && len(t.Of) == 2 && holds, (t.How == "<" || t.How == "<=") && len(t.Of) == 2 && !holds:
		if r, ok := t.Of[0].(*eval.Result); ok { // ALLOWED.indexOf(x) >= 0
			w.asked(r, true, left)
		}
	}
}

// differs says that one value is not another one: re.match(...) is not None, indexOf(...) != -1, name != "__proto__".
func (w *walk) differs(side, other eval.Value, left map[eval.Value][]string) {
	if r, ok := side.(*eval.Result); ok && nothing(other) {
		w.asked(r, true, left)
	} else if text, ok := constant(other); ok && w.holds(side) {
		w.filter(side, left, func(s string) bool { return s != text })
	}
}

// equal says that one value is another, which is not the attacker's.
func (w *walk) equal(side, other eval.Value) {
	switch s := side.(type) {
	case *eval.Result:
		if isNull(other) {
			return
		}
		switch lastName(names(s.Call.Callee)[0]) {
		case "commonpath", "commonprefix": // os.path.commonpath([base, path]) == base
			for _, a := range s.Call.Args {
				for _, v := range items(a.Value) {
					w.harmless(v)
				}
			}
			return
		}
	case *eval.Combined:
		if s.How == "typeof" {
			if k, _ := constant(other); k == "number" && !w.counts() || k == "boolean" || k == "bigint" || k == "string" && w.shaped() {
				w.harmless(s.Of[0])
			}
			return
		}
	}
	if !isNull(other) {
		w.harmless(side)
	}
}

// asked looks at a question that a call answered.
func (w *walk) asked(r *eval.Result, holds bool, left map[eval.Value][]string) {
	c := r.Call
	called := names(c.Callee)
	if s := compiledSchema(c.Callee); s != nil && holds {
		w.valid = append(w.valid, schema{of: firstOf(c), schema: s})
		return
	}
	if (w.family.checks.has(called) || w.answers.checks.has(called)) && holds {
		for _, a := range c.Args {
			w.harmless(a.Value)
		}
		if m, ok := c.Callee.(*eval.Member); ok && w.holds(m.Of) {
			w.harmless(m.Of)
		}
		return
	}
	m, _ := c.Callee.(*eval.Member)
	last := lastName(called[0])
	if pattern, subject, whole, ok := w.matching(c, last); ok {
		w.filter(subject, left, func(s string) bool {
			if holds {
				return lets(pattern, s, whole)
			}
			return !matches(pattern, s, whole)
		})
		return
	}
	w.question(c, m, last, holds, left)
}

// question looks at a question that the languages' own libraries answer.
func (w *walk) question(c *eval.Call, m *eval.Member, last string, holds bool, left map[eval.Value][]string) {
	switch last {
	case "includes", "has", "contains", "Contains", "indexOf", "ContainsKey", "hasOwn", "hasOwnProperty":
		w.membership(c, m, holds, left)
	case "isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isidentifier":
		if m != nil && holds && !w.counts() {
			w.harmless(m.Of)
		}
	case "all", "every":
		for _, v := range append(arguments(c), calledOn(c)) {
			w.eachCharacter(v, holds)
		}
	case "startswith", "startsWith", "HasPrefix", "is_relative_to":
		subject, prefix := receiver(c, m)
		if s, ok := constant(prefix); ok && w.leads() && !strings.Contains(s, "://") {
			w.filter(subject, left, func(witness string) bool { return strings.HasPrefix(witness, s) == holds })
		}
		if holds && w.anchored(subject, prefix) {
			w.harmless(subject)
		}
		if s, _ := constant(prefix); s == ".." && !holds { // the way from the root does not lead out
			w.below(subject)
		}
	case "isinstance":
		if holds && len(c.Args) == 2 && !w.counts() && (numeric(c.Args[1].Value) || w.shaped() && isText(c.Args[1].Value)) {
			w.harmless(c.Args[0].Value)
		}
	case "compare_digest", "timingSafeEqual", "Equal", "ConstantTimeCompare":
		if holds {
			w.signed(c.Args)
		}
	case "isInteger", "isSafeInteger", "isFinite":
		if holds && len(c.Args) == 1 && !w.counts() {
			w.harmless(c.Args[0].Value)
		}
	case "isNaN":
		if !holds && len(c.Args) == 1 && !w.counts() {
			w.harmless(c.Args[0].Value)
		}
	}
}

// below says that a way from one path to another does not begin with dots: path.relative(root, x), os.path.relpath(x, root),
// filepath.Rel(root, x).
func (w *walk) below(way eval.Value) {
	r, ok := way.(*eval.Result)
	if !ok || w.family.Name != "path" && w.family.Name != "zip-slip" {
		return
	}
	switch names(r.Call.Callee)[0] {
	case "path.relative", "path.posix.relative", "path/filepath.Rel":
		w.harmless(positional(r.Call, 1))
	case "os.path.relpath":
		w.harmless(positional(r.Call, 0))
	}
}

// shaped is whether the family is one of objects that the caller shapes: text is a value whatever it says.
func (w *walk) shaped() bool {
	return slices.ContainsFunc(w.family.Sinks, func(s Sink) bool { return s.Form == Shape })
}

// isText is whether a type is that of texts.
func isText(v eval.Value) bool {
	e, ok := v.(*eval.Extern)
	return ok && (externName(e) == "str" || externName(e) == "String")
}

// eachCharacter is all(c.isalnum() for c in x): what holds for each character holds for the text.
func (w *walk) eachCharacter(v eval.Value, holds bool) {
	l, ok := v.(*eval.List)
	if !ok || !holds {
		return
	}
	for _, test := range append(slices.Clone(l.Items), l.Rest) {
		r, ok := test.(*eval.Result)
		if !ok {
			continue
		}
		m, ok := r.Call.Callee.(*eval.Member)
		if !ok || !strings.HasPrefix(m.Name, "isal") && m.Name != "isdigit" && m.Name != "isdecimal" {
			continue
		}
		if of, ok := m.Of.(*eval.Item); ok && of.Key == nil {
			w.harmless(of.Of)
		}
	}
}

// receiver is what a question is about, and what it is asked: x.startswith(y), strings.HasPrefix(x, y).
func receiver(c *eval.Call, m *eval.Member) (subject, asked eval.Value) {
	switch {
	case m != nil && len(c.Args) > 0:
		return m.Of, c.Args[0].Value
	case m == nil && len(c.Args) > 1:
		return c.Args[0].Value, c.Args[1].Value
	}
	return nil, nil
}

// membership is a question whether something is in something: an attacker's value in a list, or a text in his.
func (w *walk) membership(c *eval.Call, m *eval.Member, holds bool, left map[eval.Value][]string) {
	in, item := receiver(c, m)
	if in == nil {
		return
	}
	if holds && w.holds(item) && !w.holds(in) {
		w.harmless(item)
	}
	if part, ok := constant(item); ok && !holds && w.holds(in) {
		w.filter(in, left, func(s string) bool { return !strings.Contains(s, part) })
	}
	if !holds {
		w.without(in, item, left)
	}
}

// without says that a value is none of a list: not of those in it that do harm.
func (w *walk) without(list, item eval.Value, left map[eval.Value][]string) {
	l, ok := list.(*eval.List)
	if !ok || !w.holds(item) {
		return
	}
	w.filter(item, left, func(s string) bool {
		return !slices.ContainsFunc(l.Items, func(of eval.Value) bool { k, known := constant(of); return known && k == s })
	})
}

// filter keeps the witnesses that a test lets through: where none is left, what was tested does no harm.
func (w *walk) filter(subject eval.Value, left map[eval.Value][]string, passes func(string) bool) {
	if subject == nil || len(w.family.Witnesses) == 0 {
		return
	}
	if os := alternatives(subject); len(os) > 1 {
		for _, o := range os {
			if w.holds(o) {
				w.filter(o, left, passes)
			}
		}
		if !slices.ContainsFunc(os, func(o eval.Value) bool { return w.holds(o) && !w.clean[o] }) {
			w.harmless(subject)
		}
		return
	}
	subject, rest := cut(subject)
	all, known := left[subject]
	if !known {
		all = w.witnesses(subject)
	}
	var kept []string
	for _, s := range all {
		if passes(rest(s)) {
			kept = append(kept, s)
		}
	}
	left[subject] = kept
	if len(kept) == 0 {
		w.harmless(subject)
	}
}

// harmless puts a value, and what it is another spelling of, among what does no harm.
func (w *walk) harmless(v eval.Value) {
	for range maxName {
		if v == nil {
			return
		}
		if item, ok := v.(*eval.Item); ok && item.Key == nil && !w.same {
			return // any of them: the one that was tested may be another
		}
		w.clean[v] = true
		for _, o := range alternatives(v) {
			w.clean[o] = true
		}
		switch x := v.(type) {
		case *eval.Result:
			v = w.spelled(x)
		case *eval.Text: // str(x)
			if len(x.Parts) != 1 {
				return
			}
			v = x.Parts[0]
		case *eval.Member: // urlparse(x).hostname
			r, ok := x.Of.(*eval.Result)
			if !ok || !hostOf[x.Name] || !w.leads() {
				return
			}
			v = firstOf(r.Call)
		default:
			return
		}
	}
}

// hostOf are the attributes of a parsed URL that say where it leads to.
var hostOf = map[string]bool{"hostname": true, "netloc": true, "host": true, "origin": true, "Host": true}

// spelled is what a result is another spelling of, nil for none.
func (w *walk) spelled(r *eval.Result) eval.Value {
	called := names(r.Call.Callee)
	m, isMethod := r.Call.Callee.(*eval.Member)
	if isMethod && lastName(called[0]) == "Hostname" && w.leads() {
		if of, ok := m.Of.(*eval.Result); ok {
			return firstOf(of.Call)
		}
	}
	if !w.answers.alike.has(called) {
		return nil
	}
	if isMethod {
		return m.Of
	}
	return firstOf(r.Call)
}

// leads is whether the family is one of addresses: checking where one leads is enough.
func (w *walk) leads() bool {
	return slices.ContainsFunc(w.family.Sinks, func(s Sink) bool { return s.Form == URL || s.Form == Target })
}

func firstOf(c *eval.Call) eval.Value {
	if len(c.Args) == 0 {
		return nil
	}
	return c.Args[0].Value
}

// alternatives are the values that a value may be.
func alternatives(v eval.Value) []eval.Value {
	if one, ok := v.(*eval.OneOf); ok {
		return one.Options
	}
	return []eval.Value{v}
}

// items are the items of a list, or the value alone.
func items(v eval.Value) []eval.Value {
	if l, ok := v.(*eval.List); ok {
		return l.Items
	}
	return []eval.Value{v}
}

func constant(v eval.Value) (string, bool) {
	c, ok := v.(*eval.Constant)
	if !ok || c.Kind == ir.Null {
		return "", false
	}
	return c.Text, true
}

func isNull(v eval.Value) bool {
	c, ok := v.(*eval.Constant)
	return ok && c.Kind == ir.Null
}

// nothing is what a search answers that finds nothing.
func nothing(v eval.Value) bool {
	s, ok := constant(v)
	return isNull(v) || ok && s == "-1"
}

// numeric is whether a type, or all of a tuple of types, are of numbers or truths.
func numeric(v eval.Value) bool {
	for _, t := range items(v) {
		e, ok := t.(*eval.Extern)
		if !ok || !slices.Contains([]string{"int", "float", "bool", "complex", "decimal.Decimal", "Number", "Date", "uuid.UUID"}, externName(e)) {
			return false
		}
	}
	return true
}
