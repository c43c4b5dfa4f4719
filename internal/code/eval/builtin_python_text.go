package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func thisValue(_ *evaluator, c *invocation) term.Value { return c.this }

func thisConstant(_ *evaluator, c *invocation) term.Value {
	if _, ok := c.this.(*term.Constant); ok {
		return c.this
	}
	return nil
}

// textJoin is ", ".join(list).
func textJoin(ev *evaluator, c *invocation) term.Value {
	if c.arg(0) == nil {
		return nil
	}
	return ev.joined(c.arg(0), c.this)
}

// textFormat is "...".format(...).
func textFormat(ev *evaluator, c *invocation) term.Value {
	return ev.each(c.this, func(v term.Value) term.Value {
		if s, ok := term.KnownText(v); ok {
			return ev.braces(s, c)
		}
		return nil
	})
}

func pathJoin(ev *evaluator, c *invocation) term.Value {
	var parts []term.Value
	for i, a := range c.args {
		if a.spread || a.name != "" {
			return nil
		}
		if i > 0 {
			if s, ok := term.KnownText(c.args[i-1].value); !ok || !strings.HasSuffix(s, "/") {
				parts = append(parts, ev.Text("/"))
			}
		}
		if s, ok := term.KnownText(a.value); ok && strings.HasPrefix(s, "/") {
			parts = nil
		}
		parts = append(parts, a.value)
	}
	path := ev.concat(parts...)
	if len(c.args) > 1 && (ev.language() != ir.Python || slices.ContainsFunc(c.args[1:], func(a argument) bool { return !isRelative(a.value) })) {
		for _, o := range options(path) {
			if t, ok := o.(*term.Text); ok {
				ev.notePath(t)
			}
		}
	}
	return path
}

// isRelative is whether a path is known not to begin at the root, whatever is in it: f"items/{name}".
func isRelative(v term.Value) bool {
	switch v := v.(type) {
	case *term.Constant:
		return true // at the root it is all of the path, which is known
	case *term.Text:
		s, ok := term.KnownText(v.Parts[0])
		return ok && s != "" && s[0] != '/'
	case *term.Result:
		e, ok := v.Call.Callee.(*term.Extern)
		return ok && term.Qualified(e) == "os.path.normpath" && len(v.Call.Args) > 0 && isRelative(v.Call.Args[0].Value)
	}
	return false
}

// notePath notes a path that was joined.
func (ev *evaluator) notePath(t *term.Text) {
	if ev.trace.Joined == nil {
		ev.trace.Joined = map[term.Value]bool{}
	}
	ev.trace.Joined[t] = true
}

func pythonStr(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return ev.Text("")
	}
	switch x := x.(type) {
	case *term.Constant:
		return ev.Text(ev.written(x))
	case *ref:
		if s := ev.part(x, c.at); s != x {
			return s
		}
		return nil
	}
	return ev.asText(x)
}

// written is json.dumps: the value itself, until something reads it back. Tests of it see the value.
func written(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	result := ev.outside(ev.Extern(ev.language(), "json", "dumps"), c)
	ev.texts[result] = x
	return result
}

// parsed is json.loads: of what json.dumps made it is that again.
func parsed(ev *evaluator, c *invocation) term.Value {
	if v, ok := ev.texts[c.arg(0)]; ok {
		return deepCopy(ev, &invocation{args: values(v), at: c.at})
	}
	if s, ok := term.KnownText(c.arg(0)); ok {
		return ev.fromJSON(s, c.at)
	}
	return nil
}

// words is shlex.split of a text that is known and has no quotes.
func words(ev *evaluator, c *invocation) term.Value {
	s, ok := term.KnownText(c.arg(0))
	if !ok || strings.ContainsAny(s, `"'\#`) {
		return nil
	}
	items := make([]term.Value, 0, len(s)/4)
	for word := range strings.FieldsSeq(s) {
		items = append(items, ev.Text(word))
	}
	return ev.newList(ir.List, c.at, items, nil)
}
