package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var prototype = check.Rule{
	ID:       "injection-prototype",
	Title:    "Untrusted data is merged into objects",
	Severity: finding.Medium,
	Why:      "An entry called __proto__ or constructor changes what every object of the program has. A check that looks for an attribute finds the caller's.",
	Remedy:   "Copy the fields that are known, or hold the document to a schema without further properties.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-1321"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "prototype", "entries of an object") },
}
