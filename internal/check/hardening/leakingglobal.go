package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var leakingGlobal = check.Rule{
	ID:       "hardening-leaking-global",
	Title:    "Data of one request is kept for the next",
	Severity: finding.Medium,
	Why:      "The platform uses an environment again, with its variables as the last request left them. Whoever comes next is answered what belongs to somebody else.",
	Remedy:   "Keep what belongs to a request in variables of the function, and outside of it only what is the same for everybody.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html",
	},
	CWE:      []string{"CWE-488"},
	OWASP:    []string{"A04:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4", "GDPR:32(1)(b)"},
	Run:      func(p *check.Pass) { habits(p, "global", nil) },
}
