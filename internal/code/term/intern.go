package term

import (
	"encoding/binary"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Interner makes values so that two that are made alike are the same pointer.
type Interner struct {
	constants    map[Constant]*Constant
	environments map[Environment]*Environment
	externs      map[Extern]*Extern
	members      map[Member]*Member
	items        map[Item]*Item
	results      map[*Call]*Result
	typed        map[Typed]*Typed
	unknowns     map[Unknown]*Unknown
	classes      map[*ir.Class]*Class
	modules      map[*ir.Module]*Module
	composite    map[string]Value
	ids          map[Value]uint32
	key          []byte
}

// NewInterner is one that has made nothing yet.
func NewInterner() *Interner {
	return &Interner{
		constants: map[Constant]*Constant{}, environments: map[Environment]*Environment{}, externs: map[Extern]*Extern{},
		members: map[Member]*Member{}, items: map[Item]*Item{}, results: map[*Call]*Result{}, typed: map[Typed]*Typed{},
		unknowns: map[Unknown]*Unknown{}, classes: map[*ir.Class]*Class{}, modules: map[*ir.Module]*Module{},
		composite: map[string]Value{}, ids: map[Value]uint32{},
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

// Constant is a known scalar.
func (in *Interner) Constant(kind ir.LiteralKind, text string) *Constant {
	return made(in.constants, Constant{kind, text})
}

// Text is a known text.
func (in *Interner) Text(s string) *Constant { return in.Constant(ir.String, s) }

// Null is nothing at all.
func (in *Interner) Null() *Constant { return in.Constant(ir.Null, "") }

// Boolean is a known truth.
func (in *Interner) Boolean(b bool) *Constant {
	if b {
		return in.Constant(ir.Bool, "true")
	}
	return in.Constant(ir.Bool, "false")
}

// Environment is an environment variable; fallback is what the code takes without it, nil for none.
func (in *Interner) Environment(name string, fallback Value) *Environment {
	return made(in.environments, Environment{name, fallback})
}

// Extern is a module of a library, or a name in it.
func (in *Interner) Extern(l ir.Language, module, name string) *Extern {
	return made(in.externs, Extern{l, module, name})
}

// Member is an attribute of a value that is not known further.
func (in *Interner) Member(of Value, name string) *Member { return made(in.members, Member{of, name}) }

// Item is an entry of a value that is not known further; key is nil for any of them.
func (in *Interner) Item(of, key Value) *Item { return made(in.items, Item{of, key}) }

// Typed is an instance of a type of a library; why says why nothing more is known, nil where nothing does.
func (in *Interner) Typed(of Value, why *Unknown) *Typed { return made(in.typed, Typed{of, why}) }

// Unknown is a value of which nothing is known, and why.
func (in *Interner) Unknown(at ir.Span, why string) *Unknown {
	return made(in.unknowns, Unknown{why, at})
}

// Result is what a call answered.
func (in *Interner) Result(c *Call) *Result {
	if r, ok := in.results[c]; ok {
		return r
	}
	r := &Result{c}
	in.results[c] = r
	return r
}

// Class is a class of the application.
func (in *Interner) Class(c *ir.Class) *Class {
	if v, ok := in.classes[c]; ok {
		return v
	}
	v := &Class{c}
	in.classes[c] = v
	return v
}

// Module is a module of the application.
func (in *Interner) Module(m *ir.Module) *Module {
	if v, ok := in.modules[m]; ok {
		return v
	}
	v := &Module{m}
	in.modules[m] = v
	return v
}

// ID numbers a value, for the keys of those that consist of several.
func (in *Interner) ID(v Value) uint32 {
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

func (in *Interner) begin(kind byte) { in.key = append(in.key[:0], kind) }

func (in *Interner) addText(s string) {
	in.key = binary.AppendUvarint(in.key, uint64(len(s)))
	in.key = append(in.key, s...)
}

func (in *Interner) addValue(v Value) { in.key = binary.AppendUvarint(in.key, uint64(in.ID(v))) }

func (in *Interner) addValues(vs []Value) {
	in.key = binary.AppendUvarint(in.key, uint64(len(vs)))
	for _, v := range vs {
		in.addValue(v)
	}
}

// finish answers the value with the key that was put together; made makes it where there is none.
func (in *Interner) finish(makeIt func() Value) Value {
	if v, ok := in.composite[string(in.key)]; ok {
		return v
	}
	v := makeIt()
	in.composite[string(in.key)] = v
	return v
}

// Input is a part of what the platform hands to the entry.
func (in *Interner) Input(entry *ir.Function, parameter int, path []string) Value {
	in.begin('I')
	in.key = binary.AppendVarint(in.key, int64(parameter))
	for _, p := range path {
		in.addText(p)
	}
	return in.finish(func() Value { return &Input{entry, parameter, path} })
}

// Deeper is a part of an input. Paths end at MaxPath: what lies deeper is the last part of them.
func (in *Interner) Deeper(i *Input, name string) Value {
	if len(i.Path) >= MaxPath {
		return i
	}
	path := make([]string, len(i.Path)+1)
	copy(path, i.Path)
	path[len(i.Path)] = name
	return in.Input(i.Entry, i.Parameter, path)
}

// MaxPath is how many names the path of an Input has at most.
const MaxPath = 24

// Combined is something computed of other values.
func (in *Interner) Combined(how string, of ...Value) Value {
	in.begin('C')
	in.addText(how)
	in.addValues(of)
	return in.finish(func() Value { return &Combined{how, append([]Value(nil), of...)} })
}

// Template is text with holes.
func (in *Interner) Template(parts []Value) Value {
	in.begin('T')
	in.addValues(parts)
	return in.finish(func() Value { return &Text{parts} })
}

// OneOf is one of several values.
func (in *Interner) OneOf(options []Value) Value {
	in.begin('?')
	in.addValues(options)
	return in.finish(func() Value { return &OneOf{append([]Value(nil), options...)} })
}

// List is the one list that equals l.
func (in *Interner) List(l *List) Value {
	in.begin('L')
	in.key = append(in.key, byte(l.Kind))
	in.addValues(l.Items)
	in.addValue(l.Rest)
	return in.finish(func() Value { return l })
}

// Object is the one object that equals o.
func (in *Interner) Object(o *Object) Value {
	in.begin('O')
	if o.Class != nil {
		in.addValue(in.Class(o.Class))
	}
	in.addValue(o.Type)
	in.addValue(o.Base)
	in.addValue(in.Unknown(o.At, ""))
	for _, n := range o.Names {
		in.addText(n)
		in.addValue(o.Fields[n])
	}
	in.addValue(o.Rest)
	in.addValue(o.Keys)
	return in.finish(func() Value { return o })
}
