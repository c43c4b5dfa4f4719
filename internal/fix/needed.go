package fix

import (
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// orElse proposes in another way where the first has no change, or none that can be proved.
func orElse(first, then func(*Case) (Proposal, error)) func(*Case) (Proposal, error) {
	return func(c *Case) (Proposal, error) {
		p, err := first(c)
		if err != nil {
			return then(c)
		}
		return p.otherwise(func() (Proposal, error) { return then(c) }), nil
	}
}

// otherwise is a proposal with one more way behind those that it has.
func (p Proposal) otherwise(then func() (Proposal, error)) Proposal {
	next := p.Otherwise
	p.Otherwise = then
	if next != nil {
		p.Otherwise = func() (Proposal, error) {
			second, err := next()
			if err != nil {
				return then()
			}
			return second.otherwise(then), nil
		}
	}
	return p
}

// leaveNeeded gives a role the policy of what its functions need in place of those that it has, where that is known and
// proved: all of it is needed, and nothing of it is granted newly but what is missing.
func leaveNeeded(c *Case) (Proposal, error) {
	a := least.Of(c.App)
	role := a.Role(c.Finding.Resource)
	if role == nil {
		role = a.RoleOf(c.Finding.Resource)
	}
	if err := c.known(a, role); err != nil {
		return Proposal{}, err
	}
	p, err := proposed(a, role)
	if err != nil {
		return Proposal{}, err
	}
	w, err := c.written(role.Identity.ID)
	if err != nil {
		return Proposal{}, err
	}
	give := func(apart bool) (Proposal, error) {
		e := endowment{c: c, audit: a, role: role, w: w, d: w.draft(), apart: apart}
		if err := e.gather(); err != nil {
			return Proposal{}, err
		}
		return e.propose(p)
	}
	first, err := give(false)
	if err != nil {
		return first, err
	}
	first = first.otherwise(func() (Proposal, error) { return give(true) })
	for _, l := range p.Lines {
		if open := l.Open(); len(open) > 0 {
			why := "it is not known what " + open[0].Action + " is on: " + open[0].Reasons[0].At.String()
			return first.otherwise(func() (Proposal, error) { return Proposal{}, advise(why) }), nil
		}
	}
	return first, nil
}

// known refuses a role of which it is not known what its functions need, or what it is granted.
func (c *Case) known(a *least.Audit, role *least.Role) error {
	switch {
	case role == nil:
		return advise("the role is not declared here")
	case !role.Certain():
		return advise("what its functions need is not known: " + role.Because[0].Text)
	case len(role.Unknown) > 0:
		return advise(role.Unknown[0].Text)
	}
	if row, seen := a.Unexplained(role); seen {
		return advise("it was seen to do " + row.Action + ", which no code of its functions does: find out who would miss that")
	}
	return nil
}

// proposed is the policy for functions of a role, all of them where none is named, where it is proved.
func proposed(a *least.Audit, role *least.Role, functions ...string) (*least.Proposal, error) {
	for _, n := range role.Missing() {
		for i := range role.Statements {
			if g := role.Statements[i].Grant; g.Effect == model.Deny && (&policy.Statement{Actions: g.Actions}).MatchesAction(n.Action) != policy.No {
				return nil, advise("a statement denies " + n.Action + ": " + g.At.String())
			}
		}
	}
	p := a.Propose(role, functions...)
	proof := a.Prove(&p)
	switch {
	case len(p.Left) > 0:
		return nil, advise("it is not known what " + p.Left[0].Action + " is on, and nothing grants it now")
	case proof.Needed != policy.Yes || proof.Within != policy.Yes:
		return nil, advise("it is not proved that what is needed is all that would be granted: sconce iam policy shows it")
	}
	return &p, nil
}
