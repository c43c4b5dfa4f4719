package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var log = check.Rule{
	ID:       "injection-log",
	Title:    "Untrusted data in a line of the log",
	Severity: finding.Low,
	Why:      "With a line break the caller writes log entries of his own. Who reads them, and what counts them, is misled.",
	Remedy:   "Log structured records (JSON), or quote the value (repr, JSON.stringify).",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html",
		"https://owasp.org/www-community/attacks/Log_Injection",
	},
	CWE:      []string{"CWE-117"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "log", "a line of the log") },
}
