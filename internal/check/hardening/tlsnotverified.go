package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var tlsNotVerified = check.Rule{
	ID:       "hardening-tls-not-verified",
	Title:    "Other end of a connection is not checked",
	Severity: finding.High,
	Why:      "Whoever stands between reads and changes what is sent, with a certificate of his own. That includes passwords and keys in it.",
	Remedy:   "Leave verification on; give the certificate authority's file where it is one of your own.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-295"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "tls", nil) },
}
