package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var html = check.Rule{
	ID:       "injection-html",
	Title:    "Untrusted data in a page",
	Severity: finding.Medium,
	Why:      "What the caller writes runs in the browser of whoever opens the link, as the site's own. It takes over the session of the reader.",
	Remedy:   "Escape it (html.escape), or write the page with a template engine that does. Answer data as JSON.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-79"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "html", "a part of a page", ofBrowser) },
}
