package access

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// documentOf is a policy document of the grants that a choice takes, and the grant of each of its
// statements. It is nil where there are none.
func documentOf(app *model.App, choose func(*model.Grant) bool) (*policy.Document, []string) {
	var statements []model.Value
	var ids []string
	for i := range app.Grants {
		if g := &app.Grants[i]; choose(g) {
			statements = append(statements, statement(g))
			ids = append(ids, g.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	document, _ := policy.Parse(model.NewMap([]model.Field{
		{Key: "Version", Value: model.NewString(policy.Version2012, model.Location{})},
		{Key: "Statement", Value: model.NewList(statements, model.Location{})},
	}, model.Location{}))
	return &document, ids
}

// statement is a grant as the statement that makes it.
func statement(g *model.Grant) model.Value {
	if g.Effect == model.UnknownEffect {
		cause := model.Cause{Reason: "what the policy " + g.Policy + " says is not known", At: g.At}
		if of, ok := g.Statement.Cause(); ok {
			cause.Name = of.Name
		} else if g.Statement.IsAbsent() {
			cause.Name = "the policy " + g.Policy
		}
		return model.NewUnknown(cause, g.At)
	}
	var fields []model.Field
	add := func(key string, v model.Value) {
		if !v.IsAbsent() {
			fields = append(fields, model.Field{Key: key, KeyAt: g.At, Value: v})
		}
	}
	list := func(key string, values []model.Value) {
		if len(values) > 0 {
			add(key, model.NewList(values, g.At))
		}
	}
	add("Effect", model.NewString(string(g.Effect), g.At))
	add("Principal", g.Principals)
	add("NotPrincipal", g.NotPrincipals)
	list("Action", g.Actions)
	list("NotAction", g.NotActions)
	list("Resource", g.Resources)
	list("NotResource", g.NotResources)
	add("Condition", g.Conditions)
	return model.NewMap(fields, g.At)
}

var account = model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, model.Location{})

// overTLS is the context that is taken for granted: whoever wants to may use TLS.
var overTLS = map[string]policy.Values{
	"aws:SecureTransport": {List: []model.Value{model.NewString("true", model.Location{})}},
}

// identity are the rights of an identity of the application.
func (q question) identity(i *model.Identity) []Right {
	own, ids := documentOf(q.app, func(g *model.Grant) bool {
		return g.Identity == i.ID && g.Mechanism != model.MechanismBoundary
	})
	boundary, _ := documentOf(q.app, func(g *model.Grant) bool {
		return g.Identity == i.ID && g.Mechanism == model.MechanismBoundary
	})
	policies := policy.Policies{Resource: q.resource}
	if own != nil {
		policies.Identity = []policy.Document{*own}
	}
	if boundary != nil {
		policies.Boundary = []policy.Document{*boundary}
	}
	kind := policy.RequesterRole
	if i.Kind != model.IdentityRole {
		kind = policy.RequesterUser
	}
	return q.rights(policy.Compile(policies), ids, policy.Request{
		Principal: i.ARN, PrincipalKind: kind, PrincipalAccount: account, ResourceAccount: account, Open: true,
	}, model.NewReference(model.Ref{Target: i.ID, Attribute: "Arn"}, i.At))
}

// outsiders are those whom the resource's own policy names and who are not of the application.
func (q question) outsiders() []Actor {
	if q.resource == nil {
		return nil
	}
	set := policy.Compile(policy.Policies{Resource: q.resource})
	var actors []Actor
	seen := map[string]bool{}
	for i := range q.resource.Statements {
		for _, p := range q.resource.Statements[i].Principals {
			a, request, ok := q.outsider(p)
			if !ok || seen[a.Name] {
				continue
			}
			seen[a.Name] = true
			if a.Rights = q.rights(set, nil, request); len(a.Rights) > 0 {
				actors = append(actors, a)
			}
		}
	}
	return actors
}

func (q question) outsider(p policy.Principal) (Actor, policy.Request, bool) {
	request := policy.Request{Principal: p.Name, ResourceAccount: account, Open: true}
	name := p.Name.String()
	if _, ok := q.app.Identity(p.Name.Target()); ok {
		return Actor{}, request, false // it is asked as an identity
	}
	switch {
	case p.Kind == policy.PrincipalAny, p.Kind == policy.PrincipalAWS && name == "*":
		request.Principal, request.PrincipalKind = model.NewString("*", p.At), policy.RequesterAnonymous
		return Actor{Name: "*", Kind: Anybody}, request, true
	case p.Kind == policy.PrincipalService:
		request.PrincipalKind = policy.RequesterService
		return Actor{Name: name, Kind: Service}, request, true
	case p.Kind == policy.PrincipalFederated:
		request.PrincipalKind = policy.RequesterProvider
		return Actor{Name: name, Kind: Foreign}, request, true
	case strings.HasSuffix(name, "${AWS::AccountId}:root"), name == "${AWS::AccountId}":
		return Actor{}, request, false // the account itself: whom its identity policies let
	}
	request.PrincipalKind = policy.RequesterRole
	if strings.HasSuffix(name, ":root") || len(name) == 12 {
		request.PrincipalKind = policy.RequesterRoot
	}
	return Actor{Name: name, Kind: Foreign}, request, true
}

// rights asks about every action that acts on the resource.
func (q question) rights(set *policy.Set, ids []string, request policy.Request, spellings ...model.Value) []Right {
	spellings = append([]model.Value{request.Principal}, spellings...)
	request.Context = overTLS
	byLevel := map[catalogue.Level]*Right{}
	for _, t := range q.targets {
		for _, action := range t.actions {
			request.Action = action.String()
			best := ask(set, request, spellings, t.spellings)
			if best.Outcome == policy.ExplicitDeny || best.Access == policy.No {
				continue
			}
			r := byLevel[action.Level()]
			if r == nil {
				r = &Right{Level: action.Level()}
				byLevel[action.Level()] = r
			}
			if best.Access == policy.Yes {
				r.Allowed = append(r.Allowed, action.String())
			} else {
				r.Perhaps = append(r.Perhaps, action.String())
			}
			if id := q.grantOf(best.By, ids); id != "" && !slices.Contains(r.Through, id) {
				r.Through = append(r.Through, id)
			}
		}
	}
	var out []Right
	for _, level := range []catalogue.Level{catalogue.LevelPermissions, catalogue.LevelWrite, catalogue.LevelRead, catalogue.LevelTagging, catalogue.LevelList} {
		if r := byLevel[level]; r != nil {
			out = append(out, *r)
		}
	}
	return out
}

// ask puts one request with every spelling of the principal and of the resource. The first ones are
// ARNs, the most exact: of the others, references, only a match is believed, since a reference and
// an ARN may or may not be the same thing.
func ask(set *policy.Set, request policy.Request, principals, resources []model.Value) policy.Verdict {
	var answer policy.Verdict
	for i, principal := range principals {
		for j, resource := range resources {
			request.Principal, request.Resource = principal, resource
			v := set.Evaluate(request.Prepare())
			if v.Outcome == policy.ExplicitDeny {
				return v
			}
			if i == 0 && j == 0 || v.Access == policy.Yes && answer.Access != policy.Yes {
				answer = v
			}
		}
	}
	return answer
}

// grantOf is the grant that decided.
func (q question) grantOf(by policy.Source, identityGrants []string) string {
	ids := identityGrants
	if by.Layer == policy.LayerResource {
		ids = q.resourceGrants
	}
	if by.Statement == nil || by.Index < 0 || by.Index >= len(ids) {
		return ""
	}
	return ids[by.Index]
}
