package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// hosted is the beginning of a URL that says which host it leads to, and that the host ends there.
var hosted = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]+[/?#]`)

// unschemed is a beginning that no scheme and no host can follow: a path, a host without a scheme.
var unschemed = regexp.MustCompile(`^(/[^/]|[^:/?#]+(:[0-9]+)?[/?#])`)

// decided is whether the known beginning of an address says where it leads.
func decided(known string) bool { return hosted.MatchString(known) || unschemed.MatchString(known) }

// addressText is a URL that is put together.
func (w *Walk) addressText(parts []term.Value, form rulebook.Form) []Origin {
	known := ""
	parts = flattened(parts)
	if len(parts) > 0 && slices.ContainsFunc(term.Alternatives(parts[0]), isReplaced) && !beginsHost(parts[1:]) { // `${base.replace(/\/$/, "")}/items`
		return w.each(parts[0], func(v term.Value) []Origin { return w.address(v, form) })
	}
	for i, p := range parts {
		s, ok := term.Written(p)
		if ok {
			known += s
			if decided(known) {
				return nil
			}
			continue
		}
		if known == "" && !w.holds(p) { // it begins with what is set elsewhere, which has the host
			return nil
		}
		if known != "" && strings.Contains(known, "://") && endsHost(p) {
			return nil
		}
		if found := w.address1(p, form, known); len(found) > 0 {
			return found
		}
		if known == "" && !beginsHost(parts[i+1:]) { // so it is with what is read from a table
			return nil
		}
		known += "x"
	}
	return nil
}

// isReplaced is whether a value is an address of which a part is replaced.
func isReplaced(v term.Value) bool {
	r, ok := v.(*term.Result)
	return ok && strings.HasPrefix(term.LastName(term.Names(r.Call.Callee)[0]), "replace") && addressed(r.Call) != nil
}

// beginsHost is whether the parts of an address go on with its host, behind the name of a protocol.
func beginsHost(parts []term.Value) bool {
	if len(parts) == 0 {
		return false
	}
	s, ok := term.Written(parts[0])
	return ok && strings.HasPrefix(s, ":")
}

// flattened are the parts of a text, with those of texts within it in their places.
func flattened(parts []term.Value) []term.Value {
	out := make([]term.Value, 0, len(parts))
	for _, p := range parts {
		switch inner := p.(type) {
		case *term.Text:
			out = append(out, inner.Parts...)
		case *term.Combined: // of what is not known to be a text: base + path
			if inner.How != "+" || len(inner.Of) < 2 {
				out = append(out, p)
				continue
			}
			out = append(out, flattened(inner.Of)...)
		default:
			out = append(out, p)
		}
	}
	return out
}

// endsHost is whether whatever a value is, its beginning ends the host before it: the path of a request, each of several
// texts that begin with a slash.
func endsHost(v term.Value) bool {
	return !slices.ContainsFunc(term.Alternatives(v), func(o term.Value) bool {
		first := o
		if t, ok := o.(*term.Text); ok && len(t.Parts) > 0 {
			first = t.Parts[0]
		}
		s, ok := term.Written(first)
		return !rooted(o) && (!ok || s == "" || !strings.ContainsAny(s[:1], "/?#"))
	})
}

// address1 is a hole of a URL whose known beginning does not end the host.
func (w *Walk) address1(p term.Value, form rulebook.Form, known string) []Origin {
	if known == "" {
		return w.each(p, func(v term.Value) []Origin { return w.address(v, form) })
	}
	return w.Origins(p)
}

// address is a URL: what stands behind its host does not say where it leads.
func (w *Walk) address(v term.Value, form rulebook.Form) []Origin {
	switch v := v.(type) {
	case *term.Object: // options: {hostname: ..., path: ...}
		var out []Origin
		for _, n := range v.Names {
			switch strings.ToLower(n) {
			case "host", "hostname":
				out = append(out, w.Origins(v.Fields[n])...)
			case "url", "uri", "baseurl":
				out = append(out, w.each(v.Fields[n], func(v term.Value) []Origin { return w.address(v, form) })...)
			}
		}
		return out
	case *term.List: // values of a header
		return w.eachOf(append(slices.Clone(v.Items), v.Rest), func(v term.Value) []Origin { return w.address(v, form) })
	case *term.Text:
		return w.addressText(v.Parts, form)
	case *term.Combined:
		if v.How == "+" && len(v.Of) > 1 {
			return w.addressText(v.Of, form)
		}
	case *term.Member: // new URL(...).href
		if v.Name == "href" {
			return w.each(v.Of, func(v term.Value) []Origin { return w.address(v, form) })
		}
	case *term.Result:
		if base := term.Positional(v.Call, 1); base != nil && term.Names(v.Call.Callee)[0] == "URL" {
			return w.resolved(term.FirstOf(v.Call), base, form)
		}
		if parts, ok := term.FirstOf(v.Call).(*term.List); ok && unparses[term.Names(v.Call.Callee)[0]] && len(parts.Items) > 1 { // (scheme, host, path, ...)
			return w.all(parts.Items[:2])
		}
		if of := addressed(v.Call); of != nil {
			return w.each(of, func(v term.Value) []Origin { return w.address(v, form) })
		}
		if joins[term.LastName(term.Names(v.Call.Callee)[0])] {
			return w.joined(v, form)
		}
	}
	return w.Origins(v)
}

// addresses are what holds an address with other things.
var addresses = term.SetOf([]string{
	"encodeURI", "url.URL", "URL", "url.parse", "Request", "urllib.request.Request", "urllib.parse.urlparse", "urllib.parse.urlsplit", "httpx.URL", "yarl.URL",
	"net/url.Parse", "net/url.ParseRequestURI",
})

// unparses are the functions that put an address together of its parts.
var unparses = term.SetOf([]string{"urllib.parse.urlunparse", "urllib.parse.urlunsplit"})

// addressed is the address that a call answers with other things, or in another form; nil where it answers another one.
func addressed(c *term.Call) term.Value {
	switch name := term.Names(c.Callee)[0]; {
	case name == "net/http.NewRequest":
		return term.Positional(c, 1)
	case name == "net/http.NewRequestWithContext":
		return term.Positional(c, 2)
	case addresses[name]:
		return term.FirstOf(c)
	}
	m, ok := c.Callee.(*term.Member)
	if !ok {
		return nil
	}
	switch m.Name {
	case "toString", "String", "geturl", "get_full_url", "WithContext", "Clone":
		return m.Of
	case "replace", "replaceAll":
		if by, ok := term.Written(term.Positional(c, 1)); ok && !strings.Contains(by, "$") && behindHost(term.Positional(c, 0)) {
			return m.Of
		}
	}
	return nil
}

// behindHost is whether what is replaced in an address by something known leaves its host to the code: the end of it, before which all
// stays as it was, or a character that no host has.
func behindHost(old term.Value) bool {
	k, ok := old.(*term.Constant)
	if !ok {
		return false
	}
	if k.Kind == ir.Regexp {
		pattern, _ := regex.Flagged(k)
		return strings.HasSuffix(pattern, "$") && !strings.HasSuffix(pattern, `\$`) && !strings.ContainsAny(pattern, "|^")
	}
	return k.Kind == ir.String && k.Text != "" && strings.Trim(k.Text, " _+~,;'()") == ""
}

// rooted is whether a value begins with a slash: the path of a request.
func rooted(v term.Value) bool {
	in, ok := v.(*term.Input)
	if !ok || len(in.Path) == 0 {
		return false
	}
	switch strings.ToLower(in.Path[len(in.Path)-1]) {
	case "rawpath":
		return true
	case "path":
		return len(in.Path) == 1 || strings.EqualFold(in.Path[len(in.Path)-2], "http") || strings.EqualFold(in.Path[0], "requestContext")
	}
	return false
}

// joins are functions that put an address together of a base and a rest.
var joins = map[string]bool{"urljoin": true, "JoinPath": true}

// resolved is new URL(path, base): where the path is an address of its own the base says nothing
// (https://url.spec.whatwg.org/#dom-url-url).
func (w *Walk) resolved(path, base term.Value, form rulebook.Form) []Origin {
	var out []Origin
	if !rootedText(path) && !oneName(path) {
		out = w.each(path, func(v term.Value) []Origin { return w.address(v, form) })
	}
	if s, ok := term.Written(path); ok && hosted.MatchString(s+"/") {
		return out
	}
	return append(out, w.each(base, func(v term.Value) []Origin { return w.address(v, form) })...)
}

// rootedText is whether a text begins with the first name of a path: no other host can stand there.
func rootedText(v term.Value) bool {
	t, ok := v.(*term.Text)
	if !ok || len(t.Parts) == 0 {
		return false
	}
	s, ok := term.Written(t.Parts[0])
	return ok && unschemed.MatchString(s)
}

// joined is a base with a rest, which may be an address of its own: urljoin(base, x).
func (w *Walk) joined(r *term.Result, form rulebook.Form) []Origin {
	if term.LastName(term.Names(r.Call.Callee)[0]) == "JoinPath" {
		return w.dangerous(term.FirstOf(r.Call), form)
	}
	var out []Origin
	for i, v := range term.Arguments(r.Call) {
		if i == 0 || !oneName(v) {
			out = append(out, w.each(v, func(v term.Value) []Origin { return w.address(v, form) })...)
		}
	}
	return out
}

// leads is the same of addresses: what stands behind the host of one does not lead elsewhere. The host must not be another one,
// nor the name of somebody before another one.
func leads(pattern, witness string, whole bool) bool {
	at := hosted.FindStringIndex(regex.SampleOf(pattern))
	if at == nil {
		return regex.Lets(pattern, witness, whole)
	}
	sample := regex.SampleOf(pattern)
	host, rest := sample[:at[1]-1], sample[at[1]-1:]
	scheme := host[:strings.Index(host, "://")+3]
	return slices.ContainsFunc([]string{
		witness, witness + sample, scheme + "evil.example" + rest, host + "@evil.example" + rest, host + ".evil.example" + rest, scheme + "evil.example/" + sample,
	}, func(s string) bool { return regex.Matches(pattern, s, whole) || !regex.Readable(pattern) })
}
