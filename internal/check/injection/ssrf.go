package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var ssrf = check.Rule{
	ID:       "injection-ssrf",
	Title:    "Untrusted data says which host is connected to",
	Severity: finding.High,
	Why:      "The function asks for the caller what he cannot reach himself: hosts in its network, services that trust its address. What it answers tells him what is there.",
	Remedy:   "Take the host from a list in the code or from the configuration, and only what stands behind it from the caller. Do not follow redirects.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html",
		"https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/",
	},
	CWE:      []string{"CWE-918"},
	OWASP:    []string{"A10:2021", "API7:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "ssrf", "the address that is connected to") },
}
