package scan

import (
	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
	"github.com/sconce-dev/sconce/internal/policy"
)

// called adds the edges that calls in the functions' code say: which table it is that a grant on every table is used
// for, and what a function uses whose role is not known. What a grant names has its edge already, and what nothing
// allows does not happen.
func called(app *model.App) {
	type way struct {
		from, to string
		kind     model.EdgeKind
	}
	there := map[way]bool{}
	for _, e := range app.Edges {
		if !e.Wide {
			there[way{e.From, e.To, e.Kind}] = true
		}
	}
	ledger := access.NewLedger(app)
	for i := range app.Code {
		for j := range app.Code[i].Calls {
			call := &app.Code[i].Calls[j]
			for k := range call.Needs {
				n := &call.Needs[k]
				w := way{call.Function, n.On.ID, need.Kind(n.Action)}
				if n.On.Kind != model.TargetRef || w.to == "" || w.kind == "" || n.When != "" || there[w] || denied(app, ledger, call.Function, n) {
					continue
				}
				there[w] = true
				app.Edges = append(app.Edges, model.Edge{From: w.from, To: w.to, Kind: w.kind, Via: w.from, At: call.At, Called: true})
			}
		}
	}
}

// denied reports whether the role of a function is known not to allow something.
func denied(app *model.App, ledger *access.Ledger, function string, n *model.Need) bool {
	f, ok := app.Function(function)
	if !ok {
		return true
	}
	if _, here := app.Identity(f.Role.Target()); !here {
		return false
	}
	return ledger.Of(f.Role.Target()).May(n.Action, n.On.Value).Access == policy.No
}
