package policy

import (
	"net/netip"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// isPublic answers whether S3 considers a bucket policy public: whether a statement allows everybody
// something without a condition that limits it to fixed values (S3 User Guide, "Blocking public
// access to your Amazon S3 storage", the meaning of "public").
func isPublic(d *Document) Truth {
	answer := No
	for i := range d.Statements {
		answer = answer.Or(isPublicStatement(&d.Statements[i], d.Variables))
	}
	return answer
}

func isPublicStatement(s *Statement, variables Truth) Truth {
	if s.IsHole() {
		return s.eachAlternative(func(t *Statement) Truth { return isPublicStatement(t, variables) })
	}
	answer := Yes
	switch s.Effect {
	case model.Deny:
		return No
	case model.UnknownEffect:
		answer = Maybe
	case model.Allow:
	}
	if s.NotPrincipals == nil {
		answer = answer.And(namesEverybody(s.Principals))
	}
	return answer.And(fixes(s.Conditions, variables).Not())
}

func namesEverybody(list []Principal) Truth {
	answer := No
	for _, p := range list {
		text, known := p.Name.Text()
		switch {
		case p.Kind == PrincipalAny, p.Kind == PrincipalAWS && known && text == "*":
			return Yes
		case p.Kind == PrincipalUnknown, p.Name.IsUnknown():
			answer = Maybe
		}
	}
	return answer
}

// fixes answers whether one of the conditions limits access to fixed values.
func fixes(conditions []Condition, variables Truth) Truth {
	return eachCondition(conditions, func(c *Condition) Truth { return fixesKey(c, variables) })
}

func fixesKey(c *Condition, variables Truth) Truth {
	if !c.needsKey() || len(c.Values) == 0 || !knownKeys[strings.ToLower(c.Key)].fixed {
		return No
	}
	answer := Yes
	for _, v := range c.Values {
		answer = answer.And(isFixed(c.Operator.Comparison, v, variables))
	}
	return answer
}

// isFixed answers whether a value has neither wildcard nor variable; a range of addresses is fixed
// when it is no broader than /8 (IPv6: /32) or private.
func isFixed(comparison Comparison, v model.Value, variables Truth) Truth {
	answer := Yes
	if v.IsUnknown() {
		answer = Maybe
	}
	for _, part := range v.Parts() {
		text, _ := part.Text()
		switch comparison.class() {
		case classIP:
			return truth(isNarrow(text))
		case classString, classArn:
			if strings.Contains(text, "${") && variables != No {
				return No
			}
			isText := comparison == StringEquals || comparison == StringEqualsIgnoreCase // * and ? are characters
			if !isText && strings.ContainsAny(text, "*?") {
				return No
			}
		case classNumeric, classDate, classBool, classBinary, classNull:
			return No
		}
	}
	return answer
}

// isNarrow reports whether a range of addresses does not count as the whole internet.
func isNarrow(text string) bool {
	prefix, ok := ParseRange(text)
	if !ok {
		return false
	}
	for _, private := range [...]string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"} {
		if p := netip.MustParsePrefix(private); p.Bits() <= prefix.Bits() && p.Contains(prefix.Addr()) {
			return true
		}
	}
	if prefix.Addr().Is4() {
		return prefix.Bits() >= 8
	}
	return prefix.Bits() >= 32
}
