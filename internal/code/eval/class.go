package eval

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// super is a receiver seen as an instance of the bases of a class.
type super struct {
	term.Kind
	this  term.Value
	class *class
}

// classRef is a class as a value, with the variables that its methods see.
func (ev *evaluator) classRef(c *ir.Class, scope *frame) term.Value { return ev.classIn(c, scope) }

func (ev *evaluator) classIn(c *ir.Class, scope *frame) *class {
	if c.Outer == nil || c.Module != nil && c.Outer == c.Module.Init {
		if c.Module != nil {
			scope = ev.moduleFrame(c.Module)
		}
	}
	key := classKey{c, scope}
	if k, ok := ev.classOf[key]; ok {
		return k
	}
	k := &class{class: c, scope: scope}
	k.statics = ev.newObject(c.Span)
	ev.classOf[key] = k
	ev.lasting(scope, func() {
		dead := scope.dead
		scope.dead = false
		for _, b := range c.Bases {
			k.bases = append(k.bases, options(ev.eval(b))...)
		}
		for i := range c.Fields {
			if f := &c.Fields[i]; f.Static && f.Value != nil {
				ev.put(ev.write(k.statics), f.Name, ev.eval(f.Value))
			}
		}
		ev.subclassed(k)
		for _, d := range c.Decorators {
			by := ev.eval(d)
			k.model = k.model || makesModel(by)
			ev.invoke(by, &invocation{args: []argument{{value: k}}, at: d.At()})
		}
		scope.dead = dead
	})
	return k
}

// externBase is the class of a library that a class extends, nil for none.
func (ev *evaluator) externBase(k *class) term.Value {
	for _, c := range ev.line(k) {
		for _, b := range c.bases {
			switch b := b.(type) {
			case *term.Extern:
				if !plainBase[term.Qualified(b)] {
					return b
				}
			case *term.Result, *term.Member:
				return b
			}
		}
	}
	return nil
}

// plainBase are classes that give a class nothing that calls it or that it could call.
var plainBase = map[string]bool{
	"object": true, "Object": true, "abc.ABC": true, "Exception": true, "Error": true, "ValueError": true, "RuntimeError": true,
	"enum.Enum": true, "enum.IntEnum": true, "enum.StrEnum": true, "typing.NamedTuple": true, "typing.TypedDict": true,
	"typing.Protocol": true, "typing.Generic": true, "pydantic.BaseModel": true, "str": true, "int": true, "BaseException": true,
	"KeyError": true, "TypeError": true,
}

// findMethod finds a method of a class or of what it extends.
func (ev *evaluator) findMethod(k *class, name string, kinds ...ir.FunctionKind) (*function, bool) {
	if k == nil {
		return nil, false
	}
	for _, c := range ev.line(k) {
		if m, ok := c.class.Method(name, kinds...); ok && !c.class.Interface {
			return ev.function(function{fn: m, scope: c.scope, class: c}), true
		}
	}
	return nil, false
}

func (ev *evaluator) findSetter(k *class, name string) (*function, bool) {
	return ev.findMethod(k, name, ir.Setter)
}

// instanceAttribute is what an instance has of its class; nil for nothing.
func (ev *evaluator) instanceAttribute(r *ref, k *class, name string, at ir.Span) term.Value {
	for _, c := range ev.line(k) {
		if v, ok := ev.read(c.statics).fields[name]; ok {
			return ev.bindStatic(v, r, c, name, at)
		}
		if m, ok := c.class.Method(name, ir.Getter); ok {
			return ev.apply(ev.function(function{fn: m, scope: c.scope, this: r, class: c}), nil, at)
		}
		if m, ok := c.class.Method(name); ok && !c.class.Interface && m.Kind != ir.Setter {
			return ev.bind(ev.function(function{fn: m, scope: c.scope, class: c}), r)
		}
		if v := ev.fieldValue(r, c, name, at); v != nil {
			return v
		}
	}
	if owner, ok := ev.promoted(r, name); ok {
		return ev.refAttribute(owner, name, at)
	}
	for _, c := range ev.line(k) { // of something embedded that is of a library
		for i := range c.class.Fields {
			if f := &c.class.Fields[i]; f.Embedded {
				if v := ev.read(r).fields[f.Name]; v != nil && !term.IsNull(v) {
					if _, isRef := v.(*ref); !isRef {
						return ev.attributeOne(v, name, at)
					}
				}
			}
		}
	}
	if v := ev.started(r, ev.read(r), name); v != nil {
		return v
	}
	if m, ok := ev.findMethod(k, "__getattr__"); ok {
		return ev.apply1(ev.bind(m, r), at, ev.Text(name))
	}
	return nil
}

