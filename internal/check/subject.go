package check

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// Function is a function as a subject.
func Function(f *model.Function) Subject {
	return Subject{ID: f.ID, At: f.At, Functions: []string{f.ID}}
}

// Resource is a resource as a subject: it concerns the functions that something connects to it.
func (p *Pass) Resource(r *model.Resource) Subject {
	return Subject{ID: r.ID, At: r.At, Functions: p.functionsNear(r.ID)}
}

// Route is a route as a subject: it concerns the function that answers it.
func Route(r *model.Route) Subject {
	s := Subject{ID: r.ID, At: r.At}
	if r.Function != "" {
		s.Functions = []string{r.Function}
	}
	return s
}

// Grant is a statement as a subject: it concerns the functions that run as its identity, or those
// near the resource that carries it.
func (p *Pass) Grant(g *model.Grant) Subject {
	s := Subject{ID: g.Identity, At: g.At, Detail: g.ID}
	if g.Identity == "" {
		s.ID = g.Resource
		s.Functions = p.functionsNear(g.Resource)
		if _, isFunction := p.App.Function(g.Resource); isFunction {
			s.Functions = []string{g.Resource}
		}
		if _, isIdentity := p.App.Identity(g.Resource); isIdentity {
			s.Functions = p.App.FunctionsOf(g.Resource)
		}
		return s
	}
	s.Functions = p.App.FunctionsOf(g.Identity)
	return s
}

// functionsNear are the functions that an edge connects to an element, in the order of the model.
func (p *Pass) functionsNear(id string) []string {
	var ids []string
	for _, e := range p.App.Edges {
		other := ""
		switch id {
		case e.From:
			other = e.To
		case e.To:
			other = e.From
		}
		if _, isFunction := p.App.Function(other); isFunction && !slices.Contains(ids, other) {
			ids = append(ids, other)
		}
	}
	slices.Sort(ids)
	return ids
}
