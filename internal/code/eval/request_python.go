package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// asgiParts are the attributes and methods of a request of Starlette, which FastAPI hands on, as the event names them
// (https://www.starlette.io/requests/).
var asgiParts = map[string]string{
	"query_params": "queryStringParameters", "path_params": "pathParameters", "headers": "headers", "cookies": "cookies", "method": "httpMethod",
	"url": "path", "json": "body", "body": "body", "form": "body", "stream": "body",
}

// asgiRequest is a part of a request of Starlette; nil for any other value.
func (ev *evaluator) asgiRequest(v Value, name string) Value {
	t, ok := v.(*Typed)
	if !ok {
		return nil
	}
	e, ok := t.Type.(*Extern)
	if !ok || e.Language != ir.Python || e.Name != "Request" {
		return nil
	}
	top, _, _ := strings.Cut(e.Module, ".")
	part := asgiParts[name]
	if top != "fastapi" && top != "starlette" || part == "" {
		return nil
	}
	return ev.input(ev.handler, 0, []string{part})
}

// asgiTyped is the request of Starlette, under whatever name it is declared; nil for other types.
func (ev *evaluator) asgiTyped(e *Extern) Value {
	top, _, _ := strings.Cut(e.Module, ".")
	if e.Name != "Request" || top != "fastapi" && top != "starlette" {
		return nil
	}
	return made(ev.typed, Typed{Type: ev.extern(ir.Python, "starlette.requests", "Request")})
}

// requestStarlette is what Starlette hands to a function of a route: its request.
func (ev *evaluator) requestStarlette(r *routed, f *function, i int) Value {
	e := externOf(r.router)
	first := 0
	if f.this != nil {
		first = 1
	}
	if e == nil || !strings.HasPrefix(e.Module, "starlette.") || i != first {
		return nil
	}
	return made(ev.typed, Typed{Type: ev.extern(ir.Python, "starlette.requests", "Request")})
}

// contextVariable is a variable of Python's contextvars: what is set is what is got.
func contextVariable(ev *evaluator, c *invocation) Value {
	held := func(c *invocation) *ref { r, _ := c.this.(*ref); return r }
	return ev.withMethods(ev.extern(ir.Python, "contextvars", "ContextVar"), c.at, map[string]builtin{
		"set": func(ev *evaluator, c *invocation) Value {
			if c.arg(0) == nil {
				return nil
			}
			ev.put(ev.write(held(c)), kept, c.arg(0))
			return ev.unknown(c.at, "it is a token of what a variable held before")
		},
		"get": func(ev *evaluator, c *invocation) Value {
			if v := ev.read(held(c)).fields[kept]; v != nil {
				return v
			}
			if c.arg(0) != nil {
				return c.arg(0)
			}
			return ev.unknown(c.at, "nothing here has set the variable before")
		},
		"reset": null,
	})
}

// namedTuple is collections.namedtuple: what makes objects with the fields that it names.
func namedTuple(ev *evaluator, c *invocation) Value {
	var names []string
	if s, ok := textOf(c.either(1, "field_names")); ok {
		names = strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	} else if list, ok := c.either(1, "field_names").(*ref); ok {
		for _, item := range ev.read(list).items {
			s, _ := textOf(item)
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return &native{name: "namedtuple", call: func(ev *evaluator, c *invocation) Value {
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
