package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// filter keeps the witnesses that a test lets through: where none is left, what was tested does no harm.
func (w *Walk) filter(subject term.Value, left map[term.Value][]string, passes func(string) bool) {
	if subject == nil || len(w.family.Witnesses) == 0 {
		return
	}
	if os := term.Alternatives(subject); len(os) > 1 {
		for _, o := range os {
			if w.holds(o) {
				w.filter(o, left, passes)
			}
		}
		if !slices.ContainsFunc(os, func(o term.Value) bool { return w.holds(o) && !w.clean[o] }) {
			w.harmless(subject)
		}
		return
	}
	if t, ok := subject.(*term.Text); ok && len(t.Parts) == 1 && w.holds(t.Parts[0]) { // str(x): where it goes into a longer text, x does
		w.filter(t.Parts[0], left, passes)
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
func (w *Walk) harmless(v term.Value) {
	for range term.MaxName {
		if v == nil {
			return
		}
		if item, ok := v.(*term.Item); ok && item.Key == nil && !w.same {
			return // any of them: the one that was tested may be another
		}
		w.clean[v] = true
		if item, ok := v.(*term.Item); ok && item.Key == nil && w.every {
			w.listed[item.Of] = true
		}
		for _, o := range term.Alternatives(v) {
			w.clean[o] = true
		}
		switch x := v.(type) {
		case *term.Result:
			v = w.spelled(x)
		case *term.Text: // str(x)
			if len(x.Parts) != 1 {
				return
			}
			v = x.Parts[0]
		case *term.Member: // urlparse(x).hostname
			if w.family.Name == "zip-slip" && entryName[x.Name] {
				v = x.Of
				continue
			}
			of := hostFrom(x)
			if of == nil || !w.leads() {
				return
			}
			v = of
		default:
			return
		}
	}
}

// hostOf are the attributes of a parsed URL that say where it leads to.
var hostOf = map[string]bool{"hostname": true, "netloc": true, "host": true, "origin": true, "Host": true, "registered_domain": true, "fqdn": true}

// spelled is what a result is another spelling of, nil for none.
func (w *Walk) spelled(r *term.Result) term.Value {
	called := term.Names(r.Call.Callee)
	m, isMethod := r.Call.Callee.(*term.Member)
	if of := hostFrom(r); of != nil && w.leads() {
		return of
	}
	if !w.answers.Alike.Has(called) {
		return nil
	}
	if isMethod {
		return m.Of
	}
	return term.FirstOf(r.Call)
}

// leads is whether the family is one of addresses: checking where one leads is enough.
func (w *Walk) leads() bool {
	return slices.ContainsFunc(w.family.Sinks, func(s rulebook.Sink) bool { return s.Form == rulebook.URL || s.Form == rulebook.Target })
}

// encodings are those whose letters do no harm.
var encodings = term.SetOf([]string{"hex", "base64", "base64url"})

// decoders answer what was encoded as it was before.
var decoders = term.SetOf([]string{"b64decode", "urlsafe_b64decode", "standard_b64decode", "unhexlify", "fromhex", "atob", "from", "DecodeString", "unquote", "decodeURIComponent"})

// decoding is what the answer of a decoder holds: what was encoded within it is as it was before.
func (w *Walk) decoding(r *term.Result) []Origin {
	within := *w
	within.decoded, within.known = true, map[term.Value][]Origin{}
	out := within.result(r)
	w.looked, w.seen = within.looked, within.seen
	return out
}

// encoded is whether a text was encoded so that nothing does harm in it: x.toString("hex"), b64encode(x). Of a path it is one
// name, whatever names there are (https://www.rfc-editor.org/rfc/rfc4648#section-4).
func (w *Walk) encoded(r *term.Result) bool {
	if len(w.family.Witnesses) == 0 || w.leads() || w.decoded {
		return false
	}
	switch called := term.Names(r.Call.Callee)[0]; term.LastName(called) {
	case "toString", "digest":
		s, _ := term.Written(term.FirstOf(r.Call))
		return encodings[s]
	case "b64encode", "urlsafe_b64encode", "standard_b64encode", "hexlify", "btoa":
		return true
	}
	return w.ofPaths() && oneName(r)
}
