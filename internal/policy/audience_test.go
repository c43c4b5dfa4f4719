package policy_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

func TestAudience(t *testing.T) {
	role := model.NewReference(model.Ref{Target: "template.yaml#Role", Attribute: "Arn"}, model.Location{})
	of := func(kind string, v model.Value) model.Value {
		return model.NewMap([]model.Field{{Key: kind, Value: v}}, model.Location{})
	}
	for _, c := range []struct {
		principal model.Value
		want      policy.Audience
		account   string
	}{
		{written("*"), policy.AudienceEverybody, ""},
		{of("AWS", written("*")), policy.AudienceEverybody, ""},
		{of("AWS", ownAccount), policy.AudienceOwn, "${AWS::AccountId}"},
		{of("AWS", written("arn:aws:iam::", ownAccount, ":root")), policy.AudienceOwn, "${AWS::AccountId}"},
		{of("AWS", role), policy.AudienceOwn, "${Role.Arn}"},
		{of("AWS", written("123456789012")), policy.AudienceAccount, "123456789012"},
		{of("AWS", model.NewNumber("123456789012", model.Location{})), policy.AudienceAccount, "123456789012"},
		{of("AWS", written("arn:aws:iam::123456789012:role/deploy")), policy.AudienceAccount, "123456789012"},
		{of("AWS", written("arn:aws:iam::123456789012:role/", given)), policy.AudienceAccount, "123456789012"},
		{of("AWS", written("arn:", model.NewReference(model.Ref{Attribute: "AWS::Partition"}, model.Location{}), ":iam::123456789012:root")), policy.AudienceAccount, "123456789012"},
		{of("AWS", written("arn:aws:iam::", given, ":root")), policy.AudienceUnknown, ""},
		{of("AWS", given), policy.AudienceUnknown, ""},
		{of("AWS", model.NewReference(model.Ref{Attribute: "AWS::StackName"}, model.Location{})), policy.AudienceUnknown, ""},
		{of("AWS", written("AROA1234567890123456")), policy.AudienceUnknown, ""},
		{of("AWS", written("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1")), policy.AudienceService, ""},
		{of("Service", written("lambda.amazonaws.com")), policy.AudienceService, ""},
		{of("Service", given), policy.AudienceUnknown, ""},
		{of("Federated", written("accounts.google.com")), policy.AudienceProvider, ""},
		{of("CanonicalUser", written("79a59df900b949e55d96a1e698fbaced")), policy.AudienceAccount, "79a59df900b949e55d96a1e698fbaced"},
		{of("CanonicalUser", role), policy.AudienceUnknown, ""},
		{given, policy.AudienceUnknown, ""},
	} {
		all := policy.Principals(c.principal)
		if len(all) != 1 {
			t.Fatalf("%s: %d principals", c.principal, len(all))
		}
		who, account := all[0].Audience()
		if who != c.want || c.account != "" && account.String() != c.account {
			t.Errorf("%s: %s %s, not %s %s", c.principal, who, account, c.want, c.account)
		}
	}
	if all := policy.Principals(model.Value{}); all != nil {
		t.Errorf("an element that is not written has the principals %v", all)
	}
}
