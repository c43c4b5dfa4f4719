package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func (ev *evaluator) objectLiteral(e *ir.ObjectLiteral) term.Value {
	r := ev.newObject(e.At())
	if e.Type != nil {
		switch t := ev.eval(e.Type).(type) {
		case *class:
			c := ev.write(r)
			c.class = t
			c.base = ev.externBase(t)
			ev.built(r)
		case *term.Extern:
			ev.write(r).typ = t
			ev.empties(ev.write(r))
		}
	}
	for _, entry := range e.Entries {
		v := ev.eval(entry.Value)
		if ev.frame.dead {
			break
		}
		if entry.Spread {
			ev.spread(r, ev.spreads(entry.Value, v))
			continue
		}
		if f, ok := v.(*function); ok && f.fn.Kind == ir.Setter {
			continue
		}
		if t, ok := entry.Key.(*ir.Literal); ok {
			ev.put(ev.write(r), t.Text, v)
			continue
		}
		ev.setItem(r, ev.eval(entry.Key), v, entry.At())
	}
	if c := ev.read(r); c.class != nil && e.Type != nil {
		ev.zeroFields(r, c.class)
	}
	return r
}

// spreads is what of a value is spread: of ...(test && {x: 1}) the object, for a test that fails has no entries.
func (ev *evaluator) spreads(e ir.Expression, v term.Value) term.Value {
	if both, ok := e.(*ir.Binary); !ok || both.Op != ir.And {
		return v
	}
	kept := []term.Value{ev.Boolean(false)}
	for _, o := range options(v) {
		if _, isObject := o.(*ref); isObject {
			kept = append(kept, o)
		}
	}
	if len(kept) == 1 {
		return v
	}
	return ev.joinAll(kept...)
}

// spread copies the entries of a value into an object.
func (ev *evaluator) spread(r *ref, v term.Value) {
	for _, o := range options(v) {
		from, ok := o.(*ref)
		if !ok || ev.read(from).list {
			ev.spreadUnknown(r, o)
			continue
		}
		c := ev.read(from)
		several := len(options(v)) > 1
		to := ev.write(r)
		for _, n := range c.names {
			value := c.fields[n]
			if several {
				value = ev.join(to.fields[n], value)
			}
			ev.put(to, n, value)
		}
		to.rest, to.keys = ev.join(to.rest, c.rest), ev.joinKeys(to, c)
	}
}

// spreadUnknown copies entries that are not known: each that there is may be replaced. Of {a, ...rest} = x the rest has no a.
func (ev *evaluator) spreadUnknown(r *ref, v term.Value) {
	if _, scalar := v.(*term.Constant); scalar {
		return
	}
	c := ev.write(r)
	if rest, ok := v.(*term.Combined); !ok || rest.How != "slice" {
		for _, n := range c.names {
			c.fields[n] = ev.join(c.fields[n], ev.index(v, ev.Text(n), r.at))
		}
	}
	ev.further(c, ev.Item(ev.term(v), nil))
}

func (ev *evaluator) listLiteral(e *ir.ListLiteral) term.Value {
	var items []term.Value
	var rest term.Value
	for _, item := range e.Items {
		v := ev.eval(item.Value)
		if item.Spread {
			known, more := ev.itemsOf(v)
			if rest == nil {
				items = append(items, known...)
			} else {
				rest = ev.joinAll(append([]term.Value{rest}, known...)...)
			}
			rest = ev.join(rest, more)
			continue
		}
		if rest != nil {
			rest = ev.join(rest, v)
			continue
		}
		items = append(items, v)
	}
	return ev.newList(e.Kind, e.At(), items, rest)
}

// itemsOf are the items of a collection as far as they are known one by one, and what further ones may be.
func (ev *evaluator) itemsOf(v term.Value) (items []term.Value, rest term.Value) {
	if len(options(v)) > 1 {
		return nil, ev.anyItem(v)
	}
	if term.IsNull(v) {
		return nil, nil
	}
	turns, more := ev.turns(nil, v)
	for _, t := range turns {
		items = append(items, t.item)
	}
	if more != nil {
		rest = more.item
	}
	return items, rest
}
