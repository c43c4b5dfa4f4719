package sdk

import (
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// request is one operation that the code asks for, or a connection to a host outside the provider.
type request struct {
	service   string // the SDK's own name; "" for a connection elsewhere
	operation string // in the SDK's own spelling; of a connection the library's function
	via       string
	input     input
	as        identity
	host      term.Value // of a connection: the address or URL, nil where it is not known
}

// identity is as whom a client speaks, and where.
type identity struct {
	keys   keys
	region term.Value // that it is told; nil for none: it is the function's own
}

// keys are the credentials that a request carries.
type keys uint8

// Whose credentials these are.
const (
	own         keys = iota // the function's
	otherKeys               // of keys that the code has
	anotherRole             // of a role that the code assumes
)

// String is what Via says.
func (k keys) String() string {
	return [...]string{"", " with other credentials", " as another role"}[k]
}

// or is the identity with what another one says beside.
func (i identity) or(other identity) identity {
	if other.keys != own {
		i.keys = other.keys
	}
	if other.region != nil {
		i.region = other.region
	}
	return i
}

// operate is a request for an operation in any spelling; nothing where the service has no such operation.
func operate(service, operation, via string, in input) []request {
	m, ok := catalogue.Operation(service, operation)
	if !ok {
		return nil
	}
	return []request{{service: m.Service, operation: m.Operation, via: via, input: in}}
}

// requests are what a call asks for, none where it is no business of this package.
func (r *run) requests(c *term.Call) []request {
	var out []request
	for _, callee := range options(c.Callee) {
		out = append(out, r.requestsOf(callee, c)...)
	}
	return out
}

func (r *run) requestsOf(callee term.Value, c *term.Call) []request {
	if name, ok := r.path(callee); ok {
		return r.called(name, c)
	}
	m, ok := callee.(*term.Member)
	if !ok {
		return nil
	}
	actors := r.actorsOf(m.Of)
	var out []request
	for _, a := range actors {
		out = append(out, a.requests(r, m.Name, c)...)
	}
	switch {
	case len(out) > 0 || len(actors) > 0:
	case m.Name == "send": // of a client that is not known: the command says what it is
		out = r.commands(argument(c, 0, ""))
	default:
		out = typedInput(m.Name, c)
	}
	return out
}

// options are the values that a value may be.
func options(v term.Value) []term.Value {
	if one, ok := v.(*term.OneOf); ok {
		return one.Options
	}
	return []term.Value{v}
}

// argument is an argument by place or by name, nil where it is not given or not known to be.
func argument(c *term.Call, place int, name string) term.Value {
	at := 0
	for i := range c.Args {
		a := &c.Args[i]
		switch {
		case a.Name != "" && a.Name == name && !a.Spread:
			return a.Value
		case a.Name == "" && a.Spread:
			at = len(c.Args) // what stands behind it is at no known place
		case a.Name == "":
			if at == place {
				return a.Value
			}
			at++
		}
	}
	return nil
}

// constant is the text of a value that is known.
func constant(v term.Value) (string, bool) {
	if c, ok := v.(*term.Constant); ok {
		return c.Text, true
	}
	return "", false
}
