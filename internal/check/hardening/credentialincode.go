package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var credentialInCode = check.Rule{
	ID:       "hardening-credential-in-code",
	Title:    "Credential stands in the code",
	Severity: finding.High,
	Why:      "Everybody who reads the repository, a copy of the package or a build log has it. It stays in the history when it is taken out.",
	Remedy:   "Make a new one, keep it in a secret store and read it when the function starts.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html",
	},
	CWE:      []string{"CWE-798"},
	OWASP:    []string{"A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "credential", nil) },
}
