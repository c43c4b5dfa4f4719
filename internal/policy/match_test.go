package policy

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

var (
	nowhere  = model.Location{}
	tableArn = model.NewReference(model.Ref{Target: "t.yaml#Table", Attribute: "Arn"}, nowhere)
	otherArn = model.NewReference(model.Ref{Target: "t.yaml#Other", Attribute: "Arn"}, nowhere)
	noClue   = model.NewUnknown(model.Cause{Reason: "no default"}, nowhere)
)

func str(s string) model.Value              { return model.NewString(s, nowhere) }
func tmpl(parts ...model.Value) model.Value { return model.NewTemplate(parts, nowhere) }
func oneOf(options ...model.Value) model.Value {
	return model.NewUnknown(model.Cause{Reason: "a choice"}, nowhere, options...)
}
func list(items ...model.Value) model.Value { return model.NewList(items, nowhere) }

func TestMatchAction(t *testing.T) {
	for _, c := range []struct {
		pattern model.Value
		action  string
		want    Truth
	}{
		{str("*"), "s3:GetObject", Yes},
		{str("s3:*"), "S3:getobject", Yes},
		{str("s3:Get?bject"), "s3:GetObject", Yes},
		{str("s3:*Obj*"), "s3:GetObjectAcl", Yes},
		{str("s3:*Obj*x"), "s3:GetObjectAcl", No},
		{str("s3:GetObject"), "s3:GetObjectAcl", No},
		{tmpl(str("s3:"), noClue), "s3:GetObject", Maybe},
		{tmpl(str("s3:"), noClue), "sqs:SendMessage", No},
		{noClue, "s3:GetObject", Maybe},
		{oneOf(str("s3:*"), str("s3:Get*")), "s3:GetObject", Yes},
		{oneOf(str("s3:*"), str("sqs:*")), "s3:GetObject", Maybe},
		{oneOf(str("sns:*"), str("sqs:*")), "s3:GetObject", No},
		{oneOf(list(str("sns:*"), str("s3:*")), str("s3:Get*")), "s3:GetObject", Yes},
		{oneOf(list(), str("s3:Get*")), "s3:GetObject", Maybe},
		{tmpl(str("s3:"), oneOf(str("Get"), str("Put")), str("Object")), "s3:GetObject", Maybe},
		{tmpl(str("s3:"), oneOf(str("Get"), str("Put")), str("Object")), "s3:DeleteObject", No},
		{tmpl(str("s3:"), oneOf(str("Get"), str("*")), str("Object")), "s3:GetObject", Yes},
	} {
		if got := MatchAction(c.pattern, c.action); got != c.want {
			t.Errorf("%s ~ %s: %s, want %s", c.pattern, c.action, got, c.want)
		}
	}
}

func TestMatchResource(t *testing.T) {
	for _, c := range []struct {
		pattern, resource model.Value
		want              Truth
	}{
		{str("arn:aws:s3:::b/*"), str("arn:aws:s3:::b/k"), Yes},
		{str("arn:aws:s3:::B/*"), str("arn:aws:s3:::b/k"), No},
		{str("arn:aws:s3:::${aws:username}/*"), str("arn:aws:s3:::b/k"), Maybe},
		{str("arn:aws:s3:::b${*}"), str("arn:aws:s3:::bc"), No},
		{str("arn:aws:s3:::b${*}"), str("arn:aws:s3:::b*"), Yes},
		{str("*"), tableArn, Yes},
		{tableArn, tableArn, Yes},
		{tableArn, otherArn, Maybe},
		{tableArn, noClue, Maybe},
		{noClue, noClue, Maybe},
		{tmpl(tableArn, str("/index/*")), tmpl(tableArn, str("/index/a")), Yes},
		{tmpl(tableArn, str("/index/*")), tableArn, Maybe}, // an ARN is not known not to end in /index/
		{tmpl(tableArn, str("*")), tmpl(tableArn, str("/index/a")), Yes},
		{str("arn:aws:sqs:*"), tmpl(str("arn:aws:sqs:"), noClue, str(":q")), Yes},
		{str("arn:aws:sqs:?:q"), tmpl(str("arn:aws:sqs:"), noClue, str(":q")), Maybe},
		{str("arn:aws:sqs:*:p"), tmpl(str("arn:aws:sqs:"), noClue, str(":q")), No},
		{str("arn:aws:sns:*"), tmpl(str("arn:aws:sqs:"), noClue, str(":q")), No},
		{str("a?c"), tmpl(str("a"), noClue, str("c")), Maybe},
		{str("äöü?"), tmpl(str("äöü"), noClue), Maybe},
		{str("äöü?"), str("äöüß"), Yes},
		{str("äöü??"), str("äöüß"), No},
		{str("a?*"), str("ab"), Yes},
		{tmpl(str("a?"), noClue, str("*")), str("ab"), Maybe},
		{str("\x00a\x01"), str("\x02a\ufffd"), Yes}, // bytes with a meaning inside are none from outside
		{tmpl(str("arn:aws:s3:::${aws:PrincipalTag/"), noClue, str("}")), str("arn:aws:s3:::b"), Maybe},
		{oneOf(tableArn, otherArn), tableArn, Maybe},
		{str("arn:aws:sqs:eu:1:q"), oneOf(str("arn:aws:sqs:eu:1:q"), str("arn:aws:sqs:eu:1:q")), Yes},
	} {
		if got := MatchResource(c.pattern, c.resource); got != c.want {
			t.Errorf("%s ~ %s: %s, want %s", c.pattern, c.resource, got, c.want)
		}
	}
}

