package eval

import (
	"fmt"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func (ev *evaluator) apply1(f term.Value, at ir.Span, args ...term.Value) term.Value {
	return ev.invoke(f, &invocation{args: values(args...), at: at})
}

// apply runs a function of the application with arguments. It is never nil.
func (ev *evaluator) apply(v term.Value, args []argument, at ir.Span) term.Value {
	f, ok := v.(*function)
	if !ok {
		return ev.invoke(v, &invocation{args: args, at: at})
	}
	single := ev.flat.single
	ev.flat.single = false
	switch {
	case ev.frame.dead:
		return ev.Unknown(at, "it is not reached")
	case ev.active[f.fn] >= ev.limits.Recursion, ev.active[f.fn] > 1 && opaque(f.this, args):
		return ev.Unknown(at, "what "+term.NameOf(f.fn)+" answers when it calls itself again is not known")
	case ev.flat.on && !single:
		ev.leftOver(f)
		return ev.Unknown(at, "the call of "+term.NameOf(f.fn)+" was not followed: a limit was reached")
	case ev.depth >= ev.limits.Depth:
		ev.gap(at, fmt.Sprintf("calls are followed %d deep", ev.limits.Depth))
		ev.leftOver(f)
		return ev.Unknown(at, "the call of "+term.NameOf(f.fn)+" was not followed: it is too deep")
	}
	return ev.run1(f, args, at)
}

// opaque is whether nothing that a function gets is of the application or known: calling itself again with it, it would
// do the same another time.
func opaque(this term.Value, args []argument) bool {
	for _, a := range append([]argument{{value: this}}, args...) {
		for _, o := range options(a.value) {
			switch o.(type) {
			case *term.Result, *term.Member, *term.Item, *term.Unknown, *term.Typed, *term.Combined, *term.Input:
			default:
				return false
			}
		}
	}
	return true
}

// enter is a new activation of a function.
func (ev *evaluator) activate(f *function, at ir.Span) *frame {
	up := ev.frame.chain
	c := &chain{at: at, up: up, n: 1}
	if up != nil {
		c.n = up.n + 1
	}
	if at.File == nil {
		c = up
	}
	return &frame{fn: f.fn, outer: f.scope, vars: make(map[*ir.Variable]*cell, 8), chain: c, self: f.this, class: f.class, given: f.given}
}

// run1 runs a function once.
func (ev *evaluator) run1(f *function, args []argument, at ir.Span) term.Value {
	caller := ev.frame
	fr := ev.activate(f, at)
	ev.frame = fr
	ev.depth++
	ev.active[f.fn]++
	ev.done[f.fn] = true
	ev.called[f], ev.called[ev.unbound(f)] = true, true
	ev.running = append(ev.running, f)
	r := ev.open()
	before := ev.guards
	looping := ev.looping
	ev.looping = nil
	width := ev.width
	ev.parameters(fr, f, args, at)
	ev.block(f.fn.Body)
	if ev.falling == f.fn {
		ev.passOn()
	}
	alive, end := !fr.dead, ev.guards
	left := ev.settle(r, exitTo{kind: returns})
	for _, do := range slices.Backward(fr.deferred) {
		dead := fr.dead
		fr.dead = false
		do()
		fr.dead = dead
	}
	ev.runWaiting(fr)
	for _, o := range fr.outs {
		*o.to = ev.cell(fr, o.variable).v
	}
	ev.looping, ev.width = looping, width
	ev.running = ev.running[:len(ev.running)-1]
	ev.active[f.fn]--
	ev.depth--
	ev.frame = caller
	if fr.dead {
		caller.dead = true
	}
	return ev.answer(fr, left, alive, before, end)
}

// answer is what a function answers: what it was left with.
func (ev *evaluator) answer(fr *frame, left []exit, alive bool, before, end *guards) term.Value {
	fn := fr.fn
	if fn.Generator {
		return ev.generated(fr)
	}
	var vs []term.Value
	for _, x := range left {
		vs = append(vs, x.value)
	}
	if alive && (fn.Module == nil || fn.Module.Language != ir.Go) {
		vs = append(vs, ev.Null())
	}
	if v := ev.decision(left, alive, before); v != nil {
		return v
	}
	if v := ev.orOtherwise(left, alive); v != nil {
		return v
	}
	if fn.Module != nil && len(vs) > 1 {
		if alive {
			left = append(slices.Clone(left), exit{value: ev.Null(), guards: end})
		}
		if v := ev.chosenParts(left, before, fn.Span); v != nil {
			return v
		}
		if v := ev.chosen(left, before); v != nil {
			return v
		}
	}
	v := ev.joinAnswers(vs, fn)
	if v == nil {
		return ev.Null()
	}
	if u, ok := v.(*term.Unknown); ok && fn.Result != nil {
		ev.inside(fr, func() { v = ev.declared(fn.Result, u) })
	}
	return v
}

// joinAnswers is one of several answers. Several results of Go are joined one by one, so that an error of one way does
// not stand beside a result of another.
func (ev *evaluator) joinAnswers(vs []term.Value, fn *ir.Function) term.Value {
	if len(vs) < 2 || fn.Module == nil || fn.Module.Language != ir.Go {
		return ev.joinAll(vs...)
	}
	var joined *contents
	for _, v := range vs {
		r, ok := v.(*ref)
		if !ok || !ev.read(r).list || ev.read(r).kind != ir.Tuple {
			return ev.joinAll(vs...)
		}
		c := ev.read(r)
		if joined == nil {
			joined = c
			continue
		}
		joined = ev.joinContents(joined, c).(*contents)
	}
	return ev.newList(ir.Tuple, fn.Span, joined.items, joined.rest)
}

// parameters gives the parameters of an activation their values.
func (ev *evaluator) parameters(fr *frame, f *function, args []argument, at ir.Span) {
	fn := f.fn
	if f.this != nil {
		if fn.This != nil {
			ev.set(ev.cell(fr, fn.This), ev.ownCopy(fn.This.Type, f.this))
		} else if fn.Module != nil && fn.Module.Language == ir.Python && fn.Kind != ir.StaticMethod {
			args = append([]argument{{value: f.this}}, args...)
		}
	}
	b := binding{ev: ev, args: args, at: at, used: make([]bool, len(args))}
	for i := range fn.Params {
		p := &fn.Params[i]
		var v term.Value
		switch p.Kind {
		case ir.Rest:
			v = b.rest()
		case ir.NamedRest:
			v = b.namedRest()
		case ir.NamedOnly:
			v = b.byName(p.Name)
		case ir.Single:
			if v = b.byName(p.Name); v == nil {
				v = b.next(fr, p)
			}
		}
		if v == nil {
			v = b.spread(p.Name, i)
		}
		if (v == nil || isUndefined(v, fn)) && p.Default != nil {
			v = ev.byDefault(f, i)
		}
		if v == nil {
			if fn.Module != nil && fn.Module.Language == ir.JavaScript {
				v = ev.Null()
			} else {
				v = ev.declared(variableType(p), ev.Unknown(at, "the parameter "+p.Name+" of "+term.NameOf(fn)+" is not given"))
			}
		}
		if _, ok := v.(*term.Unknown); ok && variableType(p) != nil {
			v = ev.declared(variableType(p), v)
		}
		if p.Variable != nil {
			ev.set(ev.cell(fr, p.Variable), ev.ownCopy(p.Variable.Type, v))
		}
	}
}

func variableType(p *ir.Parameter) ir.Expression {
	if p.Variable == nil {
		return nil
	}
	return p.Variable.Type
}

func isUndefined(v term.Value, fn *ir.Function) bool {
	return fn.Module != nil && fn.Module.Language == ir.JavaScript && term.IsNull(v)
}

// binding is arguments on their way to parameters.
type binding struct {
	ev   *evaluator
	args []argument
	used []bool
	at   ir.Span
}

// next is the next argument by position, nil for none.
func (b *binding) next(fr *frame, p *ir.Parameter) term.Value {
	for i, a := range b.args {
		if !b.used[i] && a.name == "" && !a.spread {
			b.used[i] = true
			if a.out != nil && p.Variable != nil {
				fr.outs = append(fr.outs, outgoing{p.Variable, a.out})
			}
			return a.value
		}
	}
	return nil
}

func (b *binding) byName(name string) term.Value {
	if name == "" {
		return nil
	}
	for i, a := range b.args {
		if !b.used[i] && a.name == name && !a.spread {
			b.used[i] = true
			return a.value
		}
	}
	return nil
}

// spread is the n-th parameter's value where it may be among arguments that are not known one by one. Go has them only
// where all results of a call are given: then it is known which is which.
func (b *binding) spread(name string, n int) term.Value {
	for _, a := range b.args {
		switch {
		case a.spread && b.ev.language() == ir.Go:
			if n == 0 {
				return a.value
			}
			return b.ev.index(a.value, b.ev.number(n), b.at)
		case a.spread && a.name == "**":
			return b.ev.index(a.value, b.ev.Text(name), b.at)
		case a.spread:
			return b.ev.anyItem(a.value)
		}
	}
	return nil
}

func (b *binding) rest() term.Value {
	var items []term.Value
	var rest term.Value
	for i, a := range b.args {
		switch {
		case b.used[i] || a.name != "":
		case a.spread:
			rest = b.ev.join(rest, b.ev.anyItem(a.value))
		case rest != nil:
			rest = b.ev.join(rest, a.value)
		default:
			b.used[i] = true
			items = append(items, a.value)
		}
	}
	return b.ev.newList(ir.List, b.at, items, rest)
}

func (b *binding) namedRest() term.Value {
	r := b.ev.newObject(b.at)
	c := b.ev.write(r)
	for i, a := range b.args {
		switch {
		case b.used[i] || a.name == "":
		case a.spread:
			b.ev.spread(r, a.value)
		default:
			b.used[i] = true
			b.ev.put(c, a.name, a.value)
		}
	}
	return r
}

// applyUnknown runs a function whose arguments nobody knows: what is declared of its parameters is all there is.
func (ev *evaluator) applyUnknown(f *function, why string) {
	args := ev.unknownArguments(f, why)
	ev.flat.single = ev.depth == 0
	ev.apply(f, args, ir.Span{})
}

// unknownArguments are what a function gets that something outside calls: what a framework hands to it, and else what is
// declared of its parameters.
func (ev *evaluator) unknownArguments(f *function, why string) []argument {
	args := make([]argument, 0, len(f.fn.Params))
	skip := f.this != nil && f.fn.This == nil && f.fn.Module != nil && f.fn.Module.Language == ir.Python && f.fn.Kind != ir.StaticMethod
	for i := range f.fn.Params {
		p := &f.fn.Params[i]
		if p.Kind == ir.NamedRest {
			args = append(args, ev.requestedByName(f)...)
		}
		if p.Kind != ir.Single && p.Kind != ir.NamedOnly || i == 0 && skip {
			continue
		}
		var v term.Value = ev.Unknown(p.Variable.Span, "the parameter "+p.Name+" of "+term.NameOf(f.fn)+" is not known: "+why)
		fr := &frame{fn: f.fn, outer: f.scope, vars: map[*ir.Variable]*cell{}, chain: ev.frame.chain}
		ev.inside(fr, func() {
			if given := ev.requested(f, i); given != nil {
				v = given
			} else {
				v = ev.declared(p.Variable.Type, v)
			}
		})
		a := argument{value: v}
		if p.Kind == ir.NamedOnly {
			a.name = p.Name
		}
		args = append(args, a)
	}
	return args
}
