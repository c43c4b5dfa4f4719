package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Proof is what a proposal is to what is needed and to what is granted now.
type Proof struct {
	Needed    policy.Truth // whether all that is known to be needed is allowed by it
	Within    policy.Truth // whether it allows nothing that is not granted now, but for the additions
	Additions []*Need      // that it allows and that are not granted now, or not for certain
	Because   []string     // why one of the answers is not known
	Catalogue string       // the version of the catalogue of actions
}

// Prove compares a proposal with what is needed and with what is granted now.
func (a *Audit) Prove(p *Proposal) Proof {
	out := Proof{Catalogue: catalogue.Version()}
	now := a.set(p)
	var certain, added drafter
	certain.audit, added.audit = a, a
	for _, l := range p.Lines {
		for _, n := range l.Needs {
			on, condition := []model.Value{a.Written(n)}, together(conditionOf(n), n.throughIt())
			if n.Open() || n.spread() && n.Granted == policy.Maybe {
				continue
			}
			if n.Granted == policy.Maybe {
				condition = l.Condition // what it is granted under now it is needed under
			}
			if n.Granted == policy.Yes || n.When == "" {
				certain.add(n, on, together(condition, encrypted))
			}
			if n.Granted != policy.Yes && !slices.Contains(out.Additions, n) {
				out.Additions = append(out.Additions, n)
				added.add(n, on, l.Condition)
			}
		}
	}
	needed := compare.Set{Identity: []policy.Document{a.document(certain.lines())}}
	answer := compare.Within(needed, limitless(now), compare.Options{})
	out.Needed = answer.Within
	out.note(answer)
	old := compare.Set{Identity: p.Role.set.Identity, Boundary: p.Role.set.Boundary}
	answer = compare.Within(now, old, compare.Options{})
	if answer.Within != policy.Yes && len(out.Additions) > 0 {
		old.Identity = append(append([]policy.Document(nil), old.Identity...), a.document(added.lines()))
		answer = compare.Within(now, old, compare.Options{})
	} else if answer.Within == policy.Yes {
		out.Additions = nil
	}
	out.Within = answer.Within
	out.note(answer)
	return out
}

// encrypted is what holds for every request of a function: it is made by TLS.
var encrypted = model.NewMap([]model.Field{{Key: "Bool", Value: model.NewMap([]model.Field{{
	Key: "aws:SecureTransport", Value: model.NewString("true", model.Location{}),
}}, model.Location{})}}, model.Location{})

// limitless is a set without the boundary: what limits the role limits what is needed too.
func limitless(s compare.Set) compare.Set {
	s.Boundary = nil
	return s
}

func (p *Proof) note(answer compare.Answer) {
	for _, r := range answer.Because {
		p.Because = append(p.Because, r.Text)
	}
}
