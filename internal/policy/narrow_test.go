package policy_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// condition is a Condition element with one key.
func condition(operator, key string, value model.Value) model.Value {
	in := func(key string, v model.Value) model.Value {
		return model.NewMap([]model.Field{{Key: key, Value: v}}, model.Location{})
	}
	return in(operator, in(key, value))
}

func TestNarrow(t *testing.T) {
	everybodyElse := []policy.Aspect{policy.AspectWho, policy.AspectWhere, policy.AspectBehalf}
	account := written("123456789012")
	for _, c := range []struct {
		name    string
		of      model.Value
		aspects []policy.Aspect
		want    policy.Truth
	}{
		{"no condition", model.Value{}, everybodyElse, policy.No},
		{"source account", condition("StringEquals", "aws:SourceAccount", account), everybodyElse, policy.Yes},
		{"another spelling", condition("stringequals", "AWS:sourceACCOUNT", account), everybodyElse, policy.Yes},
		{"asked about something else", condition("StringEquals", "aws:SourceAccount", account), []policy.Aspect{policy.AspectWhere}, policy.No},
		{"given at deployment", condition("StringEquals", "aws:SourceAccount", given), everybodyElse, policy.Yes},
		{"everything", condition("StringLike", "aws:PrincipalArn", written("*")), everybodyElse, policy.No},
		{"every address", condition("IpAddress", "aws:SourceIp", written("0.0.0.0/0")), everybodyElse, policy.No},
		{"every source", condition("ArnLike", "aws:SourceArn", written("arn:*:*:*:*:*")), everybodyElse, policy.No},
		{"no value", condition("StringEquals", "aws:SourceAccount", model.NewList(nil, model.Location{})), everybodyElse, policy.No},
		{"one of several is everything", condition("StringLike", "aws:PrincipalArn", model.NewList([]model.Value{account, written("*")}, model.Location{})), everybodyElse, policy.No},
		{"holds without the key", condition("StringEqualsIfExists", "aws:SourceAccount", account), everybodyElse, policy.No},
		{"negated", condition("StringNotEquals", "aws:SourceAccount", account), everybodyElse, policy.No},
		{"there or not", condition("Null", "aws:SourceAccount", written("false")), everybodyElse, policy.No},
		{"tag of who asks", condition("StringEquals", "aws:PrincipalTag/team", written("shop")), everybodyElse, policy.Yes},
		{"how", condition("Bool", "aws:SecureTransport", written("true")), []policy.Aspect{policy.AspectWho, policy.AspectWhich}, policy.No},
		{"leading keys", condition("ForAllValues:StringEquals", "dynamodb:LeadingKeys", written("a")), []policy.Aspect{policy.AspectWhich}, policy.Yes},
		{"a tag that may be missing", condition("StringEqualsIfExists", "aws:ResourceTag/app", written("a")), []policy.Aspect{policy.AspectWhich}, policy.No},
		{"in one branch", either(condition("StringEquals", "aws:SourceAccount", account), model.Value{}), everybodyElse, policy.Maybe},
		{"in both branches", either(condition("StringEquals", "aws:SourceAccount", account), condition("ArnLike", "aws:SourceArn", written("arn:aws:s3:::b"))), everybodyElse, policy.Yes},
		{"value in one branch", condition("StringEquals", "aws:SourceAccount", either(account, model.Value{})), everybodyElse, policy.Maybe},
		{"one of two accounts", condition("StringEquals", "aws:SourceAccount", either(account, written("210987654321"))), everybodyElse, policy.Yes},
		{"given as a whole", given, everybodyElse, policy.Maybe},
	} {
		if got := policy.Narrow(policy.Conditions(c.of), c.aspects...); got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
}

func TestCause(t *testing.T) {
	const undecided = "condition IsProd is not decided"
	account := written("123456789012")
	for _, c := range []struct {
		of   model.Value
		want string
	}{
		{condition("StringEquals", "aws:SourceAccount", account), ""},
		{condition("StringEquals", "aws:SourceAccount", given), ""}, // it is somebody
		{condition("StringEquals", "aws:SourceAccount", either(account, model.Value{})), undecided},
		{given, "parameter Name has no default"},
	} {
		if got, _ := policy.Cause(policy.Conditions(c.of)); got.Reason != c.want {
			t.Errorf("%s: %q, not %q", c.of, got.Reason, c.want)
		}
	}
}

func TestAspectOf(t *testing.T) {
	for key, want := range map[string]policy.Aspect{
		"aws:SourceIp": policy.AspectWhere, "aws:PrincipalOrgID": policy.AspectWho, "AWS:SourceArn": policy.AspectBehalf,
		"aws:PrincipalTag/team": policy.AspectWho, "aws:ResourceTag/app": policy.AspectWhich, "s3:prefix": policy.AspectWhich,
		"iam:PassedToService": policy.AspectWhich, "aws:RequestedRegion": policy.AspectHow,
	} {
		if got := policy.AspectOf(key); got != want {
			t.Errorf("%s is about %d, not %d", key, got, want)
		}
	}
}
