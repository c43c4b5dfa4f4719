package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var code = check.Rule{
	ID:       "injection-code",
	Title:    "Untrusted data is run as code",
	Severity: finding.Critical,
	Why:      "What the caller sends is run in the function: he does with its role whatever he likes. It is critical where anybody may send it and the role reaches something, else high.",
	Remedy:   "Do not evaluate text. Look what the caller asks for up in a table of functions, or read it as data (json.loads, ast.literal_eval).",
	Practice: finding.Hardening,
	References: []string{
		"https://cwe.mitre.org/data/definitions/95.html",
		"https://owasp.org/www-community/attacks/Code_Injection",
	},
	CWE:      []string{"CWE-94", "CWE-95"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "code", "code that runs", ofPackage) },
}

// ofPackage holds down who names a module of a package that the code names: what runs is there already.
func ofPackage(_ *model.Function, _ *model.Code, flow *model.Flow) (finding.Severity, string) {
	if flow.Sink.Argument == model.RestOfName {
		return finding.Medium, "only what begins with what the code writes is loaded"
	}
	return finding.Critical, ""
}
