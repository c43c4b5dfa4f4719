package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// builtin is what a function of a language or of its library does; nil where it is better kept as a call.
type builtin func(ev *evaluator, c *invocation) Value

// methods are those of the collections and texts of a language.
type methods struct{ list, object, text, any map[string]builtin }

// library is what is understood of a language: functions by their name with the module, methods by theirs.
type library struct {
	functions map[string]builtin
	methods   methods
}

// libraries are made for each evaluation: as variables of the package they would refer to themselves.
func libraries() map[ir.Language]*library {
	return map[ir.Language]*library{ir.Python: pythonLibrary(), ir.JavaScript: javascriptLibrary(), ir.Go: goLibrary()}
}

// same answers the first argument: what only converts, checks or points.
func same(_ *evaluator, c *invocation) Value { return c.arg(0) }

// null answers nothing.
func null(ev *evaluator, _ *invocation) Value { return ev.null() }

// ends does not come back.
func ends(ev *evaluator, c *invocation) Value {
	ev.record(ev.extern(ev.language(), "", "exit"), c.args, c.at, false)
	ev.leave(exitTo{kind: raises}, nil)
	return nil
}

// getenv reads an environment variable with what is taken without it.
func getenv(ev *evaluator, c *invocation) Value {
	return ev.each(c.either(0, "key"), func(name Value) Value {
		s, ok := textOf(name)
		if !ok {
			return nil
		}
		fallback := c.either(1, "default")
		if fallback == nil || isNull(fallback) {
			return ev.environment(s, nil)
		}
		return ev.environment(s, ev.term(fallback))
	})
}

// onText is a method of texts that is done where the text and all arguments are known.
func onText(f func(s string, args []string) string) builtin {
	return func(ev *evaluator, c *invocation) Value {
		args := make([]string, len(c.args))
		for i, a := range c.args {
			s, ok := textOf(a.value)
			if !ok {
				return nil
			}
			args[i] = s
		}
		return ev.each(c.this, func(v Value) Value {
			s, ok := textOf(v)
			if !ok {
				return nil
			}
			if out := f(s, args); len(out) <= maxText {
				return ev.text(out)
			}
			return nil
		})
	}
}

