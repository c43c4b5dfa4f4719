package privilege

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

var sharedRole = check.Rule{
	ID:       "privilege-shared-role",
	Title:    "One role for several functions",
	Severity: finding.Low,
	Why: "Functions that share a role each have what all of them need together, so the weakest of them opens everything. " +
		"It also hides who did what in the audit log.",
	Remedy:   "Give each function a role of its own: sconce fix --split-roles does it.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
		"https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/identity-and-access-management.html",
	},
	CWE:      []string{"CWE-250"},
	OWASP:    []string{"A04:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.308(a)(4)(ii)(B)"},
	Run:      runSharedRole,
}

func runSharedRole(p *check.Pass) {
	for i := range p.App.Identities {
		identity := &p.App.Identities[i]
		functions := p.App.FunctionsOf(identity.ID)
		s := check.Subject{ID: identity.ID, At: identity.At, Functions: functions}
		switch {
		case len(functions) == 0:
		case len(functions) == 1:
			p.Met(s)
		default:
			message, needs := sharedBy(model.LocalName(identity.ID), functions), different(audit(p).Role(identity.ID))
			if len(needs) > 0 {
				message += ", which need different things of it"
			}
			p.NotMet(s, message, needs...)
		}
	}
	for _, functions := range rolesOfElsewhere(p.App) {
		s := p.Application(functions)
		role := functions[0].Role
		s.Detail = role.String()
		if len(functions) > 1 {
			p.NotMet(s, sharedBy(role.String(), s.Functions), check.At(role.At))
		} else {
			p.Met(s)
		}
	}
}

func sharedBy(role string, functions []string) string {
	var names []string
	for _, f := range functions {
		names = append(names, model.LocalName(f))
	}
	return fmt.Sprintf("role %s is shared by %d functions: %s", role, len(functions), strings.Join(names, ", "))
}

// different says in a finding what only some of the functions with a role need.
func different(r *least.Role) []check.Option {
	if r == nil || !r.Certain() {
		return nil
	}
	const most = 6
	var out []check.Option
	for _, n := range r.Needs {
		if len(n.Functions) == len(r.Functions) || n.Platform() || len(out) == most {
			continue
		}
		var names []string
		for _, f := range n.Functions {
			names = append(names, model.LocalName(f))
		}
		out = append(out, check.Because(n.Reasons[0].At, "only "+strings.Join(names, ", ")+" needs "+n.Action+onWhat(n)))
	}
	return out
}

// rolesOfElsewhere are the functions by the role that they have, where it is not declared here: named, or
// given by one parameter.
func rolesOfElsewhere(app *model.App) [][]*model.Function {
	var all [][]*model.Function
	at := map[string]int{}
	for i := range app.Functions {
		f := &app.Functions[i]
		name := f.Role.String()
		if f.Role.IsAbsent() || f.Role.Target() != "" || len(f.Role.Options()) > 0 || strings.Contains(name, "${unknown}") {
			continue
		}
		if _, declared := app.Identity(name); declared {
			continue
		}
		n, known := at[name]
		if !known {
			n = len(all)
			at[name], all = n, append(all, nil)
		}
		all[n] = append(all[n], f)
	}
	return all
}
