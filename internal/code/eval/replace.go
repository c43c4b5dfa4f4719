package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// A document that was parsed, or another value of which only the origin is known, has no place on the heap: what the code
// puts into it in place is kept beside the term, part by part.

// replacement is a part of a term that the code has given another value.
type replacement struct {
	cell     *cell
	original term.Value
}

// ofOneRequest are what frameworks offer under a name to keep something in for the time of a request
// (https://flask.palletsprojects.com/en/stable/appcontext/#storing-data).
var ofOneRequest = map[string]bool{"flask.g": true, "flask.request": true, "quart.g": true}

// replaces gives a part of a term, so far original, another value. unsure says that it may be a part of something else instead.
func (ev *evaluator) replaces(x term.Value, name string, v, original term.Value, unsure bool) {
	switch x := x.(type) {
	case *term.Result, *term.Member, *term.Item, *term.Input:
	case *term.Extern:
		if !ofOneRequest[term.Qualified(x)] {
			return
		}
	default:
		return
	}
	parts := ev.replaced[x]
	if parts == nil {
		parts = map[string]*replacement{}
		ev.replaced[x] = parts
	}
	p := parts[name]
	if p == nil {
		if len(parts) >= maxEntries {
			return
		}
		p = &replacement{cell: &cell{v: original}, original: original}
		parts[name] = p
	}
	if unsure {
		v = ev.join(p.cell.v, v)
	}
	ev.set(p.cell, v)
}

// replacedPart is what the code put in the place of a part of a term, nil for nothing.
func (ev *evaluator) replacedPart(x term.Value, name string) term.Value {
	if p := ev.replaced[x][name]; p != nil {
		return p.cell.v
	}
	return nil
}

// replacedAt is the same of a part whose key is known; nil for nothing.
func (ev *evaluator) replacedAt(x term.Value, k *term.Constant) term.Value {
	if k == nil || k.Kind != ir.String {
		return nil
	}
	return ev.replacedPart(x, k.Text)
}

// renewed says that a term is a new value: what was put into an earlier one is not in it.
func (ev *evaluator) renewed(x term.Value) {
	for _, p := range ev.replaced[x] {
		ev.set(p.cell, p.original)
	}
}

// renewAll says so of all terms: the next invocation has an event of its own.
func (ev *evaluator) renewAll() {
	for x := range ev.replaced {
		ev.renewed(x)
	}
}
