package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// pythonLibrary is what is understood of Python (the Python Standard Library).
func pythonLibrary() *library {
	return &library{
		functions: map[string]builtin{
			"os.getenv": getenv, "os.environ.get": getenv, "os.environ.setdefault": getenv, "os.environ.pop": getenv,
			"os.path.join": pathJoin, "posixpath.join": pathJoin,
			"str":  pythonStr,
			"list": copyList, "tuple": copyList, "set": copyList, "frozenset": copyList, "sorted": ordered, "reversed": ordered,
			"collections.deque": copyList, "iter": same, "next": next,
			"dict": pythonDict, "collections.OrderedDict": pythonDict, "collections.defaultdict": defaultDict,
			"types.SimpleNamespace": pythonDict,
			"enumerate":             enumerate, "zip": zip, "range": pythonRange, "len": length,
			"map": pythonMap, "filter": pythonFilter, "functools.reduce": pythonReduce,
			"getattr": getAttribute, "setattr": setAttribute, "vars": same,
			"type":      typeOf,
			"copy.copy": copyObject, "copy.deepcopy": deepCopy,
			"json.dumps": written, "json.loads": parsed, "simplejson.dumps": written, "simplejson.loads": parsed,
			"functools.partial": partial, "functools.wraps": wrapsOf, "functools.lru_cache": decorator, "functools.cache": decorator,
			"functools.cached_property": cachedProperty, "functools.singledispatch": decorator,
			"contextlib.contextmanager": decorator, "contextlib.asynccontextmanager": decorator, "staticmethod": same,
			"classmethod": same, "property": same, "dataclasses.dataclass": decorator, "dataclass": decorator, "abc.abstractmethod": same,
			"typing.cast": second, "typing.overload": same, "typing.final": same, "dataclasses.field": dataField, "pydantic.Field": dataField,
			"dataclasses.asdict": copyObject, "contextlib.closing": same,
			"asyncio.run": same, "asyncio.create_task": same, "asyncio.ensure_future": same, "asyncio.wait_for": same, "asyncio.shield": same,
			"asyncio.gather": gather, "asyncio.to_thread": callFirst, "asyncio.get_event_loop": eventLoop, "asyncio.new_event_loop": eventLoop,
			"threading.Thread": thread, "multiprocessing.Process": thread, "threading.Timer": thread,
			"concurrent.futures.ThreadPoolExecutor": pool, "concurrent.futures.ProcessPoolExecutor": pool,
			"multiprocessing.pool.ThreadPool": pool, "multiprocessing.Pool": pool, "futures.ThreadPoolExecutor": pool,
			"concurrent.futures.as_completed": same, "concurrent.futures.wait": gather,
			"importlib.import_module": importModule, "__import__": importModule, "globals": globals,
			"sys.exit": ends, "os._exit": ends, "exit": ends, "quit": ends,
			"dataclasses.replace": replaced, "copy.replace": replaced, "os.environ.copy": wholeEnvironment,
			"aws_lambda_powertools.middleware_factory.lambda_handler_decorator":    middleware,
			"aws_lambda_powertools.utilities.batch.process_partial_response":       batch,
			"aws_lambda_powertools.utilities.batch.async_process_partial_response": batch,
			"flask.request.get_json": requestBody, "flask.request.get_data": requestBody,
			"isinstance": isInstance, "heapq.heappush": pushFirst, "fastapi.Depends": dependency, "fastapi.params.Depends": dependency,
			"itertools.chain": chained, "itertools.chain.from_iterable": flattened,
		},
		methods: methods{
			list: map[string]builtin{
				"append": appendItem, "add": appendItem, "extend": extendList, "update": extendList, "insert": insertItem(1),
				"appendleft": insertItem(0), "pop": takeItem(false), "popleft": takeItem(true), "copy": copyList, "sort": sortInPlace, "reverse": sortInPlace,
				"union": unionOf, "intersection": copyList, "difference": copyList, "clear": clearAll, "remove": null, "discard": null,
				"__iter__": func(_ *evaluator, c *invocation) Value { return c.this },
			},
			object: map[string]builtin{
				"get": lookup, "items": func(ev *evaluator, c *invocation) Value { return ev.pairs(c.this, c.at, true, true) },
				"keys":   func(ev *evaluator, c *invocation) Value { return ev.pairs(c.this, c.at, true, false) },
				"values": func(ev *evaluator, c *invocation) Value { return ev.pairs(c.this, c.at, false, true) },
				"update": update, "setdefault": setDefault, "pop": takeEntry, "copy": copyObject, "clear": clearAll,
				"model_dump": copyObject, "dict": copyObject, "_asdict": copyObject,
				"__getitem__": lookup,
			},
			text: map[string]builtin{
				"lower": onText(func(s string, _ []string) string { return strings.ToLower(s) }),
				"upper": onText(func(s string, _ []string) string { return strings.ToUpper(s) }),
				"title": onText(func(s string, _ []string) string { return strings.Title(strings.ToLower(s)) }), //nolint:staticcheck // of names in ASCII
				"capitalize": onText(func(s string, _ []string) string {
					if s == "" {
						return s
					}
					return strings.ToUpper(s[:1]) + strings.ToLower(s[1:])
				}),
				"strip": onText(strip(strings.Trim)), "lstrip": onText(strip(strings.TrimLeft)), "rstrip": onText(strip(strings.TrimRight)),
				"replace": onText(replaceAll), "removeprefix": onText(func(s string, a []string) string { return strings.TrimPrefix(s, first(a)) }),
				"removesuffix": onText(func(s string, a []string) string { return strings.TrimSuffix(s, first(a)) }),
				"split":        split, "join": textJoin, "format": textFormat, "encode": thisValue, "decode": thisConstant,
				"startswith": asked(strings.HasPrefix), "endswith": asked(strings.HasSuffix),
			},
			any: map[string]builtin{"get": inputGet, "items": inputItems, "values": inputItems},
		},
	}
}

