package report

import (
	"io"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

type minimisedPolicy struct {
	Version   string
	Statement []model.Value
}

// MinimisedPolicy writes statements as a policy document. Variables says whether it has policy variables: documents of an earlier
// version have none.
func MinimisedPolicy(w io.Writer, variables policy.Truth, statements []minimise.Statement) error {
	version := policy.Version2012
	if variables != policy.Yes {
		version = policy.Version2008
	}
	return WriteJSON(w, minimisedPolicy{version, each(statements, func(s minimise.Statement) model.Value { return minimise.Value(&s.Statement) })})
}

// HoldsSecret reports whether a value, or something in it, would be masked.
func HoldsSecret(v model.Value) bool {
	found := false
	v.Walk(func(_ []string, part model.Value) bool {
		found = found || part.IsSecret()
		return !found
	})
	return found
}