func TestHoleWithoutEnd(t *testing.T) {
	if matchGlob("a\x00b", "axyz") != true || symbolWidth("\x00b", 0) != 2 {
		t.Error("a hole without an end is one up to the end")
	}
}

func TestStatementMatches(t *testing.T) {
	doc, problems := ParseJSON([]byte(`{"Statement": [
		{"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"], "Resource": "arn:aws:s3:::b"},
		{"Effect": "Allow", "NotAction": "s3:Get*", "NotResource": "arn:aws:s3:::b"},
		{"Effect": "Allow", "Action": "sts:AssumeRole"}]}`), "")
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	bucket, other := str("arn:aws:s3:::b"), str("arn:aws:s3:::c")
	for i, want := range [][4]Truth{{Yes, No, Yes, No}, {No, Yes, No, Yes}, {No, No, Yes, Yes}} {
		s := &doc.Statements[i]
		got := [4]Truth{s.MatchesAction("s3:GetObject"), s.MatchesAction("sqs:X"), s.MatchesResource(bucket), s.MatchesResource(other)}
		if got != want {
			t.Errorf("statement %d: %v, want %v", i, got, want)
		}
	}
	hole := Statement{Hole: noClue}
	if hole.MatchesAction("s3:X") != Maybe || hole.MatchesResource(bucket) != Maybe {
		t.Error("a hole may match")
	}
	hole.Alternatives = [][]Statement{{doc.Statements[0]}, {doc.Statements[0], doc.Statements[2]}}
	if hole.MatchesAction("s3:GetObject") != Yes || hole.MatchesAction("sts:AssumeRole") != Maybe || hole.MatchesResource(bucket) != Yes {
		t.Error("alternatives that agree are an answer")
	}
}

func TestTruth(t *testing.T) {
	if No.Not() != Yes || Maybe.Not() != Maybe || Yes.And(Maybe) != Maybe || No.And(Maybe) != No || No.Or(Maybe) != Maybe || Yes.Or(Maybe) != Yes {
		t.Error("three-valued logic")
	}
	if got := No.String() + Maybe.String() + Yes.String() + Truth(9).String(); got != "nomaybeyesinvalid" {
		t.Error(got)
	}
}

func TestPathologicalWildcards(t *testing.T) {
	pattern, text := strings.Repeat("*a", 2000)+"b", strings.Repeat("a", 20000)
	if MatchResource(str(pattern), str(text)) != No {
		t.Error("matched")
	}
	if MatchResource(str(strings.Repeat("*a", 1<<20)+"b"), str(strings.Repeat("a", 1<<20))) != No {
		t.Error("matched")
	}
	long := strings.Repeat("*", 1<<20)
	if MatchResource(str(long), str(text)) != Yes {
		t.Error("not matched")
	}
	if got := MatchResource(str(strings.Repeat("*a", 5000)), tmpl(str(strings.Repeat("a", 5000)), noClue)); got != Maybe && got != Yes {
		t.Error(got)
	}
}
