// Package least answers how much more a function may do than it needs: what its code and the platform need (package
// need) against what its identity is granted (package access).
//
// In goes the model of an application, out come, for each identity of its functions, its statements one by one: which of
// the needs each serves, which actions nothing needs, what a statement is wider than needed on; and the needs that no
// statement serves. What is not known stays so: a need on an unknown resource widens only its own action, and where code
// was not read or could not be followed, nothing is called unneeded for certain. docs/least-privilege.md says how it is
// decided.
package least

import (
	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// Audit is what is needed and granted in one application. What is asked for is worked out once.
type Audit struct {
	app    *model.App
	ledger *access.Ledger
	needs  map[string]*need.Set
	roles  map[string]*Role
	things []thing
	byType map[catalogue.ResourceType][]int
	others map[catalogue.ResourceType]*alias // something of each type that nobody declares
	meant  map[string][]int                  // the things that a name means
	users  map[string][]User                 // what runs as an identity beside functions
	space  *permit.Space
	steps  int              // that are left for comparing what statements are about
	roleOf map[string]*Role // by function
}

// most is how many things are compared with a statement's action in one application, together: what people write takes
// far less, and what somebody has made to be slow ends.
const most = 3 << 20

// mostNames is how many names that nobody declares are told apart.
const mostNames = 400

// Of is the audit of an application.
func Of(app *model.App) *Audit {
	a := &Audit{
		app: app, ledger: access.NewLedger(app), needs: map[string]*need.Set{}, roles: map[string]*Role{},
		others: map[catalogue.ResourceType]*alias{}, meant: map[string][]int{}, users: usersOf(app), steps: most,
	}
	for i := range app.Functions {
		s := need.Of(app, &app.Functions[i])
		a.needs[s.Function] = &s
	}
	a.collect()
	return a
}

// Needs is what a function needs.
func (a *Audit) Needs(function string) *need.Set { return a.needs[function] }

// Role is what an identity of the application is granted against what the functions need that run as it. It is nil where
// the identity is not declared here, or no function runs as it.
func (a *Audit) Role(id string) *Role {
	if r, known := a.roles[id]; known {
		return r
	}
	var r *Role
	if identity, ok := a.app.Identity(id); ok {
		if functions := a.app.FunctionsOf(id); len(functions) > 0 {
			r = a.judge(identity, functions)
		}
	}
	a.roles[id] = r
	return r
}

// Roles are those of the application's functions, in the order of the identities.
func (a *Audit) Roles() []*Role {
	var out []*Role
	for i := range a.app.Identities {
		if r := a.Role(a.app.Identities[i].ID); r != nil {
			out = append(out, r)
		}
	}
	return out
}

// RoleOf is the role that a function runs as, nil where it is not declared here.
func (a *Audit) RoleOf(function string) *Role {
	if a.roleOf == nil {
		a.roleOf = map[string]*Role{}
		for _, r := range a.Roles() {
			for _, f := range r.Functions {
				if a.roleOf[f] == nil {
					a.roleOf[f] = r
				}
			}
		}
	}
	return a.roleOf[function]
}

// Own is what a role is granted against what one of its functions needs, whatever the others do.
func (a *Audit) Own(r *Role, function string) *Role {
	if len(r.Functions) == 1 {
		return r
	}
	return a.judge(r.Identity, []string{function})
}

// Alone is a function whose role is not declared here: what it is granted is not known.
func (a *Audit) Alone(function string) *Role {
	f, ok := a.app.Function(function)
	if !ok {
		return nil
	}
	r := a.judge(&model.Identity{}, []string{function})
	r.Unknown = append(r.Unknown, Reason{Function: function, Text: "its role is not declared here", At: f.Role.At})
	for _, n := range r.Needs {
		n.Granted = policy.Maybe
	}
	return r
}
