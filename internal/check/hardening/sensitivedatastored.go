package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var sensitiveDataStored = check.Rule{
	ID:       "hardening-sensitive-data-stored",
	Title:    "Sensitive data is kept as it came",
	Severity: finding.Medium,
	Why:      "Whoever reads the store, a backup or an export of it has the password or the card. Encryption at rest does not hide it from them.",
	Remedy:   "Keep a password as its salted hash, a card as a token of the payment provider; encrypt the rest before it is written.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-312", "CWE-256"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4", "GDPR:32(1)(b)"},
	Run:      func(p *check.Pass) { habits(p, "stored", nil) },
}
