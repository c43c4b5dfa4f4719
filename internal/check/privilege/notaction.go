package privilege

import (
	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var notAction = check.Rule{
	ID:       "privilege-not-action",
	Title:    "Grant of everything but some actions",
	Severity: finding.High,
	Why: "Whoever steers the function has every action of every service that its author did not think of, those that the provider adds next year included; " +
		"taking out iam leaves the ways around it, such as a function with another role. Critical where the grant is on every resource.",
	Remedy:   "List the actions that are needed in Action; to forbid some, add a statement with Effect: Deny.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
	},
	CWE:      []string{"CWE-250", "CWE-732"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.2", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runNotAction,
}

func runNotAction(p *check.Pass) {
	own(p, func(g *model.Grant, h *access.Holding) {
		if len(g.NotActions) == 0 {
			return
		}
		s := p.Grant(g)
		severity := finding.High
		if anyResource(g) {
			severity = finding.Critical
		}
		options := append(limitsOf(h), check.At(g.NotActions[0].At))
		if h.Limited {
			rest := remains(h, g, access.ActionsOf(g))
			if rest.gone() {
				p.Met(s) // a Deny or the boundary takes the rest away
				return
			}
			if rest.services <= few {
				severity = finding.High
			}
			options = append(options, narrowed(h, rest)...)
		}
		p.NotMet(s, holder(p, g)+" may do everything but "+listed(g.NotActions)+" on "+resources(g), append(options, check.Severity(severity))...)
	})
}
