package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var sensitiveDataLogged = check.Rule{
	ID:       "hardening-sensitive-data-logged",
	Title:    "Sensitive data is written to the log",
	Severity: finding.Medium,
	Why:      "Logs are read by more people than the data is meant for, kept longer, and sent elsewhere. A token in them is as good as a login.",
	Remedy:   "Leave it out, or write what is enough to find it again: a digest, the last four digits.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-532"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4", "GDPR:32(1)(b)"},
	Run:      func(p *check.Pass) { habits(p, "logged", nil) },
}
