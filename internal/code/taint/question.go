package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// question looks at a question that the languages' own libraries answer.
func (w *walk) question(c *eval.Call, m *eval.Member, last string, holds bool, left map[eval.Value][]string) {
	switch last {
	case "call":
		if holds {
			w.owned(c)
		}
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

// owned says that a name is one of an object's: Object.prototype.hasOwnProperty.call(object, name).
func (w *walk) owned(c *eval.Call) {
	if of, ok := c.Callee.(*eval.Extern); ok && strings.HasSuffix(externName(of), "hasOwnProperty.call") && len(c.Args) == 2 && !w.holds(c.Args[0].Value) {
		w.harmless(c.Args[1].Value)
	}
}
