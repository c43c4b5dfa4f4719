package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// layered are the libraries of JavaScript whose routers go through what they were given in its order.
var layered = map[string]bool{
	"express": true, "koa": true, "@koa/router": true, "koa-router": true, "hono": true, "hono/tiny": true, "hono/quick": true,
	"@hono/zod-openapi": true, "fastify": true, "lambda-api": true, "polka": true, "connect": true, "router": true, "restify": true,
	"express-promise-router": true, "find-my-way": true,
}

// validating are the libraries whose calls make a function that goes on only with what a schema lets through.
var validating = map[string]bool{
	"celebrate": true, "express-validator": true, "@hono/zod-validator": true, "hono/validator": true, "express-validation": true,
	"express-joi-validation": true, "zod-express-middleware": true, "@hono/valibot-validator": true, "@hono/standard-validator": true,
}

// exchange is what a framework hands to the functions that it calls for a request: the request and the answer, or a
// context with both.
type exchange struct {
	request, response, context *ref
}

// exchange is that of the framework that a router is of; nil for one of another language.
func (ev *evaluator) exchange(in term.Value) *exchange {
	if ev.pipelines.epoch == 0 {
		ev.advance()
		ev.pipelines.epoch = ev.epoch
	}
	if ev.entry.Module.Language != ir.JavaScript {
		return nil
	}
	framework := kindOf(frameworkOf(in))
	if x, ok := ev.pipelines.shared[framework]; ok {
		return x
	}
	at := ev.entry.Module.Init.Span
	x := &exchange{request: ev.requestOf(at, isHono(framework)), response: ev.responseOf(at)}
	if contextual[framework] {
		x.context = ev.contextOf(framework, x.request, at)
	}
	ev.pipelines.shared[framework] = x
	ev.advance()
	return x
}

// frameworkOf is the library that made a router.
func frameworkOf(in term.Value) string {
	if e := originOf(in, 0); e != nil {
		return e.Module
	}
	return ""
}

// kindOf is the framework of those that hand on the same: koa for its routers, hono, "" for the ones like Express.
func kindOf(framework string) string {
	switch {
	case isHono(framework):
		return "hono"
	case contextual[framework]:
		return "koa"
	}
	return ""
}

func isHono(framework string) bool {
	return framework == "hono" || strings.HasPrefix(framework, "hono/") || strings.HasPrefix(framework, "@hono/")
}

// responseOf is the answer that a framework hands to a function. What its locals hold is known as far as the code puts
// it there (https://expressjs.com/en/api.html#res.locals).
func (ev *evaluator) responseOf(at ir.Span) *ref {
	r := ev.newObject(at)
	ev.write(r).typ = ev.Extern(ir.JavaScript, "", "Response")
	return r
}

// handedTo is what a router hands to a function: of one for errors the error first, of one for a parameter its value last.
func (ev *evaluator) handedTo(f *function, x *exchange, l *layer) []argument {
	next := &native{name: "next", call: func(ev *evaluator, c *invocation) term.Value {
		if goesOn(c) {
			ev.passOn()
		}
		return ev.Null()
	}}
	if x.context != nil {
		return values(x.context, next)
	}
	args := values(x.request, x.response, next)
	switch {
	case l != nil && l.parameter != "":
		args = append(args, argument{value: ev.Input(ev.handler, 0, []string{"pathParameters", l.parameter})})
	case l != nil && handlesErrors(l):
		args = append(values(ev.Unknown(f.fn.Span, "it is the error that a router hands on")), args...)
	}
	return args
}

// handlesErrors is whether Express calls a function only with an error: it has four parameters.
func handlesErrors(l *layer) bool { return l.f != nil && l.parameter == "" && len(l.f.fn.Params) == 4 }

// goesOn is whether a call of next goes on to the routes: with an error it does not.
func goesOn(c *invocation) bool {
	switch v := c.arg(0).(type) {
	case nil, *term.Unknown:
		return true
	case *term.Constant:
		return v.Kind != ir.String || v.Text == "route" || v.Text == "router"
	}
	return false
}

// fixedPath says which path a request has where the routes of a function leave nothing open.
func (ev *evaluator) fixedPath(x *exchange, f *function) {
	if path, ok := ev.pathOfRoutes(ev.routes[f]); ok && x.context == nil {
		ev.put(ev.write(x.request), "path", ev.Text(path))
	}
}

// layJavaScript notes what a call gives a router that goes through it in its order.
func (ev *evaluator) layJavaScript(call *term.Call, c *invocation) {
	ev.layResolvers(call, c)
	ev.decoratedMethod(call, c)
	m, ok := call.Callee.(*term.Member)
	if !ok {
		return
	}
	in := ev.routerOf(m.Of)
	if in == nil {
		return
	}
	path, _ := term.KnownText(c.arg(0))
	switch m.Name {
	case "use":
		if path == "*" || path == "/*" {
			path = ""
		}
		for _, a := range c.args {
			ev.layUse(in, path, a.value, 0)
		}
	case "param":
		if f, ok := c.arg(1).(*function); ok && path != "" {
			ev.pipelines.add(in, &layer{f: f, parameter: path})
		}
	case "addHook":
		if f, ok := c.arg(1).(*function); ok && hooks[path] {
			ev.pipelines.add(in, &layer{f: f, hook: true, falls: len(f.fn.Params) < 3})
		}
	case "route":
		if of := ev.routerOf(c.arg(1)); of != nil {
			ev.mounted(of, in, path)
		}
	case "register":
		ev.plugin(call, c, in)
	}
}

// hooks are those of Fastify before the function of a route (https://fastify.dev/docs/latest/Reference/Hooks/).
var hooks = map[string]bool{"onRequest": true, "preParsing": true, "preValidation": true, "preHandler": true}

