package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

func (ev *evaluator) attributeOf(e *ir.Attribute) Value {
	x := ev.eval(e.X)
	if ev.frame.dead {
		return nil
	}
	if e.Optional && isNull(x) {
		return ev.null()
	}
	return ev.attribute(x, e.Name, e.At())
}

// attribute is x.name. It is never nil.
func (ev *evaluator) attribute(x Value, name string, at ir.Span) Value {
	if v := ev.each(x, func(x Value) Value { return ev.attributeOne(x, name, at) }); v != nil {
		return v
	}
	if ev.language() == ir.JavaScript {
		return ev.null()
	}
	return ev.unknown(at, "there is no "+name+" here")
}

// attributeOne is nil where there is none.
func (ev *evaluator) attributeOne(x Value, name string, at ir.Span) Value {
	switch x := x.(type) {
	case *Constant, *Text, *Environment:
		if isNull(x) {
			return nil
		}
		if name == "value" && ev.language() == ir.Python { // of an Enum, whose members are their values
			return x
		}
	case *Extern:
		return ev.externAttribute(x, name)
	case *Input:
		return ev.deeper(x, name)
	case *ref:
		return ev.refAttribute(x, name, at)
	case *class:
		return ev.classAttribute(x, x, name)
	case *Module:
		return ev.exported(x.Module, name, at)
	case *function:
		return ev.functionAttribute(x, name)
	case *super:
		return ev.superAttribute(x, name)
	case *native, *bound:
		return ev.memberOf(x, name)
	case *Result:
		if v := ev.requestAttribute(x, name); v != nil {
			return v
		}
	case *Typed:
		if v := ev.requestField(x, name); v != nil {
			return v
		}
	}
	return ev.memberOf(x, name)
}

// externAttribute is a name in a library, or what the language's library has there.
func (ev *evaluator) externAttribute(x *Extern, name string) Value {
	joined := joinName(x)
	if x.Language == ir.Python {
		if m, ok := ev.dotted[joined+"."+name]; ok {
			return ev.module(m)
		}
	}
	switch {
	case x.Language == ir.JavaScript && joined == "process.env":
		return ev.environment(name, nil)
	case x.Language == ir.JavaScript && x.Name == "" && x.Module != "" && name == "default":
		return x
	}
	if v := ev.requestExtern(x, name); v != nil {
		return v
	}
	full := name
	if x.Name != "" {
		full = x.Name + "." + name
	}
	if strings.Count(full, ".") > maxPath {
		return x
	}
	return ev.extern(x.Language, x.Module, full)
}

// joinName is the name of a thing of a library with its module: "os.environ", "JSON.parse".
func joinName(x *Extern) string {
	switch {
	case x.Module == "":
		return x.Name
	case x.Name == "":
		return x.Module
	}
	return x.Module + "." + x.Name
}

// refAttribute is an attribute of an object or a list.
func (ev *evaluator) refAttribute(r *ref, name string, at ir.Span) Value {
	c := ev.read(r)
	if c.list {
		if name == "length" && c.rest == nil {
			return ev.number(len(c.items))
		}
		return ev.boundMethod(r, name)
	}
	if v, ok := c.fields[name]; ok {
		return v
	}
	if c.class != nil {
		if v := ev.instanceAttribute(r, c.class, name, at); v != nil {
			return v
		}
	}
	if c.proto != nil {
		if v := ev.attributeOne(c.proto, name, at); v != nil {
			return ev.bind(v, r)
		}
	}
	switch {
	case c.class != nil && name == "__class__", c.class != nil && name == "constructor":
		return c.class
	case c.class != nil && name == "__dict__":
		return r
	case c.typ != nil || c.base != nil:
		if ev.hasMethod(r, name) {
			return ev.boundMethod(r, name)
		}
		return ev.memberOf(r, name)
	case c.rest != nil:
		return c.rest
	case ev.hasMethod(r, name):
		return ev.boundMethod(r, name)
	}
	return nil
}

// boundMethod is a method of the language's own collections as a value.
func (ev *evaluator) boundMethod(r *ref, name string) Value {
	return &native{name: name, call: func(ev *evaluator, c *invocation) Value { return ev.invokeMethod(r, name, c) }}
}

