package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func gather(ev *evaluator, c *invocation) term.Value {
	var items []term.Value
	var rest term.Value
	for _, a := range c.args {
		switch {
		case a.spread:
			rest = ev.join(rest, ev.anyItem(a.value))
		case a.name == "":
			items = append(items, a.value)
		}
	}
	return ev.newList(ir.List, c.at, items, rest)
}

// callFirst calls its first argument with the others.
func callFirst(ev *evaluator, c *invocation) term.Value {
	if len(c.args) == 0 {
		return nil
	}
	return ev.invoke(c.args[0].value, &invocation{args: c.args[1:], at: c.at})
}

// withMethods is an object of the library whose methods are given here.
func (ev *evaluator) withMethods(typ term.Value, at ir.Span, methods map[string]builtin) *ref {
	r := ev.newObject(at)
	w := ev.write(r)
	w.typ = typ
	for _, name := range sortedKeys(methods) {
		f := methods[name]
		ev.put(w, name, &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			on := *c
			on.this = r
			return f(ev, &on)
		}})
	}
	return r
}

func eventLoop(ev *evaluator, c *invocation) term.Value {
	return ev.withMethods(ev.Extern(ir.Python, "asyncio", "AbstractEventLoop"), c.at, map[string]builtin{
		"run_until_complete": same, "create_task": same, "close": null,
		"run_in_executor": func(ev *evaluator, c *invocation) term.Value {
			if len(c.args) < 2 {
				return nil
			}
			return ev.invoke(c.args[1].value, &invocation{args: c.args[2:], at: c.at})
		},
	})
}

// thread runs its target with its arguments.
func thread(ev *evaluator, c *invocation) term.Value {
	target := c.either(1, "target")
	if target == nil {
		target = c.named("function")
	}
	var args []argument
	if a := c.named("args"); a != nil {
		items, rest := ev.itemsOf(a)
		args = values(items...)
		if rest != nil {
			args = append(args, argument{value: a, spread: true})
		}
	}
	if k, ok := c.named("kwargs").(*ref); ok {
		held := ev.read(k)
		for _, n := range held.names {
			args = append(args, argument{name: n, value: held.fields[n]})
		}
	}
	start := func(ev *evaluator, c *invocation) term.Value {
		if target != nil {
			ev.invoke(target, &invocation{args: args, at: c.at})
		}
		return ev.Null()
	}
	return ev.withMethods(ev.Extern(ir.Python, "threading", "Thread"), c.at, map[string]builtin{
		"start": start, "run": start, "join": null, "is_alive": onlyRun,
	})
}

func onlyRun(ev *evaluator, c *invocation) term.Value {
	return ev.Unknown(c.at, "only the run shows it")
}

// pool is an executor: what is submitted runs, and its future is what it answers.
func pool(ev *evaluator, c *invocation) term.Value {
	submit := func(ev *evaluator, c *invocation) term.Value {
		if len(c.args) == 0 {
			return nil
		}
		return ev.future(ev.invoke(c.args[0].value, &invocation{args: c.args[1:], at: c.at}), c.at)
	}
	mapAll := func(ev *evaluator, c *invocation) term.Value {
		f, x := c.arg(0), c.arg(1)
		if x == nil {
			return nil
		}
		if more := c.arg(2); more != nil {
			pairs := zip(ev, &invocation{args: c.args[1:], at: c.at})
			spread := &native{name: "map", call: func(ev *evaluator, c *invocation) term.Value {
				items, _ := ev.itemsOf(c.arg(0))
				return ev.invoke(f, &invocation{args: values(items...), at: c.at})
			}}
			return ev.mapped(pairs, spread, c)
		}
		return ev.mapped(x, f, c)
	}
	return ev.withMethods(ev.Extern(ir.Python, "concurrent.futures", "Executor"), c.at, map[string]builtin{
		"submit": submit, "apply_async": submit, "map": mapAll, "starmap": mapAll, "imap": mapAll, "shutdown": null, "close": null,
		"join": null, "__enter__": thisValue, "__exit__": null,
	})
}

// future is what holds an answer until it is asked for.
func (ev *evaluator) future(v term.Value, at ir.Span) term.Value {
	result := func(*evaluator, *invocation) term.Value { return v }
	return ev.withMethods(ev.Extern(ir.Python, "concurrent.futures", "Future"), at, map[string]builtin{
		"result": result, "get": result, "exception": onlyRun, "done": onlyRun,
		"add_done_callback": func(ev *evaluator, c *invocation) term.Value {
			return ev.invoke(c.arg(0), &invocation{args: values(c.this), at: c.at})
		},
	})
}
