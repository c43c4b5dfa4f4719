package policy

import (
	"slices"
	"strings"
)

// Changes are what would have to change for the query to be allowed, a sentence each, in the order in
// which the policies are evaluated. It is nil for a query that is allowed.
func (s *Set) Changes(q *Query) []string {
	if s.Evaluate(q).Outcome == Allowed {
		return nil
	}
	var out []string
	for i := range q.resources {
		for _, change := range s.changes(q, &q.resources[i]) {
			if !slices.Contains(out, change) {
				out = append(out, change)
			}
		}
	}
	return out
}

func (s *Set) changes(q *Query, r *resourceText) []string {
	var out []string
	for _, g := range s.all {
		if s.applies(g, q) == No {
			continue
		}
		for i := range g.statements {
			st := &g.statements[i]
			verb := "must not deny"
			switch st.evaluate(q, st.matchesAction(q), r.text, r.holey).deny {
			case No:
				continue
			case Maybe:
				verb = "must be known not to deny"
			case Yes:
			}
			out = append(out, finding{by: st, in: g}.source().String()+" "+verb+" it")
		}
	}
	out = append(out, s.missing(q, r)...)
	if s.blocksPublic(q) != No && s.allow(q, r).truth != No {
		out = append(out, "the bucket policy must not be public, or the bucket must not restrict public policies")
	}
	return out
}

// missing are the layers that have to allow the query and do not.
func (s *Set) missing(q *Query, r *resourceText) []string {
	var out []string
	need := func(t Truth, what string) {
		switch t {
		case Yes:
		case Maybe:
			out = append(out, what+" must be known to allow it")
		case No:
			out = append(out, what+" must allow it")
		}
	}
	var resource granted
	if s.resource != nil {
		resource = s.resource.allow(q, r.text, r.holey)
	}
	grant := s.allowByGrant(q, r)
	if grant.truth != Yes {
		switch {
		case !q.requester.isIAM():
			need(resource[grantDirect].truth, "the resource policy")
		case q.sameAccount != Yes:
			granted := resource.any()
			need(granted.truth, "the resource policy")
			s.missingIdentity(q, r, need)
		case asksResource(q, r):
			need(resource[grantAccount].truth, "the resource policy, for the principal or for its account,")
			if resource[grantAccount].truth != No {
				s.missingIdentity(q, r, need)
			}
		default:
			s.missingIdentity(q, r, need)
		}
	}
	if s.endpoint != nil {
		allowed := s.endpoint.allow(q, r.text, r.holey)
		need(allowed.any().truth, "an endpoint policy")
	}
	if q.requester.isIAM() && q.requester.linked != Yes {
		for _, level := range s.scp {
			allowed := level.allow(q, r.text, r.holey)
			need(allowed.any().truth, (Source{Layer: LayerSCP, Level: level.level}).String())
		}
	}
	return out
}

// missingIdentity names what the principal's own policies lack, and how near they come.
func (s *Set) missingIdentity(q *Query, r *resourceText, need func(Truth, string)) {
	if q.requester.kind != RequesterRoot {
		allowed := s.identity.allow(q, r.text, r.holey)
		need(allowed[grantDirect].truth, "an identity policy"+s.nearest(q, r))
	}
	if s.boundary != nil {
		allowed := s.boundary.allow(q, r.text, r.holey)
		need(allowed[grantDirect].truth, "the permissions boundary")
	}
	switch {
	case s.session != nil:
		allowed := s.session.allow(q, r.text, r.holey)
		need(allowed[grantDirect].truth, "the session policy")
	case q.requester.kind == RequesterFederated:
		need(No, "a session policy")
	}
}

// nearest names the identity statements that are about the action and fail on something else.
func (s *Set) nearest(q *Query, r *resourceText) string {
	var near []string
	for i := range s.identity.statements {
		st := &s.identity.statements[i]
		if st.isHole || st.allows == No || st.matchesAction(q) == No {
			continue
		}
		place := finding{by: st, in: s.identity}.source().String()
		if st.matchesResource(q, r.text, r.holey) == No {
			near = append(near, place+" is about other resources")
			continue
		}
		for j := range st.conditions {
			c := &st.conditions[j]
			if c.holds(q) == No && !c.isHole {
				near = append(near, place+" fails on "+c.operator.String()+" "+c.key)
			}
		}
	}
	if len(near) == 0 {
		return ""
	}
	return " (" + strings.Join(near, "; ") + ")"
}
