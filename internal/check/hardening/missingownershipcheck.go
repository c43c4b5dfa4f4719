package hardening

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var missingOwnershipCheck = check.Rule{
	ID:       "hardening-missing-ownership-check",
	Title:    "Caller names an object and nobody asks whether it is his",
	Severity: finding.Low,
	Why:      "Whoever is signed in tries other ids, and reads or changes what belongs to others. It may be meant so, for objects that are everybody's: then accept the finding.",
	Remedy:   "Make who asks a part of the key, compare the owner before the object is given away, or make it a condition of the operation.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
	},
	CWE:      []string{"CWE-639", "CWE-862"},
	OWASP:    []string{"A01:2021", "API1:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { habits(p, "ownership", withoutIdentity) },
}
