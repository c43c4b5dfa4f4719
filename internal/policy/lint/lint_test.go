package lint

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

func TestCheck(t *testing.T) {
	const read = `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}`
	for _, c := range []struct{ name, statements, want string }{
		{"clean", read, ""},
		{"unknown service", `{"Effect": "Allow", "Action": "s4:GetObject", "Resource": "*"}`, CodeUnknownService},
		{"unknown action", `{"Effect": "Allow", "Action": ["s3:GetObjekt", "s3:Fetch*", "s3:Get*"], "Resource": "*"}`, CodeUnknownAction + " " + CodeUnknownAction},
		{"unknown action excepted", `{"Effect": "Deny", "NotAction": ["s3:GetObjekt", "*"], "Resource": "*"}`, CodeUnknownAction},
		{"resource of another type", `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b"}`, CodeResourceType + " " + CodeResourceType},
		{"resource that one action has", `{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]}`, ""},
		{"action without resources", `{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*"}`, CodeResourceType + " " + CodeResourceType},
		{"service wildcard", `{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"}`, ""},
		{"key of other actions", `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"s3:prefix": "a"}}}`, CodeUnsupportedKey},
		{"key of the action", `{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*", "Condition": {"StringEquals": {"s3:prefix": "a", "aws:SourceVpce": "v"}}}`, ""},
		{"unknown key", `{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"s3:nonsense": "a", "aws:nonsense": "b", "token.example.com:sub": "c"}}}`, CodeUnknownKey + " " + CodeUnknownKey},
		{"wildcard as text", `{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalTag/x": ["a*", "a${*}"]}}}`, CodeWildcardLiteral},
		{"empty lists", `{"Effect": "Allow", "Action": [], "Resource": "*", "Condition": {"StringEquals": {"aws:username": []}}}`, CodeEmptyList + " " + CodeEmptyList},
		{"redundant", read + `, {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::*"}`, CodeRedundantStatement},
		{"the same twice", read + `, ` + read, CodeRedundantStatement},
		{"not redundant: condition", read + `, {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}`, ""},
		{"redundant under the same condition", strings.Repeat(`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},`, 2) + read, CodeRedundantStatement},
		{"shadowed", read + `, {"Sid": "No", "Effect": "Deny", "Action": "*", "Resource": "*"}`, CodeShadowedStatement},
		{"not shadowed: narrower", read + `, {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/x"}`, ""},
		{"the narrower is redundant", `{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:Get?", "Resource": "*"}`, CodeUnknownAction + " " + CodeRedundantStatement},
		{"the narrower denial is redundant", `{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}, {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/?*"}`, CodeRedundantStatement},
		{"principals", `{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:GetObject", "Resource": "*"}, {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}`, CodeRedundantStatement},
		{"other principals", `{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "s3:GetObject", "Resource": "*"}, {"Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "s3:GetObject", "Resource": "*"}`, ""},
		{"exceptions", `{"Effect": "Deny", "NotPrincipal": {"AWS": "111111111111"}, "NotAction": "s3:GetObject", "NotResource": "*"}, {"Effect": "Deny", "NotPrincipal": {"AWS": "111111111111"}, "NotAction": "s3:GetObject", "NotResource": "*"}`, CodeRedundantStatement},
		{"trust", `{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": "*", "Action": "sts:*"}`, CodeRedundantStatement},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, problems := policy.ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": [`+c.statements+`]}`), "p.json")
			if len(problems) != 0 {
				t.Fatal(problems)
			}
			var got []string
			for _, p := range Check(&doc) {
				got = append(got, p.Code)
				if p.At.Line == 0 || p.Level != policy.Warning || p.Message == "" {
					t.Errorf("%+v", p)
				}
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("%q, want %q: %v", text, c.want, Check(&doc))
			}
		})
	}
}

func TestVariablesWithoutVersion(t *testing.T) {
	doc, _ := policy.ParseJSON([]byte(`{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}"}}`), "")
	if got := Check(&doc); len(got) != 1 || got[0].Code != CodeLiteralVariable {
		t.Error(got)
	}
}

func TestHolesAreNotWarnedOf(t *testing.T) {
	at := model.Location{File: "t.yaml", Line: 1}
	hole := model.NewUnknown(model.Cause{Reason: "no default"}, at)
	statement := policy.Statement{Effect: model.Allow, Actions: []model.Value{hole}, Resources: []model.Value{hole}, Conditions: []policy.Condition{{Hole: hole}}}
	named := policy.Statement{Effect: model.Allow, Actions: []model.Value{model.NewString("s3:GetObject", at)}, Resources: []model.Value{hole}}
	doc := policy.Document{Variables: policy.Yes, Statements: []policy.Statement{{Hole: hole}, statement, statement, named}}
	if got := Check(&doc); len(got) != 0 {
		t.Error(got)
	}
}
