package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// Which addresses lead to the outside: what a function asks for there, everybody can ask for himself.

// public are attributes and functions of addresses, with whether they are true of those of the outside
// (https://docs.python.org/3/library/ipaddress.html, https://pkg.go.dev/net#IP.IsPrivate, https://github.com/whitequark/ipaddr.js).
var public = map[string]bool{"is_private": false, "is_global": true, "isPrivate": false, "IsPrivate": false, "isPublic": true}

// resolving are the functions that find the addresses of a host, or read one.
var resolving = term.SetOf([]string{
	"ip_address", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "lookup", "lookupAsync", "resolve4", "resolve6", "resolve", "promisify", "parse", "process",
	"LookupIP", "LookupHost", "LookupIPAddr", "LookupNetIP", "ParseIP", "ParseAddr", "str", "toString", "String",
})

// leadsOutside looks at a question whether an address is one of the outside: the host that it was found for leads there.
func (w *Walk) leadsOutside(asked string, of term.Value, holds bool) {
	if is, known := public[asked]; !known || is != holds || w.family.Name != "ssrf" {
		return
	}
	if host := w.lookedUp(of); host != nil {
		w.harmless(host)
	}
}

// networks are what makes a network of a text.
var networks = term.SetOf([]string{"ip_network", "IPv4Network", "IPv6Network", "IPNetwork"})

// notWithin looks at an address that is not in a network: it may be none of those within.
func (w *Walk) notWithin(address, network term.Value) {
	if w.family.Name != "ssrf" || slices.ContainsFunc(term.Alternatives(network), func(o term.Value) bool {
		r, ok := o.(*term.Result)
		return !ok || !networks[term.LastName(term.Names(r.Call.Callee)[0])]
	}) {
		return
	}
	if host := w.lookedUp(address); host != nil {
		w.noteHost(host)
	}
}

// lookedUp is the host, or the part of the event, that an address was found for; nil where it is not known.
func (w *Walk) lookedUp(of term.Value) term.Value {
	for range term.MaxName {
		if of == nil || w.isHost(of) {
			return of
		}
		switch x := of.(type) {
		case *term.Item:
			of = x.Of
		case *term.Member:
			of = x.Of
		case *term.Result:
			if !resolving[term.LastName(term.Names(x.Call.Callee)[0])] {
				return nil
			}
			w.clean[of] = true
			if of = term.FirstOf(x.Call); of == nil {
				of = term.CalledOn(x.Call)
			}
		case *term.Input:
			return of
		default:
			return nil
		}
	}
	return nil
}

// ranges looks at the range of an address: ipaddr.parse(x).range() === "unicast".
func (w *Walk) ranges(side, other term.Value) {
	s, _ := term.Written(other)
	if r, ok := side.(*term.Result); ok && s == "unicast" && term.LastName(term.Names(r.Call.Callee)[0]) == "range" {
		w.leadsOutside("is_global", term.CalledOn(r.Call), true)
	}
}

// atHost is the host of a witness that is an address.
var atHost = regexp.MustCompile(`^(?:[a-z]+://)?([^/:]+)`)

// hosts are the hosts that witnesses lead to.
func hosts(witnesses []string) []string {
	var out []string
	for _, s := range witnesses {
		if m := atHost.FindStringSubmatch(s); m != nil && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// noteOutside notes the hosts of which no test on the way lets one within through: not by its address. A name may still be that
// of one, so that it is not certain.
func (w *Walk) noteOutside() {
	if w.family.Name != "ssrf" {
		return
	}
	for v, left := range w.left {
		if len(left) == 0 || !w.isHost(v) || slices.ContainsFunc(left, func(s string) bool { return !strings.Contains(s, "evil.example") }) {
			continue
		}
		w.noteHost(v)
	}
}

// noteHost notes the address whose host was looked at.
func (w *Walk) noteHost(v term.Value) {
	for range term.MaxName {
		of := hostFrom(v)
		if of == nil {
			if r, ok := v.(*term.Result); ok {
				of = w.spelled(r)
			}
		}
		if of == nil {
			break
		}
		v = of
	}
	w.doubt(v)
}
