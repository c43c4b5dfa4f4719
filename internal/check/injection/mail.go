package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var mail = check.Rule{
	ID:       "injection-mail",
	Title:    "Untrusted data in the headers of mail",
	Severity: finding.Medium,
	Why:      "With a line break the value begins another header. The caller has the function send mail to whom he likes, with the sender's good name.",
	Remedy:   "Put mail together with a class that refuses line breaks (email.message.EmailMessage) or through the API's own fields.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.python.org/3/library/email.message.html",
		"https://owasp.org/www-community/vulnerabilities/CRLF_Injection",
	},
	CWE:      []string{"CWE-93"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "mail", "a header of mail") },
}
