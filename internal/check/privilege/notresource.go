package privilege

import (
	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var notResource = check.Rule{
	ID:       "privilege-not-resource",
	Title:    "Grant on every resource but some",
	Severity: finding.Medium,
	Why: "Whoever steers the function may use every resource of the account that its author did not think of, those that are made later included. " +
		"It is low where the actions only look at how things are set up.",
	Remedy:   "Name the resources in Resource; to except some of them, add a statement with Effect: Deny.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
	},
	CWE:      []string{"CWE-732"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.2", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runNotResource,
}

func runNotResource(p *check.Pass) {
	everything := model.NewString("*", model.Location{})
	own(p, func(g *model.Grant, h *access.Holding) {
		if len(g.NotResources) == 0 {
			return
		}
		s := p.Grant(g)
		worst, count := catalogue.Action(-1), 0
		for a := range access.ActionsOf(g).All() {
			switch {
			case !counts(a):
			case h.Limited && h.MayWidely(a, everything) == policy.No:
			default:
				if count++; worst < 0 || rank(a) > rank(worst) {
					worst = a
				}
			}
		}
		conditions := policy.Conditions(g.Conditions)
		limit := policy.Narrow(conditions, policy.AspectWhich, policy.AspectBehalf)
		c, _ := policy.Cause(conditions)
		switch {
		case count == 0 && len(g.Actions) > 0 && unknownActions(g):
			c, _ := hole(g.Actions)
			p.Unknown(s, "what "+holder(p, g)+" may do on every resource but "+listed(g.NotResources), c.Reason)
		case count == 0, limit == policy.Yes && worst.Level() < catalogue.LevelPermissions:
			p.Met(s)
		case limit == policy.Maybe:
			p.Unknown(s, "which resources "+holder(p, g)+" may use", c.Reason)
		default:
			options := append(limitsOf(h), check.At(g.NotResources[0].At), check.Severity(min(finding.Medium, severityOf(worst))))
			p.NotMet(s, holder(p, g)+" may do "+actionsOf(g)+" on every resource but "+listed(g.NotResources), options...)
		}
	})
}

// unknownActions reports whether the actions of a grant are given at deployment.
func unknownActions(g *model.Grant) bool {
	_, unknown := hole(g.Actions)
	return unknown
}

// actionsOf names the actions of a grant.
func actionsOf(g *model.Grant) string {
	if len(g.NotActions) > 0 {
		return "everything but " + listed(g.NotActions)
	}
	return listed(g.Actions)
}
