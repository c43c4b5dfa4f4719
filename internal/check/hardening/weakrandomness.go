package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var weakRandomness = check.Rule{
	ID:       "hardening-weak-randomness",
	Title:    "Secret is made of numbers that can be guessed",
	Severity: finding.Medium,
	Why:      "A few values tell the state of such a generator, and that tells all further ones. Whoever has a token of his own makes those of others.",
	Remedy:   "Make secrets with what is meant for them: secrets (Python), crypto.randomBytes (Node), crypto/rand (Go).",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.python.org/3/library/secrets.html",
	},
	CWE:      []string{"CWE-338", "CWE-330"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "random", nil) },
}
