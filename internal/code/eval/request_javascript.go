package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// contextual are the frameworks of JavaScript that hand a context to a route; the others hand a request and a response.
var contextual = map[string]bool{"hono": true, "koa": true, "@koa/router": true, "koa-router": true}

// requestNames are the parts of a request as Express, Fastify and lambda-api name them, and as the event does.
var requestNames = map[string]string{
	"body": "body", "rawBody": "body", "params": "pathParameters", "query": "queryStringParameters", "headers": "headers",
	"cookies": "cookies", "path": "path", "url": "path", "originalUrl": "path", "method": "httpMethod",
}

// requestedJavaScript is what a router of JavaScript gives a function that it calls: first the request, or a context
// that has it. Nil for anything else.
func (ev *evaluator) requestedJavaScript(r *routed, p *ir.Parameter) Value {
	if n := len(r.f.fn.Params); n > 1 && n < 4 && p == &r.f.fn.Params[n-1] && len(r.next) > 0 {
		return ev.goesOn(r)
	}
	if len(r.f.fn.Params) == 0 || p != &r.f.fn.Params[0] {
		return nil
	}
	framework := ""
	if e := externOf(r.router); e != nil {
		framework = e.Module
	}
	at := p.Variable.Span
	request := ev.requestOf(at, framework == "hono")
	if !contextual[framework] {
		return request
	}
	context := ev.newObject(at)
	w := ev.write(context)
	w.typ = ev.extern(ir.JavaScript, framework, "Context")
	for _, name := range []string{"params", "query", "headers", "cookies", "path", "method"} {
		ev.put(w, name, ev.input(ev.handler, 0, []string{requestNames[name]}))
	}
	ev.put(w, "req", request)
	ev.put(w, "request", ev.requestOf(at, false))
	return context
}

// goesOn is the next that a router hands to what stands before a handler: calling it runs the handler.
func (ev *evaluator) goesOn(r *routed) Value {
	return &native{name: "next", call: func(ev *evaluator, c *invocation) Value {
		if len(c.args) > 0 { // with an error
			return ev.null()
		}
		ev.fork(len(r.next)+1, func(i int) {
			if i < len(r.next) && ev.active[r.next[i].fn] == 0 {
				ev.applyUnknown(r.next[i], "a router calls it")
			}
		})
		return ev.null()
	}}
}

// requestOf is a request whose parts are parts of the event: attributes, or (Hono) methods that take a name.
func (ev *evaluator) requestOf(at ir.Span, byMethod bool) *ref {
	event := func(path ...string) Value { return ev.input(ev.handler, 0, path) }
	part := func(path ...string) builtin {
		return func(ev *evaluator, c *invocation) Value {
			if name := c.arg(0); name != nil {
				return ev.index(event(path...), name, c.at)
			}
			return event(path...)
		}
	}
	methods := map[string]builtin{
		"get": part("headers"), "header": part("headers"), "json": part("body"), "text": part("body"), "parseBody": part("body"),
		"formData": part("body"), "valid": part("body"), "param": part("pathParameters"),
	}
	if byMethod {
		methods["query"] = part("queryStringParameters")
	}
	r := ev.withMethods(ev.extern(ir.JavaScript, "", "Request"), at, methods)
	for _, name := range sortedKeys(requestNames) {
		if _, isMethod := methods[name]; !isMethod {
			ev.put(ev.write(r), name, event(requestNames[name]))
		}
	}
	return r
}

// attachJavaScript notes with what a function is registered while a module is loaded: with the object whose method gets
// it, or with what wraps it. It runs by itself only where the invocation uses that.
func (ev *evaluator) attachJavaScript(call *Call, c *invocation, result Value) {
	of := objectOf(call.Callee)
	if e, ok := call.Callee.(*Extern); of == nil && ok && e.Module != "" && !strings.HasPrefix(e.Module, ".") && ev.initial {
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