func (ev *evaluator) indexOf(e *ir.Index) Value {
	x := ev.eval(e.X)
	if ev.frame.dead {
		return nil
	}
	if e.Optional && isNull(x) {
		return ev.null()
	}
	// Several results of Go are taken apart by a temporary variable: the first one is the result.
	if u, ok := e.X.(*ir.Use); ok && u.Variable.Name == "" && ev.language() == ir.Go {
		if l, ok := e.Key.(*ir.Literal); ok {
			switch x := x.(type) {
			case *Result, *Input, *Member, *Item, *Environment, *Unknown, *Typed, *Constant, *Text, *Combined:
				if l.Text == "0" {
					return x
				}
				if isNull(x) {
					return x
				}
				return ev.itemOf(x, ev.constant(ir.Number, l.Text))
			}
		}
	}
	return ev.index(x, ev.eval(e.Key), e.At())
}

// index is x[key]. It is never nil.
func (ev *evaluator) index(x, key Value, at ir.Span) Value {
	v := ev.each(x, func(x Value) Value {
		return ev.each(key, func(key Value) Value { return ev.indexOne(x, key, at) })
	})
	if v != nil {
		return v
	}
	if ev.language() == ir.JavaScript {
		return ev.null()
	}
	return ev.unknown(at, "there is no such entry")
}

func (ev *evaluator) indexOne(x, key Value, at ir.Span) Value {
	k, known := key.(*Constant)
	switch x := x.(type) {
	case *Constant:
		if x.Kind == ir.Null {
			return nil
		}
	case *Input:
		switch {
		case known && k.Kind == ir.Number:
			return ev.deeper(x, "*")
		case known:
			return ev.deeper(x, k.Text)
		}
		return ev.itemOf(x, key)
	case *Extern:
		switch joined := joinName(x); {
		case joined == "os.environ" || joined == "process.env":
			if known {
				return ev.environment(k.Text, nil)
			}
			return ev.itemOf(x, key)
		case known && k.Kind == ir.String && ev.language() == ir.JavaScript:
			return ev.externAttribute(x, k.Text)
		case ev.language() != ir.JavaScript && x.Name != "":
			return x // a generic type or function with what it is of
		}
	case *class:
		if ev.isEnum(x) {
			return ev.memberNamed(x, key)
		}
		if ev.language() != ir.JavaScript {
			return x
		}
		if known {
			return ev.classAttribute(x, x, k.Text)
		}
	case *Module:
		if known {
			return ev.exported(x.Module, k.Text, at)
		}
		return ev.anyExport(x.Module)
	case *function:
		if ev.language() == ir.Go {
			return x
		}
		if known {
			return ev.functionAttribute(x, k.Text)
		}
	case *ref:
		return ev.refIndex(x, key, at)
	case *Result, *Member, *Item, *Typed:
		if known && k.Kind == ir.String && ev.language() == ir.JavaScript {
			return ev.memberOf(x, k.Text)
		}
	}
	return ev.itemOf(x, key)
}

// refIndex is an entry of an object or a list.
func (ev *evaluator) refIndex(r *ref, key Value, at ir.Span) Value {
	c := ev.read(r)
	k, known := key.(*Constant)
	if c.list {
		if known && k.Kind == ir.String && ev.language() == ir.JavaScript {
			return ev.refAttribute(r, k.Text, at)
		}
		return ev.listIndex(c, k)
	}
	if known {
		if v, ok := c.fields[k.Text]; ok {
			return v
		}
		if ev.language() == ir.JavaScript || c.class != nil || c.typ != nil {
			if m, ok := ev.findMethod(c.class, "__getitem__"); ok {
				return ev.apply1(ev.bind(m, r), at, key)
			}
			return ev.refAttribute(r, k.Text, at)
		}
		if c.rest != nil {
			return c.rest
		}
		return nil
	}
	if m, ok := ev.findMethod(c.class, "__getitem__"); ok {
		return ev.apply1(ev.bind(m, r), at, key)
	}
	if c.class != nil && ev.language() == ir.JavaScript {
		if v := ev.membersLike(c.class, key); v != nil {
			return ev.bind(v, r)
		}
	}
	var all []Value
	for _, n := range c.names {
		if matches(key, n) {
			all = append(all, c.fields[n])
		}
	}
	if v := ev.joinAll(append(all, c.rest)...); v != nil {
		return v
	}
	return ev.itemOf(r, key)
}

func (ev *evaluator) listIndex(c *contents, k *Constant) Value {
	i, ok := position(k)
	if ok && i < 0 && c.rest == nil {
		i += len(c.items)
	}
	switch {
	case ok && i >= 0 && i < len(c.items):
		return c.items[i]
	case ok && i >= 0:
		return c.rest
	}
	return ev.joinAll(append(append([]Value(nil), c.items...), c.rest)...)
}

