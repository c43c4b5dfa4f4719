package policy

// Evaluate answers whether the request is allowed (IAM User Guide, "Policy evaluation logic" and
// "Cross-account policy evaluation logic"). It allocates nothing unless holes are compared.
func (s *Set) Evaluate(q *Query) Verdict {
	v := s.evaluate(q, &q.resources[0])
	for i := 1; i < len(q.resources); i++ {
		if other := s.evaluate(q, &q.resources[i]); other.Outcome != v.Outcome {
			v.Access = either(v.Access, other.Access)
			v.Outcome = Unknown
		}
	}
	return v
}

func (s *Set) evaluate(q *Query, r *resourceText) Verdict {
	deny := s.deny(q, r)
	if deny.truth == Yes {
		return Verdict{Outcome: ExplicitDeny, By: deny.source()}
	}
	allow := s.allow(q, r)
	access := allow.truth.And(deny.truth.Not())
	if blocked := s.blocksPublic(q); blocked != No && allow.truth != No {
		if blocked == Yes && allow.truth == Yes { // denied, if by nothing else
			return Verdict{Outcome: ExplicitDeny, By: Source{Layer: LayerPublicAccess}}
		}
		access = access.And(blocked.Not())
		deny = deny.or(finding{truth: Maybe, in: publicAccess})
	}
	switch {
	case deny.truth == Maybe:
		return Verdict{Outcome: Unknown, Access: access, By: deny.source()}
	case allow.truth == Yes:
		return Verdict{Outcome: Allowed, Access: Yes, By: allow.source()}
	case allow.truth == No:
		return Verdict{Outcome: ImplicitDeny, By: allow.source()}
	}
	return Verdict{Outcome: Unknown, Access: Maybe, By: allow.source()}
}

// deny answers whether any policy denies the request: "an explicit deny in any of these policies
// overrides the allow".
func (s *Set) deny(q *Query, r *resourceText) finding {
	var out finding
	for _, g := range s.all {
		applies := s.applies(g, q)
		if applies == No {
			continue
		}
		f := g.deny(q, r.text, r.holey)
		f.truth = f.truth.And(applies)
		if out = out.or(f); out.truth == Yes {
			return out
		}
	}
	return out
}

// applies answers whether the policies of a group concern the requester.
func (s *Set) applies(g *group, q *Query) Truth {
	switch g.layer {
	case LayerResource, LayerEndpoint:
		return Yes
	case LayerRCP: // not service-linked roles (Organizations User Guide, "Resource control policies")
		return q.requester.linked.Not()
	case LayerSCP: // not service-linked roles (Organizations User Guide, "Service control policies")
		return truth(q.requester.isIAM()).And(q.requester.linked.Not())
	case LayerIdentity, LayerBoundary, LayerSession, LayerRoot, LayerPublicAccess:
	}
	return truth(q.requester.isIAM())
}

// allow answers whether everything that has to allow the request does.
func (s *Set) allow(q *Query, r *resourceText) finding {
	out := s.allowByGrant(q, r)
	if out.truth == No {
		return out
	}
	if s.endpoint != nil {
		endpoint := s.endpoint.allow(q, r.text, r.holey)
		out = out.and(endpoint.any())
	}
	if !q.requester.isIAM() || q.requester.linked == Yes {
		return out
	}
	for _, level := range s.scp {
		allowed := level.allow(q, r.text, r.holey)
		out = out.and(allowed.any())
	}
	return out
}

// allowByGrant answers whether identity and resource policies grant the request, within the
// requester's boundary and session policy.
func (s *Set) allowByGrant(q *Query, r *resourceText) finding {
	var resource granted
	if s.resource != nil {
		resource = s.resource.allow(q, r.text, r.holey)
	} else {
		missing := finding{in: noResourcePolicy}
		resource = granted{missing, missing, missing}
	}
	if !q.requester.isIAM() {
		return resource[grantDirect]
	}
	if q.sameAccount == Yes {
		return s.allowWithin(q, r, &resource)
	}
	if q.sameAccount == No {
		return s.allowAcross(q, r, &resource)
	}
	within, across := s.allowWithin(q, r, &resource), s.allowAcross(q, r, &resource)
	if within.truth == across.truth {
		return within
	}
	return finding{Maybe, across.by, across.in}
}

// allowAcross: both accounts must allow.
func (s *Set) allowAcross(q *Query, r *resourceText, resource *granted) finding {
	granted := resource.any()
	if granted.truth == No {
		return granted
	}
	return s.allowByIdentity(q, r).and(granted)
}

// allowWithin: in the requester's own account one grant is enough, unless the resource has to be
// asked: a key or a role that is assumed allows whom its own policy names, and whom identity policies
// allow only where it delegates to its account.
func (s *Set) allowWithin(q *Query, r *resourceText, resource *granted) finding {
	direct := resource[grantDirect]
	if direct.truth == Yes {
		return direct
	}
	out := direct
	if entity := resource[grantEntity]; entity.truth != No {
		out = out.or(entity.and(s.limits(q, r)))
	}
	if out.truth == Yes {
		return out
	}
	identity := s.allowByIdentity(q, r)
	if asksResource(q, r) {
		identity = identity.and(resource[grantAccount])
		if resource[grantAccount].truth == No {
			identity = resource[grantAccount]
		}
	}
	if identity.truth == No && out.truth == No {
		return identity
	}
	return out.or(identity)
}

// allowByIdentity answers whether identity policies allow the request within boundary and session
// policy. The root user needs none.
func (s *Set) allowByIdentity(q *Query, r *resourceText) finding {
	var out finding
	if q.requester.kind == RequesterRoot {
		out = finding{truth: Yes, in: rootUser}
	} else {
		allowed := s.identity.allow(q, r.text, r.holey)
		out = allowed[grantDirect]
	}
	if out.truth == No {
		return out
	}
	return out.and(s.limits(q, r))
}

// limits answers whether boundary and session policy allow the request. A federated user's session
// has no permissions but those of its session policy (IAM User Guide, "Policy evaluation logic").
func (s *Set) limits(q *Query, r *resourceText) finding {
	out := finding{truth: Yes, in: s.identity}
	if s.boundary != nil {
		allowed := s.boundary.allow(q, r.text, r.holey)
		out = out.and(allowed[grantDirect])
	}
	switch {
	case s.session != nil:
		allowed := s.session.allow(q, r.text, r.holey)
		out = out.and(allowed[grantDirect])
	case q.requester.kind == RequesterFederated:
		out = finding{in: noSessionPolicy}
	}
	return out
}

// Groups without policies, to say which layer decided.
var (
	rootUser         = &group{layer: LayerRoot}
	publicAccess     = &group{layer: LayerPublicAccess}
	noResourcePolicy = &group{layer: LayerResource}
	noSessionPolicy  = &group{layer: LayerSession}
)
