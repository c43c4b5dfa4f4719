package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Objects of Python's own library that keep what they are given.

// kept names the entry in which such an object keeps its text: no attribute has such a name.
const kept = "(kept)"

// configParser is configparser.ConfigParser(): what is set is what is got, until a file is read.
func configParser(ev *evaluator, c *invocation) term.Value {
	entry := func(c *invocation) (string, bool) {
		section, ok := term.KnownText(c.either(0, "section"))
		option, ok2 := term.KnownText(c.either(1, "option"))
		return kept + "[" + section + "][" + option + "]", ok && ok2
	}
	get := func(ev *evaluator, c *invocation) term.Value {
		r, _ := c.this.(*ref)
		name, ok := entry(c)
		if v := ev.read(r).fields[name]; ok && v != nil {
			return v
		}
		v := ev.outside(ev.memberOf(r, "get"), c)
		if fallback := c.named("fallback"); fallback != nil {
			return ev.join(v, fallback)
		}
		return v
	}
	set := func(ev *evaluator, c *invocation) term.Value {
		r, _ := c.this.(*ref)
		name, ok := entry(c)
		if v := c.either(2, "value"); ok && v != nil {
			ev.put(ev.write(r), name, v)
		}
		return ev.Null()
	}
	return ev.withMethods(ev.Extern(ir.Python, "configparser", "ConfigParser"), c.at, map[string]builtin{"get": get, "set": set})
}

// stringIO is io.StringIO(): what is written is read.
func stringIO(ev *evaluator, c *invocation) term.Value {
	first := c.either(0, "initial_value")
	write := func(ev *evaluator, c *invocation) term.Value {
		r, _ := c.this.(*ref)
		if v := c.arg(0); v != nil {
			w := ev.write(r)
			old := w.fields[kept]
			if t, ok := old.(*term.Text); old == nil || ok && len(t.Parts) > maxEntries {
				old = ev.Text("")
			}
			ev.put(w, kept, ev.concat(old, v))
		}
		return ev.Null()
	}
	value := func(name string) builtin {
		return func(ev *evaluator, c *invocation) term.Value {
			r, _ := c.this.(*ref)
			if v := ev.read(r).fields[kept]; v != nil {
				return v
			}
			return ev.outside(ev.memberOf(r, name), c)
		}
	}
	made := ev.withMethods(ev.Extern(ir.Python, "io", "StringIO"), c.at, map[string]builtin{"write": write, "getvalue": value("getvalue"), "read": value("read")})
	if first != nil {
		ev.put(ev.write(made), kept, first)
	}
	return made
}