// bindStatic is an attribute of a class as an instance has it. Of a decorated method the class says of which kind it is.
func (ev *evaluator) bindStatic(v term.Value, r *ref, c *class, name string, at ir.Span) term.Value {
	m, ok := c.class.Method(name)
	if !ok || m.Module == nil || m.Module.Language != ir.Python {
		return ev.bind(v, r)
	}
	switch m.Kind {
	case ir.StaticMethod:
		return v
	case ir.ClassMethod:
		return ev.bindClass(v, ev.read(r).class)
	case ir.Getter:
		return ev.invoke(ev.bind(v, r), &invocation{at: at})
	case ir.Plain, ir.Method, ir.Setter, ir.Constructor:
	}
	return ev.bind(v, r)
}

// bindClass gives a decorated class method its class.
func (ev *evaluator) bindClass(v term.Value, c *class) term.Value {
	return ev.each(v, func(v term.Value) term.Value {
		switch f := v.(type) {
		case *function:
			g := *f
			g.this = c
			return ev.function(g)
		case *term.Result:
			if ev.wraps(f, 0) {
				return &bound{of: f, this: c}
			}
		}
		return v
	})
}

// fieldValue is what the declaration of a field says of its value, where nothing was assigned.
func (ev *evaluator) fieldValue(r *ref, c *class, name string, at ir.Span) term.Value {
	for i := range c.class.Fields {
		f := &c.class.Fields[i]
		if f.Name != name || f.Static && f.Value != nil {
			continue
		}
		if f.Type == nil {
			return nil
		}
		var v term.Value
		ev.inside(c.scope, func() {
			v = ev.declared(f.Type, ev.Unknown(at, "the field "+name+" of "+c.class.Name+" is not set here"))
		})
		ev.put(ev.write(r), name, v)
		return v
	}
	return nil
}

// promoted is the embedded value that has the name.
func (ev *evaluator) promoted(r *ref, name string) (*ref, bool) {
	k := ev.read(r).class
	if k == nil {
		return nil, false
	}
	if _, ok := ev.read(r).fields[name]; ok {
		return nil, false
	}
	for i := range k.class.Fields {
		f := &k.class.Fields[i]
		if !f.Embedded {
			continue
		}
		for _, o := range options(ev.read(r).fields[f.Name]) {
			inner, ok := o.(*ref)
			if !ok || inner == r {
				continue
			}
			c := ev.read(inner)
			if _, has := c.fields[name]; has {
				return inner, true
			}
			if _, has := ev.findMethod(c.class, name); has {
				return inner, true
			}
			if deeper, ok := ev.promoted(inner, name); ok {
				return deeper, true
			}
		}
	}
	return nil, false
}

// classAttribute is an attribute of a class itself. of is the class it was asked of.
func (ev *evaluator) classAttribute(k, of *class, name string) term.Value {
	for _, c := range ev.line(k) {
		m, ok := c.class.Method(name)
		if v, assigned := ev.read(c.statics).fields[name]; assigned {
			if ok && m.Kind == ir.ClassMethod && c.class.Module.Language == ir.Python {
				return ev.bindClass(v, of)
			}
			return v
		}
		if !ok {
			continue
		}
		f := function{fn: m, scope: c.scope, class: c}
		switch {
		case m.Kind == ir.ClassMethod, m.Kind == ir.StaticMethod && m.This != nil:
			f.this = of
		case m.Kind == ir.Getter && ev.language() == ir.JavaScript:
			f.this = of
			return ev.apply(ev.function(f), nil, m.Span)
		}
		return ev.function(f)
	}
	switch name {
	case "name", "__name__":
		return ev.Text(k.class.Name)
	case "prototype":
		return k
	case "__subclasses__":
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			return ev.newList(ir.List, c.at, ev.subclasses[k], nil)
		}}
	case "__new__":
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			if target, ok := c.arg(0).(*class); ok {
				return ev.newInstance(target, c.at)
			}
			return nil
		}}
	case "model_construct": // it checks nothing
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			r := ev.newInstance(k, c.at)
			ev.fillFields(k, r, c, func(_ *ir.Field, v term.Value) term.Value { return v })
			return r
		}}
	case "model_validate", "parse_obj", "from_dict":
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			return ev.fromMapping(k, c.arg(0), c.at)
		}}
	case "model_validate_json", "parse_raw":
		if !ev.isModel(k) {
			break
		}
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			if c.arg(0) == nil {
				return nil
			}
			ev.record(ev.Member(ev.Class(k.class), name), c.args, c.at, false) // it holds what comes in to a form
			read := ev.imported(&ir.Import{Span: c.at, Module: "json", Name: "loads"})
			return ev.fromMapping(k, ev.invoke(read, &invocation{args: values(c.arg(0)), at: c.at}), c.at)
		}}
	}
	if base := ev.externBase(k); base != nil {
		return ev.Member(ev.Class(k.class), name)
	}
	return nil
}

