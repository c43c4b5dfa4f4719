package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// refine narrows what the tested variable or attribute may be, where a test says so.
func (ev *evaluator) refine(test ir.Expression, holds bool) {
	switch e := test.(type) {
	case *ir.Unary:
		if e.Op == ir.Not {
			ev.refine(e.X, !holds)
		}
	case *ir.Binary:
		switch string(e.Op) {
		case string(ir.And), string(ir.Or):
			if holds == (e.Op == ir.And) {
				ev.refine(e.Left, holds)
				ev.refine(e.Right, holds)
			} else if holds {
				ev.foundEither(e)
			}
		case string(ir.Equal), string(ir.Is), string(ir.NotEqual), string(ir.IsNot):
			same := holds == (e.Op == ir.Equal || e.Op == ir.Is)
			if l, ok := e.Right.(*ir.Literal); ok && l.Kind == ir.Null {
				ev.narrow(e.Left, func(v term.Value) bool {
					return ev.nullness(v) == maybe || (ev.nullness(v) == always) == same
				})
			} else if ok {
				want := ev.Constant(l.Kind, l.Text)
				ev.narrow(e.Left, func(v term.Value) bool {
					t := ev.same(v, want)
					return t == maybe || (t == always) == same
				})
				if same {
					ev.found(e.Left)
				}
			}
		case string(ir.In), string(ir.NotIn):
			if holds == (e.Op == ir.In) {
				ev.found(e.Left)
			}
		}
	case *ir.Call:
		ev.refineInstance(e, holds)
		if a, ok := e.Callee.(*ir.Attribute); ok && holds && len(e.Args) == 1 && (a.Name == "includes" || a.Name == "has") {
			ev.found(e.Args[0].Value)
		}
	case *ir.Use, *ir.Attribute:
		ev.narrow(test, func(v term.Value) bool {
			t := ev.truthOf(v)
			return t == maybe || (t == always) == holds
		})
	}
}

// narrow keeps the options of a variable or attribute that may be meant.
func (ev *evaluator) narrow(e ir.Expression, keep func(term.Value) bool) {
	filter := func(v term.Value) term.Value {
		o, ok := v.(*term.OneOf)
		if !ok {
			return nil
		}
		var kept []term.Value
		for _, x := range o.Options {
			if keep(x) {
				kept = append(kept, x)
			}
		}
		if len(kept) == 0 || len(kept) == len(o.Options) {
			return nil
		}
		return ev.joinAll(kept...)
	}
	switch e := e.(type) {
	case *ir.Use:
		c := ev.cell(ev.frame, e.Variable)
		if v := filter(c.v); v != nil {
			ev.set(c, v)
		}
	case *ir.Attribute:
		u, ok := e.X.(*ir.Use)
		if !ok {
			return
		}
		r, ok := ev.cell(ev.frame, u.Variable).v.(*ref)
		if !ok {
			return
		}
		if v := filter(ev.read(r).fields[e.Name]); v != nil {
			ev.put(ev.write(r), e.Name, v)
		}
	}
}
