package eval

import (
	"maps"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// The values below exist while code runs only. What an answer holds is made of the exported kinds: see snapshot.

// ref is an object or a list that the application made: its place on the heap.
type ref struct {
	term.Kind
	cell *cell // holds *contents
	at   ir.Span
}

// contents is what a place of the heap holds: of a list its items, of an object its entries.
type contents struct {
	term.Kind
	list   bool
	kind   ir.ListKind
	items  []term.Value
	class  *class
	typ    term.Value // of a struct literal of a library, or of a collection of the language: its type
	base   term.Value // of an instance of a class that extends one of a library
	proto  term.Value // of an instance that a plain function of JavaScript made: where its methods are
	names  []string
	fields map[string]term.Value
	rest   term.Value // what further items or entries may be; nil: there are none
	keys   term.Value // of further entries the names that they were given; nil where none of them is known
	fill   term.Value // of a defaultdict what makes the entries that are asked for; nil for others
	once   bool       // an iterator: what is taken from it is gone
	pushed int        // how often something was added to a list in any case
	cut    bool       // something was taken off it
	sifted bool       // it was made of the items of another one that passed a test
	zero   bool       // of a library's type in Go, and never written to: an interface, pointer or map of that type is nil
	plain  bool       // a collection of Go whose type says that its items are no documents
	at     ir.Span
	epoch  uint32 // in which it was made: in the same one it may be changed in place
}

// function is a function with the variables it sees and, where it is bound, its receiver.
type function struct {
	term.Kind
	fn    *ir.Function
	scope *frame
	this  term.Value
	class *class // in which it was found
	given *given // what it brings from where it is defined
}

// function answers the one function that equals f.
func (ev *evaluator) function(f function) *function {
	if p, ok := ev.functions[f]; ok {
		return p
	}
	p := new(f)
	ev.functions[f] = p
	return p
}

// given is what a function brings from where it is defined.
type given struct {
	defaults []term.Value           // of Python those of its parameters, which are evaluated there; nil for none
	cells    map[*ir.Variable]*cell // in a loop the variables of the turn
}

// class is a class with the variables it sees.
type class struct {
	term.Kind
	class   *ir.Class
	scope   *frame
	statics *ref
	bases   []term.Value
	model   bool // a decorator of pydantic makes it one whose fields are held to their types
}

// native is a function of the language or of this package, with what it is bound to.
type native struct {
	term.Kind
	name  string
	call  func(ev *evaluator, c *invocation) term.Value
	inner term.Value // the function that it wraps, nil for none
}

// bound is a value that is called with a receiver: a method that a decorator of a library wraps.
type bound struct {
	term.Kind
	of   term.Value
	this term.Value
}

// maxEntries is how many entries or items are kept apart; further ones become the rest.
const maxEntries = 256

func (ev *evaluator) allocate(c *contents) *ref {
	c.epoch = ev.epoch
	return &ref{cell: &cell{v: c, epoch: ev.epoch, born: ev.epoch}, at: c.at}
}

func (ev *evaluator) newList(kind ir.ListKind, at ir.Span, items []term.Value, rest term.Value) *ref {
	if len(items) > maxEntries {
		rest = ev.joinAll(append([]term.Value{rest}, items[maxEntries:]...)...)
		items = items[:maxEntries]
	}
	return ev.allocate(&contents{list: true, kind: kind, items: append([]term.Value(nil), items...), rest: rest, at: at})
}

// newIterator is a list from which each item is taken once.
func (ev *evaluator) newIterator(at ir.Span, items []term.Value, rest term.Value) *ref {
	r := ev.newList(ir.List, at, items, rest)
	ev.read(r).once = true
	return r
}

func (ev *evaluator) newObject(at ir.Span) *ref {
	return ev.allocate(&contents{fields: map[string]term.Value{}, at: at})
}

// read is what a ref holds now.
func (ev *evaluator) read(r *ref) *contents {
	c, ok := r.cell.v.(*contents)
	if !ok {
		return &contents{fields: map[string]term.Value{}, at: r.at}
	}
	return c
}

// write is what a ref holds, to be changed.
func (ev *evaluator) write(r *ref) *contents {
	c := ev.read(r)
	if c.epoch == ev.epoch {
		c.zero = false
		return c
	}
	n := c.clone()
	n.zero = false
	n.epoch = ev.epoch
	ev.set(r.cell, n)
	return n
}

func (c *contents) clone() *contents {
	n := *c
	n.items = append([]term.Value(nil), c.items...)
	n.names = append([]string(nil), c.names...)
	n.fields = make(map[string]term.Value, len(c.fields))
	maps.Copy(n.fields, c.fields)
	return &n
}

// put gives an entry a value. Beyond maxEntries all further ones are one.
func (ev *evaluator) put(c *contents, name string, v term.Value) {
	if c.fields == nil {
		c.fields = map[string]term.Value{}
	}
	if _, ok := c.fields[name]; !ok {
		if len(c.names) >= maxEntries {
			ev.further(c, v)
			return
		}
		c.names = append(c.names, name)
	}
	c.fields[name] = v
}

// further gives an object some other entry, whatever its name.
func (ev *evaluator) further(c *contents, v term.Value) {
	if c.keys != nil {
		c.keys = ev.join(c.keys, ev.anyKey(c.at))
	}
	c.rest = ev.join(c.rest, v)
}

// keysOf are the names of the further entries of an object; nil where there are none.
func (ev *evaluator) keysOf(c *contents) term.Value {
	if c.rest != nil && c.keys == nil {
		if item, ok := c.rest.(*term.Item); ok && item.Key == nil { // all that a document holds
			return ev.keyOf(item.Of, c.at)
		}
		return ev.anyKey(c.at)
	}
	return c.keys
}

// joinKeys are the names of the further entries of one or the other.
func (ev *evaluator) joinKeys(a, b *contents) term.Value {
	if a.keys == nil && b.keys == nil {
		return nil
	}
	return ev.join(ev.keysOf(a), ev.keysOf(b))
}

func (ev *evaluator) anyKey(at ir.Span) term.Value {
	return ev.Unknown(at, "it is any key of a mapping")
}

// push appends an item.
func (ev *evaluator) push(c *contents, v term.Value) {
	if c.rest != nil || len(c.items) >= maxEntries {
		c.rest = ev.join(c.rest, v)
		return
	}
	c.items = append(c.items, v)
}

// remove takes an entry away.
func (c *contents) remove(name string) {
	if _, ok := c.fields[name]; !ok {
		return
	}
	delete(c.fields, name)
	for i, n := range c.names {
		if n == name {
			c.names = append(c.names[:i:i], c.names[i+1:]...)
			return
		}
	}
}
