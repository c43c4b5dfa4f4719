package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var sql = check.Rule{
	ID:       "injection-sql",
	Title:    "Untrusted data in a statement of SQL",
	Severity: finding.High,
	Why:      "What the caller sends is read as a part of the statement. He reads and changes what the statement was not about, within everything that the database user may do.",
	Remedy:   "Give values as parameters beside the statement. Take what cannot be one (a column, a direction) from a list in the code.",
	Practice: finding.Hardening,
	References: []string{
		"https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
		"https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html",
	},
	CWE:      []string{"CWE-89"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "sql", "a part of a statement of SQL") },
}
