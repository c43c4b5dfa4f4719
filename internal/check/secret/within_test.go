package secret

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// TestMaskWithin masks secrets that stand within other text, and leaves text alone that only speaks
// of them.
func TestMaskWithin(t *testing.T) {
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	fields := func(pairs ...string) model.Value {
		var out []model.Field
		for i := 0; i+1 < len(pairs); i += 2 {
			out = append(out, model.Field{Key: pairs[i], Value: text(pairs[i+1])})
		}
		return model.NewMap(out, model.Location{})
	}
	hole := model.NewReference(model.Ref{Attribute: "AWS::Region"}, model.Location{})
	hidden := map[string]model.Value{
		"JSON":            text(`{"db": {"password": "hunter22"}}`),
		"JSON in JSON":    text(`{"body": "{\"apiKey\":\"hunter22\"}"}`),
		"options":         text("-Ddb.password=hunter22 -Xmx1g"),
		"a script":        text("#!/bin/sh\nexport DB_PASSWORD=hunter22\n"),
		"base64":          text("ZXhwb3J0IERCX1BBU1NXT1JEPWh1bnRlcjIy"),
		"a header":        text("Authorization: Bearer hunter22hunter22"),
		"a named value":   fields("Name", "DB_PASSWORD", "Value", "hunter22"),
		"text with holes": model.NewMap([]model.Field{{Key: "Token", Value: model.NewTemplate([]model.Value{text("hunter22-"), hole}, model.Location{})}}, model.Location{}),
	}
	for name, v := range hidden {
		if shown := (masker{}).mask("Any", v).String(); strings.Contains(shown, "hunter22") || strings.Contains(shown, "aHVudGVyMjI") || strings.Contains(shown, "h1bnRlcjIy") {
			t.Errorf("%s is shown as %s", name, shown)
		}
	}
	shown := []string{
		`{"tokenUrl": "https://example.com/token"}`, "password=${Password}", "key: value", "minimum password length: 12", "arn:aws:secretsmanager:us-east-1:1:secret:db",
		`{"Statement": [{"Action": "secretsmanager:GetSecretValue"}]}`, "VGhpcyBpcyBub3RoaW5nIHNlY3JldA==",
	}
	for _, s := range shown {
		if (masker{}).mask("Any", text(s)).IsSecret() {
			t.Errorf("%s is hidden", s)
		}
	}
}
