package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// argument is an argument of a call that is being made.
type argument struct {
	name   string
	value  term.Value
	spread bool        // the items of value, or with the name "**" its entries
	out    *term.Value // of a pointer to a variable of Go what the function leaves there
}

// invocation is a call that is being made.
type invocation struct {
	args []argument
	at   ir.Span
	new  bool
	this term.Value // of a method of the language: what it is called on
}

// arg is the n-th argument by position, nil for none.
func (c *invocation) arg(n int) term.Value {
	for _, a := range c.args {
		if a.spread {
			return nil
		}
		if a.name != "" {
			continue
		}
		if n == 0 {
			return a.value
		}
		n--
	}
	return nil
}

// named is the argument with a name, nil for none.
func (c *invocation) named(name string) term.Value {
	for _, a := range c.args {
		if a.name == name && !a.spread {
			return a.value
		}
	}
	return nil
}

// either is the argument at a position or with a name.
func (c *invocation) either(n int, name string) term.Value {
	if v := c.named(name); v != nil {
		return v
	}
	return c.arg(n)
}

func values(vs ...term.Value) []argument {
	out := make([]argument, len(vs))
	for i, v := range vs {
		out[i].value = v
	}
	return out
}

// callee is what is called: a value, or a method of one.
type callee struct {
	value term.Value
	this  term.Value // with method: what it is a method of
	name  string
	of    ir.Expression // with method: the text of this
}

func (ev *evaluator) call(e *ir.Call) term.Value {
	to, args := ev.prepare(e)
	if ev.frame.dead {
		return nil
	}
	if e.Optional && to.value != nil && term.IsNull(to.value) {
		return ev.Null()
	}
	c := &invocation{args: args, at: e.At(), new: e.New}
	back := ev.pointed(e, c.args)
	var v term.Value
	if e.Concurrent {
		v = ev.beside(to, c)
	} else {
		v = ev.invokeTo(to, c)
	}
	ev.writtenThrough(e, args, v)
	ev.handsBuffers(e, args, v)
	back()
	return v
}

func (ev *evaluator) invokeTo(to callee, c *invocation) term.Value {
	if to.this != nil {
		if ev.language() == ir.Go {
			if m, ok := ev.declaredMethod(to.of, to.this, to.name); ok {
				return ev.apply(ev.bind(m, to.this), c.args, c.at)
			}
		}
		return ev.callMethod(to.this, to.name, c)
	}
	return ev.invoke(to.value, c)
}

// prepare evaluates what is called and the arguments.
func (ev *evaluator) prepare(e *ir.Call) (callee, []argument) {
	var to callee
	if a, ok := e.Callee.(*ir.Attribute); ok && !e.New {
		to.this, to.name, to.of = ev.eval(a.X), a.Name, a.X
		if a.Optional && term.IsNull(to.this) {
			to = callee{value: ev.Null()}
		}
	} else if i, ok := e.Callee.(*ir.Index); ok && !e.New && ev.language() == ir.JavaScript {
		to.this = ev.eval(i.X)
		key := ev.eval(i.Key)
		if name, isText := term.KnownText(key); isText {
			to.name = name
		} else {
			to = callee{value: ev.bind(ev.index(to.this, key, i.At()), to.this)}
		}
	} else {
		to.value = ev.eval(e.Callee)
	}
	var args []argument
	for _, a := range e.Args {
		if ev.frame.dead {
			break
		}
		args = ev.argument(args, a)
	}
	return to, args
}

