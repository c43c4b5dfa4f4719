package secret

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var parameterNoEcho = check.Rule{
	ID:       "secret-parameter-without-noecho",
	Title:    "Secret parameter that the stack shows",
	Severity: finding.Medium,
	Why: "What is given for the parameter is shown in the console and by the API to everybody who may look at the stack. " +
		"No secret is written in the template, but each deployment publishes one to the account.",
	Remedy:   "Set NoEcho: true, or better, make the secret in Secrets Manager and refer to it with {{resolve:secretsmanager:...}}.",
	Practice: finding.Secrets,
	References: []string{
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
		"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds",
	},
	CWE:      []string{"CWE-200", "CWE-522"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:8.3.2", "HIPAA:164.308(a)(5)(ii)(D)", "GDPR:32(1)(a)"},
	Run:      runParameterNoEcho,
}

func runParameterNoEcho(p *check.Pass) {
	for i := range p.App.Inputs {
		in := &p.App.Inputs[i]
		if !namesSecret(in.Name) && !usedAsSecret(p.App, in) || defaultIsSecret(p.App, in) {
			continue // a secret as default is a worse thing, and has a rule of its own
		}
		if !namesSecret(in.Name) && check.NamesPlace(in.Name) {
			continue // a region or an address that is kept beside the secrets
		}
		s := check.Subject{ID: in.ID, At: in.At}
		text, _ := in.Default.Text()
		if in.Hidden || resolvedElsewhere(in) || isSwitch(in) || isSetting(text) {
			p.Met(s)
			continue
		}
		p.NotMet(s, "parameter "+in.Name+" is shown in the stack: NoEcho is missing")
	}
}
