package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var userEnumeration = check.Rule{
	ID:       "exposure-user-enumeration",
	Title:    "Sign-in tells which users exist",
	Severity: finding.Low,
	Why: "A wrong name is answered otherwise than a wrong password, so an attacker finds out whose passwords to guess, and who is your customer at all. " +
		"The old behaviour is still what a client gets that does not ask for the new one.",
	Remedy:   "Set PreventUserExistenceErrors to ENABLED on the user pool client.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html",
	},
	CWE:      []string{"CWE-204"},
	OWASP:    []string{"API2:2023", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      runUserEnumeration,
}

func runUserEnumeration(p *check.Pass) {
	for i := range p.App.Resources {
		client := &p.App.Resources[i]
		if client.Type != "AWS::Cognito::UserPoolClient" || forMachines(client.Properties) {
			continue
		}
		s := p.Resource(client)
		v := client.Properties.Get("PreventUserExistenceErrors")
		prevents, why := check.Settle(v, func(v model.Value) bool { return v.TextOr("LEGACY") == "ENABLED" })
		switch {
		case why != "":
			p.Unknown(s, "whether sign-in with "+model.LocalName(client.ID)+" tells which users exist", why)
		case prevents:
			p.Met(s)
		default:
			at := client.At
			if !v.IsAbsent() {
				at = v.At
			}
			p.NotMet(s, "sign-in with client "+model.LocalName(client.ID)+" tells which users exist", check.At(at))
		}
	}
}

// forMachines reports whether nobody signs in with a client: it gets tokens for itself.
func forMachines(properties model.Value) bool {
	flows := properties.Get("AllowedOAuthFlows").OneOrMany()
	return len(flows) == 1 && flows[0].TextOr("") == "client_credentials" && properties.Get("ExplicitAuthFlows").IsAbsent()
}
