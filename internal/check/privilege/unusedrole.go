package privilege

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var unusedRole = check.Rule{
	ID:       "privilege-unused-role",
	Title:    "Role for functions that no function has",
	Severity: finding.Low,
	Why: "A role that nothing uses is looked after by nobody, and whoever may create a function and pass a role has what it has. " +
		"It is often what is left of a function that is gone.",
	Remedy:   "Remove the role, or give it to the function that it is for.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#remove-credentials",
	},
	CWE:      []string{"CWE-1164"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.4"},
	Run:      runUnusedRole,
}

func runUnusedRole(p *check.Pass) {
	if len(p.App.Functions) == 0 {
		return // it is for those of another application
	}
	used := mentioned(p.App)
	for i := range p.App.Identities {
		role := &p.App.Identities[i]
		if role.Kind != model.IdentityRole || !onlyFor(p.App, role.ID, "lambda.amazonaws.com") {
			continue // somebody else takes it, without being named here
		}
		s := check.Subject{ID: role.ID, At: role.At, Functions: p.App.FunctionsOf(role.ID)}
		switch {
		case len(s.Functions) > 0 || used[role.ID]:
			p.Met(s)
		case !role.Properties.Get("RoleName").IsAbsent():
			p.Unknown(s, "whether role "+model.LocalName(role.ID)+" is used", "it has a name that another application may use it by")
		default:
			p.NotMet(s, "role "+model.LocalName(role.ID)+" is for functions, and nothing uses it")
		}
	}
}

// onlyFor reports whether nobody but a service may take a role.
func onlyFor(app *model.App, role, service string) bool {
	found := false
	for i := range app.Grants {
		g := &app.Grants[i]
		if g.Resource != role || g.Mechanism != model.MechanismTrust || g.Effect != model.Allow {
			continue
		}
		for _, who := range policy.Principals(g.Principals) {
			if who.Name.String() != service {
				return false
			}
			found = true
		}
	}
	return found
}

// mentioned are the elements that something refers to: a property, a variable, an output, a statement. A policy that is
// attached to a role does not use it.
func mentioned(app *model.App) map[string]bool {
	out := map[string]bool{}
	note := func(v model.Value) {
		v.Walk(func(_ []string, v model.Value) bool {
			if id := v.Target(); id != "" {
				out[id] = true
			}
			return true
		})
	}
	for i := range app.Resources {
		r := &app.Resources[i]
		if strings.HasPrefix(r.Type, "AWS::IAM::") && r.Type != "AWS::IAM::InstanceProfile" {
			note(r.Properties.Get("PolicyDocument"))
			continue
		}
		note(r.Properties)
	}
	for i := range app.Functions {
		note(app.Functions[i].Properties)
	}
	for i := range app.Outputs {
		note(app.Outputs[i].Value)
	}
	for i := range app.Grants {
		for _, v := range app.Grants[i].Resources {
			note(v)
		}
		note(app.Grants[i].Principals)
		note(app.Grants[i].Conditions)
	}
	return out
}
