package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var path = check.Rule{
	ID:       "injection-path",
	Title:    "Untrusted data in the path of a file",
	Severity: finding.High,
	Why:      "With dots or a slash at its beginning the name leads out of the directory that is meant. The caller reads the function's code and environment, or writes over its files.",
	Remedy:   "Take only the last name of the path (os.path.basename), or resolve the path and refuse what does not begin with the directory.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/www-community/attacks/Path_Traversal",
		"https://cwe.mitre.org/data/definitions/22.html",
	},
	CWE:      []string{"CWE-22", "CWE-73"},
	OWASP:    []string{"A01:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "path", "a part of a file's path") },
}
