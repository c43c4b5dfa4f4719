package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var ldap = check.Rule{
	ID:       "injection-ldap",
	Title:    "Untrusted data in a question to a directory",
	Severity: finding.High,
	Why:      "Parentheses and stars in the value change the filter. The caller signs in as somebody else or lists the directory.",
	Remedy:   "Escape the value (escape_filter_chars).",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-90"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "ldap", "a part of a question to a directory") },
}
