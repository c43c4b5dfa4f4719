package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var xpath = check.Rule{
	ID:       "injection-xpath",
	Title:    "Untrusted data in a question to a document",
	Severity: finding.Medium,
	Why:      "A quote in the value ends the text that it stands in. The caller reads the parts of the document that he is not meant to.",
	Remedy:   "Give the value as a variable of the question (xpath(\"//user[@name=$name]\", name=value)).",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/www-community/attacks/XPATH_Injection",
	},
	CWE:      []string{"CWE-643"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "xpath", "a part of a question to a document") },
}
