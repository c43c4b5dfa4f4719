package secret

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func known(s string) model.Value { return model.NewString(s, model.Location{}) }

func hole(name string) model.Value {
	return model.NewUnknown(model.Cause{Name: name, Reason: "parameter " + name + " has no default"}, model.Location{})
}

func TestTokensHoldTheirExamples(t *testing.T) {
	all, err := tokens()
	if err != nil || len(all) == 0 {
		t.Fatalf("the token formats cannot be read: %v", err)
	}
	seen := map[string]bool{}
	for i := range all {
		token := &all[i]
		if token.ID == "" || token.Title == "" || seen[token.ID] {
			t.Errorf("%q: no id, no title or one that is there twice", token.ID)
		}
		seen[token.ID] = true
		if len(token.Match) == 0 || len(token.Ignore) == 0 {
			t.Errorf("%s: it must have texts to match and texts to ignore", token.ID)
		}
		for _, text := range token.Match {
			if !token.expression.MatchString(text) || !token.matches(text) {
				t.Errorf("%s does not match %q", token.ID, text)
			}
			if kind, found := Match("SETTING", known(text)); !found || kind != token.Title {
				t.Errorf("%q is found as %q, %v; want %q", text, kind, found, token.Title)
			}
		}
		for _, text := range token.Ignore {
			if token.expression.MatchString(text) {
				t.Errorf("%s matches %q", token.ID, text)
			}
		}
	}
}

func TestCouldBeSecret(t *testing.T) {
	for text, want := range map[string]bool{
		"hunter2": true, "correct-horse-battery": true, "9f3b1c7e5a2d4086": true, "P@ssw0rd!": true, "changeme": true,
		"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": true, "q83vEjRWeJq83vEj/RWeJA==": true, "a1b2/c3d4/e5f6a7": true,

		"prod/db/credentials": false, "shop/payment/token": false, "Shop/Prod/ApiKey": false, "my-app/v1/db_password": false,
		"true": false, "FALSE": false, "enabled": false, "none": false, "password": false,
		"arn:aws:secretsmanager:eu-west-1:123456789012:secret:x": false, "https://login.example.com/token": false,
		"/shop/prod/token": false, "alias/shop": false, "${stageVariables.secret}": false, "a sentence about it": false,
		"<your token>": false, "********": false, "xxxxxxxx": false, "----": false,
	} {
		if got := couldBeSecret(text); got != want {
			t.Errorf("couldBeSecret(%q) is %v", text, got)
		}
	}
}

func TestMatch(t *testing.T) {
	at := model.Location{}
	tests := []struct {
		what, name string
		value      model.Value
		want       string
	}{
		{"a literal under a secret's name", "DB_PASSWORD", known("hunter22"), byName},
		{"the same under another name", "DB_USER", known("hunter22"), ""},
		{"nothing", "DB_PASSWORD", known(""), ""},
		{"too short to be one", "DB_PASSWORD", known("abc"), ""},
		{"a number is no text", "DB_PASSWORD", model.NewNumber("12345678", at), ""},
		{"a reference", "DB_PASSWORD", model.NewReference(model.Ref{Target: "t.yaml#Secret"}, at), ""},
		{"a parameter", "DB_PASSWORD", hole("Password"), ""},
		{"resolved when deployed", "DB_PASSWORD", known("{{resolve:ssm-secure:/shop/db}}"), ""},
		{"a name put together", "DB_PASSWORD", model.NewTemplate([]model.Value{known("pw-"), hole("Stage")}, at), ""},
		{"a token around a hole", "ENDPOINT", model.NewTemplate([]model.Value{known("postgres://shop:hunter2@"), hole("Host"), known("/shop")}, at), "password in a URL"},
		{"the hole is the password", "ENDPOINT", model.NewTemplate([]model.Value{known("postgres://shop:"), hole("Password"), known("@db.example.com/shop")}, at), ""},
		{"a hidden parameter's value", "ANYTHING", known("x").Secret(), hiddenInput},
		{"a hidden parameter's value in a token's format", "ANYTHING", known("AKIAIOSFODNN7EXAMPLE").Secret(), "AWS access key id"},
		{"a hidden parameter left empty", "ANYTHING", known("").Secret(), ""},
		{"a hidden parameter that is resolved when deployed", "ANYTHING", known("{{resolve:secretsmanager:shop}}").Secret(), ""},
	}
	for _, test := range tests {
		kind, found := Match(test.name, test.value)
		if kind != test.want || found != (test.want != "") {
			t.Errorf("%s: %q, %v; want %q", test.what, kind, found, test.want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{"DB_PASSWORD", "ÄÖ", "\x00", "aB1_", "prod/db/credentials", "-----BEGIN PRIVATE KEY-----"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		_, once := Match(name, known(text))
		_, again := Match(name, known(text).Secret())
		if once && !again {
			t.Errorf("%q under %q is a secret until it is marked as one", text, name)
		}
	})
}
