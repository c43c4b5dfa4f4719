package permit

import (
	"sync"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Space is everything that an identity could be allowed: every action of the catalogue on every declared
// resource that it acts on, and on those that nobody declares. It may be used by several goroutines.
type Space struct {
	// Untyped are the places of those declared resources whose type is not known. They are in no cell:
	// what is allowed on them alone is not measured.
	Untyped []int

	things []thing // that are declared
	byType map[catalogue.ResourceType][]int
}

// cell is one action on one resource. The cells of an action share a mass of one: half is for what is
// declared, half for what is not, or all where the action acts on nothing that is declared.
type cell struct {
	mass       float64
	names      []policy.Named
	undeclared bool
	kind       catalogue.ResourceType // of what is undeclared
}

// forUndeclared is the part of an action's mass that is for resources that nobody declares.
const forUndeclared = 0.5

// NewSpace is the space of an application that declares some resources. The order of the resources does
// not matter.
func NewSpace(declared []Resource) *Space {
	s := &Space{byType: map[catalogue.ResourceType][]int{}}
	for i, r := range declared {
		things := r.things()
		if len(things) == 0 {
			s.Untyped = append(s.Untyped, i)
		}
		for _, t := range things {
			for kind := range t.types {
				s.byType[kind] = append(s.byType[kind], len(s.things))
			}
			s.things = append(s.things, t)
		}
	}
	return s
}

// sizes are how many actions of the catalogue have each level.
var sizes = sync.OnceValue(func() map[Level]float64 {
	out := map[Level]float64{}
	for i := range catalogue.ActionCount() {
		out[LevelOf(catalogue.Action(i))]++
	}
	return out
})

// everything is what actions without resources are asked about.
var everything = []policy.Named{policy.Name(model.NewString("*", model.Location{}))}

// cells are those of an action. They are made when a policy asks about it: most ask about few.
func (s *Space) cells(a catalogue.Action) []cell {
	uses := a.Resources()
	if len(uses) == 0 {
		return []cell{{mass: 1, names: everything}}
	}
	var acted []int
	seen := map[int]bool{}
	for _, use := range uses {
		for _, i := range s.byType[use.Type] {
			if !seen[i] {
				seen[i], acted = true, append(acted, i)
			}
		}
	}
	rest := 1.0
	if len(acted) > 0 {
		rest = forUndeclared
	}
	out := make([]cell, 0, len(acted)+len(uses))
	for _, i := range acted {
		out = append(out, cell{mass: (1 - rest) / float64(len(acted)), names: s.things[i].names})
	}
	for _, use := range uses {
		out = append(out, cell{rest / float64(len(uses)), witness(use.Type), true, use.Type})
	}
	return out
}

// witnesses are resources of each type that nobody declares, as far as anybody asked.
var witnesses sync.Map

// witness is the name of a resource of a type that nobody declares.
func witness(of catalogue.ResourceType) []policy.Named {
	if known, ok := witnesses.Load(of); ok {
		return known.([]policy.Named)
	}
	made := []policy.Named{policy.Name(of.Example())}
	witnesses.Store(of, made)
	return made
}

// Of measures the policies that one identity has: what its own policies, its boundary and its session
// policy let it do, whatever the policies of resources say. Names in statements are compared with the
// declared ones as they are written: a partition that is a hole in one and written in the other counts
// as not known.
func (s *Space) Of(policies policy.Policies) Measure {
	set := policy.Compile(policies)
	query := policy.Request{
		PrincipalKind: policy.RequesterRole, PrincipalAccount: account, ResourceAccount: account, Open: true,
		Principal: model.NewUnknown(model.Cause{Reason: "it is not known which identity has the policies"}, model.Location{}),
		Context:   map[string]policy.Values{"aws:SecureTransport": policy.One("true")}, // whoever wants to may use TLS
	}.Prepare()
	sums := map[Level]*Part{}
	for _, l := range levels {
		sums[l] = &Part{Level: l}
	}
	list := wishes(policies.Identity)
	for i := range catalogue.ActionCount() {
		a := catalogue.Action(i)
		if asked, _ := about(list, a, 0); !asked {
			continue
		}
		part := sums[LevelOf(a)]
		for _, c := range s.cells(a) {
			if _, asked := about(list, a, c.kind); c.undeclared && !asked {
				continue
			}
			part.add(c.mass, may(set, query, a.String(), c.names))
		}
	}
	var m Measure
	for i, l := range levels {
		m.Parts[i] = sums[l].over(sizes()[l])
	}
	return m.sum()
}

// may answers whether an action is allowed on a resource by any of its names; a Deny of one is one of all.
func may(set *policy.Set, query *policy.Query, action string, names []policy.Named) policy.Truth {
	answer := policy.No
	for _, name := range names {
		v := set.EvaluateOwn(query.On(action, name))
		if v.Outcome == policy.ExplicitDeny {
			return policy.No
		}
		answer = answer.Or(v.Access)
	}
	return answer
}

var account = model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, model.Location{})
