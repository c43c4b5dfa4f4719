package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var inputNotValidated = check.Rule{
	ID:       "hardening-input-not-validated",
	Title:    "Public route uses what it gets without looking at it",
	Severity: finding.Low,
	Why:      "What is too long, of another type or has entries that nobody thought of goes as it is into what the function does. Every later mistake in the code is one that anybody can use.",
	Remedy:   "Hold what comes in to a schema: a model of pydantic, zod or Powertools in the code, or a request validator with a model at the API.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-20"},
	OWASP:    []string{"A04:2021", "API8:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "input", validatedBefore) },
}