// argument adds an argument; those that are spread one by one where they are known.
func (ev *evaluator) argument(args []argument, a ir.Argument) []argument {
	v := ev.eval(a.Value)
	switch {
	case !a.Spread:
		return append(args, argument{name: a.Name, value: v})
	case a.Named:
		r, ok := v.(*ref)
		if !ok || ev.read(r).list {
			if term.IsNull(v) {
				return args
			}
			return append(args, argument{name: "**", value: v, spread: true})
		}
		c := ev.read(r)
		for _, n := range c.names {
			args = append(args, argument{name: n, value: c.fields[n]})
		}
		if c.rest != nil || c.class != nil {
			rest := c.rest
			if rest == nil {
				return args
			}
			args = append(args, argument{name: "**", value: v, spread: true})
		}
		return args
	}
	items, rest := ev.itemsOf(v)
	for _, item := range items {
		args = append(args, argument{value: item})
	}
	if rest != nil {
		args = append(args, argument{value: v, spread: true})
	}
	return args
}

// invoke calls a value. It is never nil.
func (ev *evaluator) invoke(f term.Value, c *invocation) term.Value {
	os := options(f)
	if len(os) > 1 { // an alternative that is none would raise
		var kept []term.Value
		for _, o := range os {
			if !ev.isNothing(o) {
				kept = append(kept, o)
			}
		}
		os = kept
	}
	if len(os) > 1 {
		if kept := slices.DeleteFunc(slices.Clone(os), func(o term.Value) bool { return ev.refuses(o, c.args) }); len(kept) > 0 {
			os = kept
		}
	}
	var out term.Value
	ev.fork(len(os), func(i int) { out = ev.join(out, ev.invokeOne(os[i], c)) })
	if out == nil {
		return ev.Unknown(c.at, "the call does not come back")
	}
	return out
}

// refuses is whether a function of Python raises a TypeError for what it is given: too many arguments, or too few.
func (ev *evaluator) refuses(v term.Value, args []argument) bool {
	f, ok := v.(*function)
	if !ok || ev.language() != ir.Python || f.fn.Kind != ir.Plain || slices.ContainsFunc(args, func(a argument) bool { return a.spread }) {
		return false
	}
	given := 0
	for _, a := range args {
		if a.name == "" {
			given++
		}
	}
	for i, p := range f.fn.Params {
		switch {
		case p.Kind == ir.Rest:
			return false
		case p.Kind != ir.Single:
		case given > 0:
			given--
		case p.Default == nil && !slices.ContainsFunc(args, func(a argument) bool { return a.name == f.fn.Params[i].Name }):
			return true
		}
	}
	return given > 0
}

func (ev *evaluator) invokeOne(f term.Value, c *invocation) term.Value {
	switch f := f.(type) {
	case *function:
		if c.new && f.fn.Kind == ir.Plain {
			return ev.newOf(f, c)
		}
		if f.this == nil && f.fn.This != nil && f.fn.Kind == ir.Method && ev.language() == ir.Go && len(c.args) > 0 && !c.args[0].spread {
			return ev.apply(ev.bind(f, c.args[0].value), c.args[1:], c.at) // a method expression: (*T).method
		}
		return ev.apply(f, c.args, c.at)
	case *class:
		if ev.language() == ir.Go && !c.new && len(c.args) == 1 {
			return c.args[0].value // a conversion
		}
		return ev.instantiate(f, c)
	case *native:
		if v := f.call(ev, c); v != nil {
			return v
		}
		return ev.Null()
	case *bound:
		return ev.through(f.of, f.this, c)
	case *super:
		return ev.superConstructor(f, c)
	case *term.Extern:
		return ev.callExtern(f, c)
	case *ref:
		return ev.callObject(f, c)
	case *term.Constant:
		if f.Kind == ir.Null && ev.language() == ir.JavaScript {
			return ev.Null()
		}
	case *term.Result:
		if ev.wraps(f, 0) {
			return ev.through(f, nil, c)
		}
		ev.calledObject(f, c)
	case *term.Member:
		return ev.callMethod(f.Of, f.Name, c)
	case *term.Input:
		if n := len(f.Path); n > 0 {
			return ev.callMethod(ev.Input(f.Entry, f.Parameter, f.Path[:n-1]), f.Path[n-1], c)
		}
	case *term.Module:
		if e, ok := f.Module.Export("default"); ok {
			return ev.invoke(ev.variable(f.Module, e), c)
		}
	case *term.Unknown:
		ev.gap(c.at, "what is called is not known: "+f.Why)
	}
	return ev.outside(f, c)
}