func thisValue(_ *evaluator, c *invocation) Value { return c.this }

func thisConstant(_ *evaluator, c *invocation) Value {
	if _, ok := c.this.(*Constant); ok {
		return c.this
	}
	return nil
}

// pushFirst adds the second argument to the list that is the first one.
func pushFirst(ev *evaluator, c *invocation) Value {
	if c.arg(1) == nil {
		return nil
	}
	return appendItem(ev, &invocation{this: c.arg(0), args: values(c.arg(1)), at: c.at})
}

// dependency is what FastAPI hands to a parameter: what the function answers, or what it gives and cleans up after.
func dependency(ev *evaluator, c *invocation) Value {
	f := c.either(0, "dependency")
	if f == nil {
		return nil
	}
	v := ev.apply1(f, c.at)
	if f, ok := f.(*function); ok && f.fn.Generator {
		return ev.anyItem(v)
	}
	return v
}

func second(_ *evaluator, c *invocation) Value { return c.arg(1) }

// textJoin is ", ".join(list).
func textJoin(ev *evaluator, c *invocation) Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.joined(c.arg(0), c.this)
}

// textFormat is "...".format(...).
func textFormat(ev *evaluator, c *invocation) Value {
	return ev.each(c.this, func(v Value) Value {
		if s, ok := textOf(v); ok {
			return ev.braces(s, c)
		}
		return nil
	})
}

// inputGet is event.get("x"): the event is a mapping. So is what a JSON document holds.
func inputGet(ev *evaluator, c *invocation) Value {
	key := c.arg(0)
	if key == nil {
		return nil
	}
	switch c.this.(type) {
	case *Input:
	default:
		if !document(c.this) {
			return nil
		}
	}
	v := ev.index(c.this, key, c.at)
	if d := c.either(1, "default"); d != nil && !isNull(d) && !ev.emptyObject(d) {
		return ev.join(v, d)
	}
	return v
}

// emptyObject is whether a value is an object or a text that holds nothing: a default that only avoids an error.
func (ev *evaluator) emptyObject(v Value) bool {
	switch v := v.(type) {
	case *ref:
		c := ev.read(v)
		return len(c.names) == 0 && len(c.items) == 0 && c.rest == nil && c.class == nil
	case *Constant:
		return v.Kind == ir.String && v.Text == ""
	}
	return false
}

