package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// hostFrom is the address of which a value is the host; nil where it is something else.
func hostFrom(v term.Value) term.Value {
	var of term.Value
	switch x := v.(type) {
	case *term.Member: // new URL(x).hostname
		if hostOf[x.Name] {
			of = x.Of
		}
	case *term.Result: // u.Hostname()
		if m, ok := x.Call.Callee.(*term.Member); ok && m.Name == "Hostname" {
			of = m.Of
		}
	}
	if item, ok := of.(*term.Item); ok { // u, err := url.Parse(x)
		of = item.Of
	}
	r, ok := of.(*term.Result)
	if !ok {
		return nil
	}
	if term.Names(r.Call.Callee)[0] == "tldextract.extract" { // extract(x).registered_domain
		return term.FirstOf(r.Call)
	}
	return addressed(r.Call)
}

// isHost is whether a value is the host of an address, in whatever spelling.
func (w *Walk) isHost(v term.Value) bool {
	for range term.MaxName {
		if hostFrom(v) != nil {
			return true
		}
		r, ok := v.(*term.Result)
		if !ok {
			return false
		}
		if v = w.spelled(r); v == nil {
			return false
		}
	}
	return false
}

// domain is whether a host that ends in a text is one below a domain that the code, or who deploys it, says.
func (w *Walk) domain(v term.Value) bool {
	return !slices.ContainsFunc(term.Items(v), func(v term.Value) bool {
		return slices.ContainsFunc(term.Alternatives(v), func(o term.Value) bool {
			if t, ok := o.(*term.Text); ok && len(t.Parts) > 0 {
				o = t.Parts[0]
			}
			s, ok := term.Written(o)
			return w.holds(v) || !ok || !strings.HasPrefix(s, ".")
		})
	})
}
