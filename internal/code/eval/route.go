package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// routed is a function that a router was given.
type routed struct {
	f      *function
	router term.Value // that it was given to
	given  *term.Call // by which
	routes []term.Route
}

// verbs are the methods of routers that take a path and a function, with the method of the request that they are for.
var verbs = map[string]string{
	"get": "GET", "post": "POST", "put": "PUT", "delete": "DELETE", "patch": "PATCH", "head": "HEAD", "options": "OPTIONS",
	"all": "", "any": "", "route": "", "use": "", "on": "", "add_url_rule": "", "add_api_route": "", "del": "DELETE",
	"GET": "GET", "POST": "POST", "PUT": "PUT", "DELETE": "DELETE", "PATCH": "PATCH", "Handle": "", "HandleFunc": "", "Any": "",
	"Get": "GET", "Post": "POST", "Put": "PUT", "Delete": "DELETE", "Patch": "PATCH",
}

// register notes the routes that a call gives a router: app.get("/x", f), and app.get("/x")(f) of a decorator.
func (ev *evaluator) register(call *term.Call, c *invocation) {
	if ev.language() == ir.Go {
		ev.registerGo(call, c)
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
	method, ok := verbs[m.Name]
	if !ok {
		return
	}
	path, ok := pathOf(given)
	if !ok {
		path, ok = ev.pathBefore(m, c)
	}
	if !ok {
		return
	}
	for _, f := range ev.routeFunctions(c) {
		for _, verb := range methodsFor(given, method) {
			ev.route(f, term.Route{Method: verb, Path: path, At: call.At})
			ev.routes[f].router, ev.routes[f].given = m.Of, given
		}
		if ev.language() == ir.Python {
			ev.placedPython(f, m.Of, given)
		}
	}
	if ev.language() == ir.JavaScript {
		ev.placed(given, c, path)
	}
}

// routeFunctions are the functions that a call gives a router, also those that a library wraps.
func (ev *evaluator) routeFunctions(c *invocation) []*function {
	out := ev.handed(c.args)
	if ev.language() == ir.JavaScript {
		for _, a := range c.args {
			if f := ev.onlyWrapped(a.value); f != nil {
				out = append(out, f)
			}
		}
	}
	return out
}

func (ev *evaluator) route(f *function, r term.Route) {
	known, ok := ev.routes[f]
	if !ok {
		known = &routed{f: f}
		ev.routes[f] = known
		ev.routeOrder = append(ev.routeOrder, known)
	}
	for _, old := range known.routes {
		if old.Method == r.Method && old.Path == r.Path {
			return
		}
	}
	known.routes = append(known.routes, r)
}

// answered notes what the handler, or a function that a router was given, returns.
func (ev *evaluator) answered(v term.Value, at ir.Span) {
	if ev.frame.dead || v == nil {
		return
	}
	a := term.Answer{At: at}
	if ev.frame.fn != ev.handler {
		r := ev.routedAs(ev.frame.fn)
		if r == nil {
			return
		}
		a.Given = r.given
	}
	a.Value, a.Guards = ev.term(v), ev.guards.list()
	for i := range ev.trace.Answers {
		if old := &ev.trace.Answers[i]; old.At == at && old.Value == a.Value {
			old.Guards = both(old.Guards, a.Guards)
			return
		}
	}
	if len(ev.trace.Answers) < maxAnswers {
		ev.trace.Answers = append(ev.trace.Answers, a)
	}
}

// maxAnswers is how many returns are kept.
const maxAnswers = 512

// routedAs is a function as a router was given it, nil where none was.
func (ev *evaluator) routedAs(fn *ir.Function) *routed {
	for _, r := range ev.routeOrder {
		if r.f.fn == fn {
			return r
		}
	}
	return nil
}

// application is a new application of the framework that most code of the language is written for.
func (ev *evaluator) application() term.Value {
	of := ev.Extern(ir.Python, "flask", "Flask")
	if ev.language() == ir.JavaScript {
		of = ev.Extern(ir.JavaScript, "express", "")
	}
	return ev.Result(&term.Call{Callee: of, At: ev.handler.Span, Within: ev.handler, Initial: true})
}

// pathOf is the path that a call of a router names.
func pathOf(c *term.Call) (string, bool) {
	for i, a := range c.Args {
		if a.Name != "" && a.Name != "rule" && a.Name != "path" && a.Name != "uri" || i > 0 && a.Name == "" {
			continue
		}
		s, ok := term.KnownText(a.Value)
		if ok && (strings.HasPrefix(s, "/") || s == "" || s == "*") {
			return s, true
		}
	}
	return "", false
}

// pathBefore is the path of a route that stands before it, app.route("/x").get(f) of Express, or within what it gets:
// app.route({method, url, handler}) of Fastify.
func (ev *evaluator) pathBefore(m *term.Member, c *invocation) (string, bool) {
	if ev.language() != ir.JavaScript {
		return "", false
	}
	if r, ok := c.arg(0).(*ref); ok && m.Name == "route" {
		path, ok := term.KnownText(ev.read(r).fields["url"])
		return path, ok
	}
	for v := m.Of; ; {
		r, ok := v.(*term.Result)
		if !ok {
			return "", false
		}
		of, ok := r.Call.Callee.(*term.Member)
		if !ok {
			return "", false
		}
		if of.Name == "route" {
			return pathOf(r.Call)
		}
		v = of.Of
	}
}

// methodsFor are the methods that a route is for: those that its call names.
func methodsFor(c *term.Call, method string) []string {
	for _, a := range c.Args {
		l, ok := a.Value.(*term.List)
		if !ok || a.Name != "methods" && a.Name != "method" {
			continue
		}
		var out []string
		for _, item := range l.Items {
			if s, ok := term.KnownText(item); ok {
				out = append(out, strings.ToUpper(s))
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return []string{method}
}

// finishRoutes puts the routes into the trace, but those of a router that this entry does not use: another one of the same module
// does.
func (ev *evaluator) finishRoutes() {
	ev.noteParts()
	for _, r := range ev.routeOrder {
		if ev.usage.sleeps(r.f) {
			continue
		}
		closure, _ := ev.term(r.f).(*term.Closure)
		for _, route := range r.routes {
			route.Handler = closure
			ev.trace.Routes = append(ev.trace.Routes, route)
		}
	}
}
