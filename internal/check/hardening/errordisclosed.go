package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var errorDisclosed = check.Rule{
	ID:       "hardening-error-disclosed",
	Title:    "Error is answered to the caller",
	Severity: finding.Low,
	Why:      "The text of an error names files, tables, hosts and versions. It is what the next attempt is made of.",
	Remedy:   "Answer a fixed text with an id, and write the error to the log under that id.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-209"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "error", unanswered) },
}
