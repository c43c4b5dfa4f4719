package access_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

func text(s string) model.Value { return model.NewString(s, model.Location{}) }

// TestHolding asks an identity with a grant on everything, a Deny and a boundary what is left.
func TestHolding(t *testing.T) {
	const role = "template.yaml#Role"
	everything := []model.Value{text("*")}
	tables := []model.Value{model.NewTemplate([]model.Value{text("arn:"), model.NewReference(model.Ref{Attribute: "AWS::Partition"}, model.Location{}), text(":dynamodb:*:*:table/*")}, model.Location{})}
	app := &model.App{
		Identities: []model.Identity{{ID: role, Kind: model.IdentityRole, ARN: text("arn:aws:iam::123456789012:role/app")}},
		Grants: []model.Grant{
			{ID: "allow", Identity: role, Effect: model.Allow, Mechanism: model.MechanismInline, Actions: everything, Resources: everything},
			{ID: "deny", Identity: role, Effect: model.Deny, Mechanism: model.MechanismInline, Actions: []model.Value{text("dynamodb:DeleteTable")}, Resources: tables},
			{ID: "perhaps", Identity: role, Effect: model.Deny, Mechanism: model.MechanismInline, Actions: []model.Value{text("dynamodb:Scan")}, Resources: everything, Conditional: "condition IsProd is not decided"},
			{ID: "boundary", Identity: role, Effect: model.Allow, Mechanism: model.MechanismBoundary, Actions: []model.Value{text("dynamodb:*")}, Resources: everything},
		},
	}
	h := access.NewLedger(app).Of(role)
	if !h.Limited || len(h.Grants) != 1 || len(h.Limits) != 3 {
		t.Errorf("%d grants and %d limits", len(h.Grants), len(h.Limits))
	}
	if reason, unknown := h.UnknownLimit(); unknown {
		t.Errorf("the boundary is not known: %s", reason)
	}
	for name, want := range map[string]policy.Truth{
		"dynamodb:GetItem": policy.Yes, "dynamodb:DeleteTable": policy.No, "dynamodb:Scan": policy.Maybe, "s3:GetObject": policy.No, "dynamodb:ListTables": policy.Yes,
	} {
		action, ok := catalogue.LookupAction(name)
		if !ok {
			t.Fatal(name)
		}
		if got := h.MayWidely(action, everything[0]); got != want {
			t.Errorf("%s on something: %s, not %s", name, got, want)
		}
		if name != "dynamodb:ListTables" {
			if got := h.MayWidely(action, tables[0]); got != want {
				t.Errorf("%s on some table: %s, not %s", name, got, want)
			}
		}
	}
	v := h.May("dynamodb:GetItem", text("arn:aws:dynamodb:eu-west-1:123456789012:table/orders"))
	if v.Access != policy.Yes || h.By(v) != "allow" {
		t.Errorf("it may read a table: %s, by %q", v.Access, h.By(v))
	}
	if v := h.May("s3:GetObject", text("arn:aws:s3:::b/k")); v.Access != policy.No || v.By.Layer != policy.LayerBoundary || h.By(v) != "" {
		t.Errorf("the boundary does not stop it: %v", v)
	}
}

// TestBoundaryElsewhere: what is not declared here may take anything away.
func TestBoundaryElsewhere(t *testing.T) {
	const role = "template.yaml#Role"
	app := &model.App{Grants: []model.Grant{
		{ID: "allow", Identity: role, Effect: model.Allow, Mechanism: model.MechanismInline, Actions: []model.Value{text("*")}, Resources: []model.Value{text("*")}},
		{ID: "boundary", Identity: role, Effect: model.UnknownEffect, Mechanism: model.MechanismBoundary, Policy: "team"},
	}}
	h := access.NewLedger(app).Of(role)
	if reason, unknown := h.UnknownLimit(); !unknown || reason != "the permissions boundary team is not declared here" {
		t.Errorf("unknown limit: %q", reason)
	}
	if v := h.May("s3:GetObject", text("arn:aws:s3:::b/k")); v.Access != policy.Maybe {
		t.Errorf("access is %s", v.Access)
	}
}
