package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// sortInPlace is list.sort(): where there are several items, any of them may be anywhere.
func sortInPlace(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok {
		return ev.Null()
	}
	for _, f := range []term.Value{c.named("key"), c.arg(0)} { // JavaScript compares two items
		if f != nil {
			item := ev.anyItem(r)
			ev.apply1(f, c.at, item, item)
		}
	}
	if w := ev.write(r); len(w.items) > 1 {
		w.rest = ev.joinAll(append(w.items, w.rest)...)
		w.items = nil
	}
	return ev.Null()
}

// reverseInPlace is list.reverse().
func reverseInPlace(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok {
		return ev.Null()
	}
	w := ev.write(r)
	if w.rest != nil {
		return sortInPlace(ev, &invocation{this: r, at: c.at})
	}
	slices.Reverse(w.items)
	return ev.Null()
}

// answering is a method that changes a list and answers it, as JavaScript's do.
func answering(change builtin) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		change(ev, c)
		return c.this
	}
}

// jsSplice is list.splice(from, n, ...items): any item may be left, and anywhere; it answers some of them.
func jsSplice(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*ref)
	if !ok {
		return nil
	}
	taken := ev.newList(0, c.at, nil, ev.anyItem(r))
	for i, a := range c.args {
		if i >= 2 {
			ev.push(ev.write(r), a.value)
		}
	}
	sortInPlace(ev, &invocation{this: r, at: c.at})
	return taken
}
