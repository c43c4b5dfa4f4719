package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// front is what stands before an API or a function URL.
type front struct {
	distributions []*model.Resource
	why           string // why there may be more: an origin of a distribution, or what a firewall is for, is not known
}

// inFront finds the distributions that one of whose origins a route is, for the routes that a choice takes.
func inFront(p *check.Pass, choose func(*model.Route) bool) front {
	var f front
	chosen := map[string]bool{}
	for i := range p.App.Routes {
		if choose(&p.App.Routes[i]) {
			chosen[p.App.Routes[i].ID] = true
		}
	}
	leads := map[string]bool{}
	for _, e := range p.App.Edges {
		if chosen[e.To] && e.Kind == model.EdgeInvokes {
			leads[e.From] = true
		}
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Kind != model.KindDistribution {
			continue
		}
		if leads[r.ID] {
			f.distributions = append(f.distributions, r)
			continue
		}
		origins := r.Properties.Get("DistributionConfig", "Origins")
		if c, unknown := origins.Cause(); unknown {
			f.why = c.Reason
		}
		for _, origin := range origins.OneOrMany() {
			if c, unknown := origin.Get("DomainName").Cause(); unknown && !deploys(p, c) {
				f.why = c.Reason
			}
		}
	}
	return f
}

// deploys reports whether what is unknown is an attribute of an element that is declared here: it is
// known what it is of, only not its text.
func deploys(p *check.Pass, c model.Cause) bool {
	for i := range p.App.Resources {
		name := model.LocalName(p.App.Resources[i].ID) + "."
		if len(c.Name) > len(name) && c.Name[:len(name)] == name {
			return true
		}
	}
	return false
}

// guarded reports whether a firewall is associated with an element; the reason says why that is not known.
func guarded(p *check.Pass, id string) (yes bool, why string) {
	resolved := map[string]bool{}
	for _, e := range p.App.Edges {
		if e.Kind != model.EdgeGuards {
			continue
		}
		resolved[e.Via] = true
		if e.To == id {
			if via, ok := p.App.Resource(e.Via); ok && e.Via != id && via.Conditional != "" {
				why = via.Conditional
				continue
			}
			return true, ""
		}
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::WAFv2::WebACLAssociation" && r.Type != "AWS::WAFRegional::WebACLAssociation" || resolved[r.ID] {
			continue
		}
		for _, part := range r.Properties.Get("ResourceArn").Parts() {
			if c, unknown := part.Cause(); unknown {
				why = c.Reason
			}
		}
	}
	return false, why
}
