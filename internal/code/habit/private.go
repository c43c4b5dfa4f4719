package habit

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// documentsWithPrivate are the documents of which the function takes something private somewhere, with its name: who writes
// such a document to the log writes that too. The text that a document was read from counts as well, and what that is a
// part of.
func (r *search) documentsWithPrivate() map[term.Value]string {
	if r.documents != nil {
		return r.documents
	}
	r.documents = map[term.Value]string{}
	inputs := map[string]*term.Input{}
	seen := map[term.Value]bool{}
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		if v == nil || seen[v] || depth > 2*term.MaxName {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *term.Item:
			if k, ok := term.Written(x.Key); ok && privateName(k) && !r.placing[v] {
				r.marks(x.Of, k)
			}
		case *term.Member:
			if privateName(x.Name) && !r.placing[v] {
				r.marks(x.Of, x.Name)
			}
		case *term.Input:
			inputs[inputKey(x.Entry, x.Parameter, x.Path)] = x
		}
		for _, p := range term.PartsOf(v) {
			look(p, depth+1)
		}
	}
	for _, c := range r.trace.Calls {
		for _, a := range c.Args {
			look(a.Value, 0)
		}
		look(c.Callee, 0)
	}
	for _, a := range r.trace.Answers {
		look(a.Value, 0)
	}
	for _, in := range r.marked { // what these are parts of
		for n := range in.Path {
			if up := inputs[inputKey(in.Entry, in.Parameter, in.Path[:n])]; up != nil && r.documents[up] == "" {
				r.documents[up] = r.documents[in]
			}
		}
	}
	return r.documents
}

// marks notes a document with something private in it, and the text that it was read from.
func (r *search) marks(v term.Value, name string) {
	for range term.MaxName {
		if v == nil || !r.ofData(v) {
			return
		}
		if _, known := r.documents[v]; !known {
			r.documents[v] = name
			if in, ok := v.(*term.Input); ok {
				r.marked = append(r.marked, in)
			}
		}
		x, ok := v.(*term.Result)
		if !ok || !rulebook.Documents.Has(term.Names(x.Call.Callee)) {
			return
		}
		v = term.FirstOf(x.Call)
	}
}

// inputKey names a part of an event.
func inputKey(entry *ir.Function, parameter int, path []string) string {
	parts := append([]string{strconv.Itoa(parameter)}, path...)
	if entry != nil {
		parts = append([]string{entry.Name}, parts...)
	}
	return strings.Join(parts, "\x00")
}
