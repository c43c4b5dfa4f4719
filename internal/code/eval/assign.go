package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// setAttribute is x.name = v.
func (ev *evaluator) setAttribute(x term.Value, name string, v term.Value, at ir.Span) {
	targets := options(x)
	for _, o := range targets {
		switch t := o.(type) {
		case *ref:
			c := ev.read(t)
			if c.class != nil && !c.list {
				if m, ok := ev.findSetter(c.class, name); ok {
					ev.apply1(ev.bind(m, t), at, v)
					continue
				}
			}
			if r, ok := ev.promoted(t, name); ok {
				t = r
			}
			ev.keeps(t.cell, v, at, false)
			if name == "body" || name == "type" {
				ev.answers(t, name, v, at)
			}
			w := ev.write(t)
			if len(targets) > 1 {
				v = ev.join(w.fields[name], v)
			}
			ev.put(w, name, v)
		case *class:
			ev.put(ev.write(t.statics), name, v)
		case *function:
			ev.put(ev.write(ev.attributesOf(t)), name, v)
		case *term.Module:
			if e, ok := t.Module.Export(name); ok {
				c := ev.cell(ev.moduleFrame(t.Module), e)
				ev.set(c, ev.join(c.v, v))
			}
		case *super:
			ev.setAttribute(t.this, name, v, at)
		default:
			ev.setOutside(o, ev.Text(name), v, at)
			ev.replaces(o, name, v, ev.attributeOne(o, name, at), len(targets) > 1)
		}
	}
}

// setItem is x[key] = v.
func (ev *evaluator) setItem(x, key, v term.Value, at ir.Span) {
	k, known := key.(*term.Constant)
	targets := options(x)
	for _, o := range targets {
		r, ok := o.(*ref)
		if !ok {
			ev.setItemOf(o, key, v, len(targets) > 1, at)
			continue
		}
		if known { // under a name that is computed each caller may have his own
			ev.keeps(r.cell, v, at, false)
		}
		c := ev.write(r)
		i, isPosition := position(k)
		switch {
		case c.list && isPosition && i >= 0 && i < len(c.items):
			if len(targets) > 1 {
				v = ev.join(c.items[i], v)
			}
			c.items[i] = v
		case c.list && isPosition && i == len(c.items):
			ev.push(c, v)
		case c.list && known && k.Kind == ir.String:
			ev.put(c, k.Text, v)
		case c.list:
			c.rest = ev.join(c.rest, v)
			for j := range c.items {
				c.items[j] = ev.join(c.items[j], v)
			}
		case known && c.class != nil && ev.hasSetItem(c.class):
			m, _ := ev.findMethod(c.class, "__setitem__")
			ev.apply1(ev.bind(m, r), at, key, v)
		case known:
			if len(targets) > 1 {
				v = ev.join(c.fields[k.Text], v)
			}
			ev.put(c, k.Text, v)
		default:
			ev.setAny(c, key, v)
		}
	}
}

// setItemOf is x[key] = v of something that is no object or list. unsure says that it may be another one.
func (ev *evaluator) setItemOf(x, key, v term.Value, unsure bool, at ir.Span) {
	k, known := key.(*term.Constant)
	if known = known && k.Kind == ir.String; known {
		switch x.(type) {
		case *class, *function, *term.Module:
			ev.setAttribute(x, k.Text, v, at)
			return
		}
	}
	ev.setOutside(x, key, v, at)
	if known {
		ev.replaces(x, k.Text, v, ev.indexOne(x, key, at), unsure)
	}
}

// perhaps is a part of the event under a name that is not known.
func (ev *evaluator) perhaps(key, v term.Value) term.Value {
	switch v.(type) {
	case *term.Input, *term.Item, *term.Member, *term.Result, *term.Text:
		if ofEvent(v, 0) && !ofEvent(key, 0) {
			return ev.Combined(term.Perhaps, v)
		}
	}
	return v
}

// ofEvent is whether a value is made of a part of the event.
func ofEvent(v term.Value, depth int) bool {
	if v == nil || depth > 6 {
		return false
	}
	depth++
	within := func(of term.Value) bool { return ofEvent(of, depth) }
	switch v := v.(type) {
	case *term.Input:
		return true
	case *term.Item:
		return within(v.Of) || within(v.Key)
	case *term.Member:
		return within(v.Of)
	case *term.Text:
		return slices.ContainsFunc(v.Parts, within)
	case *term.Combined:
		return slices.ContainsFunc(v.Of, within)
	case *term.OneOf:
		return slices.ContainsFunc(v.Options, within)
	case *term.Result:
		return within(v.Call.Callee) || slices.ContainsFunc(v.Call.Args, func(a term.Argument) bool { return within(a.Value) })
	}
	return false
}

// setAny gives some entry a value: one that there is, or another one.
func (ev *evaluator) setAny(c *contents, key, v term.Value) {
	v = ev.perhaps(key, v)
	for _, n := range c.names {
		if matches(key, n) {
			c.fields[n] = ev.join(c.fields[n], v)
		}
	}
	c.rest, c.keys = ev.join(c.rest, v), ev.join(ev.keysOf(c), key)
}

// setSlice is x[low:high] = v: of a whole list its items, of a part any of them.
func (ev *evaluator) setSlice(t *ir.Slice, v term.Value) {
	items, rest := ev.itemsOf(v)
	for _, o := range options(ev.eval(t.X)) {
		r, ok := o.(*ref)
		if !ok || !ev.read(r).list {
			continue
		}
		w := ev.write(r)
		if t.Low == nil && t.High == nil {
			w.items, w.rest = items, rest
			continue
		}
		for _, item := range items {
			w.rest = ev.join(w.rest, item)
		}
		if rest != nil {
			w.rest = ev.join(w.rest, rest)
		}
	}
}

func (ev *evaluator) hasSetItem(c *class) bool {
	_, ok := ev.findMethod(c, "__setitem__")
	return ok
}

// setOutside notes that a value goes into something of a library: item["x"] = v of a DynamoDB model, os.environ["X"] = v.
func (ev *evaluator) setOutside(x, key, v term.Value, at ir.Span) {
	if name, ok := term.KnownText(key); ok && isEnvironment(x) {
		ev.setVariable(name, v)
	}
	switch x.(type) {
	case *term.Result, *term.Member, *term.Typed, *term.Item, *term.Extern:
		ev.record(ev.memberOf(x, "="), []argument{{value: key}, {value: v}}, at, false)
	}
}
