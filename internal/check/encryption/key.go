package encryption

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// ownKey reports whether a property names a customer managed key: the keys that a service keeps for
// an account have aliases that begin with "aws/" (AWS KMS Developer Guide, "AWS managed keys"). A key
// that is only given at deployment is one.
func ownKey(v model.Value) (own bool, why string) {
	if v.IsUnknown() && len(v.Options()) == 0 {
		return true, ""
	}
	return check.Settle(v, func(v model.Value) bool {
		text, known := v.Text()
		switch {
		case v.IsAbsent():
			return false
		case !known && v.Kind() == model.Template:
			return !strings.Contains(v.String(), "alias/aws/")
		case !known:
			return true
		}
		return text != "" && !strings.Contains(text, "alias/aws/")
	})
}
