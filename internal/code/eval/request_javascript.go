package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// contextual are the frameworks of JavaScript that hand a context to a route; the others hand a request and a response.
var contextual = map[string]bool{
	"hono": true, "hono/tiny": true, "hono/quick": true, "@hono/zod-openapi": true, "koa": true, "@koa/router": true, "koa-router": true,
}

// requestNames are the parts of a request as Express, Fastify and lambda-api name them, and as the event does.
var requestNames = map[string]string{
	"body": "body", "rawBody": "body", "params": "pathParameters", "query": "queryStringParameters", "headers": "headers",
	"cookies": "cookies", "path": "path", "url": "path", "originalUrl": "path", "method": "httpMethod",
}

// requestedJavaScript is what a router of JavaScript gives a function that it calls: first the request, or a context
// that has it. Nil for anything else.
func (ev *evaluator) requestedJavaScript(r *routed, p *ir.Parameter) term.Value {
	framework := frameworkOf(r.router)
	if len(r.f.fn.Params) > 1 && p == &r.f.fn.Params[1] && layered[framework] && !contextual[framework] {
		return ev.responseOf(p.Variable.Span)
	}
	if len(r.f.fn.Params) == 0 || p != &r.f.fn.Params[0] {
		return nil
	}
	at := p.Variable.Span
	request := ev.requestOf(at, isHono(framework))
	if path, ok := ev.pathOfRoutes(r); ok {
		ev.put(ev.write(request), "path", ev.Text(path))
	}
	if !contextual[framework] {
		return request
	}
	return ev.contextOf(framework, request, at)
}

// contextOf is what frameworks hand to a function instead of a request and an answer, with what the functions before it
// put in (https://koajs.com/#context, https://hono.dev/docs/api/context#set-get).
func (ev *evaluator) contextOf(framework string, request *ref, at ir.Span) *ref {
	context := ev.newObject(at)
	w := ev.write(context)
	w.typ = ev.Extern(ir.JavaScript, kindOf(framework), "Context")
	for _, name := range []string{"params", "query", "headers", "cookies", "path", "method"} {
		ev.put(w, name, ev.Input(ev.handler, 0, []string{requestNames[name]}))
	}
	ev.put(w, "req", request)
	ev.put(w, "request", ev.requestOf(at, false))
	held := ev.newObject(at)
	ev.write(held).rest = ev.Unknown(at, "a library may have put it into the context of a request")
	if !isHono(framework) {
		ev.put(w, "state", held)
		return context
	}
	ev.put(w, "var", held)
	get := &native{name: "get", call: func(ev *evaluator, c *invocation) term.Value {
		if c.arg(0) == nil {
			return nil
		}
		return ev.index(held, c.arg(0), c.at)
	}}
	set := &native{name: "set", call: func(ev *evaluator, c *invocation) term.Value {
		if c.arg(1) != nil {
			ev.setItem(held, c.arg(0), c.arg(1), c.at)
		}
		return ev.Null()
	}}
	ev.put(w, "get", get)
	ev.put(w, "set", set)
	return context
}

// requestOf is a request whose parts are parts of the event: attributes, or (Hono) methods that take a name.
func (ev *evaluator) requestOf(at ir.Span, byMethod bool) *ref {
	event := func(path ...string) term.Value { return ev.Input(ev.handler, 0, path) }
	part := func(path ...string) builtin {
		return func(ev *evaluator, c *invocation) term.Value {
			if name := c.arg(0); name != nil {
				return ev.index(event(path...), name, c.at)
			}
			return event(path...)
		}
	}
	methods := map[string]builtin{
		"get": part("headers"), "header": part("headers"), "json": part("body"), "text": part("body"), "parseBody": part("body"),
		"formData": part("body"), "valid": validPart, "param": part("pathParameters"),
	}
	if byMethod {
		methods["query"] = part("queryStringParameters")
	}
	r := ev.withMethods(ev.Extern(ir.JavaScript, "", "Request"), at, methods)
	for _, name := range sortedKeys(requestNames) {
		if _, isMethod := methods[name]; !isMethod {
			ev.put(ev.write(r), name, event(requestNames[name]))
		}
	}
	return r
}

// validParts are the parts of a request as Hono's validators call them (https://hono.dev/docs/guides/validation).
var validParts = map[string]string{
	"query": "queryStringParameters", "param": "pathParameters", "header": "headers", "cookie": "cookies",
}

// validPart is the part of a request that a validator of Hono has let through.
func validPart(ev *evaluator, c *invocation) term.Value {
	name, _ := term.KnownText(c.arg(0))
	if part := validParts[name]; part != "" {
		return ev.Input(ev.handler, 0, []string{part})
	}
	return ev.Input(ev.handler, 0, []string{"body"})
}

// attachJavaScript notes with what a function is registered while a module is loaded: with the object whose method gets
// it, or with what wraps it. It runs by itself only where the invocation uses that.
func (ev *evaluator) attachJavaScript(call *term.Call, c *invocation, result term.Value) {
	of := objectOf(call.Callee)
	if e, ok := call.Callee.(*term.Extern); of == nil && ok && e.Module != "" && !strings.HasPrefix(e.Module, ".") && ev.initial {
		of = result
	}
	for _, f := range ev.handed(c.args) {
		if ev.initial {
			ev.usage.registers(f, of)
		} else {
			ev.usage.free[f] = true
		}
	}
}
