package model

// Exposed answers what a request from the internet can make happen, and through what: which functions
// run, which queues are filled, which data is changed. With anybody, only requests count that whoever
// asks may make (no identity is checked; a shared key is none); else all that come over a public
// network, whoever they are from. A function that decides about callers runs for all of them, also for
// those whom it then refuses.
func (a *App) Exposed(anybody bool) Reach {
	routes := make(map[string]*Route, len(a.Routes))
	for i := range a.Routes {
		routes[a.Routes[i].ID] = &a.Routes[i]
	}
	return NewGraph(a.Edges, func(e Edge) bool {
		if r := routes[e.From]; r != nil && anybody && !r.Open() && (e.To != r.Authorizer || r.Auth != AuthCustom) {
			return false
		}
		return e.Moves()
	}).From(Internet)
}

// ReachOf answers what an element can make happen: what it runs, sends to and changes, directly or
// through others.
func (a *App) ReachOf(id string) Reach { return NewGraph(a.Edges, Edge.Moves).From(id) }
