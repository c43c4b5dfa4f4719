package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var xxe = check.Rule{
	ID:       "injection-xxe",
	Title:    "Declarations of untrusted XML are followed",
	Severity: finding.High,
	Why:      "The document declares entities that are files or addresses, and the parser puts them in. The caller reads the function's files and asks hosts through it.",
	Remedy:   "Switch entities off (resolve_entities=False), or read XML with defusedxml.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-611"},
	OWASP:    []string{"A05:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "xxe", "XML whose declarations are followed") },
}
