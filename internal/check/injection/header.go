package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var header = check.Rule{
	ID:       "injection-header",
	Title:    "Untrusted data in a header of the answer",
	Severity: finding.Low,
	Why:      "With a line break the value ends its header and begins another one. API Gateway refuses most of them, so that it is a fault more often than an attack.",
	Remedy:   "Encode the value, or take it from a list.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/www-community/attacks/HTTP_Response_Splitting",
	},
	CWE:      []string{"CWE-113"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "header", "a header of the answer") },
}
