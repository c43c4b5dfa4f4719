package privilege

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var crossAccountRole = check.Rule{
	ID:       "privilege-cross-account-role",
	Title:    "Role that another account may assume without proof",
	Severity: finding.Medium,
	Why: "Whoever gets into the other account, or makes a service there act for them, becomes the role here. " +
		"It is high where there is no condition at all and the role gets at data, code or permissions.",
	Remedy:   "Add a condition: sts:ExternalId for a third party, aws:PrincipalOrgID for accounts of your own, aws:MultiFactorAuthPresent for people.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
	},
	CWE:      []string{"CWE-441", "CWE-284"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(4)(i)"},
	Run:      runCrossAccountRole,
}

func runCrossAccountRole(p *check.Pass) {
	ledger, own := ledgerOf(p), ownAccounts(p.App)
	eachTrust(p, func(g *model.Grant, role string) {
		conditions := policy.Conditions(g.Conditions)
		proof := policy.Narrow(conditions, policy.AspectWho).Or(asksSecondFactor(conditions))
		cause, _ := policy.Cause(conditions)
		for _, who := range policy.Principals(g.Principals) {
			audience, account := who.Audience()
			if own[account.String()] {
				audience = policy.AudienceOwn
			}
			s := p.Grant(g)
			s.Detail += " " + who.Name.String()
			switch {
			case audience == policy.AudienceUnknown && who.Kind == policy.PrincipalAWS && proof != policy.Yes:
				p.Unknown(s, "whether another account may become role "+role, why(who.Name))
			case audience != policy.AudienceAccount:
			case proof == policy.Yes:
				p.Met(s)
			case proof == policy.Maybe:
				p.Unknown(s, "whether account "+account.String()+" must prove something to become role "+role, cause.Reason)
			default:
				options := []check.Option{check.At(who.At)}
				if _, reached := reaches(ledger.Of(g.Resource)); reached != nil && len(conditions) == 0 {
					options = append(options, check.Severity(finding.High), check.Because(reached.At, "the role gets at data, code or permissions"))
				}
				p.NotMet(s, "account "+account.String()+" may become role "+role+" without external id, organization or second factor", options...)
			}
		}
	})
}

// why is the reason why a value is not known.
func why(v model.Value) string {
	if c, unknown := hole([]model.Value{v}); unknown {
		return c.Reason
	}
	return v.String() + " is known only when it is deployed"
}

// asksSecondFactor answers whether conditions ask for a second factor.
func asksSecondFactor(conditions []policy.Condition) policy.Truth {
	for i := range conditions {
		c := &conditions[i]
		if c.IsHole() || c.Operator.IfExists || len(c.Values) != 1 {
			continue
		}
		switch strings.ToLower(c.Key) {
		case "aws:multifactorauthpresent":
			if on, known := c.Values[0].Truth(); known && on {
				return policy.Yes
			}
		case "aws:multifactorauthage":
			return policy.Yes
		}
	}
	return policy.No
}

// ownAccounts are the accounts that an application writes in figures and that are its own: those of the
// roles of its functions, and those in which its identities use regional resources by ARN. What is
// generated for one account is written so.
func ownAccounts(app *model.App) map[string]bool {
	own := map[string]bool{}
	for i := range app.Functions {
		own[policy.AccountOf(app.Functions[i].Role).TextOr("")] = true
	}
	for i := range app.Grants {
		g := &app.Grants[i]
		if g.Identity == "" || g.Provided || g.Effect != model.Allow {
			continue
		}
		for _, r := range g.Resources {
			fields := strings.SplitN(r.String(), ":", 6)
			if len(fields) == 6 && (fields[2] == "logs" || fields[2] == "codebuild") {
				own[policy.AccountOf(r).TextOr("")] = true
			}
		}
	}
	delete(own, "")
	return own
}
