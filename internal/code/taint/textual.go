package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// ofTexts are the methods that texts have, and no object or list that was parsed: who calls one of them goes on with a text,
// or does not go on.
var ofTexts = term.SetOf([]string{
	"trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "padStart", "padEnd", "substring", "charAt", "charCodeAt", "startsWith", "endsWith",
	"localeCompare", "replace", "replaceAll", "split", "match", "toISOString", "toString", "toHexString",
	"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "title", "startswith", "endswith", "isdigit", "isalnum", "isalpha", "encode", "isoformat", "zfill",
})

// answersText are those of them whose answer is a text.
var answersText = term.SetOf([]string{
	"trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "padStart", "padEnd", "substring", "charAt", "replace", "replaceAll", "toISOString",
	"toString", "toHexString", "strip", "lstrip", "rstrip", "lower", "upper", "casefold", "title", "isoformat", "zfill",
})

// spoken is whether a value is a text: what such a method answers, or one of which such a method was called on the way.
func (w *Walk) spoken(v term.Value) bool {
	if r, ok := v.(*term.Result); ok {
		if m, ok := r.Call.Callee.(*term.Member); ok && answersText[m.Name] {
			return true
		}
	}
	return w.at != nil && slices.ContainsFunc(w.textual(), func(c *term.Call) bool {
		return term.Untested(term.CalledOn(c)) == term.Untested(v) && c != w.at && term.Within(c.Guards, w.at.Guards) && !w.forgiven(c, w.at)
	})
}

// textual are the calls of such methods on what came in. What has a toString of its own may be anything.
func (r *run) textual() []*term.Call {
	if r.onTexts != nil {
		return *r.onTexts
	}
	var out []*term.Call
	for _, c := range r.trace.Calls {
		if m, ok := c.Callee.(*term.Member); ok && ofTexts[m.Name] && m.Name != "toString" && r.holds(m.Of) {
			out = append(out, c)
		}
	}
	r.onTexts = &out
	return out
}

// ofDocument is whether a value is what a document of mongoose has by itself, whatever it is made of
// (https://mongoosejs.com/docs/documents.html, https://mongoosejs.com/docs/timestamps.html).
func ofDocument(m *term.Member) bool {
	r, ok := m.Of.(*term.Result)
	if !ok || !r.Call.New {
		return false
	}
	switch m.Name {
	case "_id", "id", "__v", "isNew", "createdAt", "updatedAt":
		return strings.HasPrefix(term.Names(r.Call.Callee)[0], "mongoose.")
	}
	return false
}
