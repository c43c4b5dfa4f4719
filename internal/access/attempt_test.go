package access_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// when is a Condition element with one key.
func when(operator, key, value string) model.Value {
	in := func(key string, v model.Value) model.Value {
		return model.NewMap([]model.Field{{Key: key, Value: v}}, model.Location{})
	}
	return in(operator, in(key, text(value)))
}

// TestAttempt asks what an attacker who steers an identity gets, and on what.
func TestAttempt(t *testing.T) {
	const role = "template.yaml#Role"
	given := model.NewUnknown(model.Cause{Name: "Prefix", Reason: "parameter Prefix has no default"}, model.Location{})
	prefix := model.NewTemplate([]model.Value{text("arn:aws:lambda:*:*:function:"), given, text("-*")}, model.Location{})
	for _, c := range []struct {
		name       string
		action     string
		resource   model.Value
		condition  model.Value
		wide, some policy.Truth
	}{
		{"everything", "lambda:CreateFunction", text("*"), model.Value{}, policy.Yes, policy.Yes},
		{"every function", "lambda:CreateFunction", text("arn:aws:lambda:*:*:function:*"), model.Value{}, policy.Yes, policy.Yes},
		{"functions of a prefix", "lambda:CreateFunction", prefix, model.Value{}, policy.No, policy.Yes},
		{"everything of the service", "iam:PassRole", text("arn:aws:iam::*:*"), model.Value{}, policy.Yes, policy.Yes},
		{"a pattern of something else", "lambda:CreateFunction", text("arn:aws:s3:::*"), model.Value{}, policy.No, policy.No},
		{"no resource level", "sagemaker:ListEndpoints", text("*"), model.Value{}, policy.Yes, policy.Yes},
		{"a region that he chooses", "lambda:CreateFunction", text("*"), when("StringEquals", "aws:RequestedRegion", "eu-west-1"), policy.Yes, policy.Yes},
		{"a tag that he sets", "lambda:CreateFunction", text("*"), when("StringEquals", "aws:RequestTag/team", "shop"), policy.Yes, policy.Yes},
		{"a setting that he chooses", "lambda:CreateFunction", text("*"), when("StringLike", "lambda:VpcIds", "vpc-1"), policy.Yes, policy.Yes},
		{"a tag of what exists", "lambda:UpdateFunctionCode", text("*"), when("StringEquals", "aws:ResourceTag/team", "shop"), policy.No, policy.No},
		{"a network", "lambda:CreateFunction", text("*"), when("IpAddress", "aws:SourceIp", "192.0.2.0/24"), policy.No, policy.No},
		{"a second factor", "lambda:CreateFunction", text("*"), when("Bool", "aws:MultiFactorAuthPresent", "true"), policy.No, policy.No},
		{"over TLS", "lambda:CreateFunction", text("*"), when("Bool", "aws:SecureTransport", "true"), policy.Yes, policy.Yes},
		{"a time", "lambda:CreateFunction", text("*"), when("DateLessThan", "aws:CurrentTime", "2026-12-31T00:00:00Z"), policy.Maybe, policy.Maybe},
		{"for the service that is said", "iam:PassRole", text("*"), when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com"), policy.Yes, policy.Yes},
		{"for another service", "iam:PassRole", text("*"), when("StringEquals", "iam:PassedToService", "glue.amazonaws.com"), policy.No, policy.No},
		{"with a boundary", "iam:PutRolePolicy", text("*"), when("StringEquals", "iam:PermissionsBoundary", "arn:aws:iam::123456789012:policy/b"), policy.No, policy.No},
	} {
		app := &model.App{Grants: []model.Grant{{
			ID: "allow", Identity: role, Effect: model.Allow, Mechanism: model.MechanismInline,
			Actions: []model.Value{text(c.action)}, Resources: []model.Value{c.resource}, Conditions: c.condition,
		}}}
		h := access.NewLedger(app).Of(role)
		action, ok := catalogue.LookupAction(c.action)
		if !ok {
			t.Fatal(c.action)
		}
		a := h.Attempt(map[string]string{"iam:PassedToService": "lambda.amazonaws.com"})
		if wide, some := a.Wide(action).Access, a.Some(action).Access; wide != c.wide || some != c.some {
			t.Errorf("%s: widely %s, at all %s; not %s, %s", c.name, wide, some, c.wide, c.some)
		}
	}
}

// TestAttemptAroundDeny: what a Deny excepts is still there to be used.
func TestAttemptAroundDeny(t *testing.T) {
	const role = "template.yaml#Role"
	everything, update := []model.Value{text("*")}, []model.Value{text("lambda:*")}
	worker := text("arn:aws:lambda:eu-west-1:123456789012:function:worker")
	app := &model.App{Grants: []model.Grant{
		{ID: "allow", Identity: role, Effect: model.Allow, Mechanism: model.MechanismInline, NotActions: []model.Value{text("iam:*")}, NotResources: []model.Value{text("arn:aws:s3:::audit")}},
		{ID: "deny", Identity: role, Effect: model.Deny, Mechanism: model.MechanismInline, Actions: update, NotResources: []model.Value{worker}},
		{ID: "elsewhere", Identity: role, Effect: model.Deny, Mechanism: model.MechanismInline, Actions: update, Resources: everything, Conditions: when("StringNotEquals", "aws:RequestedRegion", "eu-west-1")},
	}}
	a := access.NewLedger(app).Of(role).Attempt(nil)
	action, _ := catalogue.LookupAction("lambda:UpdateFunctionCode")
	if got := a.Wide(action).Access; got != policy.No {
		t.Errorf("on any function: %s", got)
	}
	if got := a.Some(action).Access; got != policy.Yes {
		t.Errorf("on the function that is excepted: %s", got)
	}
	if got := a.On("lambda:UpdateFunctionCode", worker).Access; got != policy.Yes {
		t.Errorf("on that function: %s", got)
	}
}
