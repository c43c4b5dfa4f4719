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
	s := Subject{ID: g.Identity, At: g.At, Detail: g.Meaning()}
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

// Answering are the functions that answer the routes of an API, sorted.
func (p *Pass) Answering(api string) []string {
	var ids []string
	for i := range p.App.Routes {
		if r := &p.App.Routes[i]; r.API == api && r.Function != "" {
			ids = append(ids, r.Function)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// functionsNear are the functions that an edge connects to an element, sorted.
func (p *Pass) functionsNear(id string) []string {
	if p.near == nil {
		p.near = neighbours(p.App)
	}
	return p.near[id]
}

// neighbours are the functions next to each element.
func neighbours(app *model.App) map[string][]string {
	isFunction := make(map[string]bool, len(app.Functions))
	for i := range app.Functions {
		isFunction[app.Functions[i].ID] = true
	}
	near := map[string][]string{}
	for _, e := range app.Edges {
		if e.Wide {
			continue // who may do everything has to do with nothing in particular
		}
		for _, pair := range [2][2]string{{e.From, e.To}, {e.To, e.From}} {
			if isFunction[pair[1]] {
				near[pair[0]] = append(near[pair[0]], pair[1])
			}
		}
	}
	for id := range near {
		slices.Sort(near[id])
		near[id] = slices.Compact(near[id])
	}
	return near
}
