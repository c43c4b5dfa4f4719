package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// callMethod calls x.name(...). It is never nil.
func (ev *evaluator) callMethod(x term.Value, name string, c *invocation) term.Value {
	os := options(x)
	if len(os) > 1 {
		var kept []term.Value
		for _, o := range os {
			if !ev.isNothing(o) {
				kept = append(kept, o)
			}
		}
		os = kept
	}
	var out term.Value
	ev.fork(len(os), func(i int) { out = ev.join(out, ev.callMethodOne(os[i], name, c)) })
	if out == nil {
		return ev.Unknown(c.at, "the call of "+name+" does not come back")
	}
	return out
}

func (ev *evaluator) callMethodOne(x term.Value, name string, c *invocation) term.Value {
	switch x := x.(type) {
	case *ref:
		return ev.callOnObject(x, name, c)
	case *term.Extern:
		if f := ev.callableOf(x, name); f != nil {
			return ev.invoke(f, c)
		}
	case *class:
		if f := ev.classAttribute(x, x, name); f != nil {
			if g, ok := f.(*function); ok && g.fn.Kind == ir.Method && g.fn.This != nil && ev.language() == ir.Go && len(c.args) > 0 {
				return ev.apply(ev.bind(g, c.args[0].value), c.args[1:], c.at)
			}
			return ev.invoke(f, c)
		}
	case *term.Module:
		if v := ev.callExported(x.Module, name, c); v != nil {
			return v
		}
	case *function:
		if f := ev.functionAttribute(x, name); f != nil {
			return ev.invoke(f, c)
		}
	case *super:
		if f := ev.superAttribute(x, name); f != nil {
			return ev.invoke(f, c)
		}
	case *term.Constant:
		if x.Kind == ir.Null && ev.promised(name) { // of an async function that answers nothing
			break
		}
		if x.Kind == ir.Null {
			if ev.language() == ir.Go {
				return ev.Unknown(c.at, name+" is called on nothing")
			}
			return ev.gap(c.at, name+" is called on nothing")
		}
	case *term.Typed:
		if v := ev.readRequest(x, name, c); v != nil {
			return v
		}
	case *native:
		if v := ev.callNative(x, name, c); v != nil {
			return v
		}
	case *term.Member:
		if ev.rebinds(x, name, c) {
			return x
		}
	}
	return ev.callOnTerm(x, name, c)
}

// callNative calls a method of a function of a library; nil for others.
func (ev *evaluator) callNative(f *native, name string, c *invocation) term.Value {
	switch name {
	case "ServeHTTP": // of a handler of net/http
		return ev.invoke(f, c)
	case "call", "apply", "bind":
		return f
	}
	return nil
}

// callableOf is a function of a library; nil for a method of the promise that an import is.
func (ev *evaluator) callableOf(x *term.Extern, name string) term.Value {
	f := ev.externAttribute(x, name)
	if f == x || x.Name == "" && x.Module != "" && ev.promised(name) {
		return nil
	}
	return f
}

// callExported calls what a module exports; nil where it is a method of the promise that an import is.
func (ev *evaluator) callExported(m *ir.Module, name string, c *invocation) term.Value {
	if f := ev.exported(m, name, c.at); f != nil {
		return ev.invoke(f, c)
	}
	if ev.promised(name) {
		return nil
	}
	return ev.Unknown(c.at, "the module "+m.Path+" has no "+name)
}

// promised is whether a name is a method of promises: import("x").then(f).
func (ev *evaluator) promised(name string) bool {
	return promising[name] && ev.language() == ir.JavaScript
}

// rebinds is whether a call gives a method of a library's object the object it is of: client.send.bind(client).
func (ev *evaluator) rebinds(m *term.Member, name string, c *invocation) bool {
	return name == "bind" && len(c.args) == 1 && ev.language() == ir.JavaScript && ev.term(c.args[0].value) == m.Of
}

// callOnTerm calls a method of a value that is no object of the application.
func (ev *evaluator) callOnTerm(x term.Value, name string, c *invocation) term.Value {
	m := ev.libraries[ev.language()].methods
	on := *c
	on.this = x
	if _, ok := x.(*term.Constant); ok || ev.isText(x) {
		if b, ok := m.text[name]; ok {
			if v := b(ev, &on); v != nil {
				return v
			}
		}
	}
	if k, ok := term.KnownText(c.arg(0)); ok && name == "get" && ev.language() == ir.Python {
		if v := ev.replacedPart(x, k); v != nil {
			return v
		}
	}
	if b, ok := m.any[name]; ok {
		if v := b(ev, &on); v != nil {
			return v
		}
	}
	if r, ok := x.(*ref); ok { // what a library's class does calls what the application puts in its place
		if held := ev.read(r); held.class != nil && held.base != nil {
			ev.handedClass(held.class)
		}
	}
	return ev.outside(ev.memberOf(x, name), c)
}

// callOnObject calls a method of an object or a list.
func (ev *evaluator) callOnObject(r *ref, name string, c *invocation) term.Value {
	held := ev.read(r)
	if !held.list {
		if f, ok := held.fields[name]; ok && !term.IsNull(f) {
			if _, isFunction := f.(*function); isFunction || held.class != nil {
				return ev.invoke(ev.withThis(f, r), c)
			}
			return ev.invoke(f, c)
		}
		if held.class != nil {
			if f := ev.instanceAttribute(r, held.class, name, c.at); f != nil {
				return ev.invoke(f, c)
			}
		}
		if held.proto != nil {
			if f := ev.attributeOne(held.proto, name, c.at); f != nil {
				return ev.invoke(ev.bind(f, r), c)
			}
		}
	}
	if v := ev.goSetter(r, name, c); v != nil {
		return v
	}
	if ev.hasMethod(r, name) {
		if v := ev.invokeMethod(r, name, c); v != nil {
			return v
		}
	}
	if held.rest != nil && !held.list && held.typ == nil && held.base == nil {
		return ev.invoke(held.rest, c)
	}
	return ev.callOnTerm(r, name, c)
}

