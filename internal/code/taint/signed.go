package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// signed says that what a keyed digest was made of is what the holder of the key signed, where the digest is compared with what the
// caller sends.
func (w *walk) signed(compared []eval.Value) {
	for i, v := range compared {
		others := slices.Delete(slices.Clone(compared), i, i+1)
		if slices.ContainsFunc(others, w.holds) {
			w.digested(v, nil, 0)
		}
	}
}

// digestForms are calls that answer a digest, or one in another form or without its end.
var digestForms = setOf([]string{
	"digest", "hexdigest", "Sum", "update", "Write", "new", "createHmac", "New", "EncodeToString", "b64encode", "urlsafe_b64encode", "hexlify", "from", "toString",
	"toLowerCase", "lower", "upper", "toUpperCase", "encode", "decode", "String", "str", "bytes", "slice", "substring", "substr", "trim", "strip", "replace", "removeprefix", "concat",
})

// digested looks for the digest in what is compared: in another spelling, behind the name of its version. answer is the call that
// ends it.
func (w *walk) digested(v eval.Value, answer *eval.Call, depth int) {
	if depth > maxName {
		return
	}
	switch x := v.(type) {
	case *eval.Text: // `v0=${digest}`
		for _, p := range x.Parts {
			w.digested(p, answer, depth+1)
		}
	case *eval.Combined:
		if x.How == "+" || x.How == "slice" {
			for _, p := range x.Of {
				w.digested(p, answer, depth+1)
			}
		}
	case *eval.Result:
		name := names(x.Call.Callee)
		if !digestForms[lastName(name[0])] {
			return
		}
		if answer == nil {
			answer = x.Call
		}
		if keyedDigests.has(name) {
			w.keyed(x.Call, name, answer)
			return
		}
		if m, ok := x.Call.Callee.(*eval.Member); ok {
			if digests.has(name) && w.isKeyed(m.Of, 0) {
				w.wholly(firstOf(x.Call))
			}
			w.digested(m.Of, answer, depth+1)
			return
		}
		w.digested(firstOf(x.Call), answer, depth+1)
	}
}

// keyedDigests are the calls that begin a digest with a key, or make one.
var keyedDigests = newPatterns([]string{"hmac.new", "hmac.digest", "crypto.createHmac", "crypto/hmac.New"})

// keyOf is the key of a digest that a call begins.
func keyOf(c *eval.Call, name []string) eval.Value {
	if lastName(name[0]) == "new" || lastName(name[0]) == "digest" { // of Python
		return either(c, 0, "key")
	}
	return positional(c, 1)
}

// isKeyed is whether a digest was begun with a key that the caller does not say.
func (w *walk) isKeyed(v eval.Value, depth int) bool {
	r, ok := v.(*eval.Result)
	if !ok || depth > maxName {
		return false
	}
	if name := names(r.Call.Callee); keyedDigests.has(name) {
		return !w.holds(keyOf(r.Call, name))
	}
	m, ok := r.Call.Callee.(*eval.Member)
	return ok && w.isKeyed(m.Of, depth+1)
}

// keyed says so of what a digest with a key is made of: said where it begins, or in statements of their own, mac.Write(body), before
// it ends. A helper that makes several of them says it of none.
func (w *walk) keyed(c *eval.Call, name []string, answer *eval.Call) {
	if w.holds(keyOf(c, name)) {
		return
	}
	if lastName(name[0]) == "new" || lastName(name[0]) == "digest" {
		w.wholly(either(c, 1, "msg"))
	}
	var fed []*eval.Call
	for _, other := range w.trace.Calls {
		m, ok := other.Callee.(*eval.Member)
		if !ok || m.Name != "update" && m.Name != "Write" {
			continue
		}
		if of, ok := m.Of.(*eval.Result); !ok || of.Call != c {
			continue
		}
		if slices.ContainsFunc(fed, func(before *eval.Call) bool { return before.At == other.At }) {
			return
		}
		fed = append(fed, other)
	}
	for _, other := range fed {
		if w.precedes(other, answer) && (w.at == nil || within(other.Guards, w.at.Guards)) {
			w.wholly(firstOf(other))
		}
	}
}

// wholly says that a value does no harm, nor does what it is put together of: `v0:${time}:${body}`, event.body ?? "". Of several that
// are the caller's it is not known which one it was.
func (w *walk) wholly(v eval.Value) {
	if one, ok := v.(*eval.OneOf); ok {
		w.clean[v] = true
		held := slices.DeleteFunc(slices.Clone(one.Options), func(o eval.Value) bool { return !w.holds(o) })
		if len(held) == 1 {
			w.wholly(held[0])
		}
		return
	}
	w.harmless(v)
	for range maxName {
		r, ok := v.(*eval.Result)
		if !ok {
			break
		}
		of := w.spelled(r)
		if of == nil && lastName(names(r.Call.Callee)[0]) == "from" { // Buffer.from(text)
			of = firstOf(r.Call)
		}
		v = of
	}
	var parts []eval.Value
	switch x := v.(type) {
	case *eval.OneOf:
		w.wholly(x)
	case *eval.Text:
		parts = x.Parts
	case *eval.Combined:
		if x.How == "+" || x.How == "join" {
			parts = x.Of
		}
	}
	for _, p := range parts {
		w.wholly(p)
	}
}
