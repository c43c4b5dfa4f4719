package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// reach notes what of an argument of a sink is somebody's. Of names those are set apart that begin with what the code says.
func (r *run) reach(w *Walk, e rulebook.Entry, v term.Value, sink model.FlowSink, c *term.Call) {
	if w.family.Name != "resource" {
		r.add(w, e, w.dangerous(v, e.Sink.Form), sink, c)
		return
	}
	if w.clean[v] {
		return
	}
	var within []term.Value
	for _, o := range term.Alternatives(v) {
		if w.within(o) {
			within = append(within, o)
			continue
		}
		r.add(w, e, w.dangerous(o, e.Sink.Form), sink, c)
	}
	sink.Argument = model.PartOfName
	for _, o := range within {
		r.add(w, e, w.dangerous(o, e.Sink.Form), sink, c)
	}
}

// kind is what stands before the name in the last part of an ARN: role/, function:.
var kind = regexp.MustCompile(`^[a-zA-Z-]+[:/]`)

// within is whether a name begins with a text of the code or of whoever deploys it, which says among which others it is:
// orders-${id}, and not arn:aws:iam::${account}:role/reader.
func (w *Walk) within(v term.Value) bool {
	t, ok := v.(*term.Text)
	if !ok {
		return false
	}
	known := ""
	for _, p := range t.Parts {
		s, ok := term.Written(p)
		if !ok {
			if len(w.Origins(p)) > 0 {
				break
			}
			s = "x"
		}
		known += s
	}
	switch {
	case strings.HasPrefix(known, "arn:"):
		fields := strings.SplitN(known, ":", 6)
		if len(fields) < 6 {
			return false
		}
		known = kind.ReplaceAllString(fields[5], "")
	case strings.Contains(known, "://"):
		known = known[strings.LastIndexByte(known, '/')+1:]
	}
	return strings.ContainsFunc(known, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// namespace is whether a text that a name has to begin with says among which others it is.
func (w *Walk) namespace(prefix term.Value) bool {
	return w.family.Name == "resource" && !slices.ContainsFunc(term.Alternatives(prefix), func(o term.Value) bool {
		if s, ok := term.Written(o); ok {
			o = &term.Text{Parts: []term.Value{&term.Constant{Text: s}}}
		}
		return !w.within(o)
	})
}
