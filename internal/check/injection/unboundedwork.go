package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var unboundedWork = check.Rule{
	ID:       "injection-unbounded-work",
	Title:    "Whoever calls says how much work is done",
	Severity: finding.Low,
	Why:      "One request with a large number keeps the function busy until its timeout, and each second is paid for. A few of them use up its concurrency.",
	Remedy:   "Say how large the number may be, in the schema or with min(), and give a limit to what is read or unpacked.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
	},
	CWE:      []string{"CWE-400", "CWE-834"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      func(p *check.Pass) { flows(p, "work", "how much is done") },
}
