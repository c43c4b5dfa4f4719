package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// newInstance is an instance of which no constructor has run.
func (ev *evaluator) newInstance(k *class, at ir.Span) *ref {
	r := ev.newObject(at)
	c := ev.write(r)
	c.class, c.base = k, ev.externBase(k)
	ev.built(r)
	return r
}

// built notes an instance, for interfaces that it may stand behind.
func (ev *evaluator) built(r *ref) {
	k := ev.read(r).class
	if len(ev.made[k.class]) == 0 {
		ev.madeOrder = append(ev.madeOrder, k.class)
	}
	if list := ev.made[k.class]; len(list) < 4 {
		ev.made[k.class] = append(list, r)
	}
}

// instantiate makes an instance of a class of the application: its fields, then its constructor.
func (ev *evaluator) instantiate(k *class, c *invocation) term.Value {
	if len(c.args) == 1 && ev.isEnum(k) {
		return ev.memberOfValue(k, c.args[0].value)
	}
	if m, ok := ev.findMethod(k, "__new__"); ok && ev.active[m.fn] == 0 {
		if v := ev.apply(m, append([]argument{{value: k}}, c.args...), c.at); v != nil {
			if r, ok := v.(*ref); ok && ev.read(r).class != nil {
				if init, ok := ev.findMethod(k, "__init__"); ok {
					ev.apply(ev.bind(init, r), c.args, c.at)
				}
			}
			return v
		}
	}
	r := ev.newInstance(k, c.at)
	ev.construct(k, r, c)
	return r
}

// construct runs what makes an instance of a class complete.
func (ev *evaluator) construct(k *class, r *ref, c *invocation) {
	init, has := ev.constructor(k)
	if !has || init.class != k {
		for _, b := range k.bases {
			if base, ok := b.(*class); ok && (!has || init.fn.Module.Language == ir.JavaScript) {
				ev.construct(base, r, c)
			}
		}
	}
	for i := range k.class.Fields {
		f := &k.class.Fields[i]
		if f.Static || f.Value == nil {
			continue
		}
		ev.inside(&frame{fn: fieldsOf(k), outer: k.scope, vars: map[*ir.Variable]*cell{}, self: r, class: k, chain: ev.frame.chain}, func() {
			if this := thisOf(k); this != nil {
				ev.set(ev.cell(ev.frame, this), r)
			}
			ev.put(ev.write(r), f.Name, ev.eval(f.Value))
		})
	}
	switch {
	case has && (init.class == k || init.fn.Module.Language == ir.Python):
		ev.apply(ev.bind(init, r), c.args, c.at)
	case !has:
		ev.fillFields(k, r, c, func(f *ir.Field, v term.Value) term.Value { return ev.modelField(k, f, v) })
	}
	if ev.extends(k, settingsClasses) {
		ev.fillSettings(k, r)
	}
	if post, ok := ev.findMethod(k, "__post_init__"); ok {
		ev.apply(ev.bind(post, r), nil, c.at)
	}
	if base := ev.externBase(k); base != nil && !has {
		w := ev.write(r)
		for _, a := range c.args {
			if a.name != "" && !a.spread && w.fields[a.name] == nil {
				ev.put(w, a.name, a.value)
			}
		}
	}
}

// fieldsOf is the function that the values of fields stand in.
func fieldsOf(k *class) *ir.Function {
	for _, m := range k.class.Methods {
		if m.Kind == ir.Constructor {
			return m
		}
	}
	return &ir.Function{Name: k.class.Name, Module: k.class.Module, Class: k.class, Span: k.class.Span}
}

func thisOf(k *class) *ir.Variable {
	for _, m := range k.class.Methods {
		if m.Kind == ir.Constructor {
			return m.This
		}
	}
	return nil
}

func (ev *evaluator) constructor(k *class) (*function, bool) {
	for _, c := range ev.line(k) {
		for _, m := range c.class.Methods {
			if m.Kind == ir.Constructor {
				return ev.function(function{fn: m, scope: c.scope, class: c}), true
			}
		}
	}
	return nil, false
}

// fillFields is the constructor that a data class has without writing one: its fields in their order or by name, as it takes
// what it is given for them.
func (ev *evaluator) fillFields(k *class, r *ref, c *invocation, as func(*ir.Field, term.Value) term.Value) {
	if k.class.Module == nil || k.class.Module.Language != ir.Python {
		return
	}
	var fields []*ir.Field
	line := ev.line(k)
	for _, k := range slices.Backward(line) {
		for j := range k.class.Fields {
			if f := &k.class.Fields[j]; f.Type != nil {
				fields = append(fields, f)
			}
		}
	}
	position := 0
	for _, a := range c.args {
		switch {
		case a.spread && a.name == "**":
			for _, f := range fields {
				if ev.read(r).fields[f.Name] == nil {
					ev.put(ev.write(r), f.Name, as(f, ev.index(a.value, ev.Text(f.Name), c.at)))
				}
			}
			ev.keepsMore(k, r, a.value)
		case a.name != "":
			v := a.value
			for _, f := range fields {
				if f.Name == a.name {
					v = as(f, v)
				}
			}
			ev.put(ev.write(r), a.name, v)
		case position < len(fields):
			ev.put(ev.write(r), fields[position].Name, as(fields[position], a.value))
			position++
		}
	}
}

