package encryption

import (
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/model"
)

// label names a resource in a message: what it is, then its name. Of what has no kind of its own the
// type says what it is.
func label(r *model.Resource) string {
	kind := strings.ReplaceAll(string(r.Kind), "-", " ")
	if r.Kind == model.KindOther {
		last := strings.LastIndexFunc(r.Type, unicode.IsUpper) // the last word: DBProxy is a proxy
		kind = strings.ToLower(r.Type[last:])
	}
	return kind + " " + model.LocalName(r.ID)
}
