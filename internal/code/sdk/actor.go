package sdk

import "github.com/sconce-dev/sconce/internal/code/term"

// actor is a value by which code talks to the provider: a client, a session, a table, a paginator.
type actor interface {
	// requests are what calling a method of it asks for.
	requests(r *run, method string, c *term.Call) []request
	// answers are the actors that calling a method of it gives, or with the method "" calling itself.
	answers(r *run, method string, c *term.Call) []actor
	// attribute are the actors that an attribute of it is.
	attribute(r *run, name string) []actor
	// items are the actors that it holds, where it is a collection of some.
	items() []actor
}

// inert is an actor that does nothing: the actors embed it and add what they do.
type inert struct{}

func (inert) requests(*run, string, *term.Call) []request { return nil }
func (inert) answers(*run, string, *term.Call) []actor    { return nil }
func (inert) attribute(*run, string) []actor              { return nil }
func (inert) items() []actor                              { return nil }

// maxDepth is how deep terms are looked into.
const maxDepth = 64

// actorsOf are the actors that a value may be.
func (r *run) actorsOf(v term.Value) []actor {
	if known, ok := r.actors[v]; ok {
		return known
	}
	if r.depth > maxDepth || v == nil {
		return nil
	}
	r.depth++
	r.actors[v] = nil // a term that holds itself is nothing
	found := r.findActors(v)
	r.actors[v] = found
	r.depth--
	return found
}

func (r *run) findActors(v term.Value) []actor {
	var out []actor
	switch x := v.(type) {
	case *term.OneOf:
		for _, o := range x.Options {
			out = append(out, r.actorsOf(o)...)
		}
	case *term.Result:
		if inner, ok := wrapped(x); ok {
			return r.actorsOf(inner)
		}
		for _, callee := range options(x.Call.Callee) {
			out = append(out, r.answersOf(callee, x.Call)...)
		}
	case *term.Member:
		for _, a := range r.actorsOf(x.Of) {
			out = append(out, a.attribute(r, x.Name)...)
		}
	case *term.Typed:
		for _, t := range options(x.Type) {
			if name, ok := r.path(t); ok {
				out = append(out, instances(name)...)
			}
		}
	case *term.Class:
		out = r.mappedClass(x.Class, false)
	case *term.Object:
		if x.Class != nil {
			out = r.mappedClass(x.Class, true)
		}
		if x.Base != nil {
			if name, ok := r.path(x.Base); ok {
				out = append(out, instances(name)...)
			}
		}
		if x.Type != nil {
			if name, ok := r.path(x.Type); ok {
				out = append(out, instances(name)...)
			}
		}
	case *term.Item:
		for _, a := range r.actorsOf(x.Of) {
			out = append(out, a.items()...)
		}
	}
	return out
}

func (r *run) answersOf(callee term.Value, c *term.Call) []actor {
	if name, ok := r.path(callee); ok {
		if found := r.made(name, c); found != nil {
			return found
		}
	}
	of, method := callee, "" // an actor is called itself: new Model({...})
	if m, ok := callee.(*term.Member); ok {
		of, method = m.Of, m.Name
	}
	var out []actor
	for _, a := range r.actorsOf(of) {
		out = append(out, a.answers(r, method, c)...)
	}
	return out
}

// family is the libraries of one kind.
type family struct {
	// makes are the actors that calling a function or class of a library gives.
	makes func(r *run, p path, c *term.Call) []actor
	// instances are the actors that the instances of a library's class are.
	instances func(p path) []actor
	// requests are what calling a function of a library asks for.
	requests func(r *run, p path, c *term.Call) []request
}

// families are all libraries, in the order in which they are asked.
func families() []family {
	return []family{
		{botoMakes, botoInstances, nil},
		{goMakes, goInstances, goRequests},
		{scriptMakes, scriptInstances, scriptRequests},
		{toolMakes, nil, toolRequests},
		{tableMappers, nil, s3Paths},
		{mailers, nil, nil},
		{speakers, speakerInstances, dialed},
		{hostedMakes, nil, hostedRequests},
		{nil, nil, signed},
	}
}

func (r *run) made(p path, c *term.Call) []actor {
	for _, f := range families() {
		if f.makes != nil {
			if found := f.makes(r, p, c); found != nil {
				return found
			}
		}
	}
	return nil
}

func instances(p path) []actor {
	for _, f := range families() {
		if f.instances != nil {
			if found := f.instances(p); found != nil {
				return found
			}
		}
	}
	return nil
}

func (r *run) called(p path, c *term.Call) []request {
	for _, f := range families() {
		if f.requests != nil {
			if found := f.requests(r, p, c); found != nil {
				return found
			}
		}
	}
	return nil
}
