package report

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// requesterName is a principal in words: what access.Guard makes of one.
func requesterName(v model.Value) string {
	kind, name, _ := strings.Cut(shown(v), " ")
	account, isAccount := strings.CutPrefix(name, "arn:*:*::")
	switch {
	case v.String() == "*":
		return "everybody"
	case isAccount && account == "${AWS::AccountId}:*":
		return "the own account"
	case isAccount:
		return "account " + strings.TrimSuffix(account, ":*")
	case kind == string(policy.PrincipalCanonical):
		return "canonical user " + name
	case name == "":
		return kind
	}
	return name
}

// suppositionText is a condition of the deployment in words.
func suppositionText(c policy.Condition) string {
	text, _ := access.Supposition(c.Key)
	if v, _ := c.Values[0].Text(); v == "true" {
		return "unless " + text
	}
	return "supposing " + text
}

// conditionText is a condition in words.
func conditionText(c policy.Condition) string {
	if c.IsHole() {
		return "under conditions that are not known"
	}
	values := strings.Join(each(c.Values, shown), " or ")
	word, known := operatorWords[c.Operator.Comparison]
	if c.Operator.Comparison == policy.Null {
		if values == "true" {
			return "without " + c.Key
		}
		return "with " + c.Key
	}
	if !known {
		word = c.Operator.Comparison.String()
	}
	text := c.Key + " " + word + " " + values
	switch c.Operator.Quantifier {
	case policy.ForAllValues:
		text = "every value of " + text
	case policy.ForAnyValue:
		text = "some value of " + text
	case policy.Single:
	}
	if c.Operator.IfExists {
		return "if there is one, " + text
	}
	return "if " + text
}

var operatorWords = map[policy.Comparison]string{
	policy.StringEquals: "is", policy.StringLike: "is like", policy.StringEqualsIgnoreCase: "is", policy.ArnEquals: "is like", policy.ArnLike: "is like",
	policy.StringNotEquals: "is not", policy.StringNotLike: "is not like", policy.StringNotEqualsIgnoreCase: "is not", policy.ArnNotEquals: "is not like",
	policy.ArnNotLike: "is not like", policy.Bool: "is", policy.IPAddress: "is in", policy.NotIPAddress: "is not in",
	policy.NumericEquals: "is", policy.NumericNotEquals: "is not", policy.NumericLessThan: "<", policy.NumericLessThanEquals: "<=",
	policy.NumericGreaterThan: ">", policy.NumericGreaterThanEquals: ">=", policy.DateEquals: "is", policy.DateNotEquals: "is not",
	policy.DateLessThan: "is before", policy.DateLessThanEquals: "is not after", policy.DateGreaterThan: "is after", policy.DateGreaterThanEquals: "is not before",
	policy.BinaryEquals: "is",
}

// may is what an access allows: "dynamodb:GetItem, PutItem on table/orders".
func (a *changeAccess) may() string {
	what := actionList(a.Actions)
	if len(a.NotActions) > 0 {
		what = "everything but " + actionList(a.NotActions)
	}
	switch {
	case len(a.NotResources) > 0:
		return what + " on everything but " + resourceList(a.NotResources)
	case len(a.Resources) > 0:
		return what + " on " + resourceList(a.Resources)
	}
	return what
}

// ownARN is an ARN of the own account and region.
var ownARN = regexp.MustCompile(`^arn:aws:[a-z0-9-]*:(?:\$\{AWS::Region\})?:(?:\$\{AWS::AccountId\})?:([^*].*)$`)

// resourceList names a few resources and counts the rest. What is of the own account and region is named without them.
func resourceList(resources []string) string {
	return someOf(each(resources, func(arn string) string { return ownARN.ReplaceAllString(arn, "$1") }))
}

// whoText is whom an access of a resource's own policy is for.
func (a *changeAccess) whoText() string {
	switch {
	case len(a.NotWho) > 0:
		return "everybody but " + someOf(a.NotWho)
	case len(a.Who) > 0:
		return someOf(a.Who)
	}
	return "everybody"
}
