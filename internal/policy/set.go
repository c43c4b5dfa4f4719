package policy

// Policies are all policies that apply to a request.
type Policies struct {
	Identity []Document   // of the principal: inline, managed, of its groups
	Resource *Document    // of the resource; a role's is its trust policy, a key's its key policy
	Boundary []Document   // the principal's permissions boundary; none when empty
	Session  *Document    // passed when the session was made
	SCP      [][]Document // service control policies by level, from the organization's root to the account
	RCP      [][]Document // resource control policies by level; the full-access policy need not be listed
	Endpoint []Document   // of the VPC endpoint that the request passes; none when empty

	// BlockPublicAccess says that the bucket's RestrictPublicBuckets setting is on.
	BlockPublicAccess bool
}

// Set is compiled policies. It may be used by several goroutines.
type Set struct {
	identity *group
	resource *group // nil: none, as are the following
	boundary *group
	session  *group
	endpoint *group
	scp      []*group
	rcp      []*group
	all      []*group // those with statements that deny
	public   Truth    // whether public access is blocked and the resource policy is public
}

// Compile prepares policies for evaluation.
func Compile(p Policies) *Set {
	s := &Set{identity: newGroup(LayerIdentity, 0, p.Identity, false)}
	if p.Resource != nil {
		s.resource = newGroup(LayerResource, 0, []Document{*p.Resource}, len(p.Boundary) > 0)
		if p.BlockPublicAccess {
			s.public = isPublic(p.Resource)
		}
	}
	if len(p.Boundary) > 0 {
		s.boundary = newGroup(LayerBoundary, 0, p.Boundary, false)
	}
	if p.Session != nil {
		s.session = newGroup(LayerSession, 0, []Document{*p.Session}, false)
	}
	if len(p.Endpoint) > 0 {
		s.endpoint = newGroup(LayerEndpoint, 0, p.Endpoint, false)
	}
	for level, documents := range p.SCP {
		s.scp = append(s.scp, newGroup(LayerSCP, level, documents, false))
	}
	for level, documents := range p.RCP {
		s.rcp = append(s.rcp, newGroup(LayerRCP, level, documents, false))
	}
	groups := append(append([]*group(nil), s.scp...), s.rcp...)
	for _, g := range append(groups, s.endpoint, s.resource, s.identity, s.boundary, s.session) {
		if g != nil && (len(g.denies.always) > 0 || len(g.denies.byService) > 0) {
			s.all = append(s.all, g)
		}
	}
	return s
}
