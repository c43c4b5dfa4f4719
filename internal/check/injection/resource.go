package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var resource = check.Rule{
	ID:       "injection-resource",
	Title:    "Untrusted data names what the function acts on",
	Severity: finding.High,
	Why:      "The caller chooses the function, role, bucket, queue or secret that the function's role is used on. Everything that the role may touch is his.",
	Remedy:   "Take the name from a table in the code or from the configuration.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
	},
	CWE:      []string{"CWE-99", "CWE-639"},
	OWASP:    []string{"A01:2021", "API1:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "resource", "the name of what the function acts on") },
}
