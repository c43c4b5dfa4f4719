package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var missingTimeout = check.Rule{
	ID:       "hardening-missing-timeout",
	Title:    "Connection without a timeout",
	Severity: finding.Low,
	Why:      "A host that does not answer holds the function until its own timeout, and every second is paid for. A few such requests use up its concurrency.",
	Remedy:   "Give each connection a timeout well below the function's own.",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html",
	},
	CWE:      []string{"CWE-1088", "CWE-400"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      func(p *check.Pass) { habits(p, "timeout", byDeployment) },
}
