package eval

import (
	"encoding/binary"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// interner makes values so that two that are made alike are the same pointer.
type interner struct {
	constants    map[Constant]*Constant
	environments map[Environment]*Environment
	externs      map[Extern]*Extern
	members      map[Member]*Member
	items        map[Item]*Item
	results      map[*Call]*Result
	typed        map[Typed]*Typed
	unknowns     map[Unknown]*Unknown
	closures     map[closureKey]*Closure
	functions    map[function]*function
	classes      map[*ir.Class]*Class
	modules      map[*ir.Module]*Module
	composite    map[string]Value
	ids          map[Value]uint32
	key          []byte
}

func newInterner() *interner {
	return &interner{
		constants: map[Constant]*Constant{}, environments: map[Environment]*Environment{}, externs: map[Extern]*Extern{},
		members: map[Member]*Member{}, items: map[Item]*Item{}, results: map[*Call]*Result{}, typed: map[Typed]*Typed{},
		unknowns: map[Unknown]*Unknown{}, closures: map[closureKey]*Closure{}, functions: map[function]*function{},
		classes: map[*ir.Class]*Class{}, modules: map[*ir.Module]*Module{}, composite: map[string]Value{},
		ids: map[Value]uint32{},
	}
}

// made answers the one value of its map that equals v.
func made[K comparable](m map[K]*K, v K) *K {
	if p, ok := m[v]; ok {
		return p
	}
	p := new(v)
	m[v] = p
	return p
}

func (in *interner) constant(kind ir.LiteralKind, text string) *Constant {
	return made(in.constants, Constant{kind, text})
}

func (in *interner) text(s string) *Constant { return in.constant(ir.String, s) }

func (in *interner) null() *Constant { return in.constant(ir.Null, "") }

func (in *interner) boolean(b bool) *Constant {
	if b {
		return in.constant(ir.Bool, "true")
	}
	return in.constant(ir.Bool, "false")
}

func (in *interner) environment(name string, fallback Value) *Environment {
	return made(in.environments, Environment{name, fallback})
}

func (in *interner) extern(l ir.Language, module, name string) *Extern {
	return made(in.externs, Extern{l, module, name})
}

func (in *interner) member(of Value, name string) *Member { return made(in.members, Member{of, name}) }

func (in *interner) item(of, key Value) *Item { return made(in.items, Item{of, key}) }

func (in *interner) unknown(at ir.Span, why string) *Unknown {
	return made(in.unknowns, Unknown{why, at})
}

func (in *interner) result(c *Call) *Result {
	if r, ok := in.results[c]; ok {
		return r
	}
	r := &Result{c}
	in.results[c] = r
	return r
}

func (in *interner) class(c *ir.Class) *Class {
	if v, ok := in.classes[c]; ok {
		return v
	}
	v := &Class{c}
	in.classes[c] = v
	return v
}

func (in *interner) module(m *ir.Module) *Module {
	if v, ok := in.modules[m]; ok {
		return v
	}
	v := &Module{m}
	in.modules[m] = v
	return v
}

// id numbers a value, for the keys of those that consist of several.
func (in *interner) id(v Value) uint32 {
	if v == nil {
		return 0
	}
	n, ok := in.ids[v]
	if !ok {
		n = uint32(len(in.ids)) + 1 //nolint:gosec // a value takes memory: there are never that many
		in.ids[v] = n
	}
	return n
}

func (in *interner) begin(kind byte) { in.key = append(in.key[:0], kind) }

func (in *interner) addText(s string) {
	in.key = binary.AppendUvarint(in.key, uint64(len(s)))
	in.key = append(in.key, s...)
}

func (in *interner) addValue(v Value) { in.key = binary.AppendUvarint(in.key, uint64(in.id(v))) }

func (in *interner) addValues(vs []Value) {
	in.key = binary.AppendUvarint(in.key, uint64(len(vs)))
	for _, v := range vs {
		in.addValue(v)
	}
}

// finish answers the value with the key that was put together; made makes it where there is none.
func (in *interner) finish(makeIt func() Value) Value {
	if v, ok := in.composite[string(in.key)]; ok {
		return v
	}
	v := makeIt()
	in.composite[string(in.key)] = v
	return v
}

func (in *interner) input(entry *ir.Function, parameter int, path []string) Value {
	in.begin('I')
	in.key = binary.AppendVarint(in.key, int64(parameter))
	for _, p := range path {
		in.addText(p)
	}
	return in.finish(func() Value { return &Input{entry, parameter, path} })
}

// deeper is a part of an input. Paths end somewhere: what lies deeper is the last part of them.
func (in *interner) deeper(i *Input, name string) Value {
	if len(i.Path) >= maxPath {
		return i
	}
	path := make([]string, len(i.Path)+1)
	copy(path, i.Path)
	path[len(i.Path)] = name
	return in.input(i.Entry, i.Parameter, path)
}

const maxPath = 24

func (in *interner) combined(how string, of ...Value) Value {
	in.begin('C')
	in.addText(how)
	in.addValues(of)
	return in.finish(func() Value { return &Combined{how, append([]Value(nil), of...)} })
}

func (in *interner) list(l *List) Value {
	in.begin('L')
	in.key = append(in.key, byte(l.Kind))
	in.addValues(l.Items)
	in.addValue(l.Rest)
	return in.finish(func() Value { return l })
}

func (in *interner) object(o *Object) Value {
	in.begin('O')
	if o.Class != nil {
		in.addValue(in.class(o.Class))
	}
	in.addValue(o.Type)
	in.addValue(o.Base)
	in.addValue(in.unknown(o.At, ""))
	for _, n := range o.Names {
		in.addText(n)
		in.addValue(o.Fields[n])
	}
	in.addValue(o.Rest)
	in.addValue(o.Keys)
	return in.finish(func() Value { return o })
}
