package taint

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// ends are the texts with which a value begins and ends, by the tests that hold.
type ends struct{ first, last string }

// noteEnds notes which values have to begin or end with what, so that the witnesses can.
func (w *Walk) noteEnds(test term.Value, holds bool) {
	if one, ok := test.(*term.OneOf); ok {
		for _, o := range one.Options {
			w.noteEnds(o, holds)
		}
	}
	r, ok := test.(*term.Result)
	if !ok || !holds || w.leads() {
		return
	}
	name := term.LastName(term.Names(r.Call.Callee)[0])
	m, _ := r.Call.Callee.(*term.Member)
	subject, asked := term.Receiver(r.Call, m)
	text, ok := term.Written(asked)
	if !ok || subject == nil {
		return
	}
	e := w.ends[subject]
	switch name {
	case "startswith", "startsWith", "HasPrefix":
		e.first = text
	case "endswith", "endsWith", "HasSuffix":
		e.last = text
	default:
		return
	}
	if w.ends == nil {
		w.ends = map[term.Value]ends{}
	}
	w.ends[subject] = e
}

// witnesses are the texts of the family that do harm, such that a value may be them: with the beginning and the end that it has
// to have. What begins with a quote is ended by another one before the witness.
func (w *Walk) witnesses(subject term.Value) []string {
	e, bound := w.ends[subject]
	if !bound && w.leads() && w.isHost(subject) {
		return hosts(w.family.Witnesses)
	}
	if !bound {
		return w.family.Witnesses
	}
	out := make([]string, 0, len(w.family.Witnesses))
	for _, s := range w.family.Witnesses {
		if e.first != "" && strings.ContainsAny(e.first[len(e.first)-1:], `"'`) {
			s = e.first[len(e.first)-1:] + s
		}
		if e.last != "" && strings.ContainsAny(e.last[:1], `"'`) {
			s += e.last[:1]
		}
		out = append(out, e.first+s+e.last)
	}
	return out
}

// cut is the value that a value is a part of, with known ends, and what is left of a text there: x[1:-1].
func cut(v term.Value) (of term.Value, rest func(string) string) {
	c, ok := v.(*term.Combined)
	if !ok || c.How != "slice" || len(c.Of) != 3 {
		return v, func(s string) string { return s }
	}
	low, ok := number(c.Of[1])
	high, ok2 := number(c.Of[2])
	if !ok || !ok2 || low < 0 {
		return v, func(s string) string { return s }
	}
	return c.Of[0], func(s string) string {
		end := high
		if end < 0 {
			end += len(s)
		}
		end = min(end, len(s))
		if low >= end {
			return ""
		}
		return s[low:end]
	}
}

// surviving are the witnesses that a value may still be: behind the tests on the way, with what was replaced in them.
func (w *Walk) surviving(v term.Value) []string {
	if kept, ok := w.left[v]; ok {
		return kept
	}
	r, ok := v.(*term.Result)
	if ok && term.LastName(term.Names(r.Call.Callee)[0]) == "translate" && term.CalledOn(r.Call) != nil {
		return w.translated(r.Call)
	}
	if ok && term.Names(r.Call.Callee)[0] == "strings.ReplaceAll" && len(r.Call.Args) == 3 {
		return w.replaced(r.Call.Args[0].Value, r.Call.Args[1].Value, r.Call.Args[2].Value)
	}
	if ok && term.CalledOn(r.Call) != nil && (term.LastName(term.Names(r.Call.Callee)[0]) == "lstrip" || term.LastName(term.Names(r.Call.Callee)[0]) == "strip") {
		if off, known := term.Written(term.FirstOf(r.Call)); known {
			kept := slices.Clone(w.surviving(term.CalledOn(r.Call)))
			for i := range kept {
				kept[i] = strings.TrimLeft(kept[i], off)
			}
			return kept
		}
	}
	if !ok || len(r.Call.Args) != 2 {
		return w.witnesses(v)
	}
	switch name := term.LastName(term.Names(r.Call.Callee)[0]); {
	case name != "replace" && name != "replaceAll":
		return w.witnesses(v)
	case w.onlySome(r.Call, name) && term.CalledOn(r.Call) != nil:
		return w.surviving(term.CalledOn(r.Call))
	}
	by, ok := term.Written(r.Call.Args[1].Value)
	of := term.CalledOn(r.Call)
	if pattern, isPattern := regex.Everywhere(r.Call.Args[0].Value); ok && isPattern && of != nil {
		kept := slices.Clone(w.surviving(of))
		for i := range kept {
			kept[i] = pattern.ReplaceAllLiteralString(kept[i], by)
		}
		return kept
	}
	if of == nil {
		return w.witnesses(v)
	}
	return w.replaced(of, r.Call.Args[0].Value, r.Call.Args[1].Value)
}

