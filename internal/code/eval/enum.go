package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// enums are the classes whose subclasses have their members as class attributes (https://docs.python.org/3/library/enum.html).
var enums = map[string]bool{"enum.Enum": true, "enum.IntEnum": true, "enum.StrEnum": true, "enum.Flag": true, "enum.IntFlag": true}

// isEnum is whether the attributes of a class are the members of an enumeration. A member stands here for its value.
func (ev *evaluator) isEnum(k *class) bool { return ev.extends(k, enums) }

// extends is whether a class extends one of some classes of libraries.
func (ev *evaluator) extends(k *class, names map[string]bool) bool {
	if k.class.Module == nil || k.class.Module.Language != ir.Python {
		return false
	}
	for _, c := range ev.line(k) {
		for _, b := range c.bases {
			if e, ok := b.(*term.Extern); ok && names[term.Qualified(e)] {
				return true
			}
		}
	}
	return false
}

// members are the members of an enumeration, in their order.
func (ev *evaluator) members(k *class) []term.Value {
	c := ev.read(k.statics)
	out := make([]term.Value, len(c.names))
	for i, n := range c.names {
		out[i] = c.fields[n]
	}
	return out
}

// memberNamed is Names["A"]: where the name is not known, any member.
func (ev *evaluator) memberNamed(k *class, key term.Value) term.Value {
	if name, ok := term.KnownText(key); ok {
		return ev.read(k.statics).fields[name]
	}
	return ev.joinAll(ev.members(k)...)
}

// memberOfValue is Names("a"): the value itself, as far as it is known to be one.
func (ev *evaluator) memberOfValue(k *class, v term.Value) term.Value {
	if _, ok := v.(*term.Constant); ok {
		return v
	}
	return ev.joinAll(ev.members(k)...)
}
