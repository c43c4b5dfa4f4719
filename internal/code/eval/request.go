package eval

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// pathParameter is a parameter in the path of a route: {id}, {file:path}, <id>, <int:id>.
// What stands before the name, or behind it, says how it is converted.
var pathParameter = regexp.MustCompile(`[{<](?:([a-z]+)(?:\([^)]*\))?:)?(\w+)(?::([^}>]*))?[}>]`)

// requested is what a router gives a parameter of a function that it calls: a part of the request, and so of
// the event. Nil where that is not known.
func (ev *evaluator) requested(f *function, i int) term.Value {
	p := &f.fn.Params[i]
	if given := ev.pipelines.gives[ev.unbound(f)]; i < len(given) && given[i] != nil {
		return given[i]
	}
	r, ok := ev.routes[f]
	if ev.asking != nil {
		r, ok = ev.asking, true
	}
	if ev.language() == ir.JavaScript {
		if v := ev.decoratedParameter(f, p); v != nil || !ok {
			return v
		}
		return ev.requestedJavaScript(r, p)
	}
	if ev.language() != ir.Python {
		return nil
	}
	if !ok {
		if m := ev.marker(f, i); m != nil && dependsOn(m.Callee.(*term.Extern)) {
			return ev.answerOf(m, nil, nil)
		}
		return nil
	}
	for _, route := range r.routes {
		for _, m := range pathParameter.FindAllStringSubmatch(route.Path, -1) {
			if m[2] != p.Name {
				continue
			}
			v := ev.pathPart(m)
			if m := ev.marker(f, i); m != nil {
				v = ev.limited(m, v)
			}
			return ev.annotated(r, p, v)
		}
	}
	if !asksFor(r.router) {
		return ev.requestStarlette(r, f, i)
	}
	return ev.declaredParameter(r, f, i)
}

// pathPart is a parameter of a route's path as its converter makes it: what pathParameter found.
func (ev *evaluator) pathPart(found []string) term.Value {
	v := ev.Input(ev.handler, 0, []string{"pathParameters", found[2]})
	switch found[1] + found[3] {
	case "int", "float", "uuid", "any":
		return ev.numeric(v)
	}
	return v
}

// partly are the frameworks that match a path when its escapes are decoded, a parameter to what stands between two slashes:
// none has one in it, but by a converter that says so (https://www.starlette.io/routing/#path-parameters,
// https://werkzeug.palletsprojects.com/en/stable/routing/#built-in-converters,
// https://bottlepy.org/docs/dev/routing.html#wildcard-filters). Powertools' parameters have no slash among their characters.
// Express and API Gateway decode what they matched: there %2F becomes one.
var partly = []string{"fastapi", "starlette", "flask", "quart", "bottle", "aws_lambda_powertools"}

// noteParts notes the parameters of the paths of routes, and which have no slash.
func (ev *evaluator) noteParts() {
	for _, r := range ev.routeOrder {
		top := ""
		e := originOf(r.router, 0)
		if e != nil && e.Language == ir.Python {
			top, _, _ = strings.Cut(e.Module, ".")
		}
		for _, route := range r.routes {
			if e != nil && e.Language == ir.Go {
				ev.notePartsGo(r, route, e.Module)
				continue
			}
			for _, m := range pathParameter.FindAllStringSubmatch(route.Path, -1) {
				plain := false
				switch m[1] + m[3] {
				case "", "str", "string", "int", "float", "uuid":
					plain = slices.Contains(partly, top)
				}
				of := ev.Input(ev.handler, 0, []string{"pathParameters", m[2]})
				ev.trace.Parts = append(ev.trace.Parts, term.PathPart{Of: of, In: r.f.fn, Plain: plain})
			}
		}
	}
}

// partlyGo are the routers of Go whose parameters have no slash: they match the path when it is decoded, or do not decode what
// they matched. net/http decodes it (https://pkg.go.dev/net/http#hdr-Patterns-ServeMux).
var partlyGo = []string{"github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/go-chi/chi", "github.com/gorilla/mux", "github.com/gofiber/fiber"}

// partGo is a parameter in the path of a route: :id, {id}. What follows a colon within braces is an expression.
var partGo = regexp.MustCompile(`:(\w+)|\{(\w+)(:[^}]*)?\}`)

func (ev *evaluator) notePartsGo(r *routed, route term.Route, module string) {
	plain := slices.ContainsFunc(partlyGo, func(m string) bool { return module == m || strings.HasPrefix(module, m+"/v") })
	for _, m := range partGo.FindAllStringSubmatch(route.Path, -1) {
		of := ev.Input(ev.handler, 0, []string{"pathParameters", m[1] + m[2]})
		ev.trace.Parts = append(ev.trace.Parts, term.PathPart{Of: of, In: r.f.fn, Plain: plain && m[3] == ""})
	}
}

// requestedByName are the parameters of a route's path, for a wrapper that hands on what it gets by name.
func (ev *evaluator) requestedByName(f *function) []argument {
	r, ok := ev.routes[f]
	if !ok || ev.language() != ir.Python {
		return nil
	}
	var args []argument
	known := map[string]bool{}
	for _, p := range f.fn.Params {
		known[p.Name] = true
	}
	for _, route := range r.routes {
		for _, m := range pathParameter.FindAllStringSubmatch(route.Path, -1) {
			if known[m[2]] {
				continue
			}
			known[m[2]] = true
			args = append(args, argument{name: m[2], value: ev.pathPart(m)})
		}
	}
	return args
}