// callObject calls an instance: of a class that can be called, or an array of them.
func (ev *evaluator) callObject(r *ref, c *invocation) term.Value {
	held := ev.read(r)
	if m, ok := ev.findMethod(held.class, "__call__"); ok {
		return ev.apply(ev.bind(m, r), c.args, c.at)
	}
	if v, ok := held.fields["default"]; ok {
		return ev.invoke(v, c)
	}
	return ev.outside(r, c)
}

// superConstructor is super(...): the constructor of the bases.
func (ev *evaluator) superConstructor(s *super, c *invocation) term.Value {
	r, ok := s.this.(*ref)
	if !ok {
		return ev.Null()
	}
	if ev.language() == ir.Python {
		return s
	}
	for _, b := range s.class.bases {
		if base, ok := b.(*class); ok {
			ev.construct(base, r, c)
		}
	}
	if base := ev.externBase(s.class); base != nil {
		ev.record(base, c.args, c.at, true)
	}
	return r
}

// newOf is new f() of a plain function: an object whose methods are those of f's prototype.
func (ev *evaluator) newOf(f *function, c *invocation) term.Value {
	r := ev.newObject(c.at)
	ev.write(r).proto = ev.attribute(f, "prototype", c.at)
	g := *f
	g.this = r
	v := ev.apply(ev.function(g), c.args, c.at)
	if own, ok := v.(*ref); ok && own != r {
		return own
	}
	return r
}

// attributesOf are the attributes of a function as an object.
func (ev *evaluator) attributesOf(f *function) *ref {
	key := *f
	key.this = nil
	k := ev.function(key)
	r, ok := ev.onFunctions[k]
	if !ok {
		r = ev.newObject(f.fn.Span)
		r.cell.born = 0
		ev.onFunctions[k] = r
		proto := ev.newObject(f.fn.Span)
		proto.cell.born = 0
		ev.put(ev.write(r), "prototype", proto)
	}
	return r
}

// functionAttribute is an attribute of a function: what the language gives it, or what was assigned.
func (ev *evaluator) functionAttribute(f *function, name string) term.Value {
	switch name {
	case "name", "__name__", "__qualname__":
		return ev.Text(f.fn.Name)
	case "__wrapped__":
		return f
	case "__module__":
		return ev.Text("")
	}
	if v, ok := ev.read(ev.attributesOf(f)).fields[name]; ok {
		return v
	}
	switch name {
	case "register":
		if ev.language() == ir.Python {
			return &native{name: name, call: registered}
		}
	case "call", "apply", "bind":
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value { return ev.callFunctionMethod(f, name, c) }}
	}
	return nil
}

// callFunctionMethod is f.call, f.apply and f.bind.
func (ev *evaluator) callFunctionMethod(f *function, name string, c *invocation) term.Value {
	g := *f
	if this := c.arg(0); this != nil && f.this == nil && !term.IsNull(this) {
		g.this = this
	}
	b := ev.function(g)
	rest := c.args
	if len(rest) > 0 {
		rest = rest[1:]
	}
	switch name {
	case "call":
		return ev.apply(b, rest, c.at)
	case "apply":
		if len(rest) == 0 {
			return ev.apply(b, nil, c.at)
		}
		items, more := ev.itemsOf(rest[0].value)
		args := values(items...)
		if more != nil {
			args = append(args, argument{value: rest[0].value, spread: true})
		}
		return ev.apply(b, args, c.at)
	}
	if len(rest) == 0 {
		return b
	}
	return &native{name: "bind", call: func(ev *evaluator, c *invocation) term.Value {
		return ev.apply(b, append(append([]argument(nil), rest...), c.args...), c.at)
	}}
}