// document is whether a value is what a JSON document says: a mapping, no object with a method get of its own.
func document(v Value) bool {
	switch v := v.(type) {
	case *Item:
		return document(v.Of)
	case *Result:
		switch f := v.Call.Callee.(type) {
		case *Extern:
			switch joinName(f) {
			case "json.loads", "json.load", "simplejson.loads", "yaml.safe_load", "ast.literal_eval", "JSON.parse":
				return true
			}
		case *Member:
			return f.Name == "json" && len(v.Call.Args) == 0
		}
	}
	return false
}

func inputItems(ev *evaluator, c *invocation) Value {
	switch c.this.(type) {
	case *Input:
	default:
		if !document(c.this) {
			return nil
		}
	}
	item := ev.anyItem(c.this)
	return ev.newList(ir.List, c.at, nil, ev.newList(ir.Tuple, c.at, []Value{ev.keyOf(c.this, c.at), item}, nil))
}

func pathJoin(ev *evaluator, c *invocation) Value {
	var parts []Value
	for i, a := range c.args {
		if a.spread || a.name != "" {
			return nil
		}
		if i > 0 {
			if s, ok := textOf(c.args[i-1].value); !ok || !strings.HasSuffix(s, "/") {
				parts = append(parts, ev.text("/"))
			}
		}
		if s, ok := textOf(a.value); ok && strings.HasPrefix(s, "/") {
			parts = nil
		}
		parts = append(parts, a.value)
	}
	return ev.concat(parts...)
}

func pythonStr(ev *evaluator, c *invocation) Value {
	x := c.arg(0)
	if x == nil {
		return ev.text("")
	}
	switch x := x.(type) {
	case *Constant:
		return ev.text(ev.written(x))
	case *ref:
		if s := ev.part(x, c.at); s != x {
			return s
		}
		return nil
	}
	return ev.concat(x)
}

func pythonDict(ev *evaluator, c *invocation) Value {
	if e, ok := c.arg(0).(*Extern); ok && len(c.args) == 1 && joinName(e) == "os.environ" {
		return e
	}
	r := ev.newObject(c.at)
	for _, a := range c.args {
		if a.name != "" && !a.spread {
			ev.put(ev.write(r), a.name, a.value)
			continue
		}
		if l, ok := a.value.(*ref); ok && ev.read(l).list {
			items, rest := ev.itemsOf(l)
			for _, pair := range items {
				ev.setItem(r, ev.index(pair, ev.number(0), c.at), ev.index(pair, ev.number(1), c.at), c.at)
			}
			if rest != nil {
				w := ev.write(r)
				w.rest = ev.join(w.rest, ev.index(rest, ev.number(1), c.at))
			}
			continue
		}
		ev.spread(r, a.value)
	}
	return r
}

// defaultDict is a mapping whose entries begin as what a function answers.
func defaultDict(ev *evaluator, c *invocation) Value {
	r := ev.newObject(c.at)
	if f := c.arg(0); f != nil && !isNull(f) {
		v := ev.invoke(f, &invocation{at: c.at})
		ev.write(r).rest = v
	}
	return r
}

func next(ev *evaluator, c *invocation) Value {
	if c.arg(0) == nil {
		return nil
	}
	v := ev.anyItem(c.arg(0))
	if d := c.arg(1); d != nil {
		return ev.join(v, d)
	}
	return v
}

func enumerate(ev *evaluator, c *invocation) Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	items, rest := ev.itemsOf(x)
	out := make([]Value, len(items))
	for i, item := range items {
		out[i] = ev.newList(ir.Tuple, c.at, []Value{ev.number(i), item}, nil)
	}
	if rest != nil {
		rest = ev.newList(ir.Tuple, c.at, []Value{ev.unknown(c.at, "it is any index"), rest}, nil)
	}
	return ev.newList(ir.List, c.at, out, rest)
}

