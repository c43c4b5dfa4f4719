package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Objects.

// pairs are the keys, values or entries of an object.
func (ev *evaluator) pairs(x term.Value, at ir.Span, key, value bool) term.Value {
	if os := options(x); len(os) > 1 {
		if slices.ContainsFunc(os, func(o term.Value) bool { r, ok := o.(*ref); return !ok || ev.read(r).list }) {
			return nil
		}
		return ev.each(x, func(o term.Value) term.Value { return ev.pairs(o, at, key, value) })
	}
	r, ok := x.(*ref)
	if !ok || ev.read(r).list {
		return nil
	}
	c := ev.read(r)
	var items []term.Value
	of := func(k, v term.Value) term.Value {
		switch {
		case key && value:
			return ev.newList(ir.Tuple, at, []term.Value{k, v}, nil)
		case key:
			return k
		}
		return v
	}
	for _, n := range c.names {
		items = append(items, of(ev.Text(n), c.fields[n]))
	}
	var rest term.Value
	if c.rest != nil {
		rest = of(ev.keysOf(c), c.rest)
	}
	return ev.newList(ir.List, at, items, rest)
}

// lookup is a get of a mapping, with what is taken where there is no such entry.
func lookup(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok || c.arg(0) == nil {
		return nil
	}
	fallback := c.either(1, "default")
	if fallback == nil {
		fallback = ev.Null()
	}
	return ev.each(c.arg(0), func(key term.Value) term.Value {
		held := ev.read(r)
		if k, ok := key.(*term.Constant); ok {
			if v, ok := held.fields[k.Text]; ok {
				return v
			}
			return ev.join(held.rest, fallback)
		}
		v := ev.refIndex(r, key, c.at)
		if term.IsNull(fallback) {
			return v
		}
		return ev.join(v, fallback)
	})
}

// setDefault is Python's dict.setdefault.
func setDefault(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	key, known := c.arg(0).(*term.Constant)
	if !ok {
		return nil
	}
	v := c.arg(1)
	if v == nil {
		v = ev.Null()
	}
	if !known { // any entry, also the ones that are known
		ev.setAny(ev.write(r), c.arg(0), v)
		return ev.refIndex(r, c.arg(0), c.at)
	}
	if v, ok := ev.read(r).fields[key.Text]; ok {
		return v
	}
	v = ev.join(ev.read(r).rest, v)
	ev.put(ev.write(r), key.Text, v)
	return v
}

// update copies entries into an object.
func update(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok {
		return nil
	}
	for _, a := range c.args {
		if a.name != "" && !a.spread {
			ev.put(ev.write(r), a.name, a.value)
		} else {
			ev.spread(r, a.value)
		}
	}
	return ev.Null()
}

// takeEntry takes an entry out of an object.
func takeEntry(ev *evaluator, c *invocation) term.Value {
	v := lookup(ev, c)
	if k, ok := c.arg(0).(*term.Constant); ok && v != nil {
		ev.write(c.this.(*ref)).remove(k.Text)
	}
	return v
}

// copyObject is another object with the same entries.
func copyObject(ev *evaluator, c *invocation) term.Value {
	x := c.this
	if x == nil {
		x = c.arg(0)
	}
	r, ok := x.(*ref)
	if !ok {
		return x
	}
	n := ev.read(r).clone()
	n.at = c.at
	return ev.allocate(n)
}

// deepCopy is a copy of an object and of the objects that it holds.
func deepCopy(ev *evaluator, c *invocation) term.Value {
	seen := map[*cell]*ref{}
	var copyOf func(v term.Value, depth int) term.Value
	copyOf = func(v term.Value, depth int) term.Value {
		return ev.each(v, func(v term.Value) term.Value {
			r, ok := v.(*ref)
			if !ok || depth > maxSnapshotDepth {
				return v
			}
			if made, ok := seen[r.cell]; ok {
				return made
			}
			n := ev.read(r).clone()
			to := ev.allocate(n)
			seen[r.cell] = to
			for i := range n.items {
				n.items[i] = copyOf(n.items[i], depth+1)
			}
			for _, name := range n.names {
				n.fields[name] = copyOf(n.fields[name], depth+1)
			}
			if n.rest != nil {
				n.rest = copyOf(n.rest, depth+1)
			}
			return to
		})
	}
	if c.arg(0) == nil {
		return nil
	}
	return copyOf(c.arg(0), 0)
}
