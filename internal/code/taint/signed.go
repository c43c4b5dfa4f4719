package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// signed says that what a keyed digest was made of is what the holder of the key signed, where the digest is compared with what the
// caller sends.
func (w *Walk) signed(compared []term.Value) {
	for i, v := range compared {
		others := slices.Delete(slices.Clone(compared), i, i+1)
		if slices.ContainsFunc(others, w.holds) {
			w.digested(v, nil, 0)
		}
	}
}

// digestForms are calls that answer a digest, or one in another form or without its end.
var digestForms = term.SetOf([]string{
	"digest", "hexdigest", "Sum", "update", "Write", "new", "createHmac", "New", "EncodeToString", "b64encode", "urlsafe_b64encode", "hexlify", "from", "toString",
	"toLowerCase", "lower", "upper", "toUpperCase", "encode", "decode", "String", "str", "bytes", "slice", "substring", "substr", "trim", "strip", "replace", "removeprefix", "concat",
})

// digested looks for the digest in what is compared: in another spelling, behind the name of its version. answer is the call that
// ends it.
func (w *Walk) digested(v term.Value, answer *term.Call, depth int) {
	if depth > term.MaxName {
		return
	}
	switch x := v.(type) {
	case *term.Text: // `v0=${digest}`
		for _, p := range x.Parts {
			w.digested(p, answer, depth+1)
		}
	case *term.Combined:
		if x.How == "+" || x.How == "slice" {
			for _, p := range x.Of {
				w.digested(p, answer, depth+1)
			}
		}
	case *term.Result:
		name := term.Names(x.Call.Callee)
		if !digestForms[term.LastName(name[0])] {
			return
		}
		if answer == nil {
			answer = x.Call
		}
		if keyedDigests.Has(name) {
			w.keyed(x.Call, name, answer)
			return
		}
		if m, ok := x.Call.Callee.(*term.Member); ok {
			if rulebook.Digesting.Has(name) && w.isKeyed(m.Of, 0) {
				w.wholly(term.FirstOf(x.Call))
			}
			w.digested(m.Of, answer, depth+1)
			return
		}
		w.digested(term.FirstOf(x.Call), answer, depth+1)
	}
}

// keyedDigests are the calls that begin a digest with a key, or make one.
var keyedDigests = term.NewPatterns([]string{"hmac.new", "hmac.digest", "crypto.createHmac", "crypto/hmac.New"})

// keyOf is the key of a digest that a call begins.
func keyOf(c *term.Call, name []string) term.Value {
	if term.LastName(name[0]) == "new" || term.LastName(name[0]) == "digest" { // of Python
		return term.Either(c, 0, "key")
	}
	return term.Positional(c, 1)
}

// isKeyed is whether a digest was begun with a key that the caller does not say.
func (w *Walk) isKeyed(v term.Value, depth int) bool {
	r, ok := v.(*term.Result)
	if !ok || depth > term.MaxName {
		return false
	}
	if name := term.Names(r.Call.Callee); keyedDigests.Has(name) {
		return !w.holds(keyOf(r.Call, name))
	}
	m, ok := r.Call.Callee.(*term.Member)
	return ok && w.isKeyed(m.Of, depth+1)
}

// keyed says so of what a digest with a key is made of: said where it begins, or in statements of their own, mac.Write(body), before
// it ends. A helper that makes several of them says it of none.
func (w *Walk) keyed(c *term.Call, name []string, answer *term.Call) {
	if w.holds(keyOf(c, name)) {
		return
	}
	if term.LastName(name[0]) == "new" || term.LastName(name[0]) == "digest" {
		w.wholly(term.Either(c, 1, "msg"))
	}
	var into []feed
	for _, other := range w.trace.Calls {
		f, ok := feeds(other, c)
		if !ok {
			continue
		}
		if slices.ContainsFunc(into, func(before feed) bool { return before.call.At == other.At }) {
			return
		}
		into = append(into, f)
	}
	for _, f := range into {
		if w.precedes(f.call, answer) && (w.at == nil || term.Within(f.call.Guards, w.at.Guards)) {
			for _, v := range f.with {
				w.wholly(v)
			}
		}
	}
}

// feed is a call that puts values into a digest.
type feed struct {
	call *term.Call
	with []term.Value
}

// feeds is what a call puts into the digest that another one began: mac.update(body), io.WriteString(mac, body), fmt.Fprintf(mac, ...).
// A format that may leave out a part of a value, %.4s, says nothing of it.
func feeds(c, began *term.Call) (feed, bool) {
	begins := func(v term.Value) bool {
		r, ok := v.(*term.Result)
		return ok && r.Call == began
	}
	if m, ok := c.Callee.(*term.Member); ok {
		return feed{c, []term.Value{term.FirstOf(c)}}, (m.Name == "update" || m.Name == "Write") && begins(m.Of)
	}
	if !writesTo.Has(term.Names(c.Callee)) || len(c.Args) < 2 || !begins(c.Args[0].Value) {
		return feed{}, false
	}
	with := term.Arguments(c)[1:]
	if term.LastName(term.Names(c.Callee)[0]) == "Fprintf" {
		if format, ok := with[0].(*term.Constant); !ok || !wholeVerbs.MatchString(format.Text) {
			with = nil
		}
	}
	return feed{c, with}, true
}

// writesTo are the calls of Go that write their other arguments into the first one.
var writesTo = term.NewPatterns([]string{"io.WriteString", "fmt.Fprint", "fmt.Fprintf", "fmt.Fprintln"})

// wholeVerbs are formats whose verbs write all of a value, https://pkg.go.dev/fmt#hdr-Printing.
var wholeVerbs = regexp.MustCompile(`^(?:[^%]|%[svqxXdt%])*$`)

// wholly says that a value does no harm, nor does what it is put together of: `v0:${time}:${body}`, event.body ?? "". Of several that
// are the caller's it is not known which one it was.
func (w *Walk) wholly(v term.Value) {
	if one, ok := v.(*term.OneOf); ok {
		w.clean[v] = true
		held := slices.DeleteFunc(slices.Clone(one.Options), func(o term.Value) bool { return !w.holds(o) })
		for _, o := range held {
			if w.whose(o) == w.whose(held[0]) { // one of them, or all are spellings of it
				continue
			}
			return
		}
		for _, o := range held {
			w.wholly(o)
		}
		return
	}
	w.harmless(v)
	for range term.MaxName {
		r, ok := v.(*term.Result)
		if !ok {
			break
		}
		of := w.spelled(r)
		if of == nil && term.LastName(term.Names(r.Call.Callee)[0]) == "from" { // Buffer.from(text)
			of = term.FirstOf(r.Call)
		}
		v = of
	}
	var parts []term.Value
	switch x := v.(type) {
	case *term.OneOf:
		w.wholly(x)
	case *term.Text:
		parts = x.Parts
	case *term.Combined:
		if x.How == "+" || x.How == "join" {
			parts = x.Of
		}
	}
	for _, p := range parts {
		w.wholly(p)
	}
}

// whose is which parts of the event a value holds.
func (w *Walk) whose(v term.Value) string {
	var parts []string
	for _, o := range w.begin(plainFamily("signed"), term.NewPatterns(nil)).Origins(v) {
		parts = append(parts, strings.Join(o.Part(), "."))
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), " ")
}
