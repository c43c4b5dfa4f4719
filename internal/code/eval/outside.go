package eval

import (
	"encoding/binary"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// callExtern calls something of a library or of the language.
func (ev *evaluator) callExtern(f *term.Extern, c *invocation) term.Value {
	if b, ok := ev.builtinOf(f); ok {
		if v := b(ev, c); v != nil || ev.frame.dead {
			return v
		}
	}
	return ev.outside(f, c)
}

// outside records a call of something that is not part of the application, and answers its Result.
func (ev *evaluator) outside(f term.Value, c *invocation) term.Value {
	call := ev.record(f, c.args, c.at, c.new)
	result := ev.Result(call)
	ev.renewed(result)
	if ev.language() != ir.Go {
		ev.usage.call(call, result, ev.initial)
	}
	ev.register(call, c)
	switch ev.language() {
	case ir.JavaScript:
		ev.layJavaScript(call, c)
	case ir.Python:
		ev.layPython(call, c, result)
	case ir.Go:
		ev.layGo(call, c, result)
	}
	ev.servedMethods(call, c.args)
	ev.heard(call, c)
	ev.callbacks(call, c, result)
	if v := ev.file(call, c); v != nil {
		return v
	}
	return result
}

// record notes a call, and does not keep too many different ones of a place apart.
func (ev *evaluator) record(f term.Value, args []argument, at ir.Span, isNew bool) *term.Call {
	if ev.sites[at] < maxAtSite {
		return ev.recordOne(f, args, at, isNew)
	}
	return ev.recordOne(ev.wide(f, at), ev.anyArguments(args, at), at, isNew)
}

// recordOne notes a call, once for each place and arguments. The guards are those that hold whenever it is made.
func (ev *evaluator) recordOne(f term.Value, args []argument, at ir.Span, isNew bool) *term.Call {
	f = ev.term(f)
	frozen := make([]term.Argument, len(args))
	key := binary.AppendUvarint(nil, uint64(ev.ID(f)))
	key = binary.AppendUvarint(key, uint64(ev.ID(ev.Unknown(at, ""))))
	for i, a := range args {
		frozen[i] = term.Argument{Name: a.name, Value: ev.term(a.value), Spread: a.spread}
		key = binary.AppendUvarint(key, uint64(ev.ID(frozen[i].Value)))
		key = append(key, a.name...)
	}
	if old, ok := ev.calls[string(key)]; ok {
		old.Initial = old.Initial && ev.initial
		if old.Turn != ev.turn {
			old.Turn = 0
		}
		if len(old.Guards) > 0 {
			old.Guards = ev.eitherGuards(old.Guards, ev.guards.list(), at)
		}
		return old
	}
	ev.sites[at]++
	call := &term.Call{
		Callee: f, Args: frozen, New: isNew, At: at, Within: ev.frame.fn, Chain: ev.frame.chain.list(),
		Guards: ev.guards.list(), Initial: ev.initial, Turn: ev.turn,
	}
	ev.calls[string(key)] = call
	ev.trace.Calls = append(ev.trace.Calls, call)
	return call
}

// eitherGuards are the guards that hold whichever of two times a call is made: those of both. What an invocation leaves behind
// makes the tests of the next one others: what else held the one time or the other did.
func (ev *evaluator) eitherGuards(a, b []term.Guard, at ir.Span) []term.Guard {
	shared := both(a, b)
	if ev.entries < 2 || ev.turn > 0 {
		return shared
	}
	first, second := besides(a, shared), besides(b, shared)
	if len(first) == 0 || len(second) == 0 || len(first) > maxEither || len(second) > maxEither ||
		slices.ContainsFunc(first, func(g term.Guard) bool { return g.At == at }) { // it is such a test already
		return shared
	}
	test := ev.Combined(string(ir.Or), ev.allOf(ev.asTests(first)), ev.allOf(ev.asTests(second)))
	return append(slices.Clone(shared), term.Guard{Test: test, Holds: true, At: at})
}

// maxEither is how many tests are kept of which those of one time or of the other held.
const maxEither = 8

// besides are the guards of a list that are not among others.
func besides(all, others []term.Guard) []term.Guard {
	var out []term.Guard
	for _, g := range all {
		if !slices.ContainsFunc(others, func(h term.Guard) bool { return h.Test == g.Test && h.Holds == g.Holds }) {
			out = append(out, g)
		}
	}
	return out
}

// asTests are tests as they would be written where all of them hold.
func (ev *evaluator) asTests(gs []term.Guard) []term.Value {
	out := make([]term.Value, len(gs))
	for i, g := range gs {
		if out[i] = g.Test; !g.Holds {
			out[i] = ev.Combined(string(ir.Not), g.Test)
		}
	}
	return out
}

// both are the guards that two lists share, the first of them where those are all of it.
func both(a, b []term.Guard) []term.Guard {
	shared := func(g term.Guard) bool {
		return slices.ContainsFunc(b, func(h term.Guard) bool { return g.Test == h.Test && g.Holds == h.Holds })
	}
	i := slices.IndexFunc(a, func(g term.Guard) bool { return !shared(g) })
	if i < 0 {
		return a
	}
	out := append([]term.Guard(nil), a[:i]...)
	for _, g := range a[i+1:] {
		if shared(g) {
			out = append(out, g)
		}
	}
	return out
}

// handed are the functions of the application among the arguments of a call: themselves, or in an object or a list.
func (ev *evaluator) handed(args []argument) []*function {
	var out []*function
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		for _, o := range options(v) {
			switch o := o.(type) {
			case *function:
				out = append(out, o)
			case *ref:
				c := ev.read(o)
				if depth >= 3 || c.class != nil {
					continue
				}
				for _, item := range c.items {
					look(item, depth+1)
				}
				for _, n := range c.names {
					look(c.fields[n], depth+1)
				}
			}
		}
	}
	for _, a := range args {
		look(a.value, 0)
	}
	return out
}

