package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Resolvers and procedures get the arguments of a request one by one, and not the request: GraphQL
// (https://graphql.org/learn/execution/), tRPC (https://trpc.io/docs/server/procedures), AppSync, the router of Powertools.

// layResolvers notes what the functions get that a call hands to a library which calls them for parts of a request.
func (ev *evaluator) layResolvers(call *term.Call, c *invocation) {
	e := originOf(call.Callee, 0)
	if e == nil {
		return
	}
	m, _ := call.Callee.(*term.Member)
	switch {
	case strings.Contains(e.Module, "graphql") && !strings.HasPrefix(e.Module, "@aws-lambda-powertools/"), strings.Contains(e.Module, "apollo"):
		for _, a := range c.args {
			if r, ok := a.value.(*ref); ok {
				ev.resolvers(ev.read(r).fields["resolvers"], ev.Result(call))
			}
		}
	case m == nil:
	case strings.HasPrefix(e.Module, "@trpc/server"):
		if f, ok := c.arg(0).(*function); ok && (m.Name == "query" || m.Name == "mutation" || m.Name == "subscription") {
			ev.pipelines.gives[f] = []term.Value{ev.procedure(m.Of, call.At)}
		}
	case strings.HasPrefix(e.Module, "@aws-lambda-powertools/event-handler"):
		_, routed := verbs[m.Name]
		for _, f := range ev.handed(c.args) {
			switch {
			case m.Name == "onQuery", m.Name == "onMutation", m.Name == "onSubscription", m.Name == "resolver":
				ev.pipelines.gives[f] = []term.Value{ev.Input(ev.handler, 0, []string{"arguments"})}
			case routed && m.Name != "use":
				ev.pipelines.gives[f] = []term.Value{ev.webContext(call.At), ev.webContext(call.At)}
			}
		}
	}
}

// resolvers are the functions of an object of types with their fields, or of several: the second parameter of each has the
// arguments.
func (ev *evaluator) resolvers(v term.Value, server *term.Result) {
	for _, o := range options(v) {
		r, ok := o.(*ref)
		if !ok {
			continue
		}
		all := ev.read(r)
		for _, item := range all.items {
			ev.resolvers(item, server)
		}
		for _, n := range all.names {
			of, ok := all.fields[n].(*ref)
			if !ok {
				continue
			}
			fields := ev.read(of)
			for _, name := range fields.names {
				field := fields.fields[name]
				if f, ok := field.(*function); ok {
					if ev.initial {
						ev.usage.registers(f, server)
					}
					ev.later(f)
					ev.pipelines.gives[f] = []term.Value{nil, ev.Input(ev.handler, 0, []string{"body", "variables"})}
				}
			}
		}
	}
}

// procedure is what a procedure of tRPC gets: what its schema makes of the input.
func (ev *evaluator) procedure(of term.Value, at ir.Span) term.Value {
	given := ev.newObject(at)
	w := ev.write(given)
	w.rest = ev.Unknown(at, "a middleware may have put it into the context of a procedure")
	input := ev.Input(ev.handler, 0, []string{"body"})
	if schema := schemaOf(of); schema != nil {
		held := &term.Call{Callee: ev.Member(schema, "parse"), Args: []term.Argument{{Value: input}}, At: at, Within: ev.frame.fn}
		ev.put(w, "input", ev.Result(held))
	} else {
		ev.put(w, "input", input)
	}
	return given
}

// schemaOf is the schema that a procedure was given for its input: t.procedure.input(schema); nil for none.
func schemaOf(of term.Value) term.Value {
	for range 16 {
		r, ok := of.(*term.Result)
		if !ok {
			return nil
		}
		m, ok := r.Call.Callee.(*term.Member)
		if !ok {
			return nil
		}
		if m.Name == "input" && len(r.Call.Args) == 1 {
			return r.Call.Args[0].Value
		}
		of = m.Of
	}
	return nil
}

// webContext is what Powertools hands to a function of a route: the parameters of the path, or what has them, the request
// of the web and the event (https://docs.powertools.aws.dev/lambda/typescript/latest/features/event-handler/http/).
func (ev *evaluator) webContext(at ir.Span) term.Value {
	r := ev.newObject(at)
	w := ev.write(r)
	params := ev.Input(ev.handler, 0, []string{"pathParameters"})
	request := ev.requestOf(at, false)
	ev.put(w, "req", request)
	ev.put(w, "request", request)
	ev.put(w, "params", params)
	ev.put(w, "event", ev.Input(ev.handler, 0, nil))
	ev.put(w, "context", ev.Input(ev.handler, 1, nil))
	w.rest = ev.itemOf(params, nil)
	return r
}
