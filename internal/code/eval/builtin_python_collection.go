package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// pushFirst adds the second argument to the list that is the first one.
func pushFirst(ev *evaluator, c *invocation) term.Value {
	if c.arg(1) == nil {
		return nil
	}
	return appendItem(ev, &invocation{this: c.arg(0), args: values(c.arg(1)), at: c.at})
}

// inputGet is event.get("x"): the event is a mapping. So is what a JSON document holds.
func inputGet(ev *evaluator, c *invocation) term.Value {
	key := c.arg(0)
	if key == nil {
		return nil
	}
	switch c.this.(type) {
	case *term.Input:
	default:
		if !document(c.this) {
			return nil
		}
	}
	v := ev.index(c.this, key, c.at)
	if t, ok := c.named("type").(*term.Extern); ok && (term.Qualified(t) == "int" || term.Qualified(t) == "float") { // of Flask's request.args
		v = ev.numeric(v)
	}
	if d := c.either(1, "default"); d != nil && !term.IsNull(d) && !ev.emptyObject(d) {
		return ev.join(v, d)
	}
	return v
}

// emptyObject is whether a value is an object or a text that holds nothing: a default that only avoids an error.
func (ev *evaluator) emptyObject(v term.Value) bool {
	switch v := v.(type) {
	case *ref:
		c := ev.read(v)
		return len(c.names) == 0 && len(c.items) == 0 && c.rest == nil && c.class == nil
	case *term.Constant:
		return v.Kind == ir.String && v.Text == ""
	}
	return false
}

// document is whether a value is what a JSON document says: a mapping, no object with a method get of its own.
func document(v term.Value) bool {
	switch v := v.(type) {
	case *term.Item:
		return document(v.Of)
	case *term.Result:
		switch f := v.Call.Callee.(type) {
		case *term.Extern:
			switch term.Qualified(f) {
			case "json.loads", "json.load", "simplejson.loads", "yaml.safe_load", "ast.literal_eval", "JSON.parse":
				return true
			}
		case *term.Member:
			return f.Name == "json" && len(v.Call.Args) == 0
		}
	}
	return false
}

func inputItems(ev *evaluator, c *invocation) term.Value {
	switch c.this.(type) {
	case *term.Input:
	default:
		if !document(c.this) {
			return nil
		}
	}
	item := ev.anyItem(c.this)
	return ev.newList(ir.List, c.at, nil, ev.newList(ir.Tuple, c.at, []term.Value{ev.keyOf(c.this, c.at), item}, nil))
}

func pythonDict(ev *evaluator, c *invocation) term.Value {
	if e, ok := c.arg(0).(*term.Extern); ok && len(c.args) == 1 && term.Qualified(e) == "os.environ" {
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
				ev.setItem(r, ev.index(rest, ev.number(0), c.at), ev.index(rest, ev.number(1), c.at), c.at)
			}
			continue
		}
		ev.spread(r, a.value)
	}
	return r
}

// filled is an entry of a defaultdict that is asked for: it is there from now on.
func (ev *evaluator) filled(r *ref, key term.Value, at ir.Span) term.Value {
	c := ev.read(r)
	k, known := key.(*term.Constant)
	switch {
	case known && c.fields[k.Text] != nil:
		return c.fields[k.Text]
	case !known && slices.Contains(options(c.keys), key):
		return c.rest
	}
	v := ev.invoke(c.fill, &invocation{at: at})
	if known {
		ev.put(ev.write(r), k.Text, v)
	} else {
		ev.setAny(ev.write(r), key, v)
	}
	return ev.join(v, c.rest)
}

// defaultDict is a mapping whose entries begin as what a function answers.
func defaultDict(ev *evaluator, c *invocation) term.Value {
	r := ev.newObject(c.at)
	if f := c.arg(0); f != nil && !term.IsNull(f) {
		ev.write(r).fill = f
	}
	return r
}

// iterator is iter(x).
func iterator(ev *evaluator, c *invocation) term.Value {
	r, ok := c.arg(0).(*ref)
	if !ok || len(c.args) > 1 || ev.read(r).once {
		return c.arg(0)
	}
	items, rest := ev.itemsOf(r)
	return ev.newIterator(c.at, items, rest)
}

// next is next(x): of an iterator the item that comes next.
func next(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	var v term.Value
	if r, ok := c.arg(0).(*ref); ok && ev.read(r).once {
		v = takeItem(true)(ev, &invocation{this: r, at: c.at})
	} else {
		v = ev.anyItem(c.arg(0))
	}
	if d := c.arg(1); d != nil {
		return ev.join(v, d)
	}
	return v
}

