package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Routers of Go nest: chi's r.Route("/orders", func(r chi.Router) { r.Get("/{id}", f) }), gin's and echo's
// r.Group("/v2").GET("/:id", f), gorilla's r.PathPrefix("/v2").Subrouter(). net/http has the method in the pattern:
// mux.HandleFunc("GET /orders/{id}", f).

// nesting are the methods of routers that answer a router for a part of the paths, or with more before its handlers.
var nesting = map[string]bool{
	"Group": true, "Route": true, "PathPrefix": true, "Subrouter": true, "With": true, "Party": true, "Use": true,
}

// registerGo notes the routes that a call of Go gives a router.
func (ev *evaluator) registerGo(call *term.Call, c *invocation) {
	_, name := calledName(call.Callee)
	method, ok := verbs[name]
	if !ok {
		return
	}
	prefix := ""
	switch f := call.Callee.(type) {
	case *term.Member:
		prefix = nestedIn(f.Of, 0)
	case *term.Extern:
		if f.Module != "net/http" {
			return
		}
	default:
		return
	}
	pattern, ok := firstText(call)
	if !ok {
		return
	}
	if verb, rest, cut := strings.Cut(pattern, " "); cut && strings.ToUpper(verb) == verb {
		method, pattern = verb, strings.TrimSpace(rest)
	}
	if pattern != "" && pattern != "*" && !strings.Contains(pattern, "/") {
		return
	}
	fs := ev.wrapped(c.args)
	if m, ok := call.Callee.(*term.Member); ok && !nests[name] && name != "Use" {
		ev.placedGo(fs, m.Of)
	}
	for _, f := range fs {
		ev.route(f, term.Route{Method: method, Path: joinPaths(prefix, pattern), At: call.At})
		if m, ok := call.Callee.(*term.Member); ok && ev.routes[f].router == nil {
			ev.routes[f].router = m.Of
		}
	}
}

// nestedIn is the beginning of the paths of a router.
func nestedIn(router term.Value, depth int) string {
	r, ok := router.(*term.Result)
	if !ok || depth > 16 {
		return ""
	}
	m, ok := r.Call.Callee.(*term.Member)
	if !ok || !nesting[m.Name] {
		return ""
	}
	path, _ := firstText(r.Call)
	return joinPaths(nestedIn(m.Of, depth+1), path)
}

func firstText(c *term.Call) (string, bool) {
	if len(c.Args) == 0 {
		return "", false
	}
	return term.KnownText(c.Args[0].Value)
}

func joinPaths(prefix, path string) string {
	if prefix == "" {
		return path
	}
	return strings.TrimSuffix(prefix, "/") + "/" + strings.TrimPrefix(path, "/")
}

// wrapped are the functions of the application among arguments, also those that a library wraps: http.HandlerFunc(f).
func (ev *evaluator) wrapped(args []argument) []*function {
	out := ev.handed(args)
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		r, ok := v.(*term.Result)
		if !ok || depth > 8 {
			return
		}
		for _, a := range r.Call.Args {
			if c, ok := a.Value.(*term.Closure); ok {
				if f, ok := ev.thawed[c]; ok {
					out = append(out, f)
				}
			}
			look(a.Value, depth+1)
		}
	}
	for _, a := range args {
		look(a.value, 0)
	}
	return out
}

// handedBack is what a library of Go hands to a callback: of a parameter whose type is of that library what was called
// answers, a router for a part of the paths or a page of a list; of another an instance of its type.
func (ev *evaluator) handedBack(p *ir.Parameter, given term.Value) term.Value {
	t := variableType(p)
	if t == nil {
		return given
	}
	v := ev.declared(t, nil)
	typed, ok := v.(*term.Typed)
	if !ok {
		if v == nil {
			return given
		}
		return v
	}
	of, isExtern := typed.Type.(*term.Extern)
	r, isResult := given.(*term.Result)
	if !isExtern || !isResult {
		return v
	}
	if m, ok := r.Call.Callee.(*term.Member); ok {
		module, name := calledName(m)
		if module == of.Module && (nesting[name] || strings.Contains(name, "Pages")) {
			return given
		}
	}
	return v
}
