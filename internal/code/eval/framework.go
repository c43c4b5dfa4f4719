package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// middleware is lambda_handler_decorator of Powertools: a function that is called with the handler, the event and the
// context, and with what the decorator is given by name.
func middleware(_ *evaluator, c *invocation) term.Value {
	wrapper := c.arg(0)
	if wrapper == nil { // @lambda_handler_decorator(trace_execution=True)
		return &native{name: "decorator", call: middleware}
	}
	return &native{name: "middleware", inner: wrapper, call: func(_ *evaluator, c *invocation) term.Value { return wrapped(wrapper, c) }}
}

// wrapped is a handler under a middleware, or the middleware with its options.
func wrapped(wrapper term.Value, c *invocation) term.Value {
	handler, options := c.arg(0), c.args
	if handler == nil {
		return &native{name: "decorator", call: func(_ *evaluator, c *invocation) term.Value {
			return wrapped(wrapper, &invocation{args: append(append([]argument(nil), c.args...), options...), at: c.at})
		}}
	}
	return &native{name: "handler", inner: handler, call: func(ev *evaluator, c *invocation) term.Value {
		args := append([]argument{{value: handler}}, c.args...)
		return ev.invoke(wrapper, &invocation{args: append(args, options[1:]...), at: c.at})
	}}
}

// registered is f.register of functools.singledispatch: the function that is given runs for some type.
func registered(ev *evaluator, c *invocation) term.Value {
	if f, ok := c.arg(0).(*function); ok {
		ev.later(f)
		return f
	}
	return &native{name: "register", call: registered}
}

// passing are methods of libraries that call their first argument with the further ones.
var passing = map[string]bool{
	"callback": true, "push_async_callback": true, "add_task": true, "call_soon": true, "call_soon_threadsafe": true, "submit": true,
	"start_soon": true,
}

// passedOn runs a function that a method of a library calls with the arguments that stand behind it.
func (ev *evaluator) passedOn(call *term.Call, c *invocation) bool {
	m, ok := call.Callee.(*term.Member)
	if !ok || !passing[m.Name] || len(c.args) == 0 {
		return false
	}
	f, ok := c.args[0].value.(*function)
	if !ok {
		return false
	}
	ev.fork(2, func(i int) {
		if i == 0 {
			ev.apply(f, c.args[1:], c.at)
		}
	})
	return true
}

// started is start of a class that extends a thread or a process: its method run.
func (ev *evaluator) started(r *ref, c *contents, name string) term.Value {
	e, ok := c.base.(*term.Extern)
	if !ok || name != "start" || !strings.HasSuffix(term.Qualified(e), ".Thread") && !strings.HasSuffix(term.Qualified(e), ".Process") {
		return nil
	}
	run, ok := ev.findMethod(c.class, "run")
	if !ok {
		return nil
	}
	return &native{name: "start", call: func(ev *evaluator, c *invocation) term.Value {
		ev.apply(ev.bind(run, r), nil, c.at)
		return ev.Null()
	}}
}

// replaced is dataclasses.replace: a copy with other values in some fields.
func replaced(ev *evaluator, c *invocation) term.Value {
	r, ok := copyObject(ev, c).(*ref)
	if !ok {
		return nil
	}
	for _, a := range c.args[1:] {
		if a.name != "" && !a.spread {
			ev.put(ev.write(r), a.name, a.value)
		}
	}
	return r
}

// wholeEnvironment is a copy of os.environ.
func wholeEnvironment(ev *evaluator, _ *invocation) term.Value {
	return ev.Extern(ir.Python, "os", "environ")
}

// attach notes the functions that a method of an object of a library gets: @helper.create of a custom resource.
func (ev *evaluator) attach(call *term.Call, c *invocation) {
	of := call.Callee
	if r, ok := of.(*term.Result); ok { // with options: @helper.create(...)
		of = r.Call.Callee
	}
	if ev.language() != ir.Python {
		return
	}
	m, ok := of.(*term.Member)
	for _, f := range ev.handed(c.args) {
		if ok {
			ev.attached[m.Of] = append(ev.attached[m.Of], f)
		}
		if ok && ev.initial {
			ev.usage.registers(f, objectOf(m))
		} else {
			ev.usage.free[f] = true
		}
	}
}

// calledObject runs what is attached to an object that is called like a handler: helper(event, context). The functions
// get what it gets; those of an event alone the first of it.
func (ev *evaluator) calledObject(r *term.Result, c *invocation) {
	var inner []*function
	for _, f := range ev.attached[r] {
		if _, isRoute := ev.routes[f]; !isRoute && len(c.args) == 2 && len(f.fn.Params) > 0 && len(f.fn.Params) <= 2 {
			inner = append(inner, f)
		}
	}
	ev.fork(len(inner)+1, func(i int) {
		if i < len(inner) {
			ev.apply(inner[i], c.args[:len(inner[i].fn.Params)], c.at)
		}
	})
}
