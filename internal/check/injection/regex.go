package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var regex = check.Rule{
	ID:       "injection-regex",
	Title:    "Untrusted data is a regular expression",
	Severity: finding.Medium,
	Why:      "An expression such as (a+)+$ takes all the time that the function has for a short text. A few requests fill its concurrency, and each is paid for to the end.",
	Remedy:   "Escape what the caller writes (re.escape), or search for it as text.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",
	},
	CWE:      []string{"CWE-1333", "CWE-730"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "regex", "a regular expression") },
}
