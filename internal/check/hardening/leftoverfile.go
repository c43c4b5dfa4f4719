package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var leftoverFile = check.Rule{
	ID:       "hardening-leftover-file",
	Title:    "File of one request is read by the next",
	Severity: finding.Low,
	Why:      "The platform uses an environment again, with its /tmp as the last request left it. Whoever comes next is answered what somebody else sent.",
	Remedy:   "Write to a new file with a name of its own (tempfile, mkdtemp) and remove it when the request is done.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html",
	},
	CWE:      []string{"CWE-459", "CWE-377"},
	OWASP:    []string{"A04:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4", "GDPR:32(1)(b)"},
	Run:      func(p *check.Pass) { habits(p, "file", byDeployment) },
}
