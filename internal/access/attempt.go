package access

import (
	"maps"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Attempt asks what an identity may do when an attacker steers it. He says in his requests whatever
// conditions want to hear, as far as it is his to say: the region, the tags of what he makes. He does not
// come from the networks that conditions name, has no second factor, and what others made has the tags
// that they gave it.
type Attempt struct {
	h     *Holding
	query *policy.Query
}

// Attempt is an attempt in which requests also say some things.
func (h *Holding) Attempt(says map[string]string) Attempt {
	request := h.request
	request.Open = false
	request.Context = map[string]policy.Values{
		"aws:PrincipalArn":          {List: []model.Value{h.request.Principal}},
		"aws:PrincipalAccount":      {List: []model.Value{account}},
		"aws:ResourceAccount":       {List: []model.Value{account}},
		"aws:PrincipalIsAWSService": policy.One("false"),
		"aws:ViaAWSService":         policy.One("false"),
	}
	maps.Copy(request.Context, overTLS)
	for _, key := range []string{"aws:CurrentTime", "aws:EpochTime", "aws:UserAgent", "aws:PrincipalOrgID", "aws:ResourceOrgID", "aws:userid", "aws:username", "aws:PrincipalType"} {
		request.Context[key] = policy.Values{List: []model.Value{model.NewUnknown(model.Cause{Reason: "it is known when the request is made"}, model.Location{})}}
	}
	for _, g := range append(append([]*model.Grant(nil), h.Grants...), h.Limits...) {
		for _, c := range policy.Conditions(g.Conditions) {
			choose(request.Context, &c, g.Effect == model.Deny)
		}
	}
	for key, value := range says {
		request.Context[key] = policy.One(value)
	}
	return Attempt{h, request.Prepare()}
}

// choose has a request say what a condition wants to hear: what an Allow asks for, or what a Deny
// excepts.
func choose(context map[string]policy.Values, c *policy.Condition, deny bool) {
	if c.IsHole() || !choosable(c.Key) || deny != c.Operator.Comparison.IsNegated() || len(c.Values) == 0 || c.Operator.Comparison == policy.Null {
		return
	}
	if _, said := context[c.Key]; !said {
		context[c.Key] = policy.Values{Many: c.Operator.Quantifier != policy.Single, List: c.Values[:1]}
	}
}

// choosable reports whether whoever makes a request chooses what it says for a key: not the tags of
// what exists, the boundary of another identity, or what is fixed elsewhere.
func choosable(key string) bool {
	key = strings.ToLower(key)
	if key == "aws:requestedregion" || key == "aws:tagkeys" || strings.HasPrefix(key, "aws:requesttag/") {
		return true
	}
	return policy.AspectOf(key) == policy.AspectWhich && !strings.HasPrefix(key, "aws:") && !strings.Contains(key, "resourcetag") &&
		key != "iam:permissionsboundary" && key != "iam:passedtoservice" && key != "iam:policyarn"
}

// On answers whether the identity may do an action on a resource, by any of its spellings.
func (a Attempt) On(action string, spellings ...model.Value) policy.Verdict {
	return a.h.may(a.query, action, spellings)
}

// Wide answers whether the identity may do an action on things that nobody has in mind: on all of a
// type. An action without resources counts as wide.
func (a Attempt) Wide(action catalogue.Action) policy.Verdict {
	return a.best(action, func(pattern model.Value) bool {
		return !action.HasResources() || policy.ResourceWidth(pattern) >= policy.WidthKind
	})
}

// Some answers whether the identity may do an action on anything at all, such as something that it
// makes itself.
func (a Attempt) Some(action catalogue.Action) policy.Verdict {
	return a.best(action, func(model.Value) bool { return true })
}

// best is the best verdict on an action for the resource patterns that the identity's policies name.
func (a Attempt) best(action catalogue.Action, take func(pattern model.Value) bool) policy.Verdict {
	var best policy.Verdict
	try := func(patterns []model.Value) {
		for _, r := range patterns {
			if best.Access == policy.Yes || !take(r) || !Fits(action, r) || a.h.isOfAnother(action, r) {
				continue
			}
			v := a.h.mayWidely(a.query, action, r)
			if r.IsUnknown() { // whether that is something that the action acts on is not known
				v.Access = min(v.Access, policy.Maybe)
			}
			if v.Access > best.Access {
				best = v
			}
		}
	}
	everything := []model.Value{model.NewString("*", model.Location{})}
	for _, g := range a.h.Grants {
		if about := (policy.Statement{Actions: g.Actions, NotActions: notNil(g.NotActions)}); about.MatchesAction(action.String()) == policy.No {
			continue
		}
		if try(g.Resources); len(g.NotResources) > 0 {
			try(everything)
		}
	}
	for _, g := range a.h.Limits { // what they except
		if g.Mechanism == model.MechanismBoundary {
			try(g.Resources)
		} else {
			try(g.NotResources)
		}
	}
	return best
}

// isOfAnother reports whether a pattern begins with a reference to something of the application that is of
// another service than an action.
func (h *Holding) isOfAnother(action catalogue.Action, pattern model.Value) bool {
	parts := pattern.Parts()
	if len(parts) == 0 || h.app == nil {
		return false
	}
	_, kind, ok := element(h.app, parts[0].Target())
	names := strings.Split(kind, "::")
	if !ok || len(names) != 3 {
		return false
	}
	service, known := catalogue.LookupService(strings.ToLower(names[1]))
	return known && service != action.Service()
}

// Fits reports whether a pattern can name something that an action acts on.
func Fits(action catalogue.Action, pattern model.Value) bool {
	text := settled(pattern).String()
	return policy.ResourceWidth(pattern) == policy.WidthAll || !strings.HasPrefix(text, "arn:") || action.Accepts(text)
}

// notNil is a list that is nil where it is empty.
func notNil(list []model.Value) []model.Value {
	if len(list) == 0 {
		return nil
	}
	return list
}
