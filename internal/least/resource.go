package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Guest is what a statement of a resource's own policy lets roles of functions do there.
type Guest struct {
	Roles    []*Role
	Needs    []*Need            // of them, that the statement takes in
	Unneeded []catalogue.Action // that it allows and none of them needs on the resource
}

// Certain reports whether it is known what the roles need, and if not, why.
func (g *Guest) Certain() (Reason, bool) {
	for _, r := range g.Roles {
		if !r.Certain() {
			return r.Because[0], false
		}
	}
	return Reason{}, true
}

// Guests answers what a statement lets roles of functions do. ok is false where it is no statement of a resource's policy, or
// is about anybody else too.
func (a *Audit) Guests(g *model.Grant) (out Guest, ok bool) {
	if g.Effect != model.Allow || g.Mechanism != model.MechanismResource || len(g.NotActions) > 0 || !g.NotPrincipals.IsAbsent() {
		return out, false
	}
	for _, who := range policy.Principals(g.Principals) {
		r := a.Role(who.Name.Target())
		if r == nil {
			return out, false
		}
		out.Roles = append(out.Roles, r)
	}
	for action := range access.ActionsOf(g).All() {
		if !a.actsOn(action, g.Resource) {
			continue
		}
		needed := false
		for _, r := range out.Roles {
			for _, n := range r.Needs {
				if n.Action != action.String() || n.On.ID != g.Resource && (n.On.ID != "" || n.On.Kind == model.TargetAny) {
					continue
				}
				needed = true
				if !slices.Contains(out.Needs, n) {
					out.Needs = append(out.Needs, n)
				}
			}
		}
		if !needed {
			out.Unneeded = append(out.Unneeded, action)
		}
	}
	return out, len(out.Roles) > 0
}

// actsOn reports whether an action acts on an element, or on something in it.
func (a *Audit) actsOn(action catalogue.Action, id string) bool {
	for i := range a.things {
		if a.things[i].id == id {
			return slices.ContainsFunc(action.Resources(), func(use catalogue.ResourceUse) bool { return a.things[i].names[use.Type] != nil })
		}
	}
	return true
}
