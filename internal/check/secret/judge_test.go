package secret

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// TestJudge tells secrets from texts that speak of them, anywhere in a template.
func TestJudge(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       bool
	}{
		{"Password", "Kf83jZq0vWp2", true},
		{"Password", "correct-horse-1", true},
		{"Value", "sk_live_aaaaaaaaaaaaaaaaaaaaaaaa", true},
		{"UserData", "#!/bin/sh\nexport DB_PASSWORD=Kf83jZq0vWp2\n", true},
		{"Definition", `{"apiKey": "q9f8w7e6r5t4"}`, true},
		{"Definition", `{\"apiKey\": \"q9f8w7e6r5t4\"}`, true},
		{"Header", "Authorization: Bearer q9f8w7e6r5t4y3u2", true},
		{"UserData", "ZXhwb3J0IERCX1BBU1NXT1JEPUtmODNqWnEwdldwMgo=", true},
		{"Endpoint", "postgres://shop:Kf83jZq0vWp2@db.example.com/shop", true},

		{"Password", "your-password-here", false},
		{"Password", "REPLACE_ME_1", false},
		{"Password", "'true'", false},
		{"AccessKey", "AKIAIOSFODNN7EXAMPLE", false},
		{"SecretField", "authorizationToken", false},
		{"Token", "dev/db1/token", false},
		{"Token", "shop-api-token", false},
		{"ConnectionString", "jdbc:mysql://db.example.com:3306/shop", false},
		{"Endpoint", "postgres://user:password@db.example.com/shop", false},
		{"Code", "const password = event.ResourceProperties.Password1;", false},
		{"Code", "token = event['authorizationToken']", false},
		{"Policy", `{"Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop1-db"}`, false},
		{"Help", "Password: must have 12 characters", false},
		{"Header", "WWW-Authenticate: Basic realm=authorizationrequired", false},
		{"Password", "{{resolve:secretsmanager:shop:SecretString:password}}", false},
	} {
		kind, got := judge(test.name, known(test.text).Secret())
		if got != test.want {
			t.Errorf("%s: %s is %q, %v", test.name, test.text, kind, got)
		}
	}
	if _, found := judge("Password", known("Kf83jZq0vWp2")); found {
		t.Error("what is not masked is found: it would be printed elsewhere")
	}
}

// FuzzJudgedIsMasked plants texts under names and expects that whatever is found is not printed.
func FuzzJudgedIsMasked(f *testing.F) {
	for _, s := range [][2]string{{"Password", "Kf83jZq0vWp2"}, {"a", "api_key = \"q9f8 w7e6\""}, {"x", "Bearer q9f8w7e6r5t4y3u2i1"}, {"y", "token:  'a;b,c1'"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		v := known(text)
		if _, found := judge(name, v.Secret()); found && !(masker{}).mask(name, v).IsSecret() {
			t.Errorf("%q under %q is found and would be printed", text, name)
		}
	})
}

func TestInterval(t *testing.T) {
	for text, want := range map[string]int{
		"30": 30, "rate(30 days)": 30, "rate(4 hours)": 0, "rate(48 hours)": 2, "cron(0 16 1,15 * ? *)": 30, "cron(0 8 1 1/3 ? *)": 90,
		"cron(0 8 1 1/6 ? *)": 180, "cron(0 8 1 JAN ? *)": 360, "cron(0 8 1 JAN-JUN ? *)": 210, "cron(0 8 ? */2 SUN#1 *)": 60,
	} {
		if days, understood := interval(text); !understood || days != want {
			t.Errorf("%s is %d, %v", text, days, understood)
		}
	}
	for _, text := range []string{"", "often", "cron(0 8 1 1/x ? *)", "cron(0 8)", "rate(days)", "cron(0 8 1 13 ? *)"} {
		if days, understood := interval(text); understood {
			t.Errorf("%q is %d days", text, days)
		}
	}
}

// TestHolesAreNotMasked keeps what a template is filled with apart: a hole that is marked is a hidden
// parameter.
func TestHolesAreNotMasked(t *testing.T) {
	host := model.NewUnknown(model.Cause{Name: "Host", Reason: "parameter Host has no default"}, model.Location{})
	v := (masker{}).mask("DB_CONNECTION_STRING", model.NewTemplate([]model.Value{known("jdbc:mysql://"), host, known("/shop")}, model.Location{}))
	if !v.IsSecret() {
		t.Fatal("the text is printed")
	}
	for _, part := range v.Parts() {
		if _, literal := part.Text(); part.IsSecret() != literal {
			t.Errorf("part %s: secret %v", part.Kind(), part.IsSecret())
		}
	}
}
