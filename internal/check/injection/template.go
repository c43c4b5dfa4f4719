package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var template = check.Rule{
	ID:       "injection-template",
	Title:    "Untrusted data is a template",
	Severity: finding.Critical,
	Why:      "What stands between the braces runs in the function: the caller reads its variables and runs code. It is critical where anybody may send it and the role reaches something, else high.",
	Remedy:   "Give the caller's data to the template as values. Never put it into the template's text.",
	Practice: finding.Hardening,
	References: []string{
		"https://cwe.mitre.org/data/definitions/1336.html",
		"https://owasp.org/www-project-web-security-testing-guide/v42/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection",
	},
	CWE:      []string{"CWE-1336", "CWE-94"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "template", "a part of a template") },
}
