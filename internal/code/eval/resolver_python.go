package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// layResolver notes what a function gets that is a resolver of GraphQL: ariadne's (object, info, arguments), Strawberry's
// methods, those of AppSync with the arguments alone.
func (ev *evaluator) layResolver(call *term.Call, c *invocation) {
	f, ok := c.arg(0).(*function)
	e := originOf(call.Callee, 0)
	if !ok || e == nil {
		return
	}
	given := call.Callee
	if r, ok := given.(*term.Result); ok {
		given = r.Call.Callee
	}
	m, _ := given.(*term.Member)
	part, first := []string{"body", "variables"}, 0
	switch {
	case e.Module == "ariadne" && m != nil && m.Name == "field":
		first = 2
	case e.Module == "strawberry" && (e.Name == "field" || e.Name == "mutation"):
		first = 1
	case strings.HasPrefix(e.Module, "aws_lambda_powertools.event_handler") && m != nil && m.Name == "resolver":
		part = []string{"arguments"}
	default:
		return
	}
	values := make([]term.Value, len(f.fn.Params))
	for i := first; i < len(f.fn.Params); i++ {
		p := &f.fn.Params[i]
		if p.Name == "info" || p.Name == "self" {
			continue
		}
		v := ev.Input(ev.handler, 0, append(append([]string(nil), part...), p.Name))
		values[i] = v
		if t := unwrapped(variableType(p)); t != nil {
			values[i] = ev.converted(t, ev.eval(t), v)
		}
	}
	ev.pipelines.gives[f] = values
}
