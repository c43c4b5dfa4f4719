package check

import "github.com/sconce-dev/sconce/internal/model"

// Open is what anybody on the internet can make happen: model.App.Exposed, asked once.
func (p *Pass) Open() model.Reach {
	if p.open == nil {
		reach := p.App.Exposed(true)
		p.open = &reach
	}
	return *p.open
}

// Callable answers by which route anybody on the internet makes a function run by one request: as the one
// that answers it, or as the one that decides about its callers. It is nil where there is none.
func (p *Pass) Callable(function string) *model.Route {
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.Fixed || r.Private {
			continue
		}
		if r.Open() && r.Function == function || r.Auth == model.AuthCustom && p.decides(r, function) {
			return r
		}
	}
	return nil
}

// decides reports whether a function decides who may call a route.
func (p *Pass) decides(r *model.Route, function string) bool {
	if r.Authorizer == function {
		return true
	}
	f, ok := p.App.Function(function)
	if !ok || r.Authorizer == "" {
		return false
	}
	for _, t := range f.Triggers {
		if t.Kind == model.TriggerAuth && t.From == r.Authorizer {
			return true
		}
	}
	return false
}
