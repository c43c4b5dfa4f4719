package eval

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Routers of Go do things before a route in three ways. Gin goes on to the next function by itself, unless one has aborted
// the request (https://pkg.go.dev/github.com/gin-gonic/gin#Context.Abort); Fiber where a function calls Next; those of
// net/http and Echo make a handler of the one that follows.

// nests are the methods of routers that answer a router for some of the paths, with what stands before its routes.
var nests = map[string]bool{"Group": true, "Route": true, "PathPrefix": true, "Subrouter": true, "With": true, "Party": true}

// layGo notes what a call gives a router that it does before its routes.
func (ev *evaluator) layGo(call *term.Call, c *invocation, result term.Value) {
	m, ok := call.Callee.(*term.Member)
	if !ok || originOf(m.Of, 0) == nil {
		return
	}
	in := m.Of
	switch {
	case m.Name == "Use":
	case nests[m.Name]:
		in = result
		ev.mounted(in, m.Of, "")
	default:
		return
	}
	for _, f := range ev.wrapped(c.args) {
		if !ev.takesRouter(f) {
			l := *ev.pipelines.layerOf(f)
			l.hook = in == result || !strings.Contains(originOf(m.Of, 0).Module, "gin-gonic")
			ev.pipelines.add(in, &l)
		}
	}
}

// takesRouter is whether a function puts routes into the router that it gets: r.Route("/v1", func(r chi.Router) {}).
func (ev *evaluator) takesRouter(f *function) bool {
	t := ev.firstType(f)
	return t != nil && (t.Name == "Router" || t.Name == "Mux" || t.Name == "Party")
}

// firstType is the type of a library that the first parameter of a function is of; nil for others.
func (ev *evaluator) firstType(f *function) *term.Extern {
	if len(f.fn.Params) == 0 {
		return nil
	}
	t := variableType(&f.fn.Params[0])
	if t == nil {
		return nil
	}
	var v term.Value
	ev.inside(&frame{fn: f.fn, outer: f.scope, vars: map[*ir.Variable]*cell{}}, func() { v = ev.declared(t, nil) })
	if typed, ok := v.(*term.Typed); ok {
		e, _ := typed.Type.(*term.Extern)
		return e
	}
	return nil
}

// placedGo notes where a router was given the functions of a route: each stands behind those before it.
func (ev *evaluator) placedGo(fs []*function, in term.Value) {
	var before []*layer
	for _, f := range fs {
		if n := len(before); n > 0 {
			ev.pipelines.layers[before[n-1].f] = before[n-1]
		}
		if known := ev.pipelines.places[f]; len(known) < maxPlaces {
			ev.pipelines.places[f] = append(known, place{in: in, at: len(ev.pipelines.of(in).layers), before: append([]*layer(nil), before...)})
		}
		before = append(before, ev.pipelines.layerOf(f))
	}
}

// passGo runs a layer of a router of Go.
func (ev *evaluator) passGo(l *layer) {
	f := l.f
	ev.set(ev.pipelines.aborted, ev.Boolean(false))
	next := &native{name: "next", call: func(ev *evaluator, _ *invocation) term.Value {
		ev.passOn()
		return ev.Null()
	}}
	t := ev.firstType(f)
	if t != nil && (t.Name == "Handler" || t.Name == "HandlerFunc") {
		mark := len(ev.exits)
		ev.flat.single = true
		made := ev.apply(f, values(next), ir.Span{})
		if slices.ContainsFunc(ev.exits[mark:], func(x exit) bool { return x.kind == passes }) {
			return // what it was handed to has called it
		}
		if r, ok := made.(*term.Result); ok { // http.HandlerFunc(func(w, r) {})
			for _, a := range r.Call.Args {
				made = ev.lived(a.Value)
			}
		}
		if inner, ok := made.(*function); ok && ev.active[inner.fn] == 0 {
			ev.flat.single = true
			ev.apply(inner, ev.callbackArgs(inner, nil), ir.Span{})
		}
		return
	}
	if t != nil && strings.Contains(t.Module, "gin-gonic") {
		ev.falling = f.fn
	}
	ev.flat.single = true
	ev.apply(f, ev.callbackArgs(f, nil), ir.Span{})
}

// valuesOfRequest are the methods by which a context of Gin, Echo or Fiber keeps something for the functions that follow.
var valuesOfRequest = map[string]bool{"Set": true, "Get": true, "MustGet": true, "GetString": true, "Value": true, "Locals": true}

// keptFor is what such a method answers; nil for others.
func (ev *evaluator) keptFor(of, name string, c *invocation) term.Value {
	switch {
	case strings.HasPrefix(name, "Abort"):
		ev.set(ev.pipelines.aborted, ev.Boolean(true))
		return nil
	case name == "Next":
		ev.passOn()
		return nil
	case !valuesOfRequest[name] || strings.HasPrefix(of, "net/http") || name == "Get" && strings.HasSuffix(of, "fiber.Ctx"):
		return nil
	}
	key, known := term.KnownText(c.arg(0))
	if !known {
		return nil
	}
	held := ev.ofRequest(c.at)
	if v := c.arg(1); v != nil {
		ev.put(ev.write(held), key, v)
		return nil
	}
	v := ev.read(held).fields[key]
	if v != nil && name == "Get" && strings.HasSuffix(of, "gin.Context") {
		return ev.newList(ir.Tuple, c.at, []term.Value{v, ev.Unknown(c.at, "only the run shows whether the key was set")}, nil)
	}
	return v
}

// ofRequest is what functions before a route keep for those behind them.
func (ev *evaluator) ofRequest(at ir.Span) *ref {
	if ev.pipelines.context == nil {
		ev.pipelines.context = ev.newObject(at)
		ev.pipelines.context.cell.born = 0
		ev.write(ev.pipelines.context).rest = ev.Unknown(at, "a middleware may have put it into the context of a request")
		ev.advance()
	}
	return ev.pipelines.context
}
