// Package quality measures every rule against templates that were labelled from the provider's
// documentation before the rule was written, and by somebody else.
package quality

// rulesOf are the rules that answer a directory's question, where it is not named after one rule.
var rulesOf = map[string][]string{
	"admin-managed-policy":      {"privilege-admin-policy"},
	"code-signing":              {"pipeline-code-signing-off", "pipeline-code-signing-warn"},
	"confused-deputy":           {"privilege-confused-deputy"},
	"cors-wildcard":             {"exposure-wildcard-cors"},
	"dead-letter":               {"observability-no-dead-letter"},
	"end-of-life-runtime":       {"pipeline-runtime-end-of-life"},
	"function-url-without-auth": {"exposure-url-without-auth"},
	"log-retention":             {"observability-log-retention"},
	"no-throttling":             {"exposure-no-throttling"},
	"pass-role-wildcard":        {"privilege-pass-role", "privilege-not-action"},
	"plaintext-secret":          {"secret-plaintext-environment"},
	"public-resource-policy":    {"privilege-public-resource"},
	"route-without-auth":        {"exposure-route-without-auth", "exposure-api-key-only"},
	"secret-parameter":          {"secret-plaintext-parameter"},
	"tracing":                   {"observability-tracing-off"},
	"transit-encryption":        {"encryption-in-transit-optional"},
	"unencrypted-storage":       {"encryption-at-rest-off"},
	"wildcard-action":           {"privilege-wildcard-action", "privilege-wildcard-resource", "privilege-not-action", "privilege-not-resource"},
}

// RulesOf are the rules that answer a directory's question: the one that it is named after, where it is
// no topic of several.
func RulesOf(directory string) []string {
	if rules, topic := rulesOf[directory]; topic {
		return rules
	}
	return []string{directory}
}
