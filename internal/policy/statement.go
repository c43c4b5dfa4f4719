package policy

import "github.com/sconce-dev/sconce/internal/model"

// statement is a compiled Statement.
type statement struct {
	source     *Statement
	policy     int // which of the layer's policies it stands in
	index      int // which of the policy's statements it is
	allows     Truth
	denies     Truth
	actions    *actions
	notAction  bool
	resources  *patterns // nil: any
	notRes     bool
	principals *principals // nil: not written
	bounded    bool        // a Deny with NotPrincipal on a requester with a permissions boundary
	conditions []condition

	isHole       bool          // any of the alternatives, or anything where there are none
	alternatives [][]statement //
}

// compiler compiles the documents of one layer.
type compiler struct {
	variables     Truth
	withPrincipal bool // the Principal element has a meaning in this layer
	bounded       bool // the requester has a permissions boundary
}

func (c *compiler) statement(s *Statement) statement {
	out := statement{source: s}
	if s.IsHole() {
		out.isHole, out.allows, out.denies = true, Maybe, Maybe
		for _, alternative := range s.Alternatives {
			list := make([]statement, len(alternative))
			for i := range alternative {
				list[i] = c.statement(&alternative[i])
			}
			out.alternatives = append(out.alternatives, list)
		}
		return out
	}
	switch s.Effect {
	case model.Allow:
		out.allows = Yes
	case model.Deny:
		out.denies = Yes
	case model.UnknownEffect:
		out.allows, out.denies = Maybe, Maybe
	}
	out.actions = newActions(s.Actions)
	if s.Actions == nil && s.NotActions != nil {
		out.actions, out.notAction = newActions(s.NotActions), true
	}
	of := syntax{wildcards: true, variables: c.variables, resource: true}
	switch {
	case s.Resources != nil:
		resources := newPatterns(s.Resources, of)
		if !resources.matchAll() {
			out.resources = &resources
		}
	case s.NotResources != nil:
		resources := newPatterns(s.NotResources, of)
		out.resources, out.notRes = &resources, true
	}
	switch {
	case !c.withPrincipal:
	case s.Principals != nil:
		out.principals = newPrincipals(s.Principals, false)
	case s.NotPrincipals != nil:
		out.principals = newPrincipals(s.NotPrincipals, true)
		out.bounded = c.bounded && s.Effect == model.Deny
	}
	out.conditions = c.conditions(s.Conditions)
	return out
}

// applies answers at which levels the statement is about the query, given whether it is about its
// action. Without principals it is about
// every requester directly. A Deny with NotPrincipal always denies a principal with a permissions
// boundary, whoever is excepted (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
func (s *statement) applies(q *Query, about Truth, text string, holey bool) grants {
	var g grants
	if about = about.And(s.matchesResource(q, text, holey)); about == No {
		return g
	}
	if s.principals == nil || s.bounded && q.requester.isIAM() {
		g[grantDirect] = Yes
	} else if g = s.principals.match(&q.requester); g.any() == No {
		return g
	}
	for i := range s.conditions {
		if about = about.And(s.conditions[i].holds(q)); about == No {
			return grants{}
		}
	}
	return g.capped(about)
}

// matchesAction answers whether the statement is about the query's action; a hole may be.
func (s *statement) matchesAction(q *Query) Truth {
	if s.isHole {
		return Maybe
	}
	if s.notAction {
		return s.actions.match(q).Not()
	}
	return s.actions.match(q)
}

// matchesResource: a statement whose NotResource has a variable without a value is about no resource
// (IAM User Guide, "IAM policy elements: Variables and tags": such a text "will not match any
// resource", and a variable that cannot be resolved makes the statement invalid).
func (s *statement) matchesResource(q *Query, text string, holey bool) Truth {
	if s.resources == nil {
		return Yes
	}
	match, resolved := s.resources.match(q, text, holey)
	if s.notRes {
		return match.Not().And(resolved)
	}
	return match
}

// effect is what a statement does to a query.
type effect struct {
	allow grants
	deny  Truth
}

// evaluate answers what the statement does, given whether it is about the query's action. Of a hole it
// is what all alternatives do.
func (s *statement) evaluate(q *Query, about Truth, text string, holey bool) effect {
	if !s.isHole {
		g := s.applies(q, about, text, holey)
		return effect{allow: g.capped(s.allows), deny: g.any().And(s.denies)}
	}
	if len(s.alternatives) == 0 {
		return effect{allow: grants{Maybe, Maybe, Maybe}, deny: Maybe}
	}
	var out effect
	for i, alternative := range s.alternatives {
		var of effect
		for j := range alternative {
			e := alternative[j].evaluate(q, alternative[j].matchesAction(q), text, holey)
			of.deny = of.deny.Or(e.deny)
			for level := range of.allow {
				of.allow[level] = of.allow[level].Or(e.allow[level])
			}
		}
		if i == 0 {
			out = of
			continue
		}
		out.deny = either(out.deny, of.deny)
		for level := range out.allow {
			out.allow[level] = either(out.allow[level], of.allow[level])
		}
	}
	return out
}
