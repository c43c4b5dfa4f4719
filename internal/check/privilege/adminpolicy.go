package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var adminPolicy = check.Rule{
	ID:       "privilege-admin-policy",
	Title:    "Policy that gives far more than a function needs",
	Severity: finding.Critical,
	Why: "A policy such as AdministratorAccess makes every bug of the function a takeover of the account. " +
		"Policies with FullAccess in their name give every action of a service on every resource of it, in this application or not.",
	Remedy:   "Replace the managed policy by statements that name the actions the code calls and the resources it calls them on.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
		"https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
	},
	CWE:      []string{"CWE-250", "CWE-269"},
	OWASP:    []string{"A01:2021", "A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.2", "HIPAA:164.308(a)(4)(i)", "GDPR:32(1)(b)"},
	Run:      runAdminPolicy,
}

// administrative are the managed policies with which an identity can give itself everything.
var administrative = map[string]bool{
	"AdministratorAccess": true, "IAMFullAccess": true, "PowerUserAccess": true, "AWSLambda_FullAccess": true,
	"AdministratorAccess-Amplify": true, "AdministratorAccess-AWSElasticBeanstalk": true, "SystemAdministrator": true,
	"AWSOrganizationsFullAccess": true, "AWSCloudFormationFullAccess": true, "SecretsManagerReadWrite": true,
}

func runAdminPolicy(p *check.Pass) {
	ledger := ledgerOf(p)
	for i := range p.App.Identities {
		identity := &p.App.Identities[i]
		functions := p.App.FunctionsOf(identity.ID)
		for _, name := range identity.Managed {
			s := check.Subject{ID: identity.ID, At: name.At, Functions: functions, Detail: name.String()}
			who := string(identity.Kind) + " " + model.LocalName(identity.ID)
			wide, why := check.Settle(name, func(v model.Value) bool { return widthOf(v) > 0 })
			switch {
			case why != "":
				p.Unknown(s, "which policy is attached to "+who, why)
			case wide:
				severity, options := withinLimits(ledger.Of(identity.ID), name)
				if severity == 0 {
					p.Met(s) // a Deny or the boundary takes it away
					continue
				}
				p.NotMet(s, who+" has "+policyNames(name), append(options, check.At(name.At), check.Severity(severity))...)
			case name.IsUnknown() && !slices.ContainsFunc(name.Options(), notProvided):
				p.Met(s)
			case elsewhere(p, identity.ID, name):
				p.Unknown(s, "what policy "+name.String()+" gives "+who, "the policy is not declared here")
			default:
				p.Met(s)
			}
		}
	}
}

// widthOf is the severity of having a policy, 0 if it is not one that gives far too much. Of several
// that it may be the mildest counts.
func widthOf(v model.Value) finding.Severity {
	if options := v.Options(); len(options) > 0 {
		mildest := finding.Critical
		for _, option := range options {
			mildest = min(mildest, widthOf(option))
		}
		return mildest
	}
	switch name := managedName(v); {
	case name == "SecretsManagerReadWrite":
		return finding.High
	case administrative[name]:
		return finding.Critical
	case strings.Contains(name, "FullAccess") && !strings.Contains(name, "InvokeFullAccess"): // that is a call, not a service
		return finding.High
	}
	return 0
}

// withinLimits is the severity of having a policy that gives far too much within the identity's
// boundary and what is denied it, 0 where these leave nothing whole of what the policy gives.
func withinLimits(h *access.Holding, name model.Value) (finding.Severity, []check.Option) {
	severity, options := widthOf(name), limitsOf(h)
	everything := model.Grant{At: name.At}
	gives := &catalogue.Set{}
	for _, g := range h.Grants {
		if g.Mechanism == model.MechanismManaged && g.Provided && g.At == name.At {
			gives.Union(access.ActionsOf(g))
		}
	}
	if !h.Limited || gives.Len() == 0 {
		return severity, options
	}
	rest := remains(h, &everything, gives)
	switch {
	case rest.gone():
		return 0, nil
	case rest.services <= few && rest.left < rest.all:
		severity = min(severity, finding.High)
	}
	return severity, append(options, narrowed(h, rest)...)
}

// notProvided reports whether a policy is not one of the provider's.
func notProvided(v model.Value) bool { return !v.IsAbsent() && managedName(v) == "" }

// policyNames says which policy is attached, or which one of several.
func policyNames(v model.Value) string {
	if options := v.Options(); len(options) > 0 {
		names := make([]string, 0, len(options))
		for _, option := range options {
			names = append(names, managedName(option))
		}
		return strings.Join(names, " or ")
	}
	name := managedName(v)
	if !administrative[name] {
		name += ": every action of the service, on everything"
	}
	return name
}

// elsewhere reports whether an attached policy is neither the provider's nor declared here: its grant
// names it and nothing more.
func elsewhere(p *check.Pass, identity string, name model.Value) bool {
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		if g.Identity == identity && g.Mechanism == model.MechanismManaged && g.At == name.At && g.Effect == model.UnknownEffect && g.Policy == name.String() {
			return true
		}
	}
	return false
}

// managedName is the name of a policy of the provider, from its ARN in any partition.
func managedName(v model.Value) string {
	text := v.String()
	if !strings.Contains(text, ":iam::aws:policy/") {
		return ""
	}
	return text[strings.LastIndexByte(text, '/')+1:]
}
