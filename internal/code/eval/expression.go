package eval

import "github.com/sconce-dev/sconce/internal/code/ir"

// maxNesting is how deep expressions may stand in one another.
const maxNesting = 2000

// eval is the value of an expression. It is never nil.
func (ev *evaluator) eval(e ir.Expression) Value {
	if e == nil {
		return ev.null()
	}
	if ev.frame.dead {
		return ev.unknown(e.At(), "it is not reached")
	}
	if !ev.step(e.At()) {
		return ev.unknown(e.At(), "the limit of steps was reached")
	}
	ev.nesting++
	defer func() { ev.nesting-- }()
	if ev.nesting > maxNesting {
		return ev.gap(e.At(), "the expression is nested too deep")
	}
	if v := ev.expression(e); v != nil {
		return v
	}
	return ev.unknown(e.At(), "it has no value here")
}

func (ev *evaluator) expression(e ir.Expression) Value {
	switch e := e.(type) {
	case *ir.Literal:
		return ev.constant(e.Kind, e.Text)
	case *ir.Use:
		return ev.use(e)
	case *ir.Call:
		return ev.call(e)
	case *ir.Attribute:
		return ev.attributeOf(e)
	case *ir.Index:
		return ev.indexOf(e)
	case *ir.Text:
		parts := make([]Value, len(e.Parts))
		for i, p := range e.Parts {
			parts[i] = ev.part(ev.eval(p), e.At())
		}
		if len(parts) == 1 {
			return ev.asText(parts[0])
		}
		return ev.concat(parts...)
	case *ir.Global:
		return ev.global(e)
	case *ir.Import:
		return ev.imported(e)
	case *ir.FunctionRef:
		return ev.functionRef(e.Function)
	case *ir.ClassRef:
		return ev.classRef(e.Class, ev.frame)
	case *ir.Super:
		return ev.super(e)
	case *ir.ObjectLiteral:
		return ev.objectLiteral(e)
	case *ir.ListLiteral:
		return ev.listLiteral(e)
	case *ir.Element:
		return ev.element(e)
	case *ir.Binary:
		return ev.binary(e)
	case *ir.Unary:
		return ev.unary(e)
	case *ir.Conditional:
		return ev.conditional(e)
	case *ir.Slice:
		return ev.slice(e)
	case *ir.Await:
		return ev.await(ev.eval(e.X), e.At())
	default:
		return ev.rare(e)
	}
}

// rare are the expressions that stand seldom.
func (ev *evaluator) rare(e ir.Expression) Value {
	switch e := e.(type) {
	case *ir.Yield:
		return ev.yield(e)
	case *ir.Enter:
		return ev.enter(ev.eval(e.X), e.At())
	case *ir.Leave:
		ev.leaveManager(ev.eval(e.X), e.At())
		return ev.null()
	case *ir.Comprehension:
		return ev.comprehension(e)
	case *ir.Assignment:
		v := ev.eval(e.Value)
		if !ev.frame.dead {
			ev.filling = fills(e.Value)
			ev.assign(e.Target, v)
			ev.filling = false
		}
		return v
	case *ir.Sequence:
		ev.block(e.Do)
		var v Value = ev.null()
		for _, item := range e.Items {
			v = ev.eval(item)
		}
		return v
	case *ir.Cast:
		v := ev.eval(e.X)
		if _, ok := v.(*Unknown); ok {
			return ev.declared(e.Type, v)
		}
		return v
	case *ir.TypeOfItems:
		return ev.unknown(e.At(), "it is a type")
	case *ir.Opaque:
		parts := make([]Value, len(e.Parts))
		for i, p := range e.Parts {
			parts[i] = ev.term(ev.eval(p))
		}
		if len(parts) == 0 {
			return ev.unknown(e.At(), e.Reason)
		}
		return ev.combined("opaque", parts...)
	}
	return nil
}

func (ev *evaluator) use(e *ir.Use) Value {
	c := ev.cell(ev.frame, e.Variable)
	ev.finds(c)
	if c.v == nil && e.Variable.Type != nil {
		v := ev.declared(e.Variable.Type, ev.unknown(e.At(), "the variable "+e.Variable.Name+" was not given a value"))
		return v
	}
	if c.v == nil {
		if e.Variable.Owner != nil && e.Variable.Owner.Module != nil && e.Variable.Owner == e.Variable.Owner.Module.Init {
			ev.moduleFrame(e.Variable.Owner.Module)
		}
		if ev.language() == ir.JavaScript {
			return ev.null()
		}
		return ev.unknown(e.At(), "the variable "+e.Variable.Name+" has no value yet")
	}
	return c.v
}

// assign gives a variable, an attribute or an entry a value.
func (ev *evaluator) assign(target ir.Expression, v Value) {
	switch t := target.(type) {
	case *ir.Use:
		if isNull(v) && t.Variable.Type != nil && ev.language() == ir.Go {
			if z := ev.zero(t.Variable.Type); z != nil {
				v = z
			}
		}
		c := ev.cell(ev.frame, t.Variable)
		delete(ev.aliases, c)
		ev.keeps(c, v, t.At(), false)
		ev.setPointed(c, v)
	case *ir.Attribute:
		ev.setAttribute(ev.eval(t.X), t.Name, v, t.At())
	case *ir.Index:
		x := ev.eval(t.X)
		key := ev.eval(t.Key)
		ev.writes(x, key, v, t.At())
		ev.setItem(x, key, v, t.At())
	case *ir.Slice:
		ev.setSlice(t, v)
	case *ir.ListLiteral:
		for i, item := range t.Items {
			ev.assign(item.Value, ev.index(v, ev.number(i), t.At()))
		}
	case *ir.Unary:
		if t.Op == ir.Deref {
			ev.assignThrough(t.X, v)
			return
		}
		ev.eval(t)
	default:
		ev.eval(target)
	}
}

