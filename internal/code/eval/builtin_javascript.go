package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// javascriptLibrary is what is understood of JavaScript (ECMAScript) and of Node's library.
func javascriptLibrary() *library {
	listMethods := map[string]builtin{
		"push": appendItem, "add": appendItem, "unshift": insertItem(0), "pop": takeItem(false), "shift": takeItem(true),
		"concat": jsConcat, "slice": jsSlice, "map": onItems((*evaluator).mapped), "flatMap": jsFlatMap, "filter": onItems((*evaluator).filtered),
		"forEach": jsForEach, "find": jsFind, "findLast": jsFind, "some": jsAsk(howSome), "every": jsAsk(howEvery), "findIndex": jsAsk("index"), "reduce": jsReduce, "reduceRight": jsReduce,
		"join": jsJoin, "sort": answering(sortInPlace), "toSorted": ordered, "reverse": answering(reverseInPlace), "splice": jsSplice, "flat": jsFlat, "entries": jsEntries, "values": copyList,
		"keys": jsKeys, "at": jsAt, "fill": thisValue, "includes": jsIncludes,
	}
	mapMethods := map[string]builtin{
		"get": lookup, "set": mapSet, "append": mapSet, "delete": mapDelete, "forEach": jsForEach,
		"keys":    func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.this, c.at, true, false) },
		"values":  func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.this, c.at, false, true) },
		"entries": func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.this, c.at, true, true) },
		"clear":   clearAll,
	}
	return &library{
		functions: map[string]builtin{
			"Object.keys":        func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.arg(0), c.at, true, false) },
			"Object.values":      func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.arg(0), c.at, false, true) },
			"Object.entries":     func(ev *evaluator, c *invocation) term.Value { return ev.pairs(c.arg(0), c.at, true, true) },
			"Object.fromEntries": pythonDict,
			"Object.assign":      jsAssign, "Object.freeze": same, "Object.create": jsCreate, "Reflect.deleteProperty": jsRemove, "Reflect.apply": jsApply, "structuredClone": deepCopy, "Object.seal": same,
			"Object.defineProperty": defineProperty,
			"JSON.stringify":        jsWritten, "JSON.parse": parsed, "String": pythonStr,
			"Array.from": arrayFrom, "Array.of": gather, "Array": gather, "Set": copyList, "Map": newMap, "WeakMap": newMap,

			"Promise": newPromise, "Promise.all": same, "Promise.allSettled": settled, "Promise.resolve": resolved, "Promise.race": anyOfList,
			"Promise.any":    anyOfList,
			"util.promisify": promisify, "util.callbackify": same, "setTimeout": callSoon(2), "setImmediate": callSoon(1), "process.nextTick": callSoon(1),
			"queueMicrotask": callSoon(1), "path.join": pathJoin, "path.posix.join": pathJoin,
			"class-transformer.plainToInstance": plainToInstance, "class-transformer.plainToClass": plainToInstance,
			"class-validator.validate": validatesInstance("validate"), "class-validator.validateSync": validatesInstance("validateSync"),
			"class-validator.validateOrReject": validatesInstance("validateOrReject"),
			"process.exit":                     ends, "require": jsRequire,
			"tslib.__importDefault": importDefault, "tslib.__importStar": same,
		},
		methods: methods{
			list: listMethods, object: mapMethods,
			text: map[string]builtin{
				"toLowerCase": onText(func(s string, _ []string) string { return strings.ToLower(s) }),
				"toUpperCase": onText(func(s string, _ []string) string { return strings.ToUpper(s) }),
				"trim":        onText(strip(strings.Trim)), "replaceAll": onText(replaceAll),
				"replace": onText(func(s string, a []string) string {
					if len(a) < 2 {
						return s
					}
					return strings.Replace(s, a[0], a[1], 1)
				}),
				"split": split, "toString": thisValue, "concat": textConcat, "startsWith": begins, "endsWith": endsIn,
				"includes": asked(strings.Contains),
			},
			any: map[string]builtin{"then": then, "catch": catch, "finally": finally, "map": inputMap, "forEach": inputForEach, "filter": inputFilter, "some": inputAsk(howSome), "every": inputAsk(howEvery)},
		},
	}
}