func zip(ev *evaluator, c *invocation) Value {
	var known [][]Value
	var rests []Value
	n := maxEntries
	open := false
	for _, a := range c.args {
		items, rest := ev.itemsOf(a.value)
		known, rests = append(known, items), append(rests, rest)
		if rest == nil {
			n = min(n, len(items))
		} else {
			open = true
		}
	}
	if open {
		one := make([]Value, len(known))
		for i := range known {
			one[i] = ev.joinAll(append(append([]Value(nil), known[i]...), rests[i])...)
			if one[i] == nil {
				one[i] = ev.unknown(c.at, "there is no item")
			}
		}
		return ev.newList(ir.List, c.at, nil, ev.newList(ir.Tuple, c.at, one, nil))
	}
	var out []Value
	for i := range n {
		one := make([]Value, len(known))
		for j := range known {
			one[j] = known[j][i]
		}
		if len(known) == 0 {
			break
		}
		out = append(out, ev.newList(ir.Tuple, c.at, one, nil))
	}
	return ev.newList(ir.List, c.at, out, nil)
}

func pythonRange(ev *evaluator, c *invocation) Value {
	low, high := 0, 0
	for i, a := range c.args {
		k, _ := a.value.(*Constant)
		n, ok := position(k)
		if !ok || i > 1 {
			return ev.newList(ir.List, c.at, nil, ev.unknown(c.at, "it is any number of a range"))
		}
		low, high = high, n
	}
	if high-low > maxUnrolled {
		return ev.newList(ir.List, c.at, nil, ev.unknown(c.at, "it is any number of a range"))
	}
	var items []Value
	for i := low; i < high; i++ {
		items = append(items, ev.number(i))
	}
	return ev.newList(ir.List, c.at, items, nil)
}

func length(ev *evaluator, c *invocation) Value {
	switch x := c.arg(0).(type) {
	case *ref:
		if v := ev.specialMethod(x, "__len__", c.at); v != nil {
			return v
		}
		held := ev.read(x)
		if held.rest == nil && held.class == nil && held.typ == nil && len(held.items)+len(held.names) > 0 {
			return ev.number(len(held.items) + len(held.names))
		}
		return ev.combined("length", ev.term(x))
	case *Constant:
		if x.Kind == ir.String {
			return ev.number(len(x.Text))
		}
	}
	return nil
}

func pythonMap(ev *evaluator, c *invocation) Value {
	f, x := c.arg(0), c.arg(1)
	if x == nil {
		return nil
	}
	return ev.mapped(x, f, c)
}

func pythonFilter(ev *evaluator, c *invocation) Value {
	f, x := c.arg(0), c.arg(1)
	if x == nil {
		return nil
	}
	if isNull(f) {
		return x
	}
	return ev.filtered(x, f, c)
}

func pythonReduce(ev *evaluator, c *invocation) Value {
	if c.arg(1) == nil {
		return nil
	}
	return ev.reduced(c.arg(1), c.arg(0), c.arg(2), c)
}

// getAttribute is getattr: by a name that is known, or by one that may be several.
func getAttribute(ev *evaluator, c *invocation) Value {
	x, name := c.arg(0), c.arg(1)
	if x == nil || name == nil {
		return nil
	}
	v := ev.each(x, func(x Value) Value {
		return ev.each(name, func(name Value) Value {
			if s, ok := textOf(name); ok {
				return ev.attributeOne(x, s, c.at)
			}
			return ev.attributesLike(x, name)
		})
	})
	if v == nil {
		if d := c.arg(2); d != nil {
			return d
		}
		return ev.unknown(c.at, "there is no such attribute")
	}
	if d := c.arg(2); d != nil && !isNull(d) {
		if _, isRef := x.(*ref); !isRef {
			return ev.join(v, d)
		}
	}
	return v
}

// attributesLike are the functions whose names a value may be.
func (ev *evaluator) attributesLike(x, name Value) Value {
	switch x := x.(type) {
	case *ref:
		if k := ev.read(x).class; k != nil {
			if found := ev.membersLike(k, name); found != nil {
				return ev.bind(found, x)
			}
		}
	case *class:
		return ev.membersLike(x, name)
	case *Module:
		var all []Value
		for _, e := range x.Module.Exports {
			if !matches(name, e.Name) {
				continue
			}
			if f, ok := ev.variable(x.Module, e.Variable).(*function); ok {
				all = append(all, f)
			}
		}
		return ev.joinAll(all...)
	}
	return ev.itemOf(x, name)
}

