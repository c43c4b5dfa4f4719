package lint

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// conditions: a key that the actions do not have is missing from every request.
func (l *linter) conditions(s *policy.Statement) {
	actions, all := named(s)
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if c.IsHole() {
			continue
		}
		if _, exists := catalogue.LookupKey(c.Key); !exists {
			if isServiceKey(c.Key) {
				l.warn(CodeUnknownKey, c.At, "there is no condition key %q", c.Key)
			}
			continue
		}
		if all && !supported(actions, c.Key) {
			l.warn(CodeUnsupportedKey, c.At, "none of the statement's actions has the condition key %s", c.Key)
		}
		l.values(c)
	}
	for _, v := range append(append([]model.Value(nil), s.Resources...), s.NotResources...) {
		l.variable(v)
	}
}

// isServiceKey reports whether a key's prefix is a service of the provider: an identity provider's
// keys ("accounts.google.com:aud") are its own.
func isServiceKey(key string) bool {
	prefix, _, _ := strings.Cut(key, ":")
	_, exists := catalogue.LookupService(prefix)
	return exists || strings.EqualFold(prefix, "aws")
}

func supported(actions []catalogue.Action, key string) bool {
	for _, a := range actions {
		if a.SupportsKey(key) {
			return true
		}
	}
	return false
}

// values: wildcards and variables where they are text.
func (l *linter) values(c *policy.Condition) {
	if len(c.Values) == 0 {
		l.warn(CodeEmptyList, c.At, "the condition on %s has no values", c.Key)
	}
	equals := c.Operator.Comparison <= policy.StringNotEqualsIgnoreCase
	for _, v := range c.Values {
		text, known := v.Text()
		if known && equals && strings.ContainsAny(text, "*?") && !strings.Contains(text, "${") {
			l.warn(CodeWildcardLiteral, v.At, "the wildcard in %q is a character: %s compares the whole text", text, c.Operator)
		}
		l.variable(v)
	}
}

// variable: before version 2012-10-17 variables are text.
func (l *linter) variable(v model.Value) {
	text, known := v.Text()
	if known && l.document.Variables == policy.No && strings.Contains(text, "${") {
		l.warn(CodeLiteralVariable, v.At, "the variable in %q is text: the document's Version is not %s", text, policy.Version2012)
	}
}
