package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var nosql = check.Rule{
	ID:       "injection-nosql",
	Title:    "Untrusted data in a question to a store",
	Severity: finding.High,
	Why:      "A document that the caller writes may hold operators, and an expression more conditions: he reads and changes records that are not his. Where he only names attributes he changes those of a record that are not meant for him, which is milder.",
	Remedy:   "Make texts of the values (str, String) or hold the document to a schema; give values in ExpressionAttributeValues or as parameters, and take names from a list in the code.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/www-community/Injection_Theory",
		"https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html",
	},
	CWE:      []string{"CWE-943"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "nosql", "a part of a question to a store") },
}
