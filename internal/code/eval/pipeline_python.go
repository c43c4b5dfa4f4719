package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// pythonRouters are the libraries of Python whose applications call functions before those of routes.
var pythonRouters = map[string]bool{
	"flask": true, "quart": true, "fastapi": true, "starlette": true, "aws_lambda_powertools": true, "chalice": true, "flask_restful": true,
	"flask_restx": true, "flask_openapi3": true, "apiflask": true,
}

// pythonRouter is the router of a library that a value is; nil for others.
func pythonRouter(v term.Value) term.Value {
	e := externOf(v)
	if e == nil || e.Language != ir.Python {
		return nil
	}
	top, _, _ := strings.Cut(e.Module, ".")
	if !pythonRouters[top] || !capitalised(e.Name) {
		return nil
	}
	return v
}

// beforeAll are the decorators by which a function runs before those of routes, and ends the request where it answers
// something (https://flask.palletsprojects.com/en/stable/api/#flask.Flask.before_request).
var beforeAll = map[string]bool{"before_request": true, "before_app_request": true}

// layPython notes what a call gives an application that it does before its routes.
func (ev *evaluator) layPython(call *term.Call, c *invocation, result term.Value) {
	ev.layResolver(call, c)
	if e, ok := call.Callee.(*term.Extern); ok {
		if e.Name == "Route" && strings.HasPrefix(e.Module, "starlette.routing") {
			ev.routeStarlette(call, c)
		} else if pythonRouter(result) != nil {
			ev.layDependencies(result, c)
		}
		return
	}
	given := call
	if r, ok := call.Callee.(*term.Result); ok {
		given = r.Call
	}
	m, ok := given.Callee.(*term.Member)
	if !ok {
		return
	}
	in := pythonRouter(m.Of)
	if in == nil {
		return
	}
	f, _ := c.arg(0).(*function)
	switch {
	case beforeAll[m.Name] && f != nil:
		ev.pipelines.add(in, &layer{f: f, hook: true, falls: true})
	case m.Name == "middleware" && given != call && f != nil:
		ev.pipelines.add(in, &layer{f: f, hook: true})
	case m.Name == "use": // of Powertools
		for _, l := range ev.dependencies(c.named("middlewares")) {
			ev.pipelines.add(in, l)
		}
	case m.Name == "register_blueprint", m.Name == "include_router", m.Name == "mount":
		for _, a := range c.args {
			if of := pythonRouter(a.value); of != nil {
				ev.mounted(of, in, "")
				ev.layDependencies(of, c)
			}
		}
	case m.Name == "add_url_rule", m.Name == "add_resource":
		ev.routeViews(call, c, in)
	}
}

// layDependencies are what a router says that all its routes depend on (https://fastapi.tiangolo.com/tutorial/dependencies/
// global-dependencies/).
func (ev *evaluator) layDependencies(in term.Value, c *invocation) {
	for _, l := range ev.dependencies(c.named("dependencies")) {
		ev.pipelines.add(in, l)
	}
}

// dependencies are the functions of a list of them, or of Depends.
func (ev *evaluator) dependencies(v term.Value) []*layer {
	list, ok := v.(*ref)
	if !ok {
		return nil
	}
	var out []*layer
	for _, item := range ev.read(list).items {
		if m := markerOf(item); m != nil && len(m.Args) > 0 {
			item = ev.lived(m.Args[0].Value)
		}
		if f, ok := item.(*function); ok {
			l := *ev.pipelines.layerOf(f)
			l.hook = true
			out = append(out, &l)
		}
	}
	return out
}

// placedPython notes that a function is one of a route of an application.
func (ev *evaluator) placedPython(f *function, in term.Value, given *term.Call) {
	if in = pythonRouter(in); in == nil || len(ev.pipelines.places[f]) >= maxPlaces {
		return
	}
	at := place{in: in}
	for _, a := range given.Args {
		list, ok := a.Value.(*term.List)
		if !ok || a.Name != "dependencies" && a.Name != "middlewares" {
			continue
		}
		for _, item := range list.Items {
			if m := markerOf(item); m != nil && len(m.Args) > 0 {
				item = m.Args[0].Value
			}
			if before, ok := ev.lived(item).(*function); ok {
				at.before = append(at.before, ev.pipelines.layerOf(before))
			}
		}
	}
	ev.pipelines.places[f] = append(ev.pipelines.places[f], at)
}

