package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// onText is a method of texts that is done where the text and all arguments are known.
func onText(f func(s string, args []string) string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		args := make([]string, len(c.args))
		for i, a := range c.args {
			s, ok := term.KnownText(a.value)
			if !ok {
				return nil
			}
			args[i] = s
		}
		return ev.each(c.this, func(v term.Value) term.Value {
			s, ok := term.KnownText(v)
			if !ok {
				return nil
			}
			if out := f(s, args); len(out) <= maxText {
				return ev.Text(out)
			}
			return nil
		})
	}
}

// asked is a question about a text whose answer is known where all of it is.
func asked(f func(s, arg string) bool) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		s, ok := term.KnownText(c.this)
		arg, ok2 := term.KnownText(c.arg(0))
		if !ok || !ok2 {
			return nil
		}
		return ev.Boolean(f(s, arg))
	}
}

// begins is whether a text begins with another one, where so much of its beginning is known.
func begins(ev *evaluator, c *invocation) term.Value {
	return ev.edge(c, false, strings.HasPrefix)
}

// endsIn is the same of its end.
func endsIn(ev *evaluator, c *invocation) term.Value {
	return ev.edge(c, true, strings.HasSuffix)
}

// edge asks a question about one edge of a text: the known part there answers it where it is as long as what is asked for, or
// already says something else.
func (ev *evaluator) edge(c *invocation, last bool, is func(s, arg string) bool) term.Value {
	arg, ok := term.KnownText(c.arg(0))
	if !ok || len(c.args) != 1 {
		return nil
	}
	s, ok := term.KnownText(c.this)
	if ok {
		return ev.Boolean(is(s, arg))
	}
	t, ok := c.this.(*term.Text)
	if !ok || len(t.Parts) == 0 {
		return nil
	}
	part := t.Parts[0]
	if last {
		part = t.Parts[len(t.Parts)-1]
	}
	if s, ok = term.KnownText(part); !ok {
		return nil
	}
	if len(s) >= len(arg) || !is(arg, s) {
		return ev.Boolean(is(s, arg))
	}
	return nil
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// strip takes characters off both ends: white space without any.
func strip(trim func(string, string) string) func(string, []string) string {
	return func(s string, args []string) string {
		if len(args) == 0 {
			return trim(s, " \t\r\n\v\f")
		}
		return trim(s, args[0])
	}
}

func replaceAll(s string, args []string) string {
	if len(args) < 2 {
		return s
	}
	return strings.ReplaceAll(s, args[0], args[1])
}

// split takes a known text apart.
func split(ev *evaluator, c *invocation) term.Value {
	s, ok := term.KnownText(c.this)
	if !ok {
		return nil
	}
	sep := c.arg(0)
	var parts []string
	if by, ok := term.KnownText(sep); ok && by != "" {
		parts = strings.Split(s, by)
	} else if sep == nil || term.IsNull(sep) {
		parts = strings.Fields(s)
	} else {
		return nil
	}
	items := make([]term.Value, len(parts))
	for i, p := range parts {
		items[i] = ev.Text(p)
	}
	return ev.newList(ir.List, c.at, items, nil)
}

// joined is a list as one text with something between the items.
func (ev *evaluator) joined(list, between term.Value) term.Value {
	r, ok := list.(*ref)
	if !ok || !ev.read(r).list {
		return nil
	}
	c := ev.read(r)
	if c.rest != nil {
		return ev.Combined("join", ev.term(between), ev.term(list))
	}
	var parts []term.Value
	for i, item := range c.items {
		if i > 0 {
			parts = append(parts, between)
		}
		parts = append(parts, item)
	}
	return ev.concat(parts...)
}
