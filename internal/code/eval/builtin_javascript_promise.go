package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// then runs a function on what a promise holds: on the value itself.
func then(ev *evaluator, c *invocation) term.Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	var v term.Value
	if term.IsNull(f) {
		v = c.this
	} else {
		v = ev.invoke(f, &invocation{args: values(c.this), at: c.at})
	}
	if onError := c.arg(1); onError != nil && !term.IsNull(onError) {
		ev.fork(2, func(i int) {
			if i == 0 {
				v = ev.join(v, ev.invoke(onError, &invocation{args: values(ev.Unknown(c.at, "it is the error of a promise")), at: c.at}))
			}
		})
	}
	return v
}

// catch is a promise that holds what another holds, or what a function makes of its error.
func catch(ev *evaluator, c *invocation) term.Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	v := c.this
	ev.fork(2, func(i int) {
		if i == 0 {
			if w := ev.invoke(f, &invocation{args: values(ev.Unknown(c.at, "it is the error of a promise")), at: c.at}); !ev.frame.dead && !term.IsNull(w) {
				v = ev.join(v, w)
			}
		}
	})
	return v
}

func finally(ev *evaluator, c *invocation) term.Value {
	if f := c.arg(0); f != nil {
		ev.invoke(f, &invocation{at: c.at})
	}
	return c.this
}

// newPromise runs what makes a promise: its value is what it resolves to.
func newPromise(ev *evaluator, c *invocation) term.Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	var v term.Value
	resolve := &native{name: "resolve", call: func(ev *evaluator, c *invocation) term.Value {
		if x := c.arg(0); x != nil {
			v = ev.join(v, x)
		}
		return ev.Null()
	}}
	reject := &native{name: "reject", call: func(ev *evaluator, _ *invocation) term.Value { return ev.Null() }}
	initial := ev.initial
	ev.initial = false // it runs at once
	ev.invoke(f, &invocation{args: values(resolve, reject), at: c.at})
	ev.initial = initial
	if v == nil {
		return ev.Null()
	}
	return v
}

func resolved(ev *evaluator, c *invocation) term.Value {
	if v := c.arg(0); v != nil {
		return v
	}
	return ev.Null()
}

func settled(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	of := func(v term.Value) term.Value {
		r := ev.newObject(c.at)
		ev.put(ev.write(r), "status", ev.Unknown(c.at, "only the run shows whether a promise is fulfilled"))
		ev.put(ev.write(r), "value", v)
		ev.put(ev.write(r), "reason", ev.Unknown(c.at, "it is the error of a promise"))
		return r
	}
	items, rest := ev.itemsOf(x)
	for i := range items {
		items[i] = of(items[i])
	}
	if rest != nil {
		rest = of(rest)
	}
	return ev.newList(ir.List, c.at, items, rest)
}

func anyOfList(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.anyItem(c.arg(0))
}

// promisify makes a function that takes a callback one that answers a promise.
func promisify(_ *evaluator, c *invocation) term.Value {
	f := c.arg(0)
	if _, ok := f.(*function); !ok {
		return f
	}
	return &native{name: "promisify", call: func(ev *evaluator, c *invocation) term.Value {
		var v term.Value
		callback := &native{name: "callback", call: func(ev *evaluator, c *invocation) term.Value {
			if x := c.arg(1); x != nil {
				v = ev.join(v, x)
			}
			return ev.Null()
		}}
		ev.invoke(f, &invocation{args: append(append([]argument(nil), c.args...), argument{value: callback}), at: c.at})
		if v == nil {
			return ev.Null()
		}
		return v
	}}
}

// callSoon calls its first argument with those that stand behind some: setTimeout(f, delay, ...args), process.nextTick(f, ...args).
func callSoon(before int) builtin {
	return func(ev *evaluator, c *invocation) term.Value { return ev.callSoon(c, before) }
}

func (ev *evaluator) callSoon(c *invocation, before int) term.Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	switch f.(type) {
	case *function, *native:
		var rest []argument
		if len(c.args) > before {
			rest = c.args[before:]
		}
		ev.fork(2, func(i int) {
			if i == 0 {
				ev.invoke(f, &invocation{args: rest, at: c.at})
			}
		})
		return ev.Null()
	}
	return nil
}