// replaced are the witnesses that are left of a text in which one text stands for each of another.
func (w *Walk) replaced(of, old, by term.Value) []string {
	kept := slices.Clone(w.surviving(of))
	from, ok := term.Written(old)
	to, ok2 := term.Written(by)
	if !ok || !ok2 || from == "" || to == "" && strings.Trim(from, from[:1]) != "" {
		return kept // what is left after "../" is taken out of "....//" is "../"
	}
	for i := range kept {
		kept[i] = strings.ReplaceAll(kept[i], from, to)
	}
	return kept
}

// enclosed is whether a part of a text does no harm where it stands: within quotes what does not hold the same one, where
// nothing else leads out of them; behind a directory a path that does not lead upwards.
func (w *Walk) enclosed(t *term.Text, i int) bool {
	if i == 0 || len(w.family.Witnesses) == 0 {
		return false
	}
	var harmful func(witness string) bool
	quote := byte(0)
	switch {
	case w.family.Doubled:
		return w.doubled(t, i)
	case w.family.Delimited:
		for _, p := range t.Parts[:i] {
			s, _ := term.Written(p)
			for _, c := range []byte(s) {
				switch {
				case quote == 0 && (c == '"' || c == '\''):
					quote = c
				case c == quote:
					quote = 0
				}
			}
		}
		harmful = func(s string) bool { return quote == 0 || strings.IndexByte(s, quote) >= 0 }
	case w.ofPaths():
		if w.endsName(t, i) || w.fromRoot(t, i) {
			return true
		}
		s, known := term.Written(t.Parts[0])
		if known && strings.Trim(s, "/") == "" || w.holds(t.Parts[0]) {
			return false
		}
		rooted := w.language == ir.Python && w.trace.Joined[t]
		harmful = func(s string) bool { return climbs(s) || rooted && strings.HasPrefix(s, "/") }
	default:
		return false
	}
	return !slices.ContainsFunc(term.Alternatives(t.Parts[i]), func(v term.Value) bool {
		return w.holds(v) && slices.ContainsFunc(w.surviving(v), harmful)
	})
}

// eitherTested looks at tests of which one came out like this, and it is not known which: only what each of them makes
// harmless is. What is known not to come out like this is none of them.
func (w *Walk) eitherTested(tests []term.Value, holds bool, left map[term.Value][]string) {
	if oneCall(tests) {
		for _, test := range tests {
			w.tested(test, holds, left)
		}
		return
	}
	before, beforeLeft := maps.Clone(w.clean), maps.Clone(left)
	named, listed := w.named, w.listed
	defer func() { w.named, w.listed = named, listed }()
	var clean map[term.Value]bool
	var kept map[term.Value][]string
	for _, test := range tests {
		if k, ok := test.(*term.Constant); ok && (k.Kind == ir.Null || k.Kind == ir.Bool && (k.Text == "true") != holds) {
			continue
		}
		w.clean, w.named, w.listed = maps.Clone(before), maps.Clone(named), maps.Clone(listed)
		clear(left)
		maps.Copy(left, beforeLeft)
		w.tested(test, holds, left)
		if clean == nil {
			clean, kept = maps.Clone(w.clean), maps.Clone(left)
			continue
		}
		maps.DeleteFunc(clean, func(v term.Value, _ bool) bool { return !w.clean[v] })
		maps.DeleteFunc(kept, func(v term.Value, _ []string) bool { return left[v] == nil })
		for v, witnesses := range kept {
			kept[v] = union(witnesses, left[v])
		}
	}
	w.clean = before
	clear(left)
	maps.Copy(left, beforeLeft)
	if clean != nil {
		w.clean = clean
		maps.Copy(left, kept)
	}
}

// union is the texts of two lists, each once: with each test in a row that lets all through they would be twice as many.
func union(some, others []string) []string {
	out := slices.Clip(some)
	for _, s := range others {
		if !slices.Contains(some, s) {
			out = append(out, s)
		}
	}
	return out
}

// oneCall is whether tests are one call of a method of a value that is one of several: which test it was goes with which
// of them the value is.
func oneCall(tests []term.Value) bool {
	var at ir.Span
	name := ""
	for _, test := range tests {
		if term.IsNull(test) {
			continue
		}
		r, ok := test.(*term.Result)
		if !ok {
			return false
		}
		m, ok := r.Call.Callee.(*term.Member)
		if !ok {
			return false
		}
		if name == "" {
			at, name = r.Call.At, m.Name
		}
		if r.Call.At != at || m.Name != name {
			return false
		}
	}
	return name != ""
}

// number is a known whole number.
func number(v term.Value) (int, bool) {
	s, ok := term.Written(v)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
