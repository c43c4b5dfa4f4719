package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// run evaluates the entry: modules, handler, and what waits.
func (ev *evaluator) run() {
	m := ev.entry.Module
	if m == nil || m.Init == nil {
		ev.trace.Gaps = append(ev.trace.Gaps, term.Unknown{Why: "the module of the entry could not be read"})
		return
	}
	root := &frame{fn: m.Init, vars: map[*ir.Variable]*cell{}, outer: ev.moduleFrame(m)}
	ev.frame = root
	ev.initialise(m)
	if len(ev.entry.Path) == 0 {
		ev.program(m)
	} else {
		ev.enterHandler(m)
	}
	root.dead = false
	ev.rest()
	ev.trace.Classes = ev.extended()
	ev.trace.Handler = ev.entryFunction(m)
	ev.finishRoutes()
	ev.finishKept()
}

// program runs a module as a program.
func (ev *evaluator) program(m *ir.Module) {
	if m.Main == nil {
		return
	}
	ev.initial = true
	f := &function{fn: m.Main, scope: ev.moduleFrame(m)}
	if m.Main == m.Init {
		return
	}
	ev.apply(f, nil, ir.Span{})
	ev.initial = false
}

// entryFunction is the function that was entered. Where that is an application of a framework it is the module that makes it.
func (ev *evaluator) entryFunction(m *ir.Module) *ir.Function {
	switch {
	case ev.handler != nil:
		if n := len(ev.entry.Path); n > 0 && m.Language == ir.Python { // under wrappers of the application, too
			for _, f := range m.Functions {
				if f.Name == ev.entry.Path[n-1] && f.Outer == m.Init && ev.done[f] {
					return f
				}
			}
		}
		return ev.handler
	case len(ev.entry.Path) == 0 && m.Language == ir.Python && m.Main != nil:
		return m.Main
	case len(ev.routes) > 0 && m.Language != ir.Go:
		return m.Init
	case ev.serves && m.Main != nil: // with a value of a library: an adapter of a router
		return m.Main
	}
	return nil
}

// enterHandler enters the exported value that the entry names. What the first invocation leaves behind the second one
// finds: it is entered again where that is something else.
func (ev *evaluator) enterHandler(m *ir.Module) {
	at := m.Init.Span
	v := ev.exported(m, ev.entry.Path[0], at)
	if v == nil {
		v = ev.cellNamed(m, ev.entry.Path[0])
	}
	for _, name := range ev.entry.Path[1:] {
		if v == nil {
			break
		}
		if k, ok := v.(*class); ok && k.class.Module.Language == ir.Python {
			v = ev.instantiate(k, &invocation{at: at})
		}
		v = ev.attribute(v, name, at)
	}
	if v == nil {
		ev.gap(at, "the handler "+strings.Join(ev.entry.Path, ".")+" is not in "+m.Path)
		return
	}
	ev.invocations(v, at)
}

// cellNamed is a variable of a module that it does not export.
func (ev *evaluator) cellNamed(m *ir.Module, name string) term.Value {
	for _, v := range m.Globals {
		if v.Name == name {
			return ev.variable(m, v)
		}
	}
	return nil
}

// invocations enters a handler, twice where the first time changes what the second one finds.
func (ev *evaluator) invocations(v term.Value, at ir.Span) {
	ev.handler = ev.handlerOf(v)
	ev.entered(ev.term(v))
	ev.outer = ev.held()
	was, start := ev.initial, ev.guards // which handler a program of Go starts may depend on a setting
	ev.initial = false
	for range 2 {
		mark := len(ev.trail)
		ev.entries++
		ev.advance()
		ev.frame.dead = false
		ev.guards = start
		ev.tries, ev.exits = 0, ev.exits[:0]
		answer := ev.term(ev.invoke(v, &invocation{args: ev.eventArgs(), at: ir.Span{}}))
		if !ev.frame.dead || ev.handler == nil {
			ev.returned(answer)
		}
		ev.frame.dead = false
		ev.renewAll()
		if ev.left == nil {
			ev.left = ev.held()
		}
		if !ev.changed(mark) || ev.flat.on {
			break
		}
	}
	ev.initial = was
	if ev.handler == nil && len(ev.routes) == 0 {
		ev.gap(at, "the handler is not a function of the application")
	}
}

func (ev *evaluator) returned(v term.Value) {
	for _, o := range options(v) {
		known := false
		for _, old := range ev.trace.Returns {
			known = known || old == o
		}
		if !known {
			ev.trace.Returns = append(ev.trace.Returns, o)
		}
	}
}

