package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Lists.

func appendItem(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok {
		return nil
	}
	for _, a := range c.args {
		ev.keeps(r.cell, a.value, c.at, true)
		w := ev.write(r)
		if w.pushed++; a.spread {
			w.rest = ev.join(w.rest, ev.anyItem(a.value))
		} else {
			ev.push(w, a.value)
		}
	}
	return ev.Null()
}

func extendList(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok || c.arg(0) == nil {
		return nil
	}
	ev.keeps(r.cell, c.arg(0), c.at, true)
	items, rest := ev.itemsOf(c.arg(0))
	w := ev.write(r)
	for _, item := range items {
		ev.push(w, item)
	}
	if rest != nil {
		w.rest = ev.join(w.rest, rest)
	}
	return ev.Null()
}

func insertItem(at int) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		r, ok := c.this.(*ref)
		v := c.arg(at)
		if !ok || v == nil {
			return nil
		}
		w := ev.write(r)
		if w.rest != nil {
			w.rest = ev.join(w.rest, v)
		} else {
			w.items = append([]term.Value{v}, w.items...)
		}
		return ev.Null()
	}
}

// takeItem takes an item off a list: the last one, or the first; that at a place where one is said.
func takeItem(first bool) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		r, ok := c.this.(*ref)
		if !ok {
			return nil
		}
		w := ev.write(r)
		w.cut = true
		n := len(w.items)
		fromStart := first
		k, _ := c.arg(0).(*term.Constant)
		last := k != nil && k.Text == "-1"
		if last {
			fromStart = false
		}
		switch i, known := position(k); {
		case known && i >= 0 && i < n:
			v := w.items[i]
			w.items = append(w.items[:i:i], w.items[i+1:]...)
			return v
		case c.arg(0) != nil && !last:
			return ev.joinAll(append(append([]term.Value(nil), w.items...), w.rest)...)
		case w.rest != nil && !fromStart || n == 0:
			return ev.joinAll(append(append([]term.Value(nil), w.items...), w.rest)...)
		case fromStart:
			v := w.items[0]
			w.items = w.items[1:]
			return v
		}
		v := w.items[n-1]
		w.items = w.items[:n-1]
		return v
	}
}

// copyList is another list with the same items; how it is ordered is not followed.
func copyList(ev *evaluator, c *invocation) term.Value {
	x := c.this
	if x == nil {
		x = c.arg(0)
	}
	if x == nil {
		return ev.newList(ir.List, c.at, nil, nil)
	}
	switch x.(type) {
	case *ref:
		items, rest := ev.itemsOf(x)
		return ev.newList(ir.List, c.at, items, rest)
	case *term.OneOf:
		items, rest := ev.itemsOf(x)
		return ev.newList(ir.List, c.at, items, rest)
	}
	return nil
}

// ordered is a list with the same items in an order that is not known.
func ordered(ev *evaluator, c *invocation) term.Value {
	x := c.this
	if x == nil {
		x = c.arg(0)
	}
	if key := c.named("key"); key != nil {
		ev.apply1(key, c.at, ev.anyItem(x))
	}
	if x == c.this && c.arg(0) != nil {
		if f, ok := c.arg(0).(*function); ok {
			item := ev.anyItem(x)
			ev.apply1(f, c.at, item, item)
		}
	}
	r, ok := x.(*ref)
	if !ok {
		if x == nil {
			return nil
		}
		return ev.Combined("sorted", ev.term(x))
	}
	if len(ev.read(r).items) < 2 && ev.read(r).rest == nil {
		return r
	}
	return ev.newList(ir.List, c.at, nil, ev.anyItem(x))
}

// isArray is whether something of JavaScript that has the methods of collections is an array, and no map or what else has
// keys: of these it is known that they were made.
func (ev *evaluator) isArray(x term.Value) bool {
	switch x := x.(type) {
	case *ref:
		return ev.read(x).list
	case *term.Result:
		return !x.Call.New
	case *term.Input, *term.Item, *term.Member, *term.Combined:
		return true
	}
	return false
}

// mapping runs a function on the items of a collection; each says what becomes of what it answers.
// It answers what was tested of each of many items at the end of the function.
func (ev *evaluator) mapping(x, f term.Value, c *invocation, do func(item, answer term.Value, sure bool)) (all []term.Value) {
	turns, more := ev.turns(nil, x)
	if more != nil && ev.language() == ir.JavaScript && ev.isArray(x) {
		more.key = ev.Unknown(c.at, "it is any index of a list")
	}
	if len(turns)*ev.unrolled() > maxUnrolled {
		if more == nil {
			more = &turn{}
		}
		for _, t := range turns {
			more.item, more.key = ev.join(more.item, t.item), ev.join(more.key, t.key)
		}
		turns = nil
	}
	run := func(t *turn, width int) term.Value {
		var v term.Value
		ev.inTurn(t, width, func() {
			v = ev.invoke(f, &invocation{args: ev.cut(f, t.item, t.key, x), at: c.at})
		})
		return v
	}
	for _, t := range turns {
		if ev.frame.dead {
			return nil
		}
		if v := run(t, len(turns)); !ev.frame.dead {
			do(t.item, v, true)
		}
	}
	if more != nil && !ev.frame.dead {
		ev.fork(2, func(i int) {
			if i == 0 {
				before := ev.guards.length()
				do(more.item, run(more, 1), false)
				all = ev.ofEach(more, ev.guards, before)
			}
		})
	}
	return all
}

// cut is the arguments of a callback that gets item, index and collection in JavaScript, the item elsewhere.
func (ev *evaluator) cut(f term.Value, item, key, all term.Value) []argument {
	if ev.language() != ir.JavaScript {
		return values(item)
	}
	switch f.(type) {
	case *function, *term.OneOf:
		return values(item, key, all)
	}
	return values(item)
}

// mapped is the list of what a function answers for the items of a collection.
func (ev *evaluator) mapped(x, f term.Value, c *invocation) term.Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	ev.mapping(x, f, c, func(_, answer term.Value, sure bool) {
		w := ev.write(r)
		if sure {
			ev.push(w, answer)
		} else {
			w.rest = ev.join(w.rest, answer)
		}
	})
	return r
}

// filtered is the list of the items for which a function may answer true.
func (ev *evaluator) filtered(x, f term.Value, c *invocation) term.Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	ev.mapping(x, f, c, func(item, answer term.Value, sure bool) {
		w := ev.write(r)
		switch t := ev.truthOf(answer); {
		case t == always && sure:
			ev.push(w, item)
		case t != never:
			w.rest = ev.join(w.rest, ev.withTest(item, answer))
		}
	})
	return r
}

// reduced folds a collection with a function.
func (ev *evaluator) reduced(x, f, start term.Value, c *invocation) term.Value {
	acc := start
	turns, more := ev.turns(nil, x)
	if len(turns)*ev.unrolled() > maxUnrolled {
		if more == nil {
			more = &turn{}
		}
		for _, t := range turns {
			more.item, more.key = ev.join(more.item, t.item), ev.join(more.key, t.key)
		}
		turns = nil
	}
	for _, t := range turns {
		if acc == nil {
			acc = t.item
			continue
		}
		acc = ev.invoke(f, &invocation{args: values(acc, t.item, t.key), at: c.at})
	}
	if more == nil {
		return acc
	}
	if acc == nil {
		acc = more.item
	}
	for range 2 {
		ev.fork(2, func(i int) {
			if i == 0 {
				acc = ev.join(acc, ev.invoke(f, &invocation{args: values(acc, more.item, more.key), at: c.at}))
			}
		})
	}
	return acc
}
