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
	answer := No
	for i := range conditions {
		c := &conditions[i]
		switch {
		case !c.IsHole():
			answer = answer.Or(fixesKey(c, variables))
		case len(c.Alternatives) == 0:
			answer = answer.Or(Maybe)
		default:
			of := fixes(c.Alternatives[0], variables)
			for _, alternative := range c.Alternatives[1:] {
				of = either(of, fixes(alternative, variables))
			}
			answer = answer.Or(of)
		}
	}
	return answer
}

// fixingKeys are the condition keys whose fixed values make a policy non-public.
const fixingKeys = " aws:sourceip aws:sourcearn aws:sourcevpc aws:sourcevpce aws:sourceowner aws:sourceaccount aws:userid" +
	" aws:principalorgid aws:principalorgpaths aws:principalarn aws:principalaccount aws:principalservicename" +
	" s3:x-amz-server-side-encryption-aws-kms-key-id s3:dataaccesspointarn s3:dataaccesspointaccount "

func fixesKey(c *Condition, variables Truth) Truth {
	op := c.Operator
	if op.IfExists || op.Quantifier == ForAllValues || op.Comparison.IsNegated() || len(c.Values) == 0 ||
		!strings.Contains(fixingKeys, " "+strings.ToLower(c.Key)+" ") {
		return No
	}
	answer := Yes
	for _, v := range c.Values {
		answer = answer.And(isFixed(op.Comparison, v, variables))
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
	prefix, ok := parseRange(text)
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