// changed joins what the cells held before with what they hold now, and is whether that is something else.
func (ev *evaluator) changed(mark int) bool {
	something := false
	seen := map[*cell]bool{}
	for _, ch := range append([]change(nil), ev.trail[mark:]...) {
		if seen[ch.cell] || ch.cell.v == ch.old || ch.old == nil {
			continue
		}
		seen[ch.cell] = true
		something = true
		ev.set(ch.cell, ev.join(ch.old, ch.cell.v))
	}
	return something
}

// handlerOf is the function of the application that a handler is, under what wraps it.
func (ev *evaluator) handlerOf(v term.Value) *ir.Function {
	switch v := v.(type) {
	case *function:
		return v.fn
	case *native:
		return ev.handlerOf(v.inner)
	case *term.OneOf:
		for _, o := range v.Options {
			if f := ev.handlerOf(o); f != nil {
				return f
			}
		}
	case *bound:
		return ev.handlerOf(v.of)
	case *ref:
		if m, ok := ev.findMethod(ev.read(v).class, "__call__"); ok {
			return m.fn
		}
	case *term.Closure:
		return v.Function
	case *term.Result:
		for _, a := range v.Call.Args {
			for _, o := range options(a.Value) {
				switch o.(type) {
				case *term.Closure, *term.Result:
					if f := ev.handlerOf(o); f != nil {
						return f
					}
				}
			}
		}
		if m, ok := v.Call.Callee.(*term.Member); ok {
			return ev.handlerOf(m.Of)
		}
	}
	return nil
}

// eventArgs are what the platform hands to a handler.
func (ev *evaluator) eventArgs() []argument {
	if ev.entry.Registers {
		return values(ev.application())
	}
	event, context := ev.Input(ev.handler, 0, nil), ev.Input(ev.handler, 1, nil)
	if ev.handler == nil || ev.entry.Module.Language != ir.Go {
		args := values(event, context)
		if ev.entry.Module.Language == ir.JavaScript {
			args = append(args, argument{value: &native{name: "callback", call: func(ev *evaluator, c *invocation) term.Value {
				if v := c.arg(1); v != nil {
					ev.returned(ev.term(v))
				}
				return ev.Null()
			}}})
		}
		return args
	}
	var args []argument
	for i := range ev.handler.Params {
		v := event
		if ev.isContext(&ev.handler.Params[i]) {
			v = context
		}
		args = append(args, argument{value: v})
	}
	return args
}

// isContext is whether a parameter of Go is the context of an invocation.
func (ev *evaluator) isContext(p *ir.Parameter) bool {
	a, ok := variableType(p).(*ir.Attribute)
	if !ok || a.Name != "Context" {
		return false
	}
	i, ok := a.X.(*ir.Import)
	return ok && i.Module == "context"
}

// rest runs what was handed to libraries and that nothing has called: the routes of a router. Each brings some steps with
// it: an application of a hundred routes is as much as many functions.
func (ev *evaluator) rest() {
	ev.resume()
	more := 3 * ev.limits.Steps
	for {
		ev.turn++
		ev.guards, ev.exits = nil, ev.exits[:0]
		ev.frame.dead = false
		var next *function
		switch {
		case len(ev.waiting) > 0:
			next, ev.waiting = ev.waiting[0], ev.waiting[1:]
		case len(ev.classWaiting) > 0:
			next, ev.classWaiting = ev.classWaiting[0], ev.classWaiting[1:]
		default:
			if ev.waiting = ev.usage.awake(); len(ev.waiting) == 0 {
				return
			}
			continue
		}
		if ev.called[next] {
			continue
		}
		if ev.usage.sleeps(next) {
			ev.usage.dormant = append(ev.usage.dormant, next)
			continue
		}
		if !ev.allow(next.fn.Span) {
			return
		}
		if share := ev.limits.Steps / 32; !ev.flat.on && more >= share {
			ev.limit, more = ev.limit+share, more-share
		}
		if next.fn.Class != nil && next.this == nil && next.class != nil && next.fn.Kind == ir.Method {
			next = ev.bind(next, ev.someInstance(next.class, nil)).(*function)
		}
		if ev.entry.Module.Language == ir.Go && ev.behind(next) {
			continue
		}
		if held := ev.heldBy[next]; held != nil && ev.entry.Module.Language == ir.Go {
			ev.inside(&frame{fn: next.fn, outer: next.scope, vars: map[*ir.Variable]*cell{}}, func() {
				ev.flat.single = true
				ev.apply(next, ev.callbackArgs(next, held), ir.Span{})
			})
		} else if !ev.behind(next) {
			ev.applyUnknown(next, "only a library calls it")
		}
	}
}
