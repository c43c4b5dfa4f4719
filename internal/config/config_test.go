package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/config"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

const everything = `version: 1
scan:
  paths: [services, "infra/**"]
  exclude: "**/fixtures"
  environments: [dev, prod]
  parameters: {Stage: prod, Size: 012, Zones: [a, b]}
  fail-on: medium
  baseline: ci/baseline.json
rules:
  observability-tracing-off: {severity: info}
  exposure-no-waf:
    skip: true
    reason: it is elsewhere
suppressions:
  - rule: exposure-route-without-auth
    resource: Health*
    path: services/**
    reason: the health check is public
    owner: platform
    expires: 2027-06-30
  - finding: 59e716e6bdf3f50a
    reason: known
data-classes:
  keys: [acme-data]
  flags: {customer: personal}
  values: {gold: confidential}
`

func TestParse(t *testing.T) {
	c, err := config.Parse("sconce.yaml", []byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	want := config.Scan{
		Paths: []string{"services", "infra/**"}, Exclude: []string{"**/fixtures"}, Environments: []string{"dev", "prod"},
		Parameters: map[string]string{"Stage": "prod", "Size": "012", "Zones": "a,b"}, FailOn: "medium", Baseline: "ci/baseline.json", BaselineAt: c.Scan.BaselineAt,
	}
	if diff := cmp.Diff(want, c.Scan); diff != "" {
		t.Error(diff)
	}
	if len(c.Rules) != 2 || c.Rules[0].Severity != finding.Info || c.Rules[1].Skip == nil || c.Rules[1].Skip.Reason != "it is elsewhere" || c.Rules[1].At.Line != 11 {
		t.Errorf("%+v", c.Rules)
	}
	if len(c.Suppressions) != 2 || c.Suppressions[0].Owner != "platform" || c.Suppressions[0].Expires != "2027-06-30" || c.Suppressions[1].At.Line != 21 {
		t.Errorf("%+v", c.Suppressions)
	}
	if c.Tags.Keys[0] != "acme-data" || c.Tags.Flags["customer"] != "personal" || c.Tags.Values["gold"] != "confidential" {
		t.Errorf("%+v", c.Tags)
	}
}

// wrong are configurations that are refused, and with what.
var wrong = []struct{ text, want string }{
	{"scna: {}\n", `sconce.yaml:1:1: a configuration has no "scna": did you mean scan?`},
	{"zzzzzzzz: {}\n", `sconce.yaml:1:1: a configuration has no "zzzzzzzz": there are data-classes, rules, scan, suppressions, version`},
	{"scan:\n  exclud: [a]\n", `sconce.yaml:2:3: scan has no "exclud": did you mean exclude?`},
	{"scan: {}\nscan: {}\n", "sconce.yaml:2:1"},
	{"scan: [a]\n", "sconce.yaml:1:7: scan is a map, not a list"},
	{"scan:\n  fail-on: serious\n", `sconce.yaml:2:12: scan.fail-on: there is no severity "serious"`},
	{"scan:\n  exclude: [a, '../b']\n", "sconce.yaml:2:16: scan.exclude: a path is relative to this directory"},
	{"scan:\n  exclude: ['!a']\n", "sconce.yaml:2:13: scan.exclude: there is no pattern that takes another back"},
	{"scan:\n  paths: {a: b}\n", "sconce.yaml:2:10: scan.paths is a text, not a map"},
	{"scan:\n  paths: ['']\n", "sconce.yaml:2:11: scan.paths is empty"},
	{"scan:\n  baseline: /etc/passwd\n", "sconce.yaml:2:13: scan.baseline is a file below this directory"},
	{"scan:\n  baseline: a/../../b\n", "sconce.yaml:2:13: scan.baseline is a file below this directory"},
	{"scan:\n  parameters: {Password: {a: hunter2}}\n", "sconce.yaml:2:26: the value of a parameter is a text or a list of texts, not a map"},
	{"rules:\n  a-b: {skip: true}\n", "sconce.yaml:2:15: a rule is skipped for a reason"},
	{"rules:\n  a-b: {skip: maybe, reason: x}\n", "sconce.yaml:2:15: skip is true or false"},
	{"rules:\n  a-b: {severity: bad}\n", `sconce.yaml:2:19: severity: there is no severity "bad"`},
	{"rules:\n  a-b: {serverity: low}\n", `sconce.yaml:2:9: rule a-b has no "serverity": did you mean severity?`},
	{"suppressions:\n  - rule: a-b\n", "sconce.yaml:2:5: a suppression has a reason"},
	{"suppressions:\n  - reason: x\n", "sconce.yaml:2:5: a suppression names a rule, or a finding by its id"},
	{"suppressions:\n  - {rule: a-b, reason: x, expires: soon}\n", `sconce.yaml:2:37: expires: write the last day as YYYY-MM-DD, not "soon"`},
	{"suppressions:\n  - {rule: a-b, reason: x, expires: 2027-02-30}\n", "sconce.yaml:2:37: expires"},
	{"suppressions:\n  - {rule: a-b, reason: '', owner: x}\n", "sconce.yaml:2:25: reason is empty"},
	{"suppressions: {rule: a-b}\n", "sconce.yaml:1:15: suppressions is a list, not a map"},
	{"data-classes:\n  flags: {a: secretive}\n", `sconce.yaml:2:14: there is no class "secretive"`},
	{"version: 2\n", "sconce.yaml:1:10: this sconce reads version 1"},
	{"- a\n", "sconce.yaml:1:1: a configuration is a map, not a list"},
	{"a: b: c\n", "sconce.yaml:1:"},
}

func TestWrongConfigurations(t *testing.T) {
	for _, test := range wrong {
		_, err := config.Parse("sconce.yaml", []byte(test.text))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q: %v, want %s", test.text, err, test.want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("a value is repeated: %v", err)
		}
	}
	if _, err := config.Parse("sconce.yaml", []byte(strings.Repeat("#", config.MaxBytes+1))); err == nil {
		t.Error("a configuration of any size is read")
	}
}

