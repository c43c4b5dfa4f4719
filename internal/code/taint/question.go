package taint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// question looks at a question that the languages' own libraries answer.
func (w *Walk) question(c *term.Call, m *term.Member, last string, holds bool, left map[term.Value][]string) {
	switch last {
	case "call":
		if holds {
			w.owned(c)
		}
	case "bool", "Boolean":
		if len(c.Args) == 1 {
			w.tested(c.Args[0].Value, holds, left)
		}
	case "includes", "has", "contains", "Contains", "indexOf", "ContainsKey", "hasOwn", "hasOwnProperty":
		w.membership(c, m, holds, left)
	case "all", "every", "any", "issubset", "difference":
		w.collected(c, last, holds, left)
	case "startswith", "startsWith", "HasPrefix", "is_relative_to":
		subject, prefix := term.Receiver(c, m)
		w.prefixed(subject, prefix, holds, left)
	case "endswith", "endsWith", "HasSuffix":
		subject, end := term.Receiver(c, m)
		if holds && end != nil && w.leads() && w.isHost(subject) && w.domain(end) {
			w.harmless(subject)
		}
	case "isabs", "isAbsolute", "IsAbs", "is_absolute":
		subject := term.FirstOf(c)
		if subject == nil {
			subject = term.CalledOn(c)
		}
		if !holds && w.ofPaths() {
			w.filter(subject, left, func(witness string) bool { return !strings.HasPrefix(witness, "/") })
		}
	case "isPrivate", "IsPrivate", "isPublic", "is_private", "is_global":
		of := term.FirstOf(c)
		if m != nil && of == nil {
			of = m.Of
		}
		w.leadsOutside(last, of, holds)
	case "compare_digest", "timingSafeEqual", "Equal", "ConstantTimeCompare":
		if holds {
			w.signed(append(term.Arguments(c), term.CalledOn(c)))
		}
	default:
		w.kind(c, m, last, holds)
	}
}

// prefixed looks at a question whether a value begins with a text, or with one of several.
func (w *Walk) prefixed(subject, prefix term.Value, holds bool, left map[term.Value][]string) {
	if prefix == nil {
		return
	}
	of := term.Items(prefix)
	var known []string
	for _, p := range of {
		if s, ok := term.Written(p); ok && (!w.leads() || !strings.Contains(s, "://")) {
			known = append(known, s)
		}
	}
	if len(known) == len(of) && w.leads() {
		w.filter(subject, left, func(witness string) bool {
			return slices.ContainsFunc(known, func(s string) bool { return strings.HasPrefix(witness, s) }) == holds
		})
	}
	if len(known) == len(of) && !holds && w.ofPaths() {
		w.filter(subject, left, func(witness string) bool {
			return !slices.ContainsFunc(known, func(s string) bool { return strings.HasPrefix(witness, s) })
		})
	}
	if holds && !slices.ContainsFunc(of, func(p term.Value) bool { return !w.anchored(subject, p) }) {
		w.stays(subject, of[0])
	}
	if s, _ := term.Written(prefix); s == ".." && !holds { // the way from the root does not lead out
		w.below(subject)
	}
}

// kind is a question of which kind a value is: a number, or of what characters.
func (w *Walk) kind(c *term.Call, m *term.Member, last string, holds bool) {
	if w.counts() {
		return
	}
	switch last {
	case "isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isidentifier":
		if m == nil && holds { // str.isalnum(x)
			w.harmless(term.FirstOf(c))
		} else if holds {
			w.harmless(m.Of)
			w.lettersBut(m.Of)
		}
	case "isinstance":
		if holds && len(c.Args) == 2 && (numeric(c.Args[1].Value) || w.shaped() && isText(c.Args[1].Value)) {
			w.harmless(c.Args[0].Value)
		}
	case "isInteger", "isSafeInteger", "isFinite":
		if holds && len(c.Args) == 1 {
			w.harmless(c.Args[0].Value)
		}
	case "isNaN":
		if !holds && len(c.Args) == 1 {
			w.harmless(c.Args[0].Value)
		}
	}
}

// shaped is whether the family is one of objects that the caller shapes: text is a value whatever it says.
func (w *Walk) shaped() bool {
	return slices.ContainsFunc(w.family.Sinks, func(s rulebook.Sink) bool { return s.Form == rulebook.Shape })
}

// isText is whether a type is that of texts.
func isText(v term.Value) bool {
	e, ok := v.(*term.Extern)
	return ok && (term.ExternName(e) == "str" || term.ExternName(e) == "String")
}

// ofCharacters is all(c.isalnum() for c in x): what holds for each character holds for the text.
func (w *Walk) ofCharacters(test term.Value) {
	r, ok := test.(*term.Result)
	if !ok {
		return
	}
	m, ok := r.Call.Callee.(*term.Member)
	if !ok || !strings.HasPrefix(m.Name, "isal") && m.Name != "isdigit" && m.Name != "isdecimal" {
		return
	}
	if of, ok := m.Of.(*term.Item); ok && of.Key == nil {
		w.harmless(of.Of)
	}
}

// membership is a question whether something is in something: an attacker's value in a list, or a text in his.
func (w *Walk) membership(c *term.Call, m *term.Member, holds bool, left map[term.Value][]string) {
	in, item := term.Receiver(c, m)
	if in == nil {
		return
	}
	if holds && w.holds(item) && !w.holds(in) {
		w.harmless(item)
	}
	if part, ok := term.Written(item); ok && !holds && w.holds(in) {
		w.lacking(in, part, left)
	}
	if !holds {
		w.without(in, item, left)
	}
}

// without says that a value is none of a list: not of those in it that do harm.
func (w *Walk) without(list, item term.Value, left map[term.Value][]string) {
	l, ok := list.(*term.List)
	if !ok || !w.holds(item) {
		return
	}
	w.filter(item, left, func(s string) bool {
		return !slices.ContainsFunc(l.Items, func(of term.Value) bool { k, known := term.Written(of); return known && k == s })
	})
}

// owned says that a name is one of an object's: Object.prototype.hasOwnProperty.call(object, name).
func (w *Walk) owned(c *term.Call) {
	if of, ok := c.Callee.(*term.Extern); ok && strings.HasSuffix(term.ExternName(of), "hasOwnProperty.call") && len(c.Args) == 2 && !w.holds(c.Args[0].Value) {
		w.harmless(c.Args[1].Value)
	}
}

// lettersBut says that a text is of letters and digits when some others are taken out: x.replace("-", "").isalnum().
func (w *Walk) lettersBut(v term.Value) {
	gone := ""
	for range term.MaxName {
		r, ok := v.(*term.Result)
		m, isMethod := calleeOf(r)
		if !ok || !isMethod || m.Name != "replace" || len(r.Call.Args) != 2 {
			break
		}
		old, ok := term.Written(r.Call.Args[0].Value)
		by, ok2 := term.Written(r.Call.Args[1].Value)
		if !ok || !ok2 || by != "" || len(old) != 1 {
			return
		}
		v, gone = m.Of, gone+old
	}
	if gone == "" || w.left == nil {
		return
	}
	w.filter(v, w.left, func(s string) bool {
		return strings.IndexFunc(s, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(gone, r)
		}) < 0
	})
}

// calleeOf is the method whose answer a value is.
func calleeOf(r *term.Result) (*term.Member, bool) {
	if r == nil {
		return nil, false
	}
	m, ok := r.Call.Callee.(*term.Member)
	return m, ok
}
