package privilege

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

var wideResourcePolicy = check.Rule{
	ID:       "privilege-wide-resource-policy",
	Title:    "Policy of a resource that allows a function more than it needs",
	Severity: finding.Medium,
	Why: "What the policy of a bucket, queue or topic allows a role counts beside what the role itself is granted: taking a permission from the role alone changes nothing. " +
		"It is low where all that is beyond changes how the function works on the resource anyway.",
	Remedy:   "Allow in the resource's policy what the function's code calls on it, or leave that to the role and take the statement out.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
	},
	CWE:      []string{"CWE-250", "CWE-272"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runWideResourcePolicy,
}

func runWideResourcePolicy(p *check.Pass) {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		guest, ok := audit(p).Guests(g)
		if !ok {
			continue
		}
		s := p.Grant(g)
		name := model.LocalName(g.Resource)
		s.Functions = nil
		for _, r := range guest.Roles {
			s.Functions = append(s.Functions, r.Functions...)
		}
		var unneeded []least.Extent
		for _, action := range guest.Unneeded {
			unneeded = append(unneeded, least.Extent{Action: action, On: []string{g.Resource}})
		}
		because, certain := guest.Certain()
		switch {
		case len(unneeded) == 0:
			p.Met(s)
		case !certain:
			p.Unknown(s, "whether all that the policy of "+name+" lets "+functionNames(s.Functions)+" do is needed", because.Text)
		default:
			severity := finding.Low
			for _, e := range unneeded {
				severity = max(severity, gain(e, works(guest.Roles[0])))
			}
			p.NotMet(s, "the policy of "+name+" lets "+functionNames(s.Functions)+" do "+extentActions(unneeded)+", which "+doersOf(s.Functions),
				append(needed(guest.Needs), check.Severity(severity), check.Because(model.Location{}, "not needed: "+all(unneeded)))...)
		}
	}
}