// layUse is what use gives a router: functions, other routers, checks of a library, lists of them.
func (ev *evaluator) layUse(in term.Value, path string, v term.Value, depth int) {
	switch v := v.(type) {
	case *function:
		ev.pipelines.add(in, &layer{path: path, f: v})
	case *ref:
		if c := ev.read(v); c.list && depth < 3 {
			for _, item := range c.items {
				ev.layUse(in, path, item, depth+1)
			}
		}
	case *term.Result:
		if of := ev.routerOf(v); of != nil && of != in {
			ev.mounted(of, in, path)
			return
		}
		for _, l := range ev.layersOf(v) {
			of := *l
			of.path = path
			ev.pipelines.add(in, &of)
		}
	}
}

// layersOf are the layers that a result of a library is: a check, or a function that it wraps.
func (ev *evaluator) layersOf(v *term.Result) []*layer {
	if e := originOf(v, 0); e != nil && validating[e.Module] {
		return []*layer{{check: v}}
	}
	if f := ev.onlyWrapped(v); f != nil {
		return []*layer{ev.pipelines.layerOf(f)}
	}
	return nil
}

// onlyWrapped is the function that a call of a library wraps and nothing else: asyncHandler(f). Nil for other results.
func (ev *evaluator) onlyWrapped(v term.Value) *function {
	r, ok := v.(*term.Result)
	if !ok || len(r.Call.Args) != 1 {
		return nil
	}
	if e, ok := r.Call.Callee.(*term.Extern); !ok || e.Module == "" {
		return nil
	}
	c, ok := r.Call.Args[0].Value.(*term.Closure)
	if !ok {
		return nil
	}
	return ev.thawed[c]
}

func (ev *evaluator) mounted(of, in term.Value, path string) {
	r := ev.pipelines.of(of)
	m := mount{in, len(ev.pipelines.of(in).layers), path}
	if of != in && len(r.mounts) < maxWays && !slices.Contains(r.mounts, m) {
		r.mounts = append(r.mounts, m)
	}
}

// routerOf is the router that a value is, or that a chain of calls goes on with: app.get(...).get(...), router.routes().
// Nil for anything else.
func (ev *evaluator) routerOf(v term.Value) term.Value {
	for range 64 {
		r, ok := v.(*term.Result)
		if !ok {
			return nil
		}
		if ev.pipelines.routers[r] != nil {
			return r
		}
		switch callee := r.Call.Callee.(type) {
		case *term.Extern:
			if layered[callee.Module] && callee.Name != "json" && callee.Name != "urlencoded" && callee.Name != "static" {
				return r
			}
			return nil
		case *term.Member:
			v = callee.Of
		default:
			return nil
		}
	}
	return nil
}

// placed notes where a router was given the functions of a route: each stands behind those before it.
func (ev *evaluator) placed(given *term.Call, c *invocation, path string) {
	m, ok := given.Callee.(*term.Member)
	if !ok {
		return
	}
	in := ev.routerOf(m.Of)
	if in == nil || m.Name == "use" {
		return
	}
	var before []*layer
	for _, a := range c.args {
		for _, l := range ev.inRoute(a.value, 0) {
			if n := len(before); n > 0 && before[n-1].f != nil {
				ev.pipelines.layers[before[n-1].f] = before[n-1]
			}
			if known := ev.pipelines.places[l.f]; l.f != nil && len(known) < maxPlaces {
				at := place{in: in, at: len(ev.pipelines.of(in).layers), path: path, before: slices.Clone(before)}
				ev.pipelines.places[l.f] = append(known, at)
			}
			before = append(before, l)
		}
	}
}

// maxPlaces is how many places of one function are kept.
const maxPlaces = 16

// inRoute are the functions and checks that a route gets as an argument.
func (ev *evaluator) inRoute(v term.Value, depth int) []*layer {
	switch v := v.(type) {
	case *function:
		return []*layer{ev.pipelines.layerOf(v)}
	case *ref:
		var out []*layer
		if c := ev.read(v); depth < 3 && c.class == nil {
			for _, item := range c.items {
				out = append(out, ev.inRoute(item, depth+1)...)
			}
			for _, n := range []string{"onRequest", "preValidation", "preHandler", "handler"} {
				out = append(out, ev.inRoute(c.fields[n], depth+1)...)
			}
		}
		return out
	case *term.Result:
		return ev.layersOf(v)
	}
	return nil
}

// plugin runs a function that Fastify hands an instance of its own, for the paths behind a prefix
// (https://fastify.dev/docs/latest/Reference/Plugins/).
func (ev *evaluator) plugin(call *term.Call, c *invocation, in term.Value) {
	f, ok := c.arg(0).(*function)
	if !ok || frameworkOf(in) != "fastify" {
		return
	}
	inner := ev.Result(call)
	prefix := ""
	if options, ok := c.arg(1).(*ref); ok {
		prefix, _ = term.KnownText(ev.read(options).fields["prefix"])
	}
	ev.mounted(inner, in, prefix)
	args := values(inner, c.arg(1), &native{name: "done", call: null})
	if c.arg(1) == nil {
		args[1].value = ev.newObject(c.at)
	}
	ev.fork(2, func(i int) {
		if i == 0 {
			ev.apply(f, args, c.at)
		}
	})
}

// answers notes what becomes the answer to a request: ctx.body = "..." of Koa (https://koajs.com/#response-body-).
func (ev *evaluator) answers(r *ref, name string, v term.Value, at ir.Span) {
	if e, ok := ev.read(r).typ.(*term.Extern); ok && e.Module == "koa" && e.Name == "Context" {
		ev.record(ev.Member(ev.Typed(e, nil), "="), values(ev.Text(name), v), at, false)
	}
}
