package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var deserialisation = check.Rule{
	ID:       "injection-deserialisation",
	Title:    "Untrusted data becomes objects",
	Severity: finding.Critical,
	Why:      "What the caller sends says which objects are made and which code runs while they are. It is critical where anybody may send it and the role reaches something, else high.",
	Remedy:   "Read data as data: JSON, yaml.safe_load. Where objects have to travel sign them and check the signature first.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html",
		"https://docs.python.org/3/library/pickle.html",
	},
	CWE:      []string{"CWE-502"},
	OWASP:    []string{"A08:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "deserialisation", "objects of the caller's choice") },
}
