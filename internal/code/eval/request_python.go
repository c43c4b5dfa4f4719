package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// asgiParts are the attributes and methods of a request of Starlette, which FastAPI hands on, as the event names them
// (https://www.starlette.io/requests/).
var asgiParts = map[string]string{
	"query_params": "queryStringParameters", "path_params": "pathParameters", "headers": "headers", "cookies": "cookies", "method": "httpMethod",
	"url": "path", "json": "body", "body": "body", "form": "body", "stream": "body",
}

// asgiRequest is a part of a request of Starlette; nil for any other value.
func (ev *evaluator) asgiRequest(v term.Value, name string) term.Value {
	t, ok := v.(*term.Typed)
	if !ok {
		return nil
	}
	e, ok := t.Type.(*term.Extern)
	if !ok || e.Language != ir.Python || e.Name != "Request" {
		return nil
	}
	top, _, _ := strings.Cut(e.Module, ".")
	part := asgiParts[name]
	if top != "fastapi" && top != "starlette" || part == "" {
		return nil
	}
	return ev.Input(ev.handler, 0, []string{part})
}

// asgiTyped is the request of Starlette, under whatever name it is declared; nil for other types.
func (ev *evaluator) asgiTyped(e *term.Extern) term.Value {
	top, _, _ := strings.Cut(e.Module, ".")
	if e.Name != "Request" || top != "fastapi" && top != "starlette" {
		return nil
	}
	return ev.Typed(ev.Extern(ir.Python, "starlette.requests", "Request"), nil)
}

// requestStarlette is what Starlette hands to a function of a route: its request.
func (ev *evaluator) requestStarlette(r *routed, f *function, i int) term.Value {
	e := externOf(r.router)
	first := 0
	if f.this != nil {
		first = 1
	}
	if e == nil || !strings.HasPrefix(e.Module, "starlette.") || i != first {
		return nil
	}
	return ev.Typed(ev.Extern(ir.Python, "starlette.requests", "Request"), nil)
}

// contextVariable is a variable of Python's contextvars: what is set is what is got.
func contextVariable(ev *evaluator, c *invocation) term.Value {
	held := func(c *invocation) *ref { r, _ := c.this.(*ref); return r }
	return ev.withMethods(ev.Extern(ir.Python, "contextvars", "ContextVar"), c.at, map[string]builtin{
		"set": func(ev *evaluator, c *invocation) term.Value {
			if c.arg(0) == nil {
				return nil
			}
			ev.put(ev.write(held(c)), kept, c.arg(0))
			return ev.Unknown(c.at, "it is a token of what a variable held before")
		},
		"get": func(ev *evaluator, c *invocation) term.Value {
			if v := ev.read(held(c)).fields[kept]; v != nil {
				return v
			}
			if c.arg(0) != nil {
				return c.arg(0)
			}
			return ev.Unknown(c.at, "nothing here has set the variable before")
		},
		"reset": null,
	})
}

// namedTuple is collections.namedtuple: what makes objects with the fields that it names.
func namedTuple(ev *evaluator, c *invocation) term.Value {
	var names []string
	if s, ok := term.KnownText(c.either(1, "field_names")); ok {
		names = strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	} else if list, ok := c.either(1, "field_names").(*ref); ok {
		for _, item := range ev.read(list).items {
			s, _ := term.KnownText(item)
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return &native{name: "namedtuple", call: func(ev *evaluator, c *invocation) term.Value {
		for _, a := range c.args {
			if a.spread {
				return nil
			}
		}
		r := ev.newObject(c.at)
		for i, name := range names {
			if v := c.either(i, name); v != nil {
				ev.put(ev.write(r), name, v)
			}
		}
		return r
	}}
}
