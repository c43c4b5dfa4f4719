package taint

import (
	"strings"

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
		switch name := names(x.Call.Callee)[0]; {
		case name == "hmac.new", name == "hmac.digest":
			w.wholly(either(x.Call, 1, "msg"))
		case strings.HasSuffix(name, ".update"), strings.HasSuffix(name, ".Write"):
			w.wholly(firstOf(x.Call))
		}
		if m, ok := x.Call.Callee.(*eval.Member); ok {
			w.digested(m.Of, depth+1)
		} else {
			w.digested(firstOf(x.Call), depth+1)
		}
	}
}

// wholly says that a value does no harm, nor does what it is put together of: `v0:${time}:${body}`.
func (w *walk) wholly(v eval.Value) {
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
