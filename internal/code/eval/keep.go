package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// keeping is a change of something that outlives the invocation.
type keeping struct {
	cell   *cell
	keep   *term.Keep
	entry  int // which time the handler was entered when it was changed last
	leaked bool
}

// maxKept is how many changes are looked at.
const maxKept = 64

// keeps notes a change of a variable, or of an object, that was there before the invocation.
func (ev *evaluator) keeps(c *cell, v term.Value, at ir.Span, grows bool) {
	if ev.initial || ev.handler == nil || v == nil || !ev.outlives(c) || len(ev.kept) >= maxKept {
		return
	}
	t := ev.term(v)
	switch t.(type) {
	case *term.Constant, *term.Unknown, *term.Extern, *term.Closure, *term.Class, *term.Environment:
		return
	}
	for _, k := range ev.kept {
		if k.cell == c && k.keep.At == at {
			k.entry = ev.entries
			return
		}
	}
	ev.kept = append(ev.kept, &keeping{cell: c, entry: ev.entries, keep: &term.Keep{
		Value: t, At: at, Within: ev.frame.fn, Chain: ev.frame.chain.list(), Guards: ev.guards.list(), Grows: grows,
	}})
}

// outlives is whether a variable or an object was there before the invocation: a variable of a module, what it holds, or
// the default of a parameter.
func (ev *evaluator) outlives(c *cell) bool { return ev.outer[c] || ev.defaults[c] }

// maxOuter is how many variables and objects of modules are looked at.
const maxOuter = 5000

// held are the variables of modules and what these hold.
func (ev *evaluator) held() map[*cell]bool {
	out := map[*cell]bool{}
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		for _, o := range options(v) {
			r, ok := o.(*ref)
			if !ok || depth > 4 || out[r.cell] || len(out) >= maxOuter {
				continue
			}
			out[r.cell] = true
			c := ev.read(r)
			for _, item := range c.items {
				look(item, depth+1)
			}
			for _, n := range c.names {
				look(c.fields[n], depth+1)
			}
			look(c.rest, depth+1)
		}
	}
	for _, f := range ev.modules {
		for _, c := range f.vars {
			out[c] = true
			look(c.v, 0)
		}
	}
	return out
}

// finds notes that a variable or an object is read. What an earlier invocation left there is found wherever it was not
// replaced on the same way.
func (ev *evaluator) finds(c *cell) {
	if ev.initial || !ev.outlives(c) {
		return
	}
	for _, k := range ev.kept {
		if k.cell == c && !k.leaked {
			k.leaked = k.keep.Grows || k.entry != ev.entries || !ev.under(k.keep.Guards)
		}
	}
}

// byDefault is the default of a parameter. An object of Python is made once, and shared by all calls.
func (ev *evaluator) byDefault(f *function, i int) term.Value {
	var v term.Value
	if f.given != nil && f.given.defaults != nil {
		v = f.given.defaults[i]
	}
	if v == nil {
		v = ev.eval(f.fn.Params[i].Default)
	}
	if r, ok := v.(*ref); ok && f.fn.Module != nil && f.fn.Module.Language == ir.Python {
		ev.defaults[r.cell] = true
	}
	return v
}

// under is whether all of some tests hold here.
func (ev *evaluator) under(gs []term.Guard) bool {
	for _, g := range gs {
		held := false
		for h := ev.guards; h != nil && !held; h = h.up {
			held = h.Test == g.Test && h.Holds == g.Holds
		}
		if !held {
			return false
		}
	}
	return true
}

// finishKept puts what may be found by the next invocation into the trace.
func (ev *evaluator) finishKept() {
	for _, k := range ev.kept {
		if k.leaked && (ev.defaults[k.cell] || ev.left[k.cell]) {
			ev.trace.Kept = append(ev.trace.Kept, k.keep)
		}
	}
}