func setAttribute(ev *evaluator, c *invocation) Value {
	x, v := c.arg(0), c.arg(2)
	if v == nil {
		return nil
	}
	if s, ok := textOf(c.arg(1)); ok {
		ev.setAttribute(x, s, v, c.at)
	} else {
		ev.setItem(x, c.arg(1), v, c.at)
	}
	return ev.null()
}

func typeOf(ev *evaluator, c *invocation) Value {
	if r, ok := c.arg(0).(*ref); ok && len(c.args) == 1 {
		if k := ev.read(r).class; k != nil {
			return k
		}
	}
	return nil
}

// written is json.dumps: the value itself, until something reads it back. Tests of it see the value.
func written(ev *evaluator, c *invocation) Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	result := ev.outside(ev.extern(ev.language(), "json", "dumps"), c)
	ev.texts[result] = x
	return result
}

// parsed is json.loads: of what json.dumps made it is that again.
func parsed(ev *evaluator, c *invocation) Value {
	if v, ok := ev.texts[c.arg(0)]; ok {
		return deepCopy(ev, &invocation{args: values(v), at: c.at})
	}
	if s, ok := textOf(c.arg(0)); ok {
		return ev.fromJSON(s, c.at)
	}
	return nil
}

func wrapsOf(_ *evaluator, _ *invocation) Value {
	return &native{name: "wraps", call: func(_ *evaluator, c *invocation) Value { return c.arg(0) }}
}

// cachedProperty is a value that a method makes when it is read: the method becomes a getter.
func cachedProperty(_ *evaluator, c *invocation) Value {
	return c.arg(0)
}

// dataField is the default of a field of a data class.
func dataField(ev *evaluator, c *invocation) Value {
	if v := c.named("default"); v != nil {
		return v
	}
	if f := c.named("default_factory"); f != nil {
		return ev.invoke(f, &invocation{at: c.at})
	}
	return ev.unknown(c.at, "the field has no default")
}

