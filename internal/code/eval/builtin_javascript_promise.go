package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
)

// then runs a function on what a promise holds: on the value itself.
func then(ev *evaluator, c *invocation) Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	var v Value
	if isNull(f) {
		v = c.this
	} else {
		v = ev.invoke(f, &invocation{args: values(c.this), at: c.at})
	}
	if onError := c.arg(1); onError != nil && !isNull(onError) {
		ev.fork(2, func(i int) {
			if i == 0 {
				v = ev.join(v, ev.invoke(onError, &invocation{args: values(ev.unknown(c.at, "it is the error of a promise")), at: c.at}))
			}
		})
	}
	return v
}

// catch is a promise that holds what another holds, or what a function makes of its error.
func catch(ev *evaluator, c *invocation) Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	v := c.this
	ev.fork(2, func(i int) {
		if i == 0 {
			if w := ev.invoke(f, &invocation{args: values(ev.unknown(c.at, "it is the error of a promise")), at: c.at}); !ev.frame.dead && !isNull(w) {
				v = ev.join(v, w)
			}
		}
	})
	return v
}

func finally(ev *evaluator, c *invocation) Value {
	if f := c.arg(0); f != nil {
		ev.invoke(f, &invocation{at: c.at})
	}
	return c.this
}

// newPromise runs what makes a promise: its value is what it resolves to.
func newPromise(ev *evaluator, c *invocation) Value {
	f := c.arg(0)
	if f == nil {
		return nil
	}
	var v Value
	resolve := &native{name: "resolve", call: func(ev *evaluator, c *invocation) Value {
		if x := c.arg(0); x != nil {
			v = ev.join(v, x)
		}
		return ev.null()
	}}
	reject := &native{name: "reject", call: func(ev *evaluator, _ *invocation) Value { return ev.null() }}
	initial := ev.initial
	ev.initial = false // it runs at once
	ev.invoke(f, &invocation{args: values(resolve, reject), at: c.at})
	ev.initial = initial
	if v == nil {
		return ev.null()
	}
	return v
}

func resolved(ev *evaluator, c *invocation) Value {
	if v := c.arg(0); v != nil {
		return v
	}
	return ev.null()
}

func settled(ev *evaluator, c *invocation) Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	of := func(v Value) Value {
		r := ev.newObject(c.at)
		ev.put(ev.write(r), "status", ev.unknown(c.at, "only the run shows whether a promise is fulfilled"))
		ev.put(ev.write(r), "value", v)
		ev.put(ev.write(r), "reason", ev.unknown(c.at, "it is the error of a promise"))
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

func anyOfList(ev *evaluator, c *invocation) Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.anyItem(c.arg(0))
}

// promisify makes a function that takes a callback one that answers a promise.
func promisify(_ *evaluator, c *invocation) Value {
	f := c.arg(0)
	if _, ok := f.(*function); !ok {
		return f
	}
	return &native{name: "promisify", call: func(ev *evaluator, c *invocation) Value {
		var v Value
		callback := &native{name: "callback", call: func(ev *evaluator, c *invocation) Value {
			if x := c.arg(1); x != nil {
				v = ev.join(v, x)
			}
			return ev.null()
		}}
		ev.invoke(f, &invocation{args: append(append([]argument(nil), c.args...), argument{value: callback}), at: c.at})
		if v == nil {
			return ev.null()
		}
		return v
	}}
}

// callSoon calls its first argument with those that stand behind some: setTimeout(f, delay, ...args), process.nextTick(f, ...args).
func callSoon(before int) builtin {
	return func(ev *evaluator, c *invocation) Value { return ev.callSoon(c, before) }
}

func (ev *evaluator) callSoon(c *invocation, before int) Value {
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
		return ev.null()
	}
	return nil
}