// callbacks runs the functions that were handed to a library, or keeps them for later: while modules load, and in Python,
// they are mostly wrapped by what is called afterwards.
func (ev *evaluator) callbacks(call *term.Call, c *invocation, result term.Value) {
	if e, ok := call.Callee.(*term.Extern); ev.passedOn(call, c) || decorates(call) || ok && e.Language == ir.Python && dependsOn(e) {
		return
	}
	ev.attach(call, c)
	if ev.language() == ir.JavaScript {
		ev.attachJavaScript(call, c, result)
	}
	for _, f := range ev.handed(c.args) {
		ev.heldBy[f] = result
		switch {
		case ev.initial, ev.pipelines.places[f] != nil:
			ev.later(f)
		case ev.language() == ir.Python:
			ev.frame.waiting = append(ev.frame.waiting, f)
		default:
			ev.callback(f, call, result)
		}
	}
	for _, a := range c.args {
		for _, o := range options(a.value) {
			switch o := o.(type) {
			case *class:
				ev.handedClass(o)
			case *ref: // of a class that extends one of the library, which calls it
				if k := ev.read(o).class; k != nil && ev.externBase(k) != nil {
					ev.handedClass(k)
				}
			}
		}
	}
}

// callback runs a function that a library calls with what it answers, or with items of what it was given.
func (ev *evaluator) callback(f *function, call *term.Call, result term.Value) {
	given := result
	m, ok := call.Callee.(*term.Member)
	if ok && iterating[m.Name] {
		given = ev.anyItem(m.Of)
	}
	args := ev.callbackArgs(f, given)
	switch {
	case !ok || len(args) < 2 || !iterating[m.Name] || m.Name == "sort":
	case isPieces(m.Of):
		args[1].value = ev.keyOf(m.Of, call.At)
	case ev.language() == ir.JavaScript && m.Name != "forEach": // only arrays have them: it is a place
		args[1].value = ev.Unknown(call.At, "it is any index of a list")
	}
	ev.fork(2, func(i int) {
		if i == 0 {
			ev.apply(f, args, call.At)
		}
	})
}

// iterating are the methods of collections that call a function for each item.
var iterating = map[string]bool{
	"map": true, "forEach": true, "filter": true, "find": true, "some": true, "every": true, "flatMap": true, "sort": true,
	"findIndex": true, "findLast": true,
}

// callbackArgs are the arguments of a callback: Node's callbacks get an error first.
func (ev *evaluator) callbackArgs(f *function, given term.Value) []argument {
	var args []argument
	for i := range f.fn.Params {
		p := &f.fn.Params[i]
		v := given
		if ev.language() == ir.Go {
			v = ev.handedBack(p, given)
		}
		if i == 0 && len(f.fn.Params) > 1 && isErrorName(p.Name) {
			v = ev.Unknown(p.Variable.Span, "it is the error that a library hands to its callback")
		}
		if p.Kind == ir.Single {
			args = append(args, argument{value: v})
		}
	}
	return args
}

func isErrorName(name string) bool {
	switch name {
	case "err", "error", "e", "_err", "_error", "_", "er", "ex":
		return true
	}
	return false
}

// later keeps a function that may run when everything else has. Those with the same text and other variables around them,
// as a wrapper of the application makes them, are kept apart. One that hands itself over again is not.
func (ev *evaluator) later(f *function) {
	n := ev.waits[f.fn]
	switch {
	case ev.queued[f], n > 0 && ev.active[f.fn] > 0:
		return
	case n >= maxClosures:
		ev.gap(f.fn.Span, "more closures of "+term.NameOf(f.fn)+" are handed over than are kept apart")
		return
	}
	ev.queued[f] = true
	ev.waits[f.fn]++
	ev.waiting = append(ev.waiting, f)
}