// TestSchemaSaysTheSame holds the schema for editors to what is read.
func TestSchemaSaysTheSame(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(filepath.Join("schema", "sconce.v1.json"))
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) error {
		var document any
		if err := yaml.Unmarshal([]byte(text), &document); err != nil {
			return err
		}
		return schema.Validate(plain(document))
	}
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := []string{everything, "", "# nothing\n", "scan:\nrules:\nsuppressions:\ndata-classes:\n"}
	for i, part := range strings.Split(string(page), "```") {
		if text, ok := strings.CutPrefix(part, "yaml\n"); ok && i%2 == 1 && !strings.Contains(text, "Resources:") {
			examples = append(examples, text)
		}
	}
	if len(examples) < 5 {
		t.Errorf("the page has only %d examples", len(examples)-4)
	}
	for _, text := range examples {
		if err := valid(text); err != nil {
			t.Errorf("the schema refuses what is read: %v\n%s", err, text)
		}
		if _, err := config.Parse("sconce.yaml", []byte(text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
	beyond := []string{"exclude: [a, '../b']", "exclude: ['!a']", "/etc/passwd", "a/../../b"} // paths are more than a schema says
	for _, test := range wrong {
		tooMuch := false
		for _, b := range beyond {
			tooMuch = tooMuch || strings.Contains(test.text, b)
		}
		if !tooMuch && valid(test.text) == nil {
			t.Errorf("the schema takes what is refused: %s", test.text)
		}
	}
}

// plain is a document as JSON has it: days are texts.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = plain(value)
		}
	case []any:
		for i, value := range v {
			v[i] = plain(value)
		}
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return v
}

func TestMatchPath(t *testing.T) {
	for _, test := range []struct {
		pattern, name string
		want          bool
	}{
		{"a", "a", true},
		{"a", "a/b/c.yaml", true},
		{"a", "ab/c", false},
		{"a/", "a/b", true},
		{"./a", "a/b", true},
		{".", "x/y", true},
		{"a/b", "a/b/c", true},
		{"a/b", "x/a/b", false},
		{"*/b", "a/b/c", true},
		{"*/b", "a/x/b", false},
		{"*.yaml", "a.yaml", true},
		{"*.yaml", "b/a.yaml", false},
		{"**/b", "b", true},
		{"**/b", "a/x/b/c", true},
		{"**", "a", true},
		{"a/**/b", "a/b", true},
		{"a/**/b", "a/x/y/b", true},
		{"a/**/b", "c/x/b", false},
		{"?.yaml", "a.yaml", true},
		{"?.yaml", "ab.yaml", false},
		{"**/" + strings.Repeat("**/", 50) + "z", strings.Repeat("a/", 200) + "b", false},
	} {
		if got := config.MatchPath(test.pattern, test.name); got != test.want {
			t.Errorf("%s and %s: %v", test.pattern, test.name, got)
		}
	}
}

func TestCovers(t *testing.T) {
	f := finding.Finding{Rule: "a-b", Resource: "x/t.yaml#HealthRoute", App: "x/t.yaml", At: model.Location{File: "x/t.yaml", Line: 7, Start: 50}}
	for what, s := range map[string]config.Suppression{
		"its rule": {Rule: "a-b"}, "its id": {Finding: f.Fingerprint()}, "its id without the path": {Finding: f.Likeness()},
		"its name": {Rule: "a-b", Resource: "Health*"}, "its whole id": {Rule: "a-b", Resource: "x/*#HealthRoute"}, "its file": {Rule: "a-b", Path: "x"},
		"its line": {Rule: "a-b", File: "x/t.yaml", Line: 7}, "its resource": {Rule: "a-b", File: "x/t.yaml", Start: 40, End: 60},
	} {
		if !s.Covers(&f) {
			t.Errorf("%s does not cover it", what)
		}
	}
	for what, s := range map[string]config.Suppression{
		"another rule": {Rule: "a-c"}, "another id": {Finding: "0"}, "another name": {Rule: "a-b", Resource: "Health"}, "another file": {Rule: "a-b", Path: "y"},
		"another line": {Rule: "a-b", File: "x/t.yaml", Line: 8}, "a line elsewhere": {Rule: "a-b", File: "t.yaml", Line: 7},
		"another resource": {Rule: "a-b", File: "x/t.yaml", Start: 51, End: 60}, "one that ended": {Rule: "a-b", File: "x/t.yaml", Start: 40, End: 50},
		"its id and another name": {Finding: f.Fingerprint(), Resource: "Other"},
	} {
		if s.Covers(&f) {
			t.Errorf("%s covers it", what)
		}
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(everything))
	for _, test := range wrong {
		f.Add([]byte(test.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := config.Parse("sconce.yaml", text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "sconce.yaml:") || strings.Contains(err.Error(), "\n") {
				t.Errorf("not one line that says where: %v", err)
			}
			return
		}
		for _, s := range c.Suppressions {
			if s.Reason == "" || s.Rule == "" && s.Finding == "" {
				t.Errorf("a suppression without a reason, or of everything: %+v", s)
			}
			s.Covers(&finding.Finding{Rule: s.Rule, Resource: "t.yaml#R", At: model.Location{File: "t.yaml", Line: 1}})
		}
		for _, r := range c.Rules {
			if r.Skip != nil && r.Skip.Reason == "" {
				t.Errorf("a rule is skipped without a reason: %+v", r)
			}
		}
	})
}
