package privilege

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var crossAccountResource = check.Rule{
	ID:       "privilege-cross-account-resource",
	Title:    "Resource that another account may use",
	Severity: finding.Medium,
	Why: "Whoever gets into the other account gets at the resource here, and nothing in this account shows it but the resource's own policy. " +
		"It is high where the other account may change code, data or permissions.",
	Remedy:   "Take the account out of the policy, or name the role there that needs it and the one action; for accounts of your own use the condition aws:PrincipalOrgID.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
	},
	CWE:      []string{"CWE-284", "CWE-732"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(a)(1)", "GDPR:32(1)(b)"},
	Run:      runCrossAccountResource,
}

func runCrossAccountResource(p *check.Pass) {
	own := ownAccounts(p.App)
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		if g.Mechanism != model.MechanismResource || g.Effect != model.Allow {
			continue
		}
		if r, ok := p.App.Resource(g.Resource); ok && r.Kind == model.KindAPI {
			continue // who may call an API is asked of its routes
		}
		s := p.Grant(g)
		accounts, at, unknown := otherAccounts(g, own)
		conditions := policy.Conditions(g.Conditions)
		within := ofOrganisation(conditions)
		switch cause, _ := policy.Cause(conditions); {
		case len(accounts) == 0 && unknown != "" && within != policy.Yes:
			p.Unknown(s, "whether another account may use "+model.LocalName(g.Resource), unknown)
		case len(accounts) == 0, within == policy.Yes:
			p.Met(s)
		case within == policy.Maybe:
			p.Unknown(s, "whether an account outside the organization may use "+model.LocalName(g.Resource), cause.Reason)
		default:
			severity := finding.Medium
			if changes(g) {
				severity = finding.High
			}
			p.NotMet(s, fmt.Sprintf("%s may %s %s", plural(accounts), verb(g), model.LocalName(g.Resource)), check.At(at), check.Severity(severity))
		}
	}
}

// plural names one or several accounts.
func plural(accounts []string) string {
	if len(accounts) == 1 {
		return "account " + accounts[0]
	}
	return "accounts " + strings.Join(accounts, ", ")
}

// otherAccounts are the accounts that a statement names and that are neither its own nor the provider's, where the
// first of them stands, and why it is not known of some principal.
func otherAccounts(g *model.Grant, own map[string]bool) (accounts []string, at model.Location, unknown string) {
	for _, who := range policy.Principals(g.Principals) {
		audience, account := who.Audience()
		id := account.String()
		switch {
		case audience == policy.AudienceUnknown && who.Kind == policy.PrincipalAWS:
			unknown = why(who.Name)
		case audience != policy.AudienceAccount, own[id], deliversLogs[id], slices.Contains(accounts, id):
		default:
			if len(accounts) == 0 {
				at = who.At
			}
			accounts = append(accounts, id)
		}
	}
	return accounts, at, unknown
}

// ofOrganisation answers whether conditions leave only accounts of an organization.
func ofOrganisation(conditions []policy.Condition) policy.Truth {
	return policy.Narrow(slices.DeleteFunc(slices.Clone(conditions), func(c policy.Condition) bool {
		return !c.IsHole() && !strings.HasPrefix(strings.ToLower(c.Key), "aws:principalorg")
	}), policy.AspectWho)
}

// changes reports whether a grant lets code, data or permissions be changed.
func changes(g *model.Grant) bool {
	for a := range access.ActionsOf(g).All() {
		if a.Level() == catalogue.LevelPermissions || a.Level() == catalogue.LevelWrite && changesData(a) && !invokes(a) {
			return true
		}
	}
	return false
}

// invokes reports whether an action makes something run or uses a key, and changes neither.
func invokes(a catalogue.Action) bool {
	switch a.String() {
	case "lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "states:StartExecution", "states:StartSyncExecution",
		"kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo":
		return true
	}
	return false
}

// deliversLogs are the accounts from which the provider's load balancers write access logs, one for each
// region that is older than August 2022 (Elastic Load Balancing User Guide, "Enable access logs for
// your Application Load Balancer").
var deliversLogs = map[string]bool{
	"127311923021": true, "033677994240": true, "027434742980": true, "797873946194": true, "098369216593": true, "985666609251": true,
	"054676820928": true, "156460612806": true, "652711504416": true, "635631232127": true, "009996457667": true, "897822967062": true,
	"754344448648": true, "582318560864": true, "600734575887": true, "383597477331": true, "114774131450": true, "783225319266": true,
	"589379963580": true, "718504428378": true, "076674570225": true, "507241528517": true, "048591011584": true, "190560391635": true,
	"638102146993": true, "037604701340": true,
}
