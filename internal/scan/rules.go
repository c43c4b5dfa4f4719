package scan

import (
	"fmt"
	"slices"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/check/encryption"
	"github.com/sconce-dev/sconce/internal/check/exposure"
	"github.com/sconce-dev/sconce/internal/check/hardening"
	"github.com/sconce-dev/sconce/internal/check/injection"
	"github.com/sconce-dev/sconce/internal/check/observability"
	"github.com/sconce-dev/sconce/internal/check/pipeline"
	"github.com/sconce-dev/sconce/internal/check/privilege"
	"github.com/sconce-dev/sconce/internal/check/recovery"
	"github.com/sconce-dev/sconce/internal/check/secret"
	"github.com/sconce-dev/sconce/internal/suggest"
)

// Rules is the one explicit list of all rules.
func Rules() []*check.Rule {
	return slices.Concat(
		privilege.Rules(),
		exposure.Rules(),
		encryption.Rules(),
		secret.Rules(),
		injection.Rules(),
		hardening.Rules(),
		recovery.Rules(),
		observability.Rules(),
		pipeline.Rules(),
	)
}

// unknownRule is the error for a name that is neither a rule nor a practice.
func unknownRule(name string, rules []*check.Rule) error {
	var known []string
	for _, r := range rules {
		known = append(known, r.ID, string(r.Practice))
	}
	if best := suggest.Nearest(name, known); best != "" {
		return fmt.Errorf("there is no rule or practice %q: did you mean %s?", name, best)
	}
	return fmt.Errorf("there is no rule or practice %q: see sconce rules", name)
}
