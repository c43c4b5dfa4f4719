package policy

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func TestCheckKnowsTheKind(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{KindIdentity, all, ""},
		{KindIdentity, everybody, CodeUnsupportedElement},
		{KindIdentity, `{"Id": "x", "Statement": []}`, CodeUnsupportedElement},
		{
			KindIdentity, `{"Statement": [{"Sid": "a b", "Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": "a b", "Effect": "Allow", "Action": "*"}]}`,
			CodeInvalidSid + " " + CodeDuplicateSid + " " + CodeInvalidSid + " " + CodeMissingResource,
		},
		{KindResource, everybody, ""},
		{KindResource, all, CodeMissingPrincipal},
		{KindResource, `{"Statement": {"Sid": "a b", "Effect": "Allow", "NotPrincipal": "*", "Action": "*", "NotResource": "*"}}`, ""},
		{KindTrust, everybody, CodeUnsupportedElement},
		{KindTrust, `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}`, ""},
		{KindTrust, `{"Statement": {"Effect": "Allow", "NotPrincipal": "*", "Action": "sts:AssumeRole"}}`, CodeUnsupportedElement},
		{KindSCP, all, ""},
		{KindSCP, everybody, CodeUnsupportedElement},
		{KindSCP, `{"Statement": {"Effect": "Allow", "NotAction": "*", "Resource": "*"}}`, CodeUnsupportedElement},
		{KindRCP, everybody, CodeInvalidEffect},
		{KindRCP, `{"Statement": {"Effect": "Deny", "Principal": {"AWS": "111111111111"}, "NotAction": "*", "Resource": "*"}}`, CodeInvalidPrincipal + " " + CodeUnsupportedElement},
		{KindRCP, `{"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}`, CodeMissingPrincipal},
		{KindEndpoint, all, ""},
	} {
		doc, _ := ParseJSON([]byte(c.text), "")
		if got := codes(doc.Check(c.kind)); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.kind, c.text, got, c.want)
		}
	}
	doc, _ := Parse(noClue)
	if got := doc.Check(KindResource); got != nil {
		t.Errorf("a hole: %v", got)
	}
}

func TestManagedPoliciesAreIdentityPolicies(t *testing.T) {
	for name, doc := range managedPolicies(t) {
		for _, p := range doc.Check(KindIdentity) {
			t.Errorf("%s: %s", name, p)
		}
	}
}

func TestProblemSaysWhere(t *testing.T) {
	p := Problem{Level: Warning, Message: "m"}
	if p.String() != "m" || p.Level.String() != "warning" || Illegal.String() != "error" {
		t.Error(p)
	}
	p.At = model.Location{File: "f", Line: 3}
	if p.String() != "f:3: m" {
		t.Error(p)
	}
}
