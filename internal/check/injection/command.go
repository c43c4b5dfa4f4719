package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var command = check.Rule{
	ID:       "injection-command",
	Title:    "Untrusted data in a command",
	Severity: finding.Critical,
	Why:      "What the caller sends is read by a shell, or says which program runs: he runs what he likes with the function's role, and takes its credentials from the environment. It is critical where anybody may send it and the role reaches something, else high.",
	Remedy:   "Run the program without a shell, with its arguments as a list and -- before the caller's. Where a shell is needed quote each value (shlex.quote).",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
	},
	CWE:      []string{"CWE-78", "CWE-88"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "command", "a part of a command") },
}
