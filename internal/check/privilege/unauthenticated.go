package privilege

import (
	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var unauthenticated = check.Rule{
	ID:       "privilege-unauthenticated-identity",
	Title:    "Identity pool that gives credentials to anybody",
	Severity: finding.Medium,
	Why: "Anybody on the internet gets credentials of the account from the identity pool, without signing in, and tries out what they open. " +
		"It is high where the role for them gets at data, code or permissions.",
	Remedy:   "Set AllowUnauthenticatedIdentities to false; where guests are meant, give their role nothing but what everybody may have.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypool.html",
	},
	CWE:      []string{"CWE-306", "CWE-284"},
	OWASP:    []string{"A01:2021", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(d)"},
	Run:      runUnauthenticated,
}

func runUnauthenticated(p *check.Pass) {
	ledger := ledgerOf(p)
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Cognito::IdentityPool" {
			continue
		}
		s := p.Resource(r)
		allowed := r.Properties.Get("AllowUnauthenticatedIdentities")
		open, why := check.Settle(allowed, func(v model.Value) bool {
			on, _ := v.Truth()
			return on
		})
		name := model.LocalName(r.ID)
		switch {
		case why != "":
			p.Unknown(s, "whether identity pool "+name+" gives credentials to anybody", why)
		case !open:
			p.Met(s)
		default:
			message, options := "identity pool "+name+" gives credentials to anybody", []check.Option{check.At(allowed.At)}
			if role := guestRole(p.App, r.ID); role != "" {
				if action, g := reaches(ledger.Of(role)); g != nil {
					message += ", with which " + action.String() + " can be done"
					options = append(options, check.Severity(finding.High), check.Because(g.At, named(p, role)+", which they get, may do "+action.String()))
				}
			}
			p.NotMet(s, message, options...)
		}
	}
}

// guestRole is the role of the application that an identity pool gives to those who have not signed in.
func guestRole(app *model.App, pool string) string {
	for i := range app.Resources {
		r := &app.Resources[i]
		if r.Type == "AWS::Cognito::IdentityPoolRoleAttachment" && r.Properties.Get("IdentityPoolId").Target() == pool {
			return r.Properties.Get("Roles", "unauthenticated").Target()
		}
	}
	return ""
}

// reaches is an action with which an identity gets at data, code or permissions, and the grant of it.
func reaches(h *access.Holding) (catalogue.Action, *model.Grant) {
	for _, g := range h.Grants {
		if g.Effect != model.Allow {
			continue
		}
		for a := range access.ActionsOf(g).All() {
			if severityOf(a) < finding.High || least.Telemetry(a) {
				continue
			}
			for _, r := range orEverything(g) {
				if h.MayWidely(a, r) != policy.No {
					return a, g
				}
			}
		}
	}
	return -1, nil
}

// orEverything are the resources of a grant, or everything where it only says on which it is not.
func orEverything(g *model.Grant) []model.Value {
	if len(g.Resources) > 0 {
		return g.Resources
	}
	return []model.Value{model.NewString("*", g.At)}
}
