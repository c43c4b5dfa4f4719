package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var redirect = check.Rule{
	ID:       "injection-redirect",
	Title:    "Untrusted data says where a browser is sent",
	Severity: finding.Medium,
	Why:      "A link that begins with the site's own name leads to a page of the attacker's. People trust it, and so may a login that hands a token on.",
	Remedy:   "Take the address from a list, or only its path from the caller, behind a slash and a letter.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-601"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "redirect", "the address that a browser is sent to", ofBrowser) },
}