// assignThrough is *p = v: what p refers to becomes v.
func (ev *evaluator) assignThrough(p ir.Expression, v Value) {
	x := ev.eval(p)
	to, ok := x.(*ref)
	from, ok2 := v.(*ref)
	if ok && ok2 {
		n := ev.read(from).clone()
		n.epoch = ev.epoch
		ev.set(to.cell, n)
		return
	}
	if u, isUse := p.(*ir.Use); isUse && !ok {
		c := ev.cell(ev.frame, u.Variable)
		if a, ok := ev.aliases[c]; ok && a.was == c.v {
			c = a.to
		}
		ev.setPointed(c, v)
	}
}

func (ev *evaluator) objectLiteral(e *ir.ObjectLiteral) Value {
	r := ev.newObject(e.At())
	if e.Type != nil {
		switch t := ev.eval(e.Type).(type) {
		case *class:
			c := ev.write(r)
			c.class = t
			c.base = ev.externBase(t)
			ev.built(r)
		case *Extern:
			ev.write(r).typ = t
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
func (ev *evaluator) spreads(e ir.Expression, v Value) Value {
	if both, ok := e.(*ir.Binary); !ok || both.Op != ir.And {
		return v
	}
	kept := []Value{ev.boolean(false)}
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
func (ev *evaluator) spread(r *ref, v Value) {
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
func (ev *evaluator) spreadUnknown(r *ref, v Value) {
	if _, scalar := v.(*Constant); scalar {
		return
	}
	c := ev.write(r)
	if rest, ok := v.(*Combined); !ok || rest.How != "slice" {
		for _, n := range c.names {
			c.fields[n] = ev.join(c.fields[n], ev.index(v, ev.text(n), r.at))
		}
	}
	ev.further(c, ev.item(ev.term(v), nil))
}

func (ev *evaluator) listLiteral(e *ir.ListLiteral) Value {
	var items []Value
	var rest Value
	for _, item := range e.Items {
		v := ev.eval(item.Value)
		if item.Spread {
			known, more := ev.itemsOf(v)
			if rest == nil {
				items = append(items, known...)
			} else {
				rest = ev.joinAll(append([]Value{rest}, known...)...)
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
func (ev *evaluator) itemsOf(v Value) (items []Value, rest Value) {
	if len(options(v)) > 1 {
		return nil, ev.anyItem(v)
	}
	if isNull(v) {
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

// comprehension makes a collection from others.
func (ev *evaluator) comprehension(e *ir.Comprehension) Value {
	kind := ir.List
	if e.Kind == ir.SetOf {
		kind = ir.Set
	}
	var r *ref
	if e.Kind == ir.MappingOf {
		r = ev.newObject(e.At())
	} else {
		r = ev.newList(kind, e.At(), nil, nil)
		ev.read(r).once = e.Kind == ir.GeneratorOf
	}
	ev.clauses(e, 0, false, func(sure bool) {
		v := ev.checked(ev.eval(e.Value))
		switch {
		case e.Kind == ir.MappingOf:
			ev.setItem(r, ev.checked(ev.eval(e.Key)), v, e.At())
		case sure:
			ev.push(ev.write(r), v)
		default:
			c := ev.write(r)
			c.rest = ev.join(c.rest, v)
		}
	})
	return r
}

// clauses runs the clauses of a comprehension from the n-th on. sure says that an item is made in any case.
func (ev *evaluator) clauses(e *ir.Comprehension, n int, unsure bool, do func(sure bool)) {
	if ev.frame.dead {
		return
	}
	if n == len(e.Clauses) {
		do(!unsure)
		return
	}
	c := e.Clauses[n]
	over := ev.eval(c.Over)
	turns, more := ev.turns(c.Over, over)
	if len(turns)*ev.unrolled() > maxUnrolled {
		if more == nil {
			more = &turn{over: c.Over}
		}
		for _, t := range turns {
			more.item, more.key, more.value = ev.join(more.item, t.item), ev.join(more.key, t.key), ev.join(more.value, t.value)
		}
		turns = nil
	}
	run := func(t *turn, unsure bool) {
		ev.inTurn(t, max(1, len(turns)), func() {
			gs := ev.guards
			ev.block(c.Bind)
			for _, test := range c.Tests {
				v := ev.test(test)
				t := ev.truthOf(v)
				if t == never {
					ev.guards = gs
					return
				}
				if t == maybe {
					unsure = true
					ev.guard(v, true, test.At())
				}
			}
			ev.clauses(e, n+1, unsure, do)
			ev.guards = gs
		})
	}
	for _, t := range turns {
		run(t, unsure)
	}
	if more != nil {
		run(more, true)
	}
}
