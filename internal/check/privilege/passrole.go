package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var passRole = check.Rule{
	ID:       "privilege-pass-role",
	Title:    "Any role may be passed to a service",
	Severity: finding.High,
	Why: "Whoever may pass any role can have a service act as the most powerful one: one more permission, such as creating a function, is the account. " +
		"This is the commonest way from a small permission to all of them.",
	Remedy:   "Name the one role in Resource, and the service in the condition iam:PassedToService.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
	},
	CWE:      []string{"CWE-269"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(4)(i)"},
	Run:      runPassRole,
}

func runPassRole(p *check.Pass) {
	pass, _ := catalogue.LookupAction("iam:PassRole")
	own(p, func(g *model.Grant, h *access.Holding) {
		s := p.Grant(g)
		if !slices.ContainsFunc(g.Actions, passes) {
			return // or it is in a grant that is wide for other reasons
		}
		severity, to := finding.High, ""
		if policy.Narrow(passedTo(g), policy.AspectWhich) == policy.Yes {
			severity, to = finding.Medium, ", to one service"
		}
		r, width := widest(g.Resources)
		message := holder(p, g) + " may pass any role (" + r.String() + ")" + to
		if len(g.NotResources) > 0 {
			r, width = g.NotResources[0], policy.WidthAll
			message = holder(p, g) + " may pass any role but " + listed(g.NotResources) + to
		}
		switch c, unknown := hole(g.Resources); {
		case width >= policy.WidthKind:
			if h.Limited && h.MayWidely(pass, everyRole) == policy.No {
				p.Met(s) // a Deny or the boundary takes it away
				return
			}
			p.NotMet(s, message, append(append(limitsOf(h), neededOf(p, g)...), check.At(r.At), check.Severity(severity))...)
		case unknown && r.IsUnknown():
			p.Unknown(s, "which roles "+holder(p, g)+" may pass", c.Reason)
		default:
			p.Met(s)
		}
	})
}

// everyRole takes in every role of the account.
var everyRole = model.NewString("arn:aws:iam::*:role/*", model.Location{})

// passes reports whether an action of a grant is iam:PassRole, and not because it is everything.
func passes(action model.Value) bool {
	return policy.MatchAction(action, "iam:PassRole") == policy.Yes && policy.ActionWidth(action) < policy.WidthService
}

// passedTo are the conditions of a grant that say to which service a role may be passed.
func passedTo(g *model.Grant) []policy.Condition {
	return slices.DeleteFunc(policy.Conditions(g.Conditions), func(c policy.Condition) bool {
		return !strings.EqualFold(c.Key, "iam:PassedToService")
	})
}