// withThis gives a function that is called as an attribute of an object its receiver: JavaScript's this.
func (ev *evaluator) withThis(f term.Value, this *ref) term.Value {
	g, ok := f.(*function)
	if !ok || g.this != nil || g.fn.This == nil {
		return f
	}
	h := *g
	h.this = this
	return ev.function(h)
}

func (ev *evaluator) methodTable(r *ref) map[string]builtin {
	m := ev.libraries[ev.language()].methods
	c := ev.read(r)
	switch {
	case c.list:
		return m.list
	case c.class != nil && c.base != nil && !likeMapping(c.base):
		return nil
	case ev.isMap(c) || ev.language() != ir.JavaScript && c.typ == nil:
		return m.object
	}
	return nil
}

// likeMapping is whether a class of a library has the methods of a mapping.
func likeMapping(base term.Value) bool {
	e, ok := base.(*term.Extern)
	return !ok || e.Module == "" || e.Module == "collections" || e.Module == "collections.abc" || e.Module == "typing"
}

func (ev *evaluator) hasMethod(r *ref, name string) bool {
	_, ok := ev.methodTable(r)[name]
	return ok
}

// invokeMethod calls a method of the language's own collections; nil where it is not understood.
func (ev *evaluator) invokeMethod(r *ref, name string, c *invocation) term.Value {
	on := *c
	on.this = r
	if b, ok := ev.methodTable(r)[name]; ok {
		return b(ev, &on)
	}
	return nil
}

// isMap is whether an object is JavaScript's Map: its entries are no attributes.
func (ev *evaluator) isMap(c *contents) bool {
	e, ok := c.typ.(*term.Extern)
	return ok && e.Language == ir.JavaScript && e.Module == "" && (e.Name == "Map" || e.Name == "URLSearchParams")
}

// iterated is what an instance with an iterator of its own gives; nil for none.
func (ev *evaluator) iterated(r *ref) term.Value {
	k := ev.read(r).class
	if k == nil {
		return nil
	}
	for _, name := range []string{"__iter__", "__aiter__", "[Symbol.iterator]", "[Symbol.asyncIterator]"} {
		if m, ok := ev.findMethod(k, name); ok && ev.active[m.fn] == 0 {
			v := ev.apply(ev.bind(m, r), nil, r.at)
			if v == r {
				if next, ok := ev.findMethod(k, "__next__"); ok {
					item := ev.apply(ev.bind(next, r), nil, r.at)
					return ev.newList(ir.List, r.at, nil, item)
				}
				return nil
			}
			return v
		}
	}
	return nil
}

// await is what a promise holds: promises are what they hold.
func (ev *evaluator) await(v term.Value, at ir.Span) term.Value {
	return ev.each(v, func(v term.Value) term.Value {
		if r, ok := v.(*ref); ok {
			if m, ok := ev.findMethod(ev.read(r).class, "then"); ok {
				var out term.Value
				resolve := &native{name: "resolve", call: func(ev *evaluator, c *invocation) term.Value {
					out = ev.join(out, c.arg(0))
					return ev.Null()
				}}
				ev.apply1(ev.bind(m, r), at, resolve)
				return out
			}
		}
		return v
	})
}

// enter is what a context manager hands out.
func (ev *evaluator) enter(v term.Value, at ir.Span) term.Value {
	return ev.each(v, func(v term.Value) term.Value {
		r, ok := v.(*ref)
		if !ok {
			return v
		}
		for _, name := range []string{"__enter__", "__aenter__"} {
			if m, ok := ev.findMethod(ev.read(r).class, name); ok {
				return ev.apply(ev.bind(m, r), nil, at)
			}
		}
		if c := ev.read(r); c.list { // a generator
			return ev.joinAll(append(append([]term.Value(nil), c.items...), c.rest)...)
		}
		return v
	})
}

// leaveManager is what a context manager does when its body ends.
func (ev *evaluator) leaveManager(v term.Value, at ir.Span) {
	for _, o := range options(v) {
		r, ok := o.(*ref)
		if !ok {
			continue
		}
		for _, name := range []string{"__exit__", "__aexit__"} {
			if m, ok := ev.findMethod(ev.read(r).class, name); ok {
				ev.apply(ev.bind(m, r), values(ev.Null(), ev.Null(), ev.Null()), at)
			}
		}
	}
}

func (ev *evaluator) yield(e *ir.Yield) term.Value {
	var v term.Value = ev.Null()
	if e.X != nil {
		v = ev.eval(e.X)
	}
	fr := ev.frame
	if fr.yields == nil {
		fr.yields = ev.newIterator(e.At(), nil, nil)
	}
	l, ok := fr.yields.(*ref)
	if !ok {
		return v
	}
	c := ev.write(l)
	if !e.From {
		ev.push(c, ev.checked(v))
		return ev.Unknown(e.At(), "it is what is sent to the generator")
	}
	items, rest := ev.itemsOf(v)
	for _, item := range items {
		ev.push(c, item)
	}
	if rest != nil {
		c.rest = ev.join(c.rest, rest)
	}
	return ev.Null()
}

// generated is what a generator gave.
func (ev *evaluator) generated(fr *frame) term.Value {
	if fr.yields != nil {
		return fr.yields
	}
	return ev.newList(ir.List, fr.fn.Span, nil, nil)
}

// promising are the methods of promises. A promise is what it holds: that may be nothing.
var promising = map[string]bool{"then": true, "catch": true, "finally": true}