// annotated is what a router hands to a parameter that says its type, where the router converts to it: FastAPI always,
// the resolvers of Powertools where they validate.
func (ev *evaluator) annotated(r *routed, p *ir.Parameter, v term.Value) term.Value {
	declared := variableType(p)
	if declared == nil || !converts(r.router) {
		return v
	}
	return ev.converted(declared, ev.eval(declared), v)
}

// converts is whether a router converts what it hands to parameters.
func converts(router term.Value) bool {
	r, ok := router.(*term.Result)
	if !ok {
		return false
	}
	if e := externOf(r); e != nil && (e.Module == "fastapi" || strings.HasPrefix(e.Module, "fastapi.")) {
		return true
	}
	for _, a := range r.Call.Args {
		if c, ok := a.Value.(*term.Constant); ok && a.Name == "enable_validation" {
			return c.Text == "true"
		}
	}
	return false
}

// externOf is the class of a library that a value is an instance of; nil for none.
func externOf(v term.Value) *term.Extern {
	r, ok := v.(*term.Result)
	if !ok {
		return nil
	}
	e, _ := r.Call.Callee.(*term.Extern)
	return e
}

// requestParts are the attributes of Flask's request, as the event names them.
var requestParts = map[string]string{
	"json": "body", "data": "body", "form": "body", "values": "body", "files": "body", "stream": "body",
	"args": "queryStringParameters", "headers": "headers", "view_args": "pathParameters", "cookies": "cookies", "path": "path",
	"query_string": "rawQueryString", "base_url": "path", "host": "headers", "user_agent": "headers",
	"url": "path", "full_path": "path", "method": "httpMethod",
}

// requestExtern is an attribute of the request that a framework offers as a global; nil for anything else.
func (ev *evaluator) requestExtern(x *term.Extern, name string) term.Value {
	if x.Language != ir.Python || term.Qualified(x) != "flask.request" {
		return nil
	}
	if path, ok := ev.routePath(); ok && name == "path" {
		return ev.Text(path)
	}
	if part, ok := requestParts[name]; ok {
		return ev.Input(ev.handler, 0, []string{part})
	}
	return nil
}

// routePath is the path of every request that the function that runs answers, where its routes leave nothing open.
func (ev *evaluator) routePath() (string, bool) {
	for _, f := range slices.Backward(ev.running) {
		if r := ev.routedAs(f.fn); r != nil {
			return ev.pathOfRoutes(r)
		}
	}
	return "", false
}

// pathOfRoutes is the path of all routes of a function, where it leaves nothing open.
func (ev *evaluator) pathOfRoutes(r *routed) (string, bool) {
	if r == nil || len(r.routes) == 0 {
		return "", false
	}
	path := r.routes[0].Path
	for _, other := range r.routes {
		if other.Path != path {
			return "", false
		}
	}
	return path, path != "" && !strings.ContainsAny(path, "<{*:?+(")
}

// requestBody is request.get_json() and request.get_data() of Flask.
func requestBody(ev *evaluator, _ *invocation) term.Value {
	return ev.Input(ev.handler, 0, []string{"body"})
}

// requestAttribute is what a framework says of the request of this invocation; nil for anything else.
func (ev *evaluator) requestAttribute(r *term.Result, name string) term.Value {
	e, ok := r.Call.Callee.(*term.Extern)
	if !ok || !strings.HasPrefix(e.Module, "aws_lambda_powertools") && e.Module != "chalice" {
		return nil
	}
	switch name {
	case "current_event", "current_request":
		return ev.Input(ev.handler, 0, nil)
	case "lambda_context":
		return ev.Input(ev.handler, 1, nil)
	case "context":
		if held := ev.sharedContext(r); held != nil {
			return held
		}
	}
	return nil
}

// appendContext is append_context of the resolvers of Powertools and their routers.
func appendContext(ev *evaluator, c *invocation) term.Value {
	r, ok := c.this.(*term.Result)
	if !ok {
		return nil
	}
	held := ev.sharedContext(r)
	if held == nil {
		return nil
	}
	for _, a := range c.args {
		if a.name != "" && !a.spread {
			ev.put(ev.write(held), a.name, a.value)
		}
	}
	return ev.Null()
}

// sharedContext is what the resolvers of Powertools and their routers share of a request
// (https://docs.powertools.aws.dev/lambda/python/latest/core/event_handler/api_gateway/#sharing-contextual-data).
func (ev *evaluator) sharedContext(r *term.Result) *ref {
	e := externOf(r)
	if e == nil || !strings.HasPrefix(e.Module, "aws_lambda_powertools.event_handler") {
		return nil
	}
	return ev.ofRequest(r.Call.At)
}

// batch is process_partial_response of Powertools: a function is called for each record of the event. The processor may
// be one of the application, so that the call is kept.
func batch(ev *evaluator, c *invocation) term.Value {
	event, f := c.either(0, "event"), c.either(1, "record_handler")
	if event == nil || f == nil {
		return nil
	}
	ev.fork(2, func(i int) {
		if i == 0 {
			ev.invoke(f, &invocation{args: values(ev.anyItem(ev.index(event, ev.Text("Records"), c.at))), at: c.at})
		}
	})
	return nil
}
