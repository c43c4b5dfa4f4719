package policy_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var (
	ownAccount = model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, model.Location{})
	given      = model.NewUnknown(model.Cause{Reason: "parameter Name has no default"}, model.Location{})
)

func either(options ...model.Value) model.Value {
	return model.NewUnknown(model.Cause{Reason: "condition IsProd is not decided"}, model.Location{}, options...)
}

// written is a text with holes: strings and values.
func written(parts ...any) model.Value {
	var out []model.Value
	for _, part := range parts {
		if text, ok := part.(string); ok {
			out = append(out, model.NewString(text, model.Location{}))
		} else {
			out = append(out, part.(model.Value)) //nolint:forcetypeassert // nothing else is passed
		}
	}
	return model.NewTemplate(out, model.Location{})
}

func TestResourceWidth(t *testing.T) {
	for _, c := range []struct {
		pattern model.Value
		want    policy.Width
	}{
		{written("*"), policy.WidthAll},
		{written("**"), policy.WidthAll},
		{written("*:*"), policy.WidthAll},
		{written("arn:*"), policy.WidthAll},
		{written("arn:aws:*:*:*:*"), policy.WidthAll},
		{written("arn:aws:dynamodb:*"), policy.WidthService},
		{written("arn:aws:iam::*"), policy.WidthService},
		{written("arn:aws:iam::", ownAccount, ":*"), policy.WidthService},
		{written("arn:aws:iam::", ownAccount, ":role/*"), policy.WidthKind},
		{written("arn:aws:iam::123456789012:role*"), policy.WidthKind},
		{written("arn:aws:iam::123456789012:role/app/*"), policy.WidthNamed},
		{written("arn:aws:dynamodb:*:*:table/*"), policy.WidthKind},
		{written("arn:aws:dynamodb:*:*:table/orders-*"), policy.WidthNamed},
		{written("arn:aws:dynamodb:*:*:table/", given, "*"), policy.WidthNamed},
		{written("arn:aws:logs:*:*:log-group:*:*"), policy.WidthKind},
		{written("arn:aws:s3:::*"), policy.WidthKind},
		{written("arn:aws:s3:::*/*"), policy.WidthKind},
		{written("arn:aws:s3:::orders/*"), policy.WidthNamed},
		{written("arn:aws:s3:::*-orders"), policy.WidthNamed},
		{written("arn:aws:sqs:eu-west-1:*:*"), policy.WidthKind},
		{written("arn:aws:sqs:eu-west-1:*:orders"), policy.WidthNamed},
		{written("arn:aws:execute-api:*:*:*"), policy.WidthKind},
		{written("arn:aws:execute-api:eu-west-1:", ownAccount, ":", given, "/*"), policy.WidthNamed},
		{written("arn:aws:s3"), policy.WidthNamed},
		{written("orders"), policy.WidthNamed},
		{written("arn:aws:dynamodb:*:*:orders"), policy.WidthNamed},
		{written("arn:aws:dynamodb:*:*:table*"), policy.WidthNamed},
		{given, policy.WidthUnknown},
		{either(written("*"), written("**")), policy.WidthAll},
		{either(written("*"), written("arn:aws:s3:::orders")), policy.WidthUnknown},
		{either(model.NewList([]model.Value{written("arn:aws:s3:::orders"), written("*")}, model.Location{}), written("*")), policy.WidthAll},
	} {
		if got := policy.ResourceWidth(c.pattern); got != c.want {
			t.Errorf("%s is as wide as %d, not %d", c.pattern, c.want, got)
		}
	}
}

func TestActionWidth(t *testing.T) {
	for _, c := range []struct {
		pattern model.Value
		want    policy.Width
	}{
		{written("*"), policy.WidthAll},
		{written("*:*"), policy.WidthAll},
		{written("s3:*"), policy.WidthService},
		{written("s3:**"), policy.WidthService},
		{written("s3:Get*"), policy.WidthNamed},
		{written("s3"), policy.WidthNamed},
		{written(given, ":*"), policy.WidthService},
		{written("s3:", given), policy.WidthUnknown},
		{given, policy.WidthUnknown},
	} {
		if got := policy.ActionWidth(c.pattern); got != c.want {
			t.Errorf("%s is as wide as %d, not %d", c.pattern, c.want, got)
		}
	}
}

func TestWitness(t *testing.T) {
	for _, c := range []struct{ pattern, want model.Value }{
		{written("arn:*:dynamodb:*:*:table/*"), written("arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/" + policy.WitnessName)},
		{written("arn:aws:s3:::orders-??/*"), written("arn:aws:s3:::orders-xx/" + policy.WitnessName)},
		{written("arn:aws:iam::", ownAccount, ":role/*"), written("arn:aws:iam::${AWS::AccountId}:role/" + policy.WitnessName)},
		{written("*"), written(policy.WitnessName)},
	} {
		if got := policy.Witness(c.pattern).String(); got != c.want.String() {
			t.Errorf("the witness of %s is %s, not %s", c.pattern, got, c.want)
		}
	}
}
