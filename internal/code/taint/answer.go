package taint

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// returned asks the sinks that what the function answers may be: to the platform an object with headers and a body, to a
// framework mostly the body alone.
func (r *run) returned() {
	seen := map[term.Value]bool{}
	for i := range r.trace.Answers {
		a := &r.trace.Answers[i]
		seen[a.Value] = true
		r.answer(a)
	}
	for _, v := range r.trace.Returns {
		if !seen[v] {
			r.answer(&term.Answer{Value: v})
		}
	}
}

func (r *run) answer(a *term.Answer) {
	for _, v := range term.Alternatives(a.Value) {
		if l, ok := v.(*term.List); ok && l.Kind == ir.Tuple && len(l.Items) == 2 && r.trace.Handler != nil && r.trace.Handler.Module.Language == ir.Go {
			for _, o := range term.Alternatives(l.Items[0]) { // with an error
				r.answer(&term.Answer{Value: o, Guards: a.Guards, At: a.At, Given: a.Given})
			}
			continue
		}
		if !r.holds(v) {
			continue
		}
		o, ok := v.(*term.Object)
		if a.Given != nil {
			if o = pageOf(a, v); o == nil {
				continue
			}
		} else if !ok {
			continue
		}
		at := o.At
		if at.File == nil {
			at = a.At
		}
		if at.File == nil {
			at = r.trace.Handler.Span
		}
		for _, e := range r.tables.Answered {
			r.answerTo(e, o, a, at)
		}
	}
}

// answerTo asks one sink about an answer.
func (r *run) answerTo(e rulebook.Entry, o *term.Object, a *term.Answer, at ir.Span) {
	if e.Sink.Form == rulebook.Page && !isPage(o) {
		return
	}
	w := r.walk(e, nil)
	w.guarded(nil, a.Guards)
	for _, label := range e.Sink.Arguments {
		if v := entryOf(o, label); v != nil {
			place := at
			if better := r.outlineOf(r.trace.Handler).EntryAt(o.At, a.At, label); better.File != nil {
				place = better
			}
			r.add(w, e, w.dangerous(v, e.Sink.Form), model.FlowSink{Call: "return", At: place.Location(), Argument: label}, nil)
		}
	}
}

// pageOf is what a function that a router calls answers, as the platform gets it: Flask answers text as HTML, FastAPI where
// the route says so. Nil for other answers.
func pageOf(a *term.Answer, v term.Value) *term.Object {
	router := ""
	if m, ok := a.Given.Callee.(*term.Member); ok {
		router = term.Names(m.Of)[0]
	}
	switch {
	case strings.HasPrefix(router, "flask."):
	case strings.HasPrefix(router, "fastapi."):
		class, ok := term.ArgumentAt(a.Given, "response_class").(*term.Extern)
		if !ok || class.Name != "HTMLResponse" {
			return nil
		}
	default:
		return nil
	}
	if l, ok := v.(*term.List); ok && len(l.Items) > 0 { // body, status, headers
		v = l.Items[0]
	}
	switch v.(type) {
	case *term.Text, *term.Input, *term.Combined, *term.Item:
	default:
		return nil
	}
	html := &term.Object{Names: []string{"content-type"}, Fields: map[string]term.Value{"content-type": &term.Constant{Kind: ir.String, Text: "text/html"}}}
	return &term.Object{Names: []string{"headers", "body"}, Fields: map[string]term.Value{"headers": html, "body": v}, At: a.At}
}

// entryOf is what stands at a path of an object, "headers.location"; nil where it has nothing there.
func entryOf(o *term.Object, path string) term.Value {
	v := term.Value(o)
	for name := range strings.SplitSeq(path, ".") {
		of, ok := v.(*term.Object)
		if !ok {
			if l, isList := v.(*term.List); isList && name == "*" {
				return l
			}
			return nil
		}
		if name == "*" {
			all := &term.List{Rest: of.Rest}
			for _, n := range of.Names {
				if !strings.EqualFold(n, "location") { // that is where a browser is sent to
					all.Items = append(all.Items, of.Fields[n])
				}
			}
			return all
		}
		v = term.Field(of, name)
	}
	return v
}