// fromMapping is an instance of a data class whose fields are entries of a value.
func (ev *evaluator) fromMapping(k *class, v term.Value, at ir.Span) term.Value {
	r := ev.newInstance(k, at)
	for _, c := range ev.line(k) {
		for i := range c.class.Fields {
			f := &c.class.Fields[i]
			ev.put(ev.write(r), f.Name, ev.modelField(c, f, ev.index(v, ev.Text(f.Name), at)))
		}
	}
	ev.keepsMore(k, r, v)
	return r
}

// bind gives a function its receiver, where it takes one.
func (ev *evaluator) bind(v term.Value, this term.Value) term.Value {
	return ev.each(v, func(v term.Value) term.Value {
		switch f := v.(type) {
		case *function:
			switch {
			case f.this != nil, f.fn.Kind == ir.StaticMethod:
				return f
			case f.fn.Kind == ir.ClassMethod:
				if r, ok := this.(*ref); ok && ev.read(r).class != nil {
					this = ev.read(r).class
				}
			case f.fn.Class == nil && f.fn.Module != nil && f.fn.Module.Language == ir.JavaScript && f.fn.This == nil:
				return f
			}
			g := *f
			g.this = this
			return ev.function(g)
		case *term.Result:
			if ev.wraps(f, 0) {
				return &bound{of: f, this: this}
			}
		}
		return v
	})
}

// unbound is a function without what it is bound to.
func (ev *evaluator) unbound(f *function) *function {
	if f.this == nil {
		return f
	}
	g := *f
	g.this = nil
	return ev.function(g)
}

func (ev *evaluator) super(e *ir.Super) term.Value {
	var this term.Value
	for f := ev.frame; f != nil; f = f.outer {
		if f.self != nil {
			this = f.self
			if f.class != nil {
				return &super{this: this, class: f.class}
			}
			break
		}
	}
	if e.Class != nil {
		scope := ev.frame
		for f := ev.frame; f != nil; f = f.outer {
			if f.fn.Class == e.Class {
				scope = f.outer
			}
		}
		return &super{this: this, class: ev.classIn(e.Class, scope)}
	}
	return ev.Unknown(e.At(), "the class of super is not known")
}

// superAttribute is what the bases of a class have.
func (ev *evaluator) superAttribute(s *super, name string) term.Value {
	line := ev.line(s.class)
	if r, ok := s.this.(*ref); ok && ev.read(r).class != nil { // the order of the instance's class counts
		if whole := ev.line(ev.read(r).class); slices.Contains(whole, s.class) {
			line = whole[slices.Index(whole, s.class):]
		}
	}
	for _, c := range line[min(1, len(line)):] {
		if v, ok := ev.read(c.statics).fields[name]; ok {
			return ev.bind(v, s.this)
		}
		if m, ok := c.class.Method(name); ok {
			return ev.bind(ev.function(function{fn: m, scope: c.scope, class: c}), s.this)
		}
	}
	if name == "__new__" {
		return &native{name: name, call: func(ev *evaluator, c *invocation) term.Value {
			if k, ok := c.arg(0).(*class); ok {
				return ev.newInstance(k, c.at)
			}
			return nil
		}}
	}
	if base := ev.externBase(s.class); base != nil && s.this != nil {
		return ev.memberOf(s.this, name)
	}
	return &native{name: name, call: func(ev *evaluator, _ *invocation) term.Value { return ev.Null() }}
}

// membersLike are the methods whose names a value may be.
func (ev *evaluator) membersLike(k *class, name term.Value) term.Value {
	var found []term.Value
	seen := map[string]bool{}
	for _, c := range ev.line(k) {
		for _, m := range c.class.Methods {
			if m.Kind == ir.Constructor || m.Kind == ir.Getter || m.Kind == ir.Setter || seen[m.Name] || !matches(name, m.Name) {
				continue
			}
			seen[m.Name] = true
			found = append(found, ev.function(function{fn: m, scope: c.scope, class: c}))
		}
	}
	return ev.joinAll(found...)
}
