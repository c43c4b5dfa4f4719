package privilege

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

var unneededGrant = check.Rule{
	ID:       "privilege-unneeded-grant",
	Title:    "Grant that no code of the function needs",
	Severity: finding.Medium,
	Why: "Whoever gets to steer the function has what its role has, so each action that the code never calls is only of use to him. " +
		"It is high where such an action leads to more permissions, and low where it is on what the function works on anyway.",
	Remedy:   "Grant what the code calls: sconce iam policy writes the policy with the line that needs each statement, sconce fix puts it in place.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
		"https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
	},
	CWE:      []string{"CWE-250", "CWE-272"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runUnneededGrant,
}

func runUnneededGrant(p *check.Pass) {
	asked := map[*least.Role]bool{}
	for _, j := range judgements(p) {
		reason, unsure := unsure(j.role)
		switch {
		case unsure && len(j.unneeded)+len(j.wider) > 0:
			if !asked[j.role] {
				asked[j.role] = true
				p.Unknown(roleSubject(j.role), "whether all that "+holder(p, j.grant)+" may do is needed", reason)
			}
		case spoken(p, j), readsSecrets(j.unneeded):
		case len(j.unneeded) == 0, j.unlocks(p.App):
			p.Met(j.subject)
		default:
			severity := finding.Low
			for _, e := range j.unneeded {
				severity = max(severity, gain(e, works(j.role)))
			}
			options := append(needed(j.needs), check.Severity(severity), check.Because(model.Location{}, "not needed: "+all(j.unneeded)))
			p.NotMet(j.subject, holder(p, j.grant)+" may do "+extentActions(j.unneeded)+reach(j.grant, j.unneeded)+", which "+doers(j.role)+norSeen(p, j), options...)
		}
	}
}

// roleSubject is a role as a subject.
func roleSubject(r *least.Role) check.Subject {
	return check.Subject{ID: r.Identity.ID, At: r.Identity.At, Functions: r.Functions}
}

// all names the actions of some extents, the first of many.
func all(list []least.Extent) string {
	const most = 12
	var names []string
	for i, e := range list {
		if i == most {
			names = append(names, "...")
			break
		}
		names = append(names, e.Action.String())
	}
	return strings.Join(names, ", ")
}
