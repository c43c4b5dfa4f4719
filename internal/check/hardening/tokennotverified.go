package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var tokenNotVerified = check.Rule{
	ID:       "hardening-token-not-verified",
	Title:    "Token is read without checking its signature",
	Severity: finding.High,
	Why:      "Whoever asks writes the token himself and says in it who he is. Every decision that the code takes by it is his; it is medium where none is seen, or where something before the function may have verified it.",
	Remedy:   "Verify the signature with the issuer's key and name the algorithms that are accepted, or put an authorizer before the function.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html",
	},
	CWE:      []string{"CWE-347"},
	OWASP:    []string{"A07:2021", "API2:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "token", verifiedBefore, unreached) },
}