func gather(ev *evaluator, c *invocation) Value {
	var items []Value
	var rest Value
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
func callFirst(ev *evaluator, c *invocation) Value {
	if len(c.args) == 0 {
		return nil
	}
	return ev.invoke(c.args[0].value, &invocation{args: c.args[1:], at: c.at})
}

// withMethods is an object of the library whose methods are given here.
func (ev *evaluator) withMethods(typ Value, at ir.Span, methods map[string]builtin) *ref {
	r := ev.newObject(at)
	w := ev.write(r)
	w.typ = typ
	for _, name := range sortedKeys(methods) {
		f := methods[name]
		ev.put(w, name, &native{name: name, call: func(ev *evaluator, c *invocation) Value {
			on := *c
			on.this = r
			return f(ev, &on)
		}})
	}
	return r
}

func eventLoop(ev *evaluator, c *invocation) Value {
	return ev.withMethods(ev.extern(ir.Python, "asyncio", "AbstractEventLoop"), c.at, map[string]builtin{
		"run_until_complete": same, "create_task": same, "close": null,
		"run_in_executor": func(ev *evaluator, c *invocation) Value {
			if len(c.args) < 2 {
				return nil
			}
			return ev.invoke(c.args[1].value, &invocation{args: c.args[2:], at: c.at})
		},
	})
}

// thread runs its target with its arguments.
func thread(ev *evaluator, c *invocation) Value {
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
	start := func(ev *evaluator, c *invocation) Value {
		if target != nil {
			ev.invoke(target, &invocation{args: args, at: c.at})
		}
		return ev.null()
	}
	return ev.withMethods(ev.extern(ir.Python, "threading", "Thread"), c.at, map[string]builtin{
		"start": start, "run": start, "join": null, "is_alive": onlyRun,
	})
}

func onlyRun(ev *evaluator, c *invocation) Value { return ev.unknown(c.at, "only the run shows it") }

// pool is an executor: what is submitted runs, and its future is what it answers.
func pool(ev *evaluator, c *invocation) Value {
	submit := func(ev *evaluator, c *invocation) Value {
		if len(c.args) == 0 {
			return nil
		}
		return ev.future(ev.invoke(c.args[0].value, &invocation{args: c.args[1:], at: c.at}), c.at)
	}
	mapAll := func(ev *evaluator, c *invocation) Value {
		f, x := c.arg(0), c.arg(1)
		if x == nil {
			return nil
		}
		if more := c.arg(2); more != nil {
			pairs := zip(ev, &invocation{args: c.args[1:], at: c.at})
			spread := &native{name: "map", call: func(ev *evaluator, c *invocation) Value {
				items, _ := ev.itemsOf(c.arg(0))
				return ev.invoke(f, &invocation{args: values(items...), at: c.at})
			}}
			return ev.mapped(pairs, spread, c)
		}
		return ev.mapped(x, f, c)
	}
	return ev.withMethods(ev.extern(ir.Python, "concurrent.futures", "Executor"), c.at, map[string]builtin{
		"submit": submit, "apply_async": submit, "map": mapAll, "starmap": mapAll, "imap": mapAll, "shutdown": null, "close": null,
		"join": null, "__enter__": thisValue, "__exit__": null,
	})
}

// future is what holds an answer until it is asked for.
func (ev *evaluator) future(v Value, at ir.Span) Value {
	result := func(*evaluator, *invocation) Value { return v }
	return ev.withMethods(ev.extern(ir.Python, "concurrent.futures", "Future"), at, map[string]builtin{
		"result": result, "get": result, "exception": onlyRun, "done": onlyRun,
		"add_done_callback": func(ev *evaluator, c *invocation) Value {
			return ev.invoke(c.arg(0), &invocation{args: values(c.this), at: c.at})
		},
	})
}

func importModule(ev *evaluator, c *invocation) Value {
	name, ok := textOf(c.arg(0))
	if !ok {
		return nil
	}
	level := len(name) - len(strings.TrimLeft(name, "."))
	return ev.imported(&ir.Import{Span: c.at, Module: name[level:], Level: level})
}

// globals is the module as a mapping.
func globals(ev *evaluator, _ *invocation) Value {
	if m := ev.frame.fn.Module; m != nil {
		return ev.module(m)
	}
	return nil
}

func chained(ev *evaluator, c *invocation) Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	for _, a := range c.args {
		extendList(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
	}
	return r
}

func flattened(ev *evaluator, c *invocation) Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.newList(ir.List, c.at, nil, ev.anyItem(ev.anyItem(c.arg(0))))
}

func unionOf(ev *evaluator, c *invocation) Value {
	r := copyList(ev, &invocation{this: c.this, at: c.at})
	for _, a := range c.args {
		extendList(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
	}
	return r
}

func sortInPlace(ev *evaluator, c *invocation) Value {
	if r, ok := c.this.(*ref); ok {
		if key := c.named("key"); key != nil {
			ev.apply1(key, c.at, ev.anyItem(r))
		}
		w := ev.write(r)
		if len(w.items) > 1 {
			w.rest = ev.joinAll(append(w.items, w.rest)...)
			w.items = nil
		}
	}
	return ev.null()
}

func clearAll(ev *evaluator, c *invocation) Value {
	if r, ok := c.this.(*ref); ok {
		w := ev.write(r)
		w.items, w.names, w.fields, w.rest = nil, nil, map[string]Value{}, nil
	}
	return ev.null()
}

// pythonNames are the names that Python itself has: what from x import * cannot mean.
var pythonNames = namesOf(`ArithmeticError AssertionError AttributeError BaseException ConnectionError EOFError Exception
	FileNotFoundError IOError ImportError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
	NotImplemented NotImplementedError OSError OverflowError PermissionError RecursionError RuntimeError StopAsyncIteration
	StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError Warning
	DeprecationWarning UserWarning ZeroDivisionError __build_class__ __debug__ __doc__ __file__ __import__ __loader__ __name__
	__package__ __spec__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
	delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int
	isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property quit range repr
	reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`)

func namesOf(s string) map[string]struct{} {
	m := map[string]struct{}{}
	for n := range strings.FieldsSeq(s) {
		m[n] = struct{}{}
	}
	return m
}