// matches is whether a text with holes may be a name.
func matches(pattern Value, name string) bool {
	t, ok := pattern.(*Text)
	if !ok {
		return true
	}
	for i, p := range t.Parts {
		c, ok := p.(*Constant)
		if !ok {
			continue
		}
		j := strings.Index(name, c.Text)
		if j < 0 || i == 0 && j != 0 || i == len(t.Parts)-1 && !strings.HasSuffix(name, c.Text) {
			return false
		}
		name = name[j+len(c.Text):]
		if i == len(t.Parts)-1 {
			return true
		}
	}
	return true
}

// setAttribute is x.name = v.
func (ev *evaluator) setAttribute(x Value, name string, v Value, at ir.Span) {
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
			w := ev.write(t)
			if len(targets) > 1 {
				v = ev.join(w.fields[name], v)
			}
			ev.put(w, name, v)
		case *class:
			ev.put(ev.write(t.statics), name, v)
		case *function:
			ev.put(ev.write(ev.attributesOf(t)), name, v)
		case *Module:
			if e, ok := t.Module.Export(name); ok {
				c := ev.cell(ev.moduleFrame(t.Module), e)
				ev.set(c, ev.join(c.v, v))
			}
		case *super:
			ev.setAttribute(t.this, name, v, at)
		default:
			ev.setOutside(o, ev.text(name), v, at)
		}
	}
}

// setItem is x[key] = v.
func (ev *evaluator) setItem(x, key, v Value, at ir.Span) {
	k, known := key.(*Constant)
	targets := options(x)
	for _, o := range targets {
		r, ok := o.(*ref)
		if !ok {
			if known && k.Kind == ir.String {
				switch o.(type) {
				case *class, *function, *Module:
					ev.setAttribute(o, k.Text, v, at)
					continue
				}
			}
			ev.setOutside(o, key, v, at)
			continue
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
			c.rest, c.keys = ev.join(c.rest, v), ev.join(c.keys, key)
		}
	}
}

// setSlice is x[low:high] = v: of a whole list its items, of a part any of them.
func (ev *evaluator) setSlice(t *ir.Slice, v Value) {
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
func (ev *evaluator) setOutside(x, key, v Value, at ir.Span) {
	switch x.(type) {
	case *Result, *Member, *Typed, *Item, *Extern:
		ev.record(ev.memberOf(x, "="), []argument{{value: key}, {value: v}}, at, false)
	}
}

func position(k *Constant) (int, bool) {
	if k == nil || k.Kind != ir.Number {
		return 0, false
	}
	n, sign := 0, 1
	for i, r := range k.Text {
		switch {
		case i == 0 && r == '-':
			sign = -1
		case r < '0' || r > '9' || n > 1<<20:
			return 0, false
		default:
			n = n*10 + int(r-'0')
		}
	}
	return n * sign, true
}

func (ev *evaluator) slice(e *ir.Slice) Value {
	x := ev.eval(e.X)
	var low, high Value
	if e.Low != nil {
		low = ev.eval(e.Low)
	}
	if e.High != nil {
		high = ev.eval(e.High)
	}
	return ev.sliced(x, low, high, e.At())
}

// bounds are the ends of a slice of n items; ok is false where they are not known.
func bounds(low, high Value, n int) (i, j int, ok bool) {
	j = n
	for _, b := range []struct {
		v  Value
		to *int
	}{{low, &i}, {high, &j}} {
		if b.v == nil || isNull(b.v) {
			continue
		}
		k, _ := b.v.(*Constant)
		p, ok := position(k)
		if !ok {
			return 0, 0, false
		}
		if p < 0 {
			p += n
		}
		*b.to = min(max(p, 0), n)
	}
	return i, max(i, j), true
}

// sliced is a part of a list or a text.
func (ev *evaluator) sliced(x, low, high Value, at ir.Span) Value {
	return ev.each(x, func(x Value) Value {
		switch x := x.(type) {
		case *ref:
			c := ev.read(x)
			if !c.list {
				return ev.combined("slice", ev.term(x))
			}
			i, j, ok := bounds(low, high, len(c.items))
			if ok && (c.rest == nil || high == nil) {
				return ev.newList(c.kind, at, c.items[i:j], c.rest)
			}
			return ev.newList(c.kind, at, nil, ev.joinAll(append(append([]Value(nil), c.items...), c.rest)...))
		case *Constant:
			if i, j, ok := bounds(low, high, len(x.Text)); ok && x.Kind == ir.String {
				return ev.text(x.Text[i:j])
			}
		}
		parts := []Value{ev.term(x)}
		for _, b := range []Value{low, high} {
			if b != nil {
				parts = append(parts, ev.term(b))
			}
		}
		return ev.combined("slice", parts...)
	})
}
