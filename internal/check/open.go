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
	if p.callable == nil {
		p.callable = callable(p.App)
	}
	return p.callable[function]
}

// callable is the first route by which anybody makes each function run.
func callable(app *model.App) map[string]*model.Route {
	deciding := map[string][]string{} // by authorizer: the functions that it asks
	for i := range app.Functions {
		f := &app.Functions[i]
		deciding[f.ID] = append(deciding[f.ID], f.ID)
		for _, t := range f.Triggers {
			if t.Kind == model.TriggerAuth && t.From != "" {
				deciding[t.From] = append(deciding[t.From], f.ID)
			}
		}
	}
	routes := map[string]*model.Route{}
	for i := range app.Routes {
		r := &app.Routes[i]
		if r.Fixed || r.Private {
			continue
		}
		var functions []string
		switch {
		case r.Open():
			functions = []string{r.Function}
		case r.Auth == model.AuthCustom:
			functions = deciding[r.Authorizer]
		}
		for _, f := range functions {
			if f != "" && routes[f] == nil {
				routes[f] = r
			}
		}
	}
	return routes
}
