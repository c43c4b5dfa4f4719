package privilege

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// try answers whether an identity can go a path: whether it may do all that is needed, on what it
// takes to get more than it has.
func (e escalations) try(id string, h *access.Holding, of *path) (way, bool) {
	w := way{path: *of}
	says := map[string]string{"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}
	if of.To != "" {
		says["iam:PassedToService"] = of.To
	}
	a := h.Attempt(says)
	switch of.By {
	case byPass:
		return e.tryPass(id, h, a, w)
	case byCode:
		return e.tryCode(id, h, a, w)
	}
	return e.tryIdentity(id, h, a, w)
}

// take adds verdicts on actions to a way; it reports whether all of them are had.
func (w *way) take(actions []catalogue.Action, ask func(catalogue.Action) policy.Verdict) bool {
	for _, action := range actions {
		v := ask(action)
		if v.Access == policy.No {
			return false
		}
		w.likely = w.likely || v.Access == policy.Maybe
		w.grants = append(w.grants, v)
	}
	return true
}

// tryPass: a role is handed to something that is made for it. The role is any of the account, or one of
// the application that the service may assume and that may do more.
func (e escalations) tryPass(id string, h *access.Holding, a access.Attempt, w way) (way, bool) {
	pass, _ := catalogue.LookupAction("iam:PassRole")
	i := slices.Index(w.actions, pass)
	others := slices.Delete(slices.Clone(w.actions), i, i+1)
	w.Needs = append([]string{pass.String()}, names(others)...)
	anyRole := w
	if anyRole.take([]catalogue.Action{pass}, a.Wide) && anyRole.take(others, a.Some) {
		return anyRole, true
	}
	known := map[string]bool{}
	for i := range e.p.App.Identities {
		role := &e.p.App.Identities[i]
		one := w
		if role.Kind != model.IdentityRole || role.ID == id {
			continue
		}
		on := func(c catalogue.Action) policy.Verdict { return a.On(c.String(), spellingsOf(role)...) }
		if !one.take([]catalogue.Action{pass}, on) || one.likely {
			continue
		}
		known[role.ID] = true
		if one.take(others, a.Some) && trusts(e.p.App, role.ID, w.To) && e.isMore(role.ID, h) {
			one.with = role.ID
			return one, true
		}
	}
	if len(known) > 0 || !w.take([]catalogue.Action{pass}, a.Some) || !w.take(others, a.Some) {
		return w, false
	}
	w.unknown = "what the role that it may pass to " + w.To + " can do is not declared here"
	return w, false
}

func names(actions []catalogue.Action) []string {
	var out []string
	for _, a := range actions {
		out = append(out, a.String())
	}
	return out
}

// tryCode: something that has a role is steered. It is any of the account, or one of the application
// whose role may do more.
func (e escalations) tryCode(id string, h *access.Holding, a access.Attempt, w way) (way, bool) {
	wide := w
	if wide.take(w.actions, a.Wide) {
		return wide, true
	}
	if w.Runs == "" {
		return w, false
	}
	for _, t := range steered(e.p.App, w.Runs) {
		one := w
		on := func(c catalogue.Action) policy.Verdict {
			if !acts(c, t.arn) {
				return a.Some(c)
			}
			return a.On(c.String(), t.arn, model.NewReference(model.Ref{Target: t.id, Attribute: "Arn"}, model.Location{}))
		}
		if t.role != id && one.take(w.actions, on) && !one.likely && e.isMore(t.role, h) {
			one.with = t.id
			return one, true
		}
	}
	return w, false
}

// acts reports whether an action acts on what an ARN names.
func acts(c catalogue.Action, arn model.Value) bool {
	return c.HasResources() && c.Accepts(arn.String())
}

// target is something of the application that has a role.
type target struct {
	id, role string
	arn      model.Value
}

// roleProperty says where things of a type have their role.
var roleProperty = map[string][]string{
	"AWS::AppRunner::Service":          {"InstanceConfiguration", "InstanceRoleArn"},
	"AWS::CodeBuild::Project":          {"ServiceRole"},
	"AWS::Glue::DevEndpoint":           {"RoleArn"},
	"AWS::SageMaker::NotebookInstance": {"RoleArn"},
}

// steered are the things of a type that have a role of the application.
func steered(app *model.App, kind string) []target {
	var out []target
	if kind == "AWS::Lambda::Function" {
		for i := range app.Functions {
			if f := &app.Functions[i]; f.Role.Target() != "" {
				out = append(out, target{f.ID, f.Role.Target(), f.ARN})
			}
		}
		return out
	}
	for i := range app.Resources {
		r := &app.Resources[i]
		if role := r.Properties.Get(roleProperty[kind]...).Target(); r.Type == kind && role != "" {
			out = append(out, target{r.ID, role, r.ARN})
		}
	}
	return out
}

// tryIdentity: the identity changes its own permissions, or becomes another one.
func (e escalations) tryIdentity(id string, h *access.Holding, a access.Attempt, w way) (way, bool) {
	wide := w
	if wide.take(w.actions, a.Wide) {
		return wide, true
	}
	for i := range e.p.App.Identities {
		other := &e.p.App.Identities[i]
		one := w
		if !kindFits(w, other) || (w.By == bySelf) != (other.ID == id) {
			continue
		}
		on := func(c catalogue.Action) policy.Verdict { return a.On(c.String(), spellingsOf(other)...) }
		if !one.take(w.actions, on) || one.likely {
			continue
		}
		if w.By == bySelf || len(w.actions) > 1 && w.ID != "iam-003" || e.isMore(other.ID, h) {
			one.with = other.ID
			return one, true
		}
	}
	return w, false
}

// kindFits reports whether all actions of a way act on identities of a kind; that a role can be
// assumed is its own business, which its trust policy says.
func kindFits(w way, i *model.Identity) bool {
	for _, a := range w.actions {
		if a.String() == "sts:AssumeRole" && len(w.actions) == 1 {
			return false // whom a role trusts by name is meant to have it
		}
		if !slices.ContainsFunc(a.Resources(), func(u catalogue.ResourceUse) bool { return u.Type.Name() == string(i.Kind) }) {
			return false
		}
	}
	return true
}

// spellingsOf are the names by which statements may mean an identity.
func spellingsOf(i *model.Identity) []model.Value {
	return []model.Value{i.ARN, model.NewReference(model.Ref{Target: i.ID, Attribute: "Arn"}, i.At)}
}

// trusts reports whether a role lets a service assume it.
func trusts(app *model.App, role, service string) bool {
	for i := range app.Grants {
		g := &app.Grants[i]
		if g.Resource != role || g.Mechanism != model.MechanismTrust || g.Effect != model.Allow {
			continue
		}
		for _, who := range policy.Principals(g.Principals) {
			if text, known := who.Name.Text(); who.Kind == policy.PrincipalService && (!known || text == service) {
				return true
			}
		}
	}
	return false
}

// isMore reports whether a role may do something that the holder may not: an action that reads,
// changes or gives permissions, on something that the holder has no grant for.
func (e escalations) isMore(role string, h *access.Holding) bool {
	other := e.ledger.Of(role)
	for _, g := range other.Grants {
		if g.Effect != model.Allow {
			continue
		}
		on := g.Resources
		if len(g.NotResources) > 0 {
			on = []model.Value{model.NewString("*", g.At)}
		}
		for a := range access.ActionsOf(g).All() {
			if a.Level() == catalogue.LevelList || least.Telemetry(a) || harmless(a.Service().Prefix()) {
				continue
			}
			for _, r := range on {
				if other.MayWidely(a, r) != policy.No && h.MayWidely(a, r) == policy.No {
					return true
				}
			}
		}
	}
	return false
}
