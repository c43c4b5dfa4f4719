package privilege

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

var unexpectedUse = check.Rule{
	ID:       "privilege-unexpected-use",
	Title:    "Use of a role that no code of its functions explains",
	Severity: finding.Medium,
	Why: "The role was seen to do what no code of its functions does: either somebody else uses the role, which is how stolen credentials look, or the code does more than was understood of it. " +
		"It is high where what was done leads to more permissions.",
	Remedy:   "Look in the records who made the requests, from where and with which session. Where it was the function, report as an error what was not understood; where it was not, revoke the role's sessions and find out how its credentials got out.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html",
		"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html",
	},
	CWE:      []string{"CWE-250", "CWE-522"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(1)(ii)(D)"},
	Run:      runUnexpectedUse,
}

func runUnexpectedUse(p *check.Pass) {
	a := audit(p)
	for _, r := range records(p) {
		s := roleSubject(r.role)
		name := "role " + model.LocalName(r.role.Identity.ID)
		if open := heaps(p.App, r.judged(a, least.Undecided)); len(open) > 0 {
			reason, _ := unsure(r.role)
			p.Unknown(s, "whether code of its functions is why "+name+" was seen to do "+open[0].actions()+open[0].where(), reason)
		}
		found := heaps(p.App, r.judged(a, least.Unexpected))
		if len(found) == 0 && len(r.rows) > 0 && r.role.Certain() {
			p.Met(s)
		}
		for _, h := range found {
			s.Detail = h.on
			options := []check.Option{
				check.Severity(h.gained()), check.Confidence(finding.Firm),
				check.Because(model.Location{}, fmt.Sprintf("seen %s, last on %s, %s", times(h.count()), lastOf(h.acts()), h.sessions())),
			}
			if by := h.rows[0].By; len(by) > 0 {
				options = append(options, check.At(by[0].At), check.Because(by[0].At, "this statement allows it"))
			}
			p.NotMet(s, name+" was seen to do "+h.actions()+h.where()+", which no code of "+functionNames(r.role.Functions)+
				" does: somebody else uses the role, or the code does more than is understood", options...)
		}
	}
}

// gained is how bad it is that somebody does what rows say.
func (h *heap) gained() finding.Severity {
	for _, row := range h.rows {
		action, known := catalogue.LookupAction(row.Action)
		if level := permit.LevelOf(action); known && (level == permit.Escalation || level == permit.Permissions) {
			return finding.High
		}
	}
	return finding.Medium
}

// functionNames names functions.
func functionNames(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, model.LocalName(id))
	}
	return short(names)
}
