package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// advice is what to write by hand for findings of rules that nothing can mend without knowing more than a
// template says: by rule, a function that answers the reason and the text.
var advice = map[string]func(*Case) error{
	"encryption-plain-http-target":         adviseTarget,
	"exposure-no-batch-window":             adviseBatches,
	"exposure-no-request-validation":       adviseModel,
	"exposure-open-sign-up":                adviseSignUp,
	"exposure-recursion":                   adviseLoop,
	"exposure-route-without-auth":          adviseAuthorizer,
	"exposure-wildcard-cors":               adviseOrigin,
	"observability-partial-failure-off":    advisePartialFailure,
	"pipeline-build-plaintext-environment": adviseBuildSecret,
	"pipeline-code-signing-off":            adviseSigning,
	"pipeline-image-by-tag":                adviseDigest,
	"pipeline-layer-other-account":         adviseLayer,
	"pipeline-no-approval":                 adviseApproval,
	"pipeline-no-security-stage":           adviseSecurityStage,
	"pipeline-runtime-end-of-life":         adviseRuntime,
	"pipeline-source-token":                adviseConnection,
	"privilege-unexpected-use":             adviseUse,
	"secret-no-rotation":                   adviseRotation,
	"secret-plaintext-environment":         adviseSecretName,
	"secret-resolved-in-environment":       adviseSecretName,
	"secret-string-parameter":              adviseSecretStore,
}

// advise says why a resource is not changed, and how it would be written.
func (w *written) advise(reason string, body ...splice.Field) error {
	return &AdviceError{Reason: reason, Text: splice.Spell(w.node, splice.Field{Key: w.name, Value: splice.Map(body...)})}
}

// nested is a value with the maps around it that a path names.
func nested(path string, v splice.Value) splice.Field {
	keys := strings.Split(path, ".")
	for i := len(keys) - 1; i > 0; i-- {
		v = splice.Map(field(keys[i], v))
	}
	return field(keys[0], v)
}

// mapsWith are the maps below a part of a document, itself included, that have a key.
func mapsWith(n *source.Node, key string) []*source.Node {
	if n == nil || n.Kind != source.Map && n.Kind != source.List {
		return nil
	}
	var found []*source.Node
	if n.Get(key) != nil {
		found = append(found, n)
	}
	for _, item := range n.Items {
		found = append(found, mapsWith(item, key)...)
	}
	return found
}
