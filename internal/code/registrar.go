package code

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// applicationNames are what parameters are called that are given an application, or a part of one.
var applicationNames = map[string]bool{"app": true, "application": true, "router": true, "server": true, "bp": true, "blueprint": true, "fastify": true}

// isRegistrar reports whether an exported value is a function that is given an application of a web framework and puts
// routes into it: def init(app), module.exports = (app) => {}.
func isRegistrar(v ir.Expression, routed map[*ir.Variable]bool) bool {
	f, ok := v.(*ir.FunctionRef)
	if !ok || len(f.Function.Params) == 0 {
		return false
	}
	first := f.Function.Params[0]
	return applicationNames[first.Name] && routed[first.Variable]
}

// routing are the methods by which routes are put into an application.
var routing = map[string]bool{"route": true, "get": true, "post": true, "put": true, "delete": true, "patch": true, "add_url_rule": true}

// variablesWithRoutes are the variables of a module with a method that puts a route into what they hold: app.get("/x", f).
func variablesWithRoutes(m *ir.Module) map[*ir.Variable]bool {
	out := map[*ir.Variable]bool{}
	ir.Walk(m, func(n ir.Node, _ ir.Span) {
		call, ok := n.(*ir.Call)
		if !ok || len(call.Args) == 0 {
			return
		}
		a, ok := call.Callee.(*ir.Attribute)
		if !ok || !routing[a.Name] {
			return
		}
		path, ok := call.Args[0].Value.(*ir.Literal)
		if of, is := a.X.(*ir.Use); is && ok && strings.HasPrefix(path.Text, "/") {
			out[of.Variable] = true
		}
	})
	return out
}
