package policy

// Layer is a kind of policy that a request passes.
type Layer string

// The layers (IAM User Guide, "Policies and permissions in IAM", policy types).
const (
	LayerIdentity Layer = "identity"
	LayerResource Layer = "resource"
	LayerBoundary Layer = "boundary"
	LayerSession  Layer = "session"
	LayerSCP      Layer = "scp"
	LayerRCP      Layer = "rcp"
	LayerEndpoint Layer = "endpoint"
	// Two layers that are not policies.
	LayerRoot         Layer = "root"                // the root user of the resource's account is allowed everything
	LayerPublicAccess Layer = "block-public-access" // S3: the bucket does not answer to its public policy
)

// group is the compiled policies that are asked together: those of a layer, or of one level of it.
type group struct {
	layer      Layer
	level      int
	statements []statement
	allows     index
	denies     index
}

// index finds the statements that can be about an action, in their order.
type index struct {
	byService map[string][]candidate
	always    []candidate // for services that byService does not have
}

// candidate is a statement that can be about an action of a service.
type candidate struct {
	*statement
	names *serviceActions // nil when the statement's actions have to be asked
}

// about answers whether the statement is about the query's action.
func (c *candidate) about(q *Query) Truth {
	if c.names != nil {
		return truth(c.names.match(q.name))
	}
	return c.matchesAction(q)
}

// candidates are the statements that can be about the query's action.
func (x *index) candidates(q *Query) []candidate {
	if list, found := x.byService[q.service]; found {
		return list
	}
	return x.always
}

func newGroup(layer Layer, level int, documents []Document, bounded bool) *group {
	g := &group{layer: layer, level: level}
	total := 0
	for i := range documents {
		total += len(documents[i].Statements)
	}
	g.statements = make([]statement, 0, total)
	for i := range documents {
		c := compiler{
			variables:     documents[i].Variables,
			withPrincipal: layer == LayerResource || layer == LayerRCP || layer == LayerEndpoint,
			bounded:       bounded,
		}
		statements := documents[i].Statements
		for j := range statements {
			s := c.statement(&statements[j])
			s.policy, s.index = i, j
			g.statements = append(g.statements, s)
		}
	}
	g.allows = g.newIndex(func(s *statement) bool { return s.allows != No })
	g.denies = g.newIndex(func(s *statement) bool { return s.denies != No })
	return g
}

func (g *group) newIndex(include func(*statement) bool) index {
	x := index{byService: map[string][]candidate{}}
	for i := range g.statements {
		s := &g.statements[i]
		if !include(s) || s.isHole || s.notAction || !s.actions.isServiceBound() {
			continue
		}
		for service := range s.actions.services {
			x.byService[service] = nil
		}
	}
	for i := range g.statements {
		s := &g.statements[i]
		if !include(s) {
			continue
		}
		if !s.isHole && !s.notAction && s.actions.isServiceBound() {
			for service, names := range s.actions.services {
				x.byService[service] = append(x.byService[service], candidate{s, names})
			}
			continue
		}
		x.always = append(x.always, candidate{s, nil})
		for service := range x.byService {
			x.byService[service] = append(x.byService[service], candidate{s, nil})
		}
	}
	return x
}

// finding is an answer of a group, and the first statement that makes it true.
type finding struct {
	truth Truth
	by    *statement
	in    *group
}

// or is the greater of two findings, the first one of equals.
func (f finding) or(other finding) finding {
	if other.truth > f.truth {
		return other
	}
	return f
}

// and is the lesser of two findings, the first one of equals.
func (f finding) and(other finding) finding {
	if other.truth < f.truth {
		return other
	}
	return f
}

// deny answers whether a statement of the group denies the query.
func (g *group) deny(q *Query, text string, holey bool) finding {
	out := finding{in: g}
	list := g.denies.candidates(q)
	for i := range list {
		about := list[i].about(q)
		if about == No {
			continue
		}
		e := list[i].evaluate(q, about, text, holey)
		if e.deny > out.truth {
			out.truth, out.by = e.deny, list[i].statement
			if out.truth == Yes {
				return out
			}
		}
	}
	return out
}

// granted is what a group allows, by level.
type granted [grantLevels]finding

func (g *granted) any() finding {
	return g[grantDirect].or(g[grantEntity]).or(g[grantAccount])
}

// allow answers what the statements of the group allow the query.
func (g *group) allow(q *Query, text string, holey bool) granted {
	var out granted
	for level := range out {
		out[level].in = g
	}
	list := g.allows.candidates(q)
	for i := range list {
		about := list[i].about(q)
		if about == No {
			continue
		}
		e := list[i].evaluate(q, about, text, holey)
		for level, t := range e.allow {
			if t > out[level].truth {
				out[level].truth, out[level].by = t, list[i].statement
			}
		}
		if out[grantDirect].truth == Yes {
			return out
		}
	}
	return out
}
