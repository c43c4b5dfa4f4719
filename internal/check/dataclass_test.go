package check_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// TestClassOf reads classes from tags the way people write them.
func TestClassOf(t *testing.T) {
	at := model.Location{File: "t.yaml", Line: 1}
	text := func(s string) model.Value { return model.NewString(s, at) }
	list := func(key string, value model.Value) model.Value {
		tag := model.NewMap([]model.Field{{Key: "Key", Value: text(key)}, {Key: "Value", Value: value}}, at)
		return model.NewMap([]model.Field{{Key: "Tags", Value: model.NewList([]model.Value{tag}, at)}}, at)
	}
	unknown := func(options ...model.Value) model.Value {
		return model.NewUnknown(model.Cause{Reason: "parameter Class has no default"}, at, options...)
	}
	tests := []struct {
		key   string
		value model.Value
		want  string
		open  bool
	}{
		{"data-classification", text("confidential"), "confidential", false},
		{"DataClassification", text("Highly Confidential"), "confidential", false},
		{"data_classification", text("PII"), "personal", false},
		{"Classification", text("public"), "", false},
		{"classification", text("internal"), "", false},
		{"sensitivity", text("non-sensitive"), "", false},
		{"compliance", text("PCI-DSS"), "payment", false},
		{"compliance", text("HIPAA"), "health", false},
		{"PHI", text("true"), "health", false},
		{"phi", text("no"), "", false},
		{"pii", text(""), "", false},
		{"acme:data-classification", text("restricted"), "confidential", false},
		{"Name", text("confidential"), "", false},
		{"classification", unknown(), "", true},
		{"classification", unknown(text("public"), text("internal")), "", false},
		{"classification", unknown(text("pii"), text("internal")), "", true},
		{"Name", unknown(), "", false},
	}
	for _, test := range tests {
		class, why := check.ClassOf(&model.App{}, list(test.key, test.value))
		if class.Name != test.want || (why != "") != test.open {
			t.Errorf("%s: %s is %q, %q", test.key, test.value, class.Name, why)
		}
	}
	asMap := model.NewMap([]model.Field{{Key: "UserPoolTags", Value: model.NewMap([]model.Field{{Key: "pii", Value: text("yes")}}, at)}}, at)
	if class, _ := check.ClassOf(&model.App{}, asMap); class.Name != "personal" {
		t.Errorf("tags written as a map give %q", class.Name)
	}
}
