package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Environment variables as code reads and sets them. It may set them itself: os.environ["X"] = v, process.env.X = v,
// os.Setenv("X", v); what reads them afterwards gets that. Libraries that fill a struct or a class from them stand in
// environment_go.go and environment_pydantic.go.

// variableNamed is the value of an environment variable, with what is taken without it.
func (ev *evaluator) variableNamed(name string, fallback term.Value) term.Value {
	plain := ev.Environment(name, nil)
	given := term.Value(ev.Environment(name, fallback))
	c, ok := ev.variables[name]
	if !ok {
		return given
	}
	return ev.each(c.v, func(v term.Value) term.Value {
		if v == plain {
			return given
		}
		return v
	})
}

// getenv reads an environment variable with what is taken without it.
func getenv(ev *evaluator, c *invocation) term.Value {
	return ev.each(c.either(0, "key"), func(name term.Value) term.Value {
		s, ok := term.KnownText(name)
		if !ok {
			return nil
		}
		fallback := c.either(1, "default")
		if fallback == nil || term.IsNull(fallback) {
			return ev.variableNamed(s, nil)
		}
		return ev.variableNamed(s, ev.term(fallback))
	})
}

// setVariable gives an environment variable a value.
func (ev *evaluator) setVariable(name string, v term.Value) {
	c, ok := ev.variables[name]
	if !ok {
		c = &cell{v: ev.Environment(name, nil)}
		ev.variables[name] = c
	}
	ev.set(c, v)
}

// isEnvironment is whether a value is the environment of the process.
func isEnvironment(v term.Value) bool {
	e, ok := v.(*term.Extern)
	if !ok {
		return false
	}
	joined := term.Qualified(e)
	return joined == "process.env" && e.Language == ir.JavaScript || joined == "os.environ" && e.Language == ir.Python
}

// furtherNamed is an entry of an object that is not among those which are known: of a copy of the environment a variable.
func (ev *evaluator) furtherNamed(c *contents, name string) term.Value {
	if i, ok := c.rest.(*term.Item); ok && i.Key == nil {
		of := i.Of
		if part, ok := of.(*term.Combined); ok && part.How == "slice" {
			of = part.Of[0]
		}
		if isEnvironment(of) {
			return ev.variableNamed(name, nil)
		}
	}
	return c.rest
}

// setEnvironment is os.Setenv(name, v), os.putenv(name, v).
func setEnvironment(ev *evaluator, c *invocation) term.Value {
	if name, ok := term.KnownText(c.arg(0)); ok && c.arg(1) != nil {
		ev.setVariable(name, c.arg(1))
	}
	return ev.Null()
}

// updateEnvironment is os.environ.update({...}).
func updateEnvironment(ev *evaluator, c *invocation) term.Value {
	if r, ok := c.arg(0).(*ref); ok {
		held := ev.read(r)
		for _, n := range held.names {
			ev.setVariable(n, held.fields[n])
		}
	}
	for _, a := range c.args {
		if a.name != "" && !a.spread {
			ev.setVariable(a.name, a.value)
		}
	}
	return ev.Null()
}

// defaultEnvironment is os.environ.setdefault(name, v).
func defaultEnvironment(ev *evaluator, c *invocation) term.Value {
	v := getenv(ev, c)
	if name, ok := term.KnownText(c.arg(0)); ok && v != nil {
		ev.setVariable(name, v)
	}
	return v
}