// maxClosures is how many closures of a function wait to be run.
const maxClosures = 256

// leftOver keeps a function that was not followed: it runs once, whatever the variables around it.
func (ev *evaluator) leftOver(f *function) {
	if ev.waits[f.fn] == 0 {
		ev.later(f)
	}
}

// runWaiting runs the functions that an activation handed to libraries and that nothing has called since.
func (ev *evaluator) runWaiting(fr *frame) {
	for _, f := range fr.waiting {
		if ev.called[f] {
			continue
		}
		dead := fr.dead
		fr.dead = false
		args := ev.callbackArgs(f, ev.heldBy[f])
		if f.this != nil && len(args) > 0 && f.fn.This == nil {
			args = args[1:]
		}
		ev.fork(2, func(i int) {
			if i == 0 {
				ev.apply(f, args, ir.Span{})
			}
		})
		fr.dead = dead
	}
	fr.waiting = nil
}

// handedClass keeps the methods of a class that a library gets.
func (ev *evaluator) handedClass(k *class) {
	for _, m := range k.class.Methods {
		if m.Kind == ir.Method && !k.class.Interface {
			f := ev.function(function{fn: m, scope: k.scope, class: k})
			if ev.queued[f] || ev.waits[m] > 0 {
				continue
			}
			ev.queued[f] = true
			ev.waits[m]++
			ev.classWaiting = append(ev.classWaiting, f)
		}
	}
}

// wraps is whether a result may be one of the functions that were handed to the call: a decorator, a wrapper.
func (ev *evaluator) wraps(v term.Value, depth int) bool {
	if depth > 16 {
		return false
	}
	switch v := v.(type) {
	case *term.Closure:
		return true
	case *term.Result:
		for _, a := range v.Call.Args {
			for _, o := range options(a.Value) {
				switch o := o.(type) {
				case *term.Closure:
					return true
				case *term.Result:
					if ev.wraps(o, depth+1) {
						return true
					}
				}
			}
		}
		if m, ok := v.Call.Callee.(*term.Member); ok {
			return ev.wraps(m.Of, depth+1)
		}
	}
	return false
}

// through calls what a wrapper of a library wraps with the arguments that the wrapper gets, and records the call of the
// wrapper itself.
func (ev *evaluator) through(v, this term.Value, c *invocation) term.Value {
	var inner []*function
	seen := map[term.Value]bool{}
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		if depth > 16 || seen[v] {
			return
		}
		seen[v] = true
		switch v := v.(type) {
		case *term.Closure:
			if f, ok := ev.thawed[v]; ok {
				inner = append(inner, f)
			}
		case *term.Result:
			for _, a := range v.Call.Args {
				for _, o := range options(a.Value) {
					look(o, depth+1)
				}
			}
			if m, ok := v.Call.Callee.(*term.Member); ok {
				look(m.Of, depth+1)
			}
			if r, ok := v.Call.Callee.(*term.Result); ok {
				look(r, depth+1)
			}
		}
	}
	look(v, 0)
	if len(inner) == 0 {
		return ev.outside(v, c)
	}
	var out term.Value
	ev.fork(len(inner), func(i int) {
		var f term.Value = inner[i]
		if this != nil {
			f = ev.bind(f, this)
		}
		out = ev.join(out, ev.apply(f, c.args, c.at))
	})
	if out == nil {
		return ev.Unknown(c.at, "the call does not come back")
	}
	return out
}

func (ev *evaluator) builtinOf(f *term.Extern) (builtin, bool) {
	l, ok := ev.libraries[f.Language]
	if !ok {
		return nil, false
	}
	b, ok := l.functions[term.Qualified(f)]
	return b, ok
}

// maxAtSite is how many different calls are kept apart that are made at one place. Further ones are one of which only
// what is called is known: recursion through data would make ever larger ones.
const maxAtSite = 64

const tooMany = "more different calls are made here than are kept apart"

// wide is what is called at a place where too many different calls are made: of a method only its name.
func (ev *evaluator) wide(f term.Value, at ir.Span) term.Value {
	switch f := f.(type) {
	case *term.Extern:
		return f
	case *term.Member:
		return ev.Member(ev.Unknown(at, tooMany), f.Name)
	}
	return ev.Unknown(at, tooMany)
}

// anyArguments are arguments of which nothing is known but how they are given.
func (ev *evaluator) anyArguments(args []argument, at ir.Span) []argument {
	list := make([]argument, len(args))
	for i, a := range args {
		list[i] = argument{name: a.name, value: ev.Unknown(at, tooMany), spread: a.spread}
	}
	return list
}
