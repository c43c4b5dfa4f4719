package fix

import (
	"cmp"
	"errors"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// orElse proposes in another way where the first has no change, or none that can be proved.
func orElse(first, then func(*Case) (Proposal, error)) func(*Case) (Proposal, error) {
	return func(c *Case) (Proposal, error) {
		p, err := first(c)
		if err != nil {
			return instead(err, func() (Proposal, error) { return then(c) })
		}
		return p.otherwise(func() (Proposal, error) { return then(c) }), nil
	}
}

// instead proposes in another way. Where that has no change either, the reason is that of the first.
func instead(err error, then func() (Proposal, error)) (Proposal, error) {
	p, second := then()
	if second == nil {
		return p, nil
	}
	first, reasoned := errors.AsType[*AdviceError](err)
	if then, ok := errors.AsType[*AdviceError](second); ok && reasoned {
		return Proposal{}, &AdviceError{Reason: first.Reason, Text: cmp.Or(first.Text, then.Text)}
	}
	return Proposal{}, second
}

// otherwise is a proposal with one more way behind those that it has.
func (p Proposal) otherwise(then func() (Proposal, error)) Proposal {
	next := p.Otherwise
	p.Otherwise = then
	if next != nil {
		p.Otherwise = func() (Proposal, error) {
			second, err := next()
			if err != nil {
				return instead(err, then)
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
	if c.Finding.Rule == "privilege-missing-grant" || c.Finding.Rule == "privilege-refused-call" {
		if err := c.refused(role); err != nil {
			return Proposal{}, err
		}
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
	var open error
	for _, n := range role.Needs {
		if n.Open() && n.Granted != policy.No {
			open = advise("it is not known what " + n.Action + " is on: " + n.Reasons[0].At.String())
			break
		}
	}
	first, err := give(false)
	switch {
	case err != nil && open != nil:
		return Proposal{}, open
	case err != nil:
		return Proposal{}, err
	}
	first = first.otherwise(func() (Proposal, error) { return give(true) })
	if open != nil {
		first = first.otherwise(func() (Proposal, error) { return Proposal{}, open })
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

// refused says what keeps a role from something that its functions need, where no grant would help.
func (c *Case) refused(role *least.Role) error {
	for _, n := range role.Missing() {
		bound, within := false, false
		for i := range c.App.Grants {
			g := &c.App.Grants[i]
			takes := (&policy.Statement{Actions: g.Actions}).MatchesAction(n.Action) != policy.No || len(g.NotActions) > 0
			switch {
			case g.Identity != role.Identity.ID:
			case g.Effect == model.Deny && takes && len(g.NotActions) == 0 && g.Conditions.IsAbsent():
				return advise("a statement denies it " + n.Action + ": " + g.At.String())
			case g.Mechanism == model.MechanismBoundary:
				bound, within = true, within || g.Effect != model.Deny && takes
			}
		}
		if bound && !within {
			return advise("its permissions boundary does not allow " + n.Action)
		}
	}
	return nil
}

// proposed is the policy for functions of a role, all of them where none is named, where it is proved.
func proposed(a *least.Audit, role *least.Role, functions ...string) (*least.Proposal, error) {
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