// asked is a question about a text whose answer is known where all of it is.
func asked(f func(s, arg string) bool) builtin {
	return func(ev *evaluator, c *invocation) Value {
		s, ok := textOf(c.this)
		arg, ok2 := textOf(c.arg(0))
		if !ok || !ok2 {
			return nil
		}
		return ev.boolean(f(s, arg))
	}
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// strip takes characters off both ends: white space without any.
func strip(trim func(string, string) string) func(string, []string) string {
	return func(s string, args []string) string {
		if len(args) == 0 {
			return trim(s, " \t\r\n\v\f")
		}
		return trim(s, args[0])
	}
}

func replaceAll(s string, args []string) string {
	if len(args) < 2 {
		return s
	}
	return strings.ReplaceAll(s, args[0], args[1])
}

// split takes a known text apart.
func split(ev *evaluator, c *invocation) Value {
	s, ok := textOf(c.this)
	if !ok {
		return nil
	}
	sep := c.arg(0)
	var parts []string
	if by, ok := textOf(sep); ok && by != "" {
		parts = strings.Split(s, by)
	} else if sep == nil || isNull(sep) {
		parts = strings.Fields(s)
	} else {
		return nil
	}
	items := make([]Value, len(parts))
	for i, p := range parts {
		items[i] = ev.text(p)
	}
	return ev.newList(ir.List, c.at, items, nil)
}

// joined is a list as one text with something between the items.
func (ev *evaluator) joined(list, between Value) Value {
	r, ok := list.(*ref)
	if !ok || !ev.read(r).list {
		return nil
	}
	c := ev.read(r)
	if c.rest != nil {
		return ev.combined("join", ev.term(between), ev.term(list))
	}
	var parts []Value
	for i, item := range c.items {
		if i > 0 {
			parts = append(parts, between)
		}
		parts = append(parts, item)
	}
	return ev.concat(parts...)
}

// Lists.

func appendItem(ev *evaluator, c *invocation) Value {
	r, ok := c.this.(*ref)
	if !ok {
		return nil
	}
	for _, a := range c.args {
		w := ev.write(r)
		if a.spread {
			w.rest = ev.join(w.rest, ev.anyItem(a.value))
		} else {
			ev.push(w, a.value)
		}
	}
	return ev.null()
}

func extendList(ev *evaluator, c *invocation) Value {
	r, ok := c.this.(*ref)
	if !ok || c.arg(0) == nil {
		return nil
	}
	items, rest := ev.itemsOf(c.arg(0))
	w := ev.write(r)
	for _, item := range items {
		ev.push(w, item)
	}
	if rest != nil {
		w.rest = ev.join(w.rest, rest)
	}
	return ev.null()
}

func insertItem(at int) builtin {
	return func(ev *evaluator, c *invocation) Value {
		r, ok := c.this.(*ref)
		v := c.arg(at)
		if !ok || v == nil {
			return nil
		}
		w := ev.write(r)
		if w.rest != nil {
			w.rest = ev.join(w.rest, v)
		} else {
			w.items = append([]Value{v}, w.items...)
		}
		return ev.null()
	}
}

// takeItem takes an item off a list: the last one, or the first.
func takeItem(fromStart bool) builtin {
	return func(ev *evaluator, c *invocation) Value {
		r, ok := c.this.(*ref)
		if !ok {
			return nil
		}
		w := ev.write(r)
		n := len(w.items)
		switch {
		case c.arg(0) != nil:
			return ev.joinAll(append(append([]Value(nil), w.items...), w.rest)...)
		case w.rest != nil && !fromStart || n == 0:
			return ev.joinAll(append(append([]Value(nil), w.items...), w.rest)...)
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
func copyList(ev *evaluator, c *invocation) Value {
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
	case *OneOf:
		items, rest := ev.itemsOf(x)
		return ev.newList(ir.List, c.at, items, rest)
	}
	return nil
}

// ordered is a list with the same items in an order that is not known.
func ordered(ev *evaluator, c *invocation) Value {
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
		return ev.combined("sorted", ev.term(x))
	}
	if len(ev.read(r).items) < 2 && ev.read(r).rest == nil {
		return r
	}
	return ev.newList(ir.List, c.at, nil, ev.anyItem(x))
}

// mapping runs a function on the items of a collection; each says what becomes of what it answers.
func (ev *evaluator) mapping(x, f Value, c *invocation, do func(item, answer Value, sure bool)) {
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
	run := func(t *turn, width int) Value {
		var v Value
		ev.inTurn(t, width, func() {
			v = ev.invoke(f, &invocation{args: ev.cut(f, t.item, t.key, x), at: c.at})
		})
		return v
	}
	for _, t := range turns {
		if ev.frame.dead {
			return
		}
		if v := run(t, len(turns)); !ev.frame.dead {
			do(t.item, v, true)
		}
	}
	if more != nil && !ev.frame.dead {
		ev.fork(2, func(i int) {
			if i == 0 {
				do(more.item, run(more, 1), false)
			}
		})
	}
}

// cut is the arguments of a callback that gets item, index and collection in JavaScript, the item elsewhere.
func (ev *evaluator) cut(f Value, item, key, all Value) []argument {
	if ev.language() != ir.JavaScript {
		return values(item)
	}
	switch f.(type) {
	case *function, *OneOf:
		return values(item, key, all)
	}
	return values(item)
}

// mapped is the list of what a function answers for the items of a collection.
func (ev *evaluator) mapped(x, f Value, c *invocation) Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	ev.mapping(x, f, c, func(_, answer Value, sure bool) {
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
func (ev *evaluator) filtered(x, f Value, c *invocation) Value {
	r := ev.newList(ir.List, c.at, nil, nil)
	ev.mapping(x, f, c, func(item, answer Value, sure bool) {
		w := ev.write(r)
		switch t := ev.truthOf(answer); {
		case t == always && sure:
			ev.push(w, item)
		case t != never:
			w.rest = ev.join(w.rest, item)
		}
	})
	return r
}

// reduced folds a collection with a function.
func (ev *evaluator) reduced(x, f, start Value, c *invocation) Value {
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

// Objects.

// pairs are the keys, values or entries of an object.
func (ev *evaluator) pairs(x Value, at ir.Span, key, value bool) Value {
	r, ok := x.(*ref)
	if !ok || ev.read(r).list {
		return nil
	}
	c := ev.read(r)
	var items []Value
	of := func(k, v Value) Value {
		switch {
		case key && value:
			return ev.newList(ir.Tuple, at, []Value{k, v}, nil)
		case key:
			return k
		}
		return v
	}
	for _, n := range c.names {
		items = append(items, of(ev.text(n), c.fields[n]))
	}
	var rest Value
	if c.rest != nil {
		rest = of(ev.unknown(at, "it is any key of a mapping"), c.rest)
	}
	return ev.newList(ir.List, at, items, rest)
}

// lookup is a get of a mapping, with what is taken where there is no such entry.
func lookup(ev *evaluator, c *invocation) Value {
	r, ok := c.this.(*ref)
	if !ok || c.arg(0) == nil {
		return nil
	}
	fallback := c.either(1, "default")
	if fallback == nil {
		fallback = ev.null()
	}
	return ev.each(c.arg(0), func(key Value) Value {
		held := ev.read(r)
		if k, ok := key.(*Constant); ok {
			if v, ok := held.fields[k.Text]; ok {
				return v
			}
			return ev.join(held.rest, fallback)
		}
		v := ev.refIndex(r, key, c.at)
		if isNull(fallback) {
			return v
		}
		return ev.join(v, fallback)
	})
}

// setDefault is Python's dict.setdefault.
func setDefault(ev *evaluator, c *invocation) Value {
	r, ok := c.this.(*ref)
	key, known := c.arg(0).(*Constant)
	if !ok {
		return nil
	}
	v := c.arg(1)
	if v == nil {
		v = ev.null()
	}
	if !known { // any entry, also the ones that are known
		w := ev.write(r)
		w.rest = ev.join(w.rest, v)
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
func update(ev *evaluator, c *invocation) Value {
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
	return ev.null()
}

// takeEntry takes an entry out of an object.
func takeEntry(ev *evaluator, c *invocation) Value {
	v := lookup(ev, c)
	if k, ok := c.arg(0).(*Constant); ok && v != nil {
		ev.write(c.this.(*ref)).remove(k.Text)
	}
	return v
}

// copyObject is another object with the same entries.
func copyObject(ev *evaluator, c *invocation) Value {
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
func deepCopy(ev *evaluator, c *invocation) Value {
	seen := map[*cell]*ref{}
	var copyOf func(v Value, depth int) Value
	copyOf = func(v Value, depth int) Value {
		return ev.each(v, func(v Value) Value {
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

// partial is a function with its first arguments.
func partial(_ *evaluator, c *invocation) Value {
	if len(c.args) == 0 {
		return nil
	}
	f, given := c.args[0].value, append([]argument(nil), c.args[1:]...)
	return &native{name: "partial", inner: c.arg(0), call: func(ev *evaluator, c *invocation) Value {
		return ev.invoke(f, &invocation{args: append(append([]argument(nil), given...), c.args...), at: c.at})
	}}
}

// decorator answers the function that it is called with, and so does what it answers when it is called with options.
func decorator(_ *evaluator, c *invocation) Value {
	switch f := c.arg(0).(type) {
	case *function, *class, *Result, *bound:
		return f
	}
	return &native{name: "decorator", call: func(_ *evaluator, c *invocation) Value { return c.arg(0) }}
}
