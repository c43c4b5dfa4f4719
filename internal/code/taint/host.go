package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// hosted is the beginning of a URL that says which host it leads to, and that the host ends there.
var hosted = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]+[/?#]`)

// unschemed is a beginning that no scheme and no host can follow: a path, a host without a scheme.
var unschemed = regexp.MustCompile(`^(/[^/]|[^:/?#]+(:[0-9]+)?[/?#])`)

// decided is whether the known beginning of an address says where it leads.
func decided(known string) bool { return hosted.MatchString(known) || unschemed.MatchString(known) }

// addressText is a URL that is put together.
func (w *walk) addressText(v *eval.Text, form Form) []origin {
	known := ""
	parts := flattened(v)
	for i, p := range parts {
		s, ok := constant(p)
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

// beginsHost is whether the parts of an address go on with its host, behind the name of a protocol.
func beginsHost(parts []eval.Value) bool {
	if len(parts) == 0 {
		return false
	}
	s, ok := constant(parts[0])
	return ok && strings.HasPrefix(s, ":")
}

// flattened are the parts of a text, with those of texts within it in their places.
func flattened(t *eval.Text) []eval.Value {
	out := make([]eval.Value, 0, len(t.Parts))
	for _, p := range t.Parts {
		if inner, ok := p.(*eval.Text); ok {
			out = append(out, inner.Parts...)
			continue
		}
		out = append(out, p)
	}
	return out
}

// endsHost is whether whatever a value is, its beginning ends the host before it: the path of a request, each of several
// texts that begin with a slash.
func endsHost(v eval.Value) bool {
	return !slices.ContainsFunc(alternatives(v), func(o eval.Value) bool {
		first := o
		if t, ok := o.(*eval.Text); ok && len(t.Parts) > 0 {
			first = t.Parts[0]
		}
		s, ok := constant(first)
		return !rooted(o) && (!ok || s == "" || !strings.ContainsAny(s[:1], "/?#"))
	})
}

// address1 is a hole of a URL whose known beginning does not end the host.
func (w *walk) address1(p eval.Value, form Form, known string) []origin {
	if known == "" {
		return w.each(p, func(v eval.Value) []origin { return w.address(v, form) })
	}
	return w.origins(p)
}