func onItems(f func(*evaluator, term.Value, term.Value, *invocation) term.Value) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if c.arg(0) == nil {
			return nil
		}
		return f(ev, c.this, c.arg(0), c)
	}
}

func jsWritten(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	result := ev.outside(ev.Extern(ir.JavaScript, "", "JSON.stringify"), c)
	ev.texts[result] = x
	return result
}

func jsAssign(ev *evaluator, c *invocation) term.Value {
	r, ok := c.arg(0).(*ref)
	if !ok {
		return nil
	}
	for _, a := range c.args[1:] {
		ev.spread(r, a.value)
	}
	return r
}

// defineProperty is how compiled modules export: Object.defineProperty(exports, "x", {get: ...} or {value: ...}).
func defineProperty(ev *evaluator, c *invocation) term.Value {
	r, ok := c.arg(0).(*ref)
	name, ok2 := term.KnownText(c.arg(1))
	how, ok3 := c.arg(2).(*ref)
	if !ok || !ok2 || !ok3 {
		return c.arg(0)
	}
	if v, ok := ev.read(how).fields["value"]; ok {
		ev.put(ev.write(r), name, v)
	} else if get, ok := ev.read(how).fields["get"]; ok {
		ev.put(ev.write(r), name, ev.invoke(get, &invocation{at: c.at}))
	}
	return r
}

func arrayFrom(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	if f := c.arg(1); f != nil {
		return ev.mapped(x, f, c)
	}
	if _, ok := x.(*ref); ok {
		return copyList(ev, &invocation{this: x, at: c.at})
	}
	return x
}

func newMap(ev *evaluator, c *invocation) term.Value {
	var r term.Value
	if x := c.arg(0); x != nil && !term.IsNull(x) {
		r = pythonDict(ev, c)
	} else {
		r = ev.newObject(c.at)
	}
	if m, ok := r.(*ref); ok {
		ev.write(m).typ = ev.Extern(ir.JavaScript, "", "Map")
	}
	return r
}

func mapSet(ev *evaluator, c *invocation) term.Value {
	if c.arg(1) == nil {
		return nil
	}
	ev.setItem(c.this, c.arg(0), c.arg(1), c.at)
	return c.this
}

func mapDelete(ev *evaluator, c *invocation) term.Value {
	if k, ok := c.arg(0).(*term.Constant); ok {
		if r, ok := c.this.(*ref); ok {
			ev.write(r).remove(k.Text)
		}
	}
	return ev.Unknown(c.at, "only the run shows whether the entry was there")
}

// jsCreate is Object.create(proto).
func jsCreate(ev *evaluator, c *invocation) term.Value {
	r := ev.newObject(c.at)
	if proto := c.arg(0); proto != nil && !term.IsNull(proto) {
		ev.write(r).proto = proto
	}
	return r
}

// jsApply is Reflect.apply(f, this, args).
func jsApply(ev *evaluator, c *invocation) term.Value {
	f, list := c.arg(0), c.arg(2)
	if f == nil || list == nil {
		return nil
	}
	if this := c.arg(1); !term.IsNull(this) {
		f = ev.bind(f, this)
	}
	items, more := ev.itemsOf(list)
	args := values(items...)
	if more != nil {
		args = append(args, argument{value: list, spread: true})
	}
	return ev.invoke(f, &invocation{args: args, at: c.at})
}

// jsRemove is delete x[key].
func jsRemove(ev *evaluator, c *invocation) term.Value {
	name, known := term.KnownText(c.arg(1))
	objects := options(c.arg(0))
	for _, o := range objects {
		r, ok := o.(*ref)
		switch {
		case known && isEnvironment(o):
			ev.setVariable(name, ev.Null())
		case !ok || !known:
		case len(objects) > 1:
			if v := ev.read(r).fields[name]; v != nil {
				ev.put(ev.write(r), name, ev.join(v, ev.Null()))
			}
		default:
			ev.write(r).remove(name)
		}
	}
	return ev.Boolean(true)
}

