package scan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/check/encryption"
	"github.com/sconce-dev/sconce/internal/check/exposure"
	"github.com/sconce-dev/sconce/internal/check/observability"
	"github.com/sconce-dev/sconce/internal/check/pipeline"
	"github.com/sconce-dev/sconce/internal/check/privilege"
	"github.com/sconce-dev/sconce/internal/check/recovery"
	"github.com/sconce-dev/sconce/internal/check/secret"
)

// Rules is the one explicit list of all rules.
func Rules() []*check.Rule {
	return slices.Concat(
		privilege.Rules(),
		exposure.Rules(),
		encryption.Rules(),
		secret.Rules(),
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
	best := Nearest(name, known)
	if best == "" {
		return fmt.Errorf("there is no rule or practice %q: see sconce rules", name)
	}
	return fmt.Errorf("there is no rule or practice %q: did you mean %s?", name, best)
}

// Nearest is the known name that somebody probably meant, "" if none is near.
func Nearest(name string, known []string) string {
	best, distance := "", 1+len(name)/2
	for _, k := range known {
		if d := editDistance(strings.ToLower(name), k); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// editDistance is the number of letters to insert, remove or replace to make one word the other.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