// passPython runs a layer of an application of Python: one that gets what follows it as a function, or one that just runs.
func (ev *evaluator) passPython(l *layer) {
	f := l.f
	n := len(f.fn.Params)
	if n == 0 || !followed[f.fn.Params[n-1].Name] {
		was := ev.asking
		if r, ok := ev.routes[f]; ok {
			ev.asking = r
		} else if places := ev.pipelines.places[f]; len(places) > 0 {
			ev.asking = &routed{f: f, router: places[0].in}
		}
		args := ev.unknownArguments(f, "a framework calls it before a route")
		ev.asking = was
		ev.flat.single = true
		ev.apply(f, args, ir.Span{})
		return
	}
	args := ev.unknownArguments(f, "a framework calls it before a route")
	if len(args) == 0 { // def before(*next)
		return
	}
	router := term.Value(nil)
	if places := ev.pipelines.places[f]; len(places) > 0 {
		router = places[0].in
	}
	first := len(args) - n
	if e := externOf(router); e != nil && first >= 0 && n > 1 {
		switch top, _, _ := strings.Cut(e.Module, "."); top {
		case "fastapi", "starlette":
			args[len(args)-2].value = ev.Typed(ev.Extern(ir.Python, "starlette.requests", "Request"), nil)
		case "aws_lambda_powertools":
			args[len(args)-2].value = router
		case "chalice":
			args[len(args)-2].value = ev.Input(ev.handler, 0, nil)
		}
	}
	args[len(args)-1].value = &native{name: f.fn.Params[n-1].Name, call: func(ev *evaluator, c *invocation) term.Value {
		ev.passOn()
		return ev.Unknown(c.at, "it is the answer of a route")
	}}
	ev.flat.single = true
	ev.apply(f, args, ir.Span{})
}

// followed are what the last parameter of a function before routes is called that goes on to them by calling it.
var followed = map[string]bool{"call_next": true, "get_response": true, "next_middleware": true, "next": true}

// routeViews notes the methods of a class that answers the requests of a path: View.as_view(...) of Flask, a Resource.
func (ev *evaluator) routeViews(call *term.Call, c *invocation, in term.Value) {
	var classes []*class
	var paths []string
	for _, a := range c.args {
		switch v := a.value.(type) {
		case *class:
			classes = append(classes, v)
		case *term.Result:
			m, ok := v.Call.Callee.(*term.Member)
			if !ok || m.Name != "as_view" {
				continue
			}
			if k, ok := ev.lived(m.Of).(*class); ok {
				classes = append(classes, k)
			}
		case *term.Constant:
			if path, ok := term.KnownText(v); ok && strings.HasPrefix(path, "/") {
				paths = append(paths, path)
			}
		}
	}
	for _, k := range classes {
		for _, path := range paths {
			ev.routeMethods(k, path, in, call)
		}
	}
}

// routeMethods notes the methods of a class, by which it answers requests, as functions of a route.
func (ev *evaluator) routeMethods(k *class, path string, in term.Value, call *term.Call) {
	for _, m := range k.class.Methods {
		verb, ok := verbs[m.Name]
		if m.Kind != ir.Method || !ok && m.Name != "dispatch_request" || m.Name == "use" || m.Name == "on" {
			continue
		}
		f := ev.bind(ev.function(function{fn: m, scope: k.scope, class: k}), ev.someInstance(k, nil)).(*function)
		ev.route(f, term.Route{Method: verb, Path: path, At: call.At})
		ev.routes[f].router, ev.routes[f].given = in, call
		ev.placedPython(f, in, call)
		if ev.initial {
			ev.usage.registers(f, in)
		}
		ev.later(f)
	}
}

// routeStarlette notes what Route("/path", endpoint) names: a function, or a class of one method for each kind of request
// (https://www.starlette.io/endpoints/).
func (ev *evaluator) routeStarlette(call *term.Call, c *invocation) {
	path, ok := term.KnownText(c.either(0, "path"))
	if !ok {
		return
	}
	router := ev.Result(call)
	switch f := c.either(1, "endpoint").(type) {
	case *function:
		ev.route(f, term.Route{Path: path, At: call.At})
		ev.routes[f].router, ev.routes[f].given = router, call
	case *class:
		ev.routeMethods(f, path, router, call)
	}
}
