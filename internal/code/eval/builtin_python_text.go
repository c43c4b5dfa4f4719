package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

func thisValue(_ *evaluator, c *invocation) Value { return c.this }

func thisConstant(_ *evaluator, c *invocation) Value {
	if _, ok := c.this.(*Constant); ok {
		return c.this
	}
	return nil
}

// textJoin is ", ".join(list).
func textJoin(ev *evaluator, c *invocation) Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.joined(c.arg(0), c.this)
}

// textFormat is "...".format(...).
func textFormat(ev *evaluator, c *invocation) Value {
	return ev.each(c.this, func(v Value) Value {
		if s, ok := textOf(v); ok {
			return ev.braces(s, c)
		}
		return nil
	})
}

func pathJoin(ev *evaluator, c *invocation) Value {
	var parts []Value
	for i, a := range c.args {
		if a.spread || a.name != "" {
			return nil
		}
		if i > 0 {
			if s, ok := textOf(c.args[i-1].value); !ok || !strings.HasSuffix(s, "/") {
				parts = append(parts, ev.text("/"))
			}
		}
		if s, ok := textOf(a.value); ok && strings.HasPrefix(s, "/") {
			parts = nil
		}
		parts = append(parts, a.value)
	}
	path := ev.concat(parts...)
	if len(c.args) > 1 && (ev.language() != ir.Python || slices.ContainsFunc(c.args[1:], func(a argument) bool { return !isRelative(a.value) })) {
		for _, o := range options(path) {
			if t, ok := o.(*Text); ok {
				ev.notePath(t)
			}
		}
	}
	return path
}

// isRelative is whether a path is known not to begin at the root, whatever is in it: f"items/{name}".
func isRelative(v Value) bool {
	switch v := v.(type) {
	case *Constant:
		return true // at the root it is all of the path, which is known
	case *Text:
		s, ok := textOf(v.Parts[0])
		return ok && s != "" && s[0] != '/'
	case *Result:
		e, ok := v.Call.Callee.(*Extern)
		return ok && joinName(e) == "os.path.normpath" && len(v.Call.Args) > 0 && isRelative(v.Call.Args[0].Value)
	}
	return false
}

// notePath notes a path that was joined.
func (ev *evaluator) notePath(t *Text) {
	if ev.trace.Joined == nil {
		ev.trace.Joined = map[Value]bool{}
	}
	ev.trace.Joined[t] = true
}

func pythonStr(ev *evaluator, c *invocation) Value {
	x := c.arg(0)
	if x == nil {
		return ev.text("")
	}
	switch x := x.(type) {
	case *Constant:
		return ev.text(ev.written(x))
	case *ref:
		if s := ev.part(x, c.at); s != x {
			return s
		}
		return nil
	}
	return ev.asText(x)
}

// written is json.dumps: the value itself, until something reads it back. Tests of it see the value.
func written(ev *evaluator, c *invocation) Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	result := ev.outside(ev.extern(ev.language(), "json", "dumps"), c)
	ev.texts[result] = x
	return result
}

// parsed is json.loads: of what json.dumps made it is that again.
func parsed(ev *evaluator, c *invocation) Value {
	if v, ok := ev.texts[c.arg(0)]; ok {
		return deepCopy(ev, &invocation{args: values(v), at: c.at})
	}
	if s, ok := textOf(c.arg(0)); ok {
		return ev.fromJSON(s, c.at)
	}
	return nil
}

// words is shlex.split of a text that is known and has no quotes.
func words(ev *evaluator, c *invocation) Value {
	s, ok := textOf(c.arg(0))
	if !ok || strings.ContainsAny(s, `"'\#`) {
		return nil
	}
	items := make([]Value, 0, len(s)/4)
	for word := range strings.FieldsSeq(s) {
		items = append(items, ev.text(word))
	}
	return ev.newList(ir.List, c.at, items, nil)
}
