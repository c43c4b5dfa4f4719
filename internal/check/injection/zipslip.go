package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var zipSlip = check.Rule{
	ID:       "injection-zip-slip",
	Title:    "Names of an archive's entries are used as paths",
	Severity: finding.High,
	Why:      "An entry called ../../name is written outside of the directory that is meant. Who sends the archive writes over files of the function.",
	Remedy:   "Take the last name of each entry, or refuse names whose resolved path does not begin with the directory; for tar give filter=\"data\".",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.python.org/3/library/tarfile.html#extraction-filters",
		"https://security.snyk.io/research/zip-slip-vulnerability",
	},
	CWE:      []string{"CWE-22"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "zip-slip", "the path of an entry") },
}
