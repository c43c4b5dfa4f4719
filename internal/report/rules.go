package report

import (
	"io"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

// RulesSchema names the version of the rules document.
const RulesSchema = "sconce.rules/v1"

type rulesDocument struct {
	Schema string     `json:"schema"`
	Rules  []ruleView `json:"rules"`
}

type ruleView struct {
	ID         string           `json:"id"`
	Title      string           `json:"title"`
	Severity   string           `json:"severity"`
	Practice   finding.Practice `json:"practice"`
	Why        string           `json:"why"`
	Remedy     string           `json:"remedy"`
	References []string         `json:"references"`
	CWE        []string         `json:"cwe"`
	OWASP      []string         `json:"owasp"`
	Controls   []string         `json:"controls"`
}

// Rules writes rules as a JSON document of RulesSchema.
func Rules(w io.Writer, rules []*check.Rule) error {
	return WriteJSON(w, rulesDocument{Schema: RulesSchema, Rules: each(rules, func(r *check.Rule) ruleView {
		return ruleView{
			ID: r.ID, Title: r.Title, Severity: r.Severity.String(), Practice: r.Practice, Why: r.Why, Remedy: r.Remedy,
			References: list(r.References), CWE: list(r.CWE), OWASP: list(r.OWASP), Controls: list(r.Controls),
		}
	})})
}