func jsConcat(ev *evaluator, c *invocation) term.Value {
	r := copyList(ev, &invocation{this: c.this, at: c.at})
	for _, a := range c.args {
		l, ok := a.value.(*ref)
		if ok && ev.read(l).list || a.spread {
			extendList(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
		} else if _, isTerm := a.value.(*term.Constant); isTerm || ok {
			appendItem(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
		} else {
			extendList(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
		}
	}
	return r
}

func textConcat(ev *evaluator, c *invocation) term.Value {
	parts := []term.Value{c.this}
	for _, a := range c.args {
		parts = append(parts, a.value)
	}
	return ev.concat(parts...)
}

func jsSlice(ev *evaluator, c *invocation) term.Value {
	return ev.sliced(c.this, c.arg(0), c.arg(1), c.at)
}

func jsFlatMap(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return jsFlat(ev, &invocation{this: ev.mapped(c.this, c.arg(0), c), at: c.at})
}

func jsFlat(ev *evaluator, c *invocation) term.Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	items, rest := ev.itemsOf(c.this)
	for _, item := range items {
		jsFlatInto(ev, r, item, c)
	}
	if rest != nil {
		w := ev.write(r)
		w.rest = ev.join(w.rest, ev.anyItem(rest))
	}
	return r
}

func jsFlatInto(ev *evaluator, r *ref, item term.Value, c *invocation) {
	if l, ok := item.(*ref); ok && ev.read(l).list {
		extendList(ev, &invocation{this: r, args: values(item), at: c.at})
		return
	}
	w := ev.write(r)
	if _, ok := item.(*term.Constant); ok {
		ev.push(w, item)
		return
	}
	w.rest = ev.join(w.rest, ev.anyItem(item))
}

func jsForEach(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	if all := ev.mapping(c.this, c.arg(0), c, func(term.Value, term.Value, bool) {}); len(all) > 0 && !ev.frame.dead {
		ev.guard(ev.Combined(howEach, all...), true, c.at)
	}
	return ev.Null()
}

func jsFind(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	var found term.Value
	sure := false
	ev.mapping(c.this, c.arg(0), c, func(item, answer term.Value, known bool) {
		if sure {
			return
		}
		if t := ev.truthOf(answer); t != never {
			found = ev.join(found, item)
			sure = known && t == always
		}
	})
	if !sure {
		found = ev.join(found, ev.Null())
	}
	return found
}

func jsReduce(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.reduced(c.this, c.arg(0), c.arg(1), c)
}

func jsJoin(ev *evaluator, c *invocation) term.Value {
	between := c.arg(0)
	if between == nil {
		between = ev.Text(",")
	}
	return ev.joined(c.this, between)
}

func jsEntries(ev *evaluator, c *invocation) term.Value {
	return enumerate(ev, &invocation{args: values(c.this), at: c.at})
}

func jsKeys(ev *evaluator, c *invocation) term.Value {
	return ev.newList(ir.List, c.at, nil, ev.Unknown(c.at, "it is any index of a list"))
}

func jsAt(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.index(c.this, c.arg(0), c.at)
}

func jsIncludes(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.contains(ir.In, c.arg(0), c.this)
}

// inputMap is map of a list that is part of the event.
func inputMap(ev *evaluator, c *invocation) term.Value {
	switch f := c.arg(0).(type) {
	case *function:
		return ev.mapped(c.this, f, c)
	case *term.Extern: // Number, String, decodeURIComponent
		if f.Module == "" {
			return ev.mapped(c.this, f, c)
		}
	}
	return nil
}

// inputFilter is filter of a list that came in.
func inputFilter(ev *evaluator, c *invocation) term.Value {
	if f, ok := c.arg(0).(*function); ok {
		return ev.filtered(c.this, f, c)
	}
	return nil
}

// inputAsk is some and every of a list of the event.
func inputAsk(how string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if _, ok := c.arg(0).(*function); !ok {
			return nil
		}
		return jsAsk(how)(ev, c)
	}
}

func inputForEach(ev *evaluator, c *invocation) term.Value {
	if _, ok := c.arg(0).(*function); !ok {
		return nil
	}
	return jsForEach(ev, c)
}

func jsRequire(ev *evaluator, c *invocation) term.Value {
	name, ok := term.KnownText(c.arg(0))
	if !ok {
		return nil
	}
	return ev.imported(&ir.Import{Span: c.at, Module: name})
}

func importDefault(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if r, ok := x.(*ref); ok {
		if _, has := ev.read(r).fields["__esModule"]; has {
			return x
		}
	}
	if x == nil {
		return nil
	}
	r := ev.newObject(c.at)
	ev.put(ev.write(r), "default", x)
	return r
}
