package privilege

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var boundaryMissing = check.Rule{
	ID:       "privilege-boundary-missing",
	Title:    "Identity that may change identities, without a permissions boundary",
	Severity: finding.Medium,
	Why: "Whoever steers it can make or change a role that may do anything, since nothing says how far identities that it makes may go. " +
		"A permissions boundary, on it or asked of what it makes, is the limit that it cannot lift.",
	Remedy:   "Set PermissionsBoundary on the identity, or allow the actions only with the condition iam:PermissionsBoundary.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-permissions-boundaries",
	},
	CWE:      []string{"CWE-269"},
	OWASP:    []string{"A01:2021", "A04:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.308(a)(4)(i)"},
	Run:      runBoundaryMissing,
}

// changesIdentities are the actions with which what an identity may do is decided.
var changesIdentities = []string{
	"iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:PutGroupPolicy", "iam:AttachGroupPolicy",
	"iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy", "iam:CreateRole", "iam:CreateUser", "iam:AddUserToGroup",
	"iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary",
}

func runBoundaryMissing(p *check.Pass) {
	ledger := ledgerOf(p)
	for i := range p.App.Identities {
		identity := &p.App.Identities[i]
		h := ledger.Of(identity.ID)
		s := check.Subject{ID: identity.ID, At: identity.At, Functions: p.App.FunctionsOf(identity.ID)}
		can := h.Named()
		names, at := identityChanges(h, can)
		if len(names) == 0 || identity.Kind == model.IdentityGroup || isAdministrator(h, can) {
			continue // a group has no boundary; an administrator is another rule's business
		}
		who := named(p, identity.ID)
		switch has, why := check.Written(identity.Boundary); {
		case why != "":
			p.Unknown(s, "whether "+who+", which may change identities, has a permissions boundary", why)
		case has:
			p.Met(s)
		default:
			what := names[0]
			if len(names) > 1 {
				what += fmt.Sprintf(" and %d more", len(names)-1)
			}
			p.NotMet(s, who+" may change identities ("+what+") and has no permissions boundary", check.At(at))
		}
	}
}

// identityChanges are the actions with which an identity may change identities in whatever way, by
// statements that are written here, and where the first of them stands.
func identityChanges(h *access.Holding, can *catalogue.Set) (names []string, at model.Location) {
	for _, name := range changesIdentities {
		action, _ := catalogue.LookupAction(name)
		if !can.Has(action) {
			continue
		}
		v := h.Attempt(map[string]string{"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}).Some(action)
		g := grantOf(h, v, name)
		if v.Access == policy.No || v.Access == policy.Maybe && !h.Limited || g == nil || g.Provided {
			continue
		}
		if len(names) == 0 {
			at = actionAt(g, name)
		}
		names = append(names, name)
	}
	return names, at
}

// actionAt is where a grant names an action.
func actionAt(g *model.Grant, name string) model.Location {
	for _, a := range g.Actions {
		if policy.MatchAction(a, name) == policy.Yes {
			return a.At
		}
	}
	return g.At
}
