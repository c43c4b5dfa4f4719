package privilege

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var passRole = check.Rule{
	ID:       "privilege-pass-role",
	Title:    "Any role may be passed to a service",
	Severity: finding.High,
	Why: "Whoever may pass any role can have a service act as the most powerful one: one more permission, such as creating a function, is the account. " +
		"This is the commonest way from a small permission to all of them.",
	Remedy:   "Name the one role in Resource, and the service in the condition iam:PassedToService.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
	},
	CWE:      []string{"CWE-269"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "PCI-DSS-4.0.1:7.2.5", "HIPAA:164.308(a)(4)(i)"},
	Run:      runPassRole,
}

func runPassRole(p *check.Pass) {
	own(p, func(g *model.Grant) {
		s := p.Grant(g)
		var action model.Value
		for _, a := range g.Actions {
			text, _ := a.Text()
			service, name, _ := strings.Cut(text, ":")
			if policy.MatchAction(a, "iam:PassRole") == policy.Yes && !isEverything(a) && !isStars(service) && !isStars(name) {
				action = a
			}
		}
		if except := (policy.Statement{NotActions: g.NotActions}); len(g.NotActions) > 0 && except.MatchesAction("iam:PassRole") == policy.Yes {
			action = g.NotActions[0]
		}
		if action.IsAbsent() {
			return
		}
		severity, to := finding.High, ""
		if !g.Conditions.Get("StringEquals", "iam:PassedToService").IsAbsent() || !g.Conditions.Get("StringLike", "iam:PassedToService").IsAbsent() {
			severity, to = finding.Medium, ", to one service"
		}
		if i := slices.IndexFunc(g.Resources, everyRole); i >= 0 {
			r := g.Resources[i]
			p.NotMet(s, holder(p, g)+" may pass any role ("+r.String()+")"+to, check.At(r.At), check.Severity(severity))
			return
		}
		if len(g.NotResources) > 0 {
			p.NotMet(s, holder(p, g)+" may pass any role but "+listed(g.NotResources)+to, check.At(g.NotResources[0].At), check.Severity(severity))
			return
		}
		for _, r := range g.Resources {
			if c, unknown := r.Cause(); unknown {
				p.Unknown(s, "which roles "+holder(p, g)+" may pass", c.Reason)
				return
			}
		}
		p.Met(s)
	})
}

// everyRole reports whether a resource of a statement covers roles whatever their names.
func everyRole(v model.Value) bool {
	if isEverything(v) {
		return true
	}
	text := v.String()
	i := strings.LastIndex(text, ":role/")
	return i >= 0 && strings.HasPrefix(text, "arn:") && isStars(text[i+len(":role/"):]) || strings.HasPrefix(text, "arn:") && strings.HasSuffix(text, ":role*") || strings.HasSuffix(text, ":iam::*")
}