func enumerate(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	items, rest := ev.itemsOf(x)
	out := make([]term.Value, len(items))
	for i, item := range items {
		out[i] = ev.newList(ir.Tuple, c.at, []term.Value{ev.number(i), item}, nil)
	}
	if rest != nil {
		rest = ev.newList(ir.Tuple, c.at, []term.Value{ev.Unknown(c.at, "it is any index"), rest}, nil)
	}
	return ev.newList(ir.List, c.at, out, rest)
}

func zip(ev *evaluator, c *invocation) term.Value {
	var known [][]term.Value
	var rests []term.Value
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
		one := make([]term.Value, len(known))
		for i := range known {
			one[i] = ev.joinAll(append(append([]term.Value(nil), known[i]...), rests[i])...)
			if one[i] == nil {
				one[i] = ev.Unknown(c.at, "there is no item")
			}
		}
		return ev.newList(ir.List, c.at, nil, ev.newList(ir.Tuple, c.at, one, nil))
	}
	var out []term.Value
	for i := range n {
		one := make([]term.Value, len(known))
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

func pythonRange(ev *evaluator, c *invocation) term.Value {
	low, high := 0, 0
	for i, a := range c.args {
		k, _ := a.value.(*term.Constant)
		n, ok := position(k)
		if !ok || i > 1 {
			ev.record(ev.Extern(ir.Python, "", "range"), c.args, c.at, false) // who decides how often it turns, is asked of it
			return ev.newList(ir.List, c.at, nil, ev.Unknown(c.at, "it is any number of a range"))
		}
		low, high = high, n
	}
	if high-low > maxUnrolled {
		return ev.newList(ir.List, c.at, nil, ev.Unknown(c.at, "it is any number of a range"))
	}
	var items []term.Value
	for i := low; i < high; i++ {
		items = append(items, ev.number(i))
	}
	return ev.newList(ir.List, c.at, items, nil)
}

func length(ev *evaluator, c *invocation) term.Value {
	switch x := c.arg(0).(type) {
	case *ref:
		if v := ev.specialMethod(x, "__len__", c.at); v != nil {
			return v
		}
		held := ev.read(x)
		if held.rest == nil && held.class == nil && held.typ == nil && len(held.items)+len(held.names) > 0 {
			return ev.number(len(held.items) + len(held.names))
		}
		return ev.lengthOf(x)
	case *term.Constant:
		if x.Kind == ir.String {
			return ev.number(len(x.Text))
		}
	}
	return nil
}

func pythonMap(ev *evaluator, c *invocation) term.Value {
	f, x := c.arg(0), c.arg(1)
	if x == nil {
		return nil
	}
	return ev.mapped(x, f, c)
}

func pythonFilter(ev *evaluator, c *invocation) term.Value {
	f, x := c.arg(0), c.arg(1)
	if x == nil {
		return nil
	}
	if term.IsNull(f) {
		return x
	}
	return ev.filtered(x, f, c)
}

func pythonReduce(ev *evaluator, c *invocation) term.Value {
	if c.arg(1) == nil {
		return nil
	}
	return ev.reduced(c.arg(1), c.arg(0), c.arg(2), c)
}

func chained(ev *evaluator, c *invocation) term.Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	for _, a := range c.args {
		extendList(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
	}
	return r
}

func flattened(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.newList(ir.List, c.at, nil, ev.anyItem(ev.anyItem(c.arg(0))))
}

func unionOf(ev *evaluator, c *invocation) term.Value {
	r := copyList(ev, &invocation{this: c.this, at: c.at})
	for _, a := range c.args {
		extendList(ev, &invocation{this: r, args: []argument{{value: a.value}}, at: c.at})
	}
	return r
}

func clearAll(ev *evaluator, c *invocation) term.Value {
	if r, ok := c.this.(*ref); ok {
		w := ev.write(r)
		w.items, w.names, w.fields, w.rest = nil, nil, map[string]term.Value{}, nil
	}
	return ev.Null()
}

// inputGetList is request.args.getlist("x"): all values that a request gives a name.
func inputGetList(ev *evaluator, c *invocation) term.Value {
	in, ok := c.this.(*term.Input)
	if !ok || c.arg(0) == nil {
		return nil
	}
	return ev.newList(ir.List, c.at, nil, ev.index(in, c.arg(0), c.at))
}