// zeroFields gives the fields of a struct that a literal leaves out what they have without it.
func (ev *evaluator) zeroFields(r *ref, k *class) {
	if k.class.Module == nil || k.class.Module.Language != ir.Go {
		return
	}
	for i := range k.class.Fields {
		f := &k.class.Fields[i]
		if _, ok := ev.read(r).fields[f.Name]; ok || f.Type == nil {
			continue
		}
		ev.inside(k.scope, func() {
			if v := ev.zero(f.Type); v != nil {
				ev.put(ev.write(r), f.Name, v)
			}
		})
	}
}

// zero is what a variable of a type of Go is before it is given a value; nil where that is nothing in particular.
func (ev *evaluator) zero(t ir.Expression) term.Value {
	switch t := t.(type) {
	case *ir.ClassRef:
		return ev.zeroOf(ev.classIn(t.Class, ev.frame), t.At())
	case *ir.Attribute, *ir.Import:
		switch named := ev.eval(t).(type) {
		case *term.Extern:
			if named.Name != "" {
				r := ev.newObject(t.At())
				c := ev.write(r)
				c.typ, c.zero = named, true
				ev.empties(c)
				return r
			}
		case *class: // of another package
			return ev.zeroOf(named, t.At())
		}
	case *ir.TypeOfItems:
		var r *ref
		switch t.Name {
		case "list":
			r = ev.newList(ir.List, t.At(), nil, nil)
		case "map":
			r = ev.newObject(t.At())
		default:
			return nil
		}
		ev.read(r).plain = isPlain(t.Item) || isNumber(t.Item)
		return r
	}
	return nil
}

func (ev *evaluator) zeroOf(k *class, at ir.Span) term.Value {
	if k.class.Interface || k.class.Underlying != nil || ev.depth > ev.limits.Depth/2 {
		return nil
	}
	return ev.newInstance(k, at)
}

// declared is a value of a type where no more is known of it.
func (ev *evaluator) declared(t ir.Expression, why term.Value) term.Value {
	if t == nil || ev.depth > ev.limits.Depth {
		return why
	}
	if items, ok := t.(*ir.TypeOfItems); ok {
		switch items.Name {
		case "list", "set", "tuple":
			return ev.newList(ir.List, t.At(), nil, ev.declared(items.Item, why))
		case "map", "dict":
			r := ev.newObject(t.At())
			ev.write(r).rest = ev.declared(items.Item, why)
			return r
		case "function":
			return why
		}
		return ev.declared(items.Item, why)
	}
	var v term.Value
	dead := ev.frame.dead
	ev.frame.dead = false
	gaps := len(ev.trace.Gaps)
	v = ev.eval(t)
	ev.trace.Gaps = ev.trace.Gaps[:gaps]
	ev.frame.dead = dead
	var found []term.Value
	for _, o := range options(v) {
		switch o := o.(type) {
		case *class:
			found = append(found, ev.each(ev.someInstance(o, why), ev.another))
		case *term.Extern, *term.Member:
			found = append(found, ev.typedAs(o, why))
		}
	}
	if v := ev.joinAll(found...); v != nil {
		return v
	}
	return why
}

// someInstance is an instance of a class of which only the class is known: one that its constructor makes of parameters
// that are not known either. Of an interface it is what was made of the classes that have its methods.
func (ev *evaluator) someInstance(k *class, why term.Value) term.Value {
	if k.class.Interface {
		if v := ev.implementing(k); v != nil {
			return v
		}
		return why
	}
	if k.class.Underlying != nil {
		return why
	}
	if r, ok := ev.instances[k.class]; ok {
		return r
	}
	if len(ev.made[k.class]) > 0 {
		var all []term.Value
		for _, r := range ev.made[k.class] {
			all = append(all, r)
		}
		return ev.joinAll(all...)
	}
	r := ev.newInstance(k, k.class.Span)
	ev.instances[k.class] = r
	if init, ok := ev.constructor(k); ok {
		dead := ev.frame.dead
		ev.frame.dead = false
		ev.lasting(ev.frame, func() { ev.applyUnknown(ev.bind(init, r).(*function), "nothing here makes a "+k.class.Name) })
		ev.frame.dead = dead
	}
	return r
}

// another is an instance as one of its class that came from elsewhere: what the event says in the one perhaps stands in the other.
func (ev *evaluator) another(v term.Value) term.Value {
	r, ok := v.(*ref)
	if !ok || !slices.ContainsFunc(ev.read(r).names, func(n string) bool { return ofEvent(ev.read(r).fields[n], 0) }) {
		return v
	}
	other := ev.newObject(ev.read(r).class.class.Span)
	n := ev.read(r).clone()
	n.epoch = ev.epoch
	for name, of := range n.fields {
		n.fields[name] = ev.perhaps(nil, of)
	}
	for i, of := range n.items {
		n.items[i] = ev.perhaps(nil, of)
	}
	n.rest = ev.perhaps(nil, n.rest)
	ev.set(other.cell, n)
	return other
}

// implementing are the instances that have all methods of an interface.
func (ev *evaluator) implementing(k *class) term.Value {
	var names []string
	for _, c := range ev.line(k) {
		for _, m := range c.class.Methods {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	var found []term.Value
	for _, c := range ev.madeOrder {
		for _, r := range ev.made[c] {
			all := true
			for _, n := range names {
				if _, ok := ev.findMethod(ev.read(r).class, n); !ok {
					if _, ok := ev.promoted(r, n); !ok {
						all = false
					}
				}
			}
			if all && ev.read(r).class != nil {
				found = append(found, r)
			}
		}
	}
	return ev.joinAll(found...)
}
