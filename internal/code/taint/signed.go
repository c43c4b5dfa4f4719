package taint

import (
	"github.com/sconce-dev/sconce/internal/code/eval"
)

// signed says that what a keyed digest was made of is what the holder of the key signed.
func (w *walk) signed(compared []eval.Argument) {
	for _, a := range compared {
		w.digested(a.Value, 0)
	}
}

// digested looks for the digest in what is compared: in another spelling, behind the name of its version.
func (w *walk) digested(v eval.Value, depth int) {
	if depth > maxName {
		return
	}
	switch x := v.(type) {
	case *eval.Text: // `v0=${digest}`
		for _, p := range x.Parts {
			w.digested(p, depth+1)
		}
	case *eval.Combined:
		if x.How == "+" {
			for _, p := range x.Of {
				w.digested(p, depth+1)
			}
		}
	case *eval.Result:
		name := names(x.Call.Callee)
		switch {
		case messages.has(name):
			w.wholly(either(x.Call, 1, "msg"))
		case digests.has(name):
			w.wholly(firstOf(x.Call))
		}
		if keyedDigests.has(name) {
			w.fedWith(x.Call)
		}
		if m, ok := x.Call.Callee.(*eval.Member); ok {
			w.digested(m.Of, depth+1)
		} else {
			w.digested(firstOf(x.Call), depth+1)
		}
	}
}

// messages are the calls that make a digest of their second argument.
var messages = newPatterns([]string{"hmac.new", "hmac.digest"})

// keyedDigests are the calls that begin a digest with a key.
var keyedDigests = newPatterns([]string{"hmac.new", "crypto.createHmac", "crypto/hmac.New"})

// fedWith says so of what a digest that a call begins is made of, said in statements of their own: mac.Write(body).
func (w *walk) fedWith(c *eval.Call) {
	for _, other := range w.trace.Calls {
		m, ok := other.Callee.(*eval.Member)
		if !ok || m.Name != "update" && m.Name != "Write" {
			continue
		}
		if of, ok := m.Of.(*eval.Result); ok && of.Call == c {
			w.wholly(firstOf(other))
		}
	}
}

// wholly says that a value does no harm, nor does what it is put together of: `v0:${time}:${body}`, event.body ?? "".
func (w *walk) wholly(v eval.Value) {
	w.harmless(v)
	if one, ok := v.(*eval.OneOf); ok {
		for _, o := range one.Options {
			w.wholly(o)
		}
		return
	}
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
