package secret

import (
	"strconv"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var readableByMany = check.Rule{
	ID:       "secret-readable-by-many",
	Title:    "Secret that many may read",
	Severity: finding.Medium,
	Why: "One faulty function among many is enough for the secret to leak, and afterwards nobody can say through which it did. " +
		"Five identities or more is the limit from which on the rule speaks.",
	Remedy:   "Give each function a secret of its own with only the rights that it needs, and name the secrets in the policies instead of all of them.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
	},
	CWE:      []string{"CWE-732"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.5", "PCI-DSS-4.0.1:7.2.2", "HIPAA:164.308(a)(4)(ii)(B)", "GDPR:32(1)(b)"},
	Run:      runReadableByMany,
}

// many is how many identities are too many.
const many = 5

func runReadableByMany(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::SecretsManager::Secret" {
			continue
		}
		certain, perhaps := 0, 0
		for identity, truth := range readers(p.App, r) {
			switch _, declared := p.App.Identity(identity); {
			case !declared:
			case truth == policy.Yes:
				certain++
			case truth == policy.Maybe:
				perhaps++
			}
		}
		s, name := p.Resource(r), model.LocalName(r.ID)
		switch {
		case certain >= many:
			p.NotMet(s, strconv.Itoa(certain)+" identities may read secret "+name)
		case certain+perhaps >= many:
			p.Unknown(s, "whether "+strconv.Itoa(many)+" identities or more may read secret "+name, "a condition or a name that is only known when deployed decides for "+strconv.Itoa(perhaps)+" of them")
		default:
			p.Met(s)
		}
	}
}

// readers are the identities that may fetch the value of a secret, or might, as their statements say; one
// that is denied it may not.
func readers(app *model.App, secret *model.Resource) map[string]policy.Truth {
	found, denied := map[string]policy.Truth{}, map[string]bool{}
	for i := range app.Grants {
		g := &app.Grants[i]
		if g.Identity == "" || g.Mechanism == model.MechanismBoundary || g.Mechanism == model.MechanismTrust {
			continue
		}
		statement := policy.Statement{Actions: g.Actions, NotActions: g.NotActions}
		truth := min(statement.MatchesAction("secretsmanager:GetSecretValue"), isAbout(g, secret))
		if truth == policy.Yes && (!g.Conditions.IsAbsent() || g.Conditional != "" && g.Conditional != secret.Conditional) {
			truth = policy.Maybe
		}
		switch {
		case g.Effect == model.Deny && truth == policy.Yes:
			denied[g.Identity] = true
		case g.Effect == model.Allow:
			found[g.Identity] = max(found[g.Identity], truth)
		}
	}
	for identity := range denied {
		delete(found, identity)
	}
	return found
}

// isAbout says whether a statement is about a secret: a reference is about what it refers to and nothing
// else, an ARN or a name about what it matches.
func isAbout(g *model.Grant, secret *model.Resource) policy.Truth {
	if len(g.NotResources) > 0 {
		return policy.Maybe
	}
	truth := policy.No
	for _, v := range g.Resources {
		refers, here := false, false
		for _, part := range v.Parts() {
			refers, here = refers || part.Target() != "", here || part.Target() == secret.ID
		}
		switch {
		case here:
			return policy.Yes
		case refers:
		default:
			truth = max(truth, policy.MatchResource(v, secret.ARN))
		}
	}
	return truth
}
