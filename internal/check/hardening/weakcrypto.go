package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var weakCrypto = check.Rule{
	ID:       "hardening-weak-crypto",
	Title:    "Broken cipher or digest",
	Severity: finding.Medium,
	Why:      "Passwords under such a digest are guessed in hours, and texts under such a cipher show what is the same in them. What was kept is open once it is copied.",
	Remedy:   "Keep passwords with scrypt, bcrypt or Argon2; sign with HMAC-SHA-256; encrypt with AES-GCM or through the key service.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
		"https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-327", "CWE-328"},
	OWASP:    []string{"A02:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "crypto", nil) },
}
