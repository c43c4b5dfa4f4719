package policy

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func codes(problems []Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Code)
	}
	return strings.Join(out, " ")
}

func TestParseReadsEveryForm(t *testing.T) {
	doc, problems := ParseJSON([]byte(`{
  "Version": "2012-10-17", "Id": "x",
  "Statement": {
    "Sid": "One", "Effect": "Allow",
    "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:role/r"], "Service": "lambda.amazonaws.com"},
    "Action": "s3:GetObject", "NotResource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    "Condition": {
      "forallvalues:stringlikeifexists": {"aws:TagKeys": ["a*", "b"]},
      "Bool": {"aws:SecureTransport": true}, "NumericLessThan": {"s3:max-keys": 10}
    }
  }
}`), "p.json")
	if len(problems) != 0 {
		t.Fatalf("problems: %v", problems)
	}
	if doc.Version != Version2012 || doc.Variables != Yes || doc.ID != "x" || len(doc.Statements) != 1 {
		t.Fatalf("document: %+v", doc)
	}
	s := doc.Statements[0]
	if s.Sid != "One" || s.Effect != model.Allow || s.Resources != nil || len(s.NotResources) != 2 || len(s.Principals) != 3 {
		t.Errorf("statement: %+v", s)
	}
	if got := s.At.Line; got != 3 {
		t.Errorf("statement is at line %d, want 3", got)
	}
	if got := s.Principals[2]; got.Kind != PrincipalService || got.At.String() != "p.json:5" {
		t.Errorf("third principal: %+v", got)
	}
	if len(s.Conditions) != 3 {
		t.Fatalf("conditions: %+v", s.Conditions)
	}
	c := s.Conditions[0]
	if c.Operator != (Operator{StringLike, ForAllValues, true}) || c.Operator.String() != "ForAllValues:StringLikeIfExists" {
		t.Errorf("operator: %v", c.Operator)
	}
	if got, _ := s.Conditions[2].Values[0].Text(); got != "10" {
		t.Errorf("numeric value: %q", got)
	}
}

func TestParseRefusesIllegalDocuments(t *testing.T) {
	statement := func(s string) string { return `{"Version": "2012-10-17", "Statement": [` + s + `]}` }
	good := `"Effect": "Allow", "Action": "s3:*", "Resource": "*"`
	for _, c := range []struct{ text, want string }{
		{statement(`{` + good + `}`), ""},
		{`{`, CodeSyntax},
		{``, CodeSyntax},
		{`{1: 2}`, CodeSyntax},
		{statement(`{` + good + `, "Principal": {"AWS": ["aaaaaaaaaaaa", "arn:aws:iam"]}}`), CodeInvalidPrincipal + " " + CodeInvalidPrincipal},
		{`{"Version": "2012-10-17", "Statement": []} x`, CodeSyntax},
		{strings.Repeat("[", 100), CodeTooDeep},
		{`[]`, CodeDataType},
		{`{"Version": "2012-10-17"}`, CodeMissingStatement},
		{`{"Version": "2012", "Statement": []}`, CodeVersion},
		{`{"Version": [], "Statement": []}`, CodeDataType},
		{`{"Id": [], "Statement": []}`, CodeDataType},
		{`{"Statement": null}`, CodeDataType},
		{`{"Statement": ["x"]}`, CodeDataType},
		{`{"Statements": []}`, CodeUnknownElement + " " + CodeMissingStatement},
		{`{"statement": []}`, CodeElementCase},
		{`{"Statement": [], "Statement": []}`, CodeDuplicateKey},
		{statement(`{"Action": "s3:*", "Resource": "*"}`), CodeMissingEffect},
		{statement(`{"Effect": "allow", "Action": "s3:*", "Resource": "*"}`), CodeInvalidEffect},
		{statement(`{"Effect": true, "Action": "s3:*", "Resource": "*"}`), CodeInvalidEffect},
		{statement(`{"Effect": [], "Action": "s3:*", "Resource": "*"}`), CodeDataType},
		{statement(`{"Effect": "Allow", "Resource": "*"}`), CodeMissingAction},
		{statement(`{` + good + `, "NotAction": "s3:*"}`), CodeElementCombination},
		{statement(`{` + good + `, "NotResource": "*"}`), CodeElementCombination},
		{statement(`{` + good + `, "Principal": "*", "NotPrincipal": "*"}`), CodeElementCombination},
		{
			statement(`{"Effect": "Allow", "Action": ["s3", "s3:", "s3:Get Object", 1, null], "Resource": "*"}`),
			CodeInvalidAction + " " + CodeInvalidAction + " " + CodeInvalidAction + " " + CodeDataType + " " + CodeDataType,
		},
		{statement(`{"Effect": "Allow", "Action": null, "Resource": "*"}`), CodeDataType},
		{
			statement(`{"Effect": "Allow", "Action": "s3:*", "Resource": ["bucket", "arn:aws:s3", "arn:aws:s3*"]}`),
			CodeInvalidResource + " " + CodeInvalidResource,
		},
		{
			statement(`{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::${", "arn:aws:s3:::${}", "arn:aws:s3:::${a b}", "arn:aws:s3:::${aws:x, y}"]}`),
			strings.Repeat(CodeInvalidVariable+" ", 3) + CodeInvalidVariable,
		},
		{statement(`{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::\u0001"}`), CodeInvalidCharacter},
		{statement(`{` + good + `, "Principal": "123456789012"}`), CodeInvalidPrincipal},
		{statement(`{` + good + `, "Principal": ["*"]}`), CodeInvalidPrincipal},
		{statement(`{` + good + `, "Principal": {"aws": "*"}}`), CodeInvalidPrincipal},
		{statement(`{` + good + `, "Principal": {"AWS": null}}`), CodeDataType},
		{statement(`{` + good + `, "Principal": {"AWS": [true]}}`), CodeDataType},
		{statement(`{` + good + `, "Principal": {"AWS": "*", "AWS": "*"}}`), CodeDuplicateKey},
		{
			statement(`{` + good + `, "Principal": {"AWS": ["arn:aws:iam::1:role/*", "Bob"], "Service": ["lambda"]}}`),
			strings.Repeat(CodeInvalidPrincipal+" ", 2) + CodeInvalidPrincipal,
		},
		{statement(`{` + good + `, "Principal": {"AWS": ["AROAEXAMPLEIDEXAMPLE", 123456789012], "Federated": "cognito-identity.amazonaws.com"}}`), ""},
		{statement(`{` + good + `, "Condition": []}`), CodeDataType},
		{statement(`{` + good + `, "Condition": {"StringSame": {"aws:x": "y"}}}`), CodeInvalidOperator},
		{statement(`{` + good + `, "Condition": {"NullIfExists": {"aws:x": "true"}}}`), CodeInvalidOperator},
		{statement(`{` + good + `, "Condition": {"ForNoValue:StringEquals": {"aws:x": "true"}}}`), CodeInvalidOperator},
		{statement(`{` + good + `, "Condition": {"StringEquals": "x"}}`), CodeDataType},
		{statement(`{` + good + `, "Condition": {"StringEquals": {"x": "y"}}}`), CodeInvalidConditionKey},
		{statement(`{` + good + `, "Condition": {"StringEquals": {"aws:x": "y", "AWS:X": "y"}}}`), CodeDuplicateKey},
		{statement(`{` + good + `, "Condition": {"StringEquals": {"aws:x": "y"}, "stringEquals": {"aws:z": "y"}}}`), CodeDuplicateKey},
		{statement(`{` + good + `, "Condition": {"StringEquals": {"aws:x": [null, {}]}}}`), CodeDataType + " " + CodeDataType},
		{statement(`{` + good + `, "Condition": {"StringEquals": {"aws:x": null}}}`), CodeDataType},
		{
			statement(`{` + good + `, "Condition": {"NumericEquals": {"aws:x": "y"}, "DateEquals": {"aws:x": "y"}, "Bool": {"aws:x": "y"},
			"IpAddress": {"aws:x": "y"}, "BinaryEquals": {"aws:x": "?"}, "Null": {"aws:x": 1}}}`),
			strings.TrimSpace(strings.Repeat(CodeInvalidValue+" ", 6)),
		},
	} {
		_, problems := ParseJSON([]byte(c.text), "p.json")
		if got := codes(problems); got != c.want {
			t.Errorf("%s\n got %q %v\nwant %q", c.text, got, problems, c.want)
		}
		for _, p := range problems {
			if p.At.Line == 0 || !strings.HasPrefix(p.String(), "p.json:") {
				t.Errorf("%s: not located: %v", c.text, p)
			}
		}
	}
}

func TestParseKeepsHoles(t *testing.T) {
	at := model.Location{File: "t.yaml", Line: 4}
	unknown := model.NewUnknown(model.Cause{Name: "X", Reason: "parameter X has no default"}, at)
	table := model.NewReference(model.Ref{Target: "t.yaml#Table", Attribute: "Arn"}, at)
	text := func(s string) model.Value { return model.NewString(s, at) }
	object := func(pairs ...any) model.Value {
		var fields []model.Field
		for i := 0; i < len(pairs); i += 2 {
			fields = append(fields, model.Field{Key: pairs[i].(string), Value: pairs[i+1].(model.Value)})
		}
		return model.NewMap(fields, at)
	}
	allow := object("Effect", text("Allow"), "Action", text("s3:*"), "Resource", table)
	maybe := model.NewUnknown(model.Cause{Reason: "condition IsProd"}, at, allow, model.Value{})

	t.Run("statement", func(t *testing.T) {
		doc, problems := Parse(object("Version", text(Version2012), "Statement", model.NewList([]model.Value{unknown, maybe, allow}, at)))
		if len(problems) != 0 || len(doc.Statements) != 3 {
			t.Fatalf("%+v %v", doc, problems)
		}
		if s := doc.Statements[0]; !s.IsHole() || s.Alternatives != nil || s.Effect != model.UnknownEffect {
			t.Errorf("unknown statement: %+v", s)
		}
		if s := doc.Statements[1]; !s.IsHole() || len(s.Alternatives) != 2 || len(s.Alternatives[0]) != 1 || len(s.Alternatives[1]) != 0 {
			t.Errorf("perhaps a statement: %+v", s)
		}
		if s := doc.Statements[2]; s.IsHole() || s.Resources[0].Target() != "t.yaml#Table" {
			t.Errorf("statement: %+v", s)
		}
	})
	t.Run("everything", func(t *testing.T) {
		doc, problems := Parse(object("Version", unknown, "Statement", object(
			"Effect", unknown, "Action", unknown, "Resource", unknown, "Principal", unknown, "Condition", unknown, "Sid", unknown)))
		s := doc.Statements[0]
		if len(problems) != 0 || doc.Variables != Maybe || s.Effect != model.UnknownEffect || s.Principals[0].Kind != PrincipalUnknown || !s.Conditions[0].IsHole() {
			t.Errorf("%+v %v", doc, problems)
		}
	})
	t.Run("effect", func(t *testing.T) {
		for _, c := range []struct {
			options []string
			want    model.Effect
		}{{[]string{"Allow", "Allow"}, model.Allow}, {[]string{"Allow", "Deny"}, model.UnknownEffect}, {[]string{"allow"}, model.UnknownEffect}} {
			var options []model.Value
			for _, o := range c.options {
				options = append(options, text(o))
			}
			doc, _ := Parse(object("Statement", object("Effect", model.NewUnknown(model.Cause{}, at, options...), "Action", text("*"), "Resource", text("*"))))
			if got := doc.Statements[0].Effect; got != c.want {
				t.Errorf("%v: %s, want %s", c.options, got, c.want)
			}
		}
	})
	t.Run("document", func(t *testing.T) {
		doc, problems := Parse(unknown)
		if len(problems) != 0 || len(doc.Statements) != 1 || !doc.Statements[0].IsHole() {
			t.Errorf("%+v %v", doc, problems)
		}
		doc, problems = Parse(model.NewUnknown(model.Cause{}, at, object("Version", text(Version2012), "Statement", allow)))
		if len(problems) != 0 || len(doc.Statements[0].Alternatives) != 1 {
			t.Errorf("%+v %v", doc, problems)
		}
	})
	t.Run("text", func(t *testing.T) {
		doc, problems := Parse(model.NewTemplate([]model.Value{
			text(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"`), table,
			text(`/index/*","Condition":{"StringEquals":{"`), unknown, text(`:sub":"x"}}}]}`),
		}, at))
		if len(problems) != 0 || len(doc.Statements) != 1 {
			t.Fatalf("%+v %v", doc, problems)
		}
		s := doc.Statements[0]
		if got := s.Resources[0].String(); got != "${Table.Arn}/index/*" || s.At != at {
			t.Errorf("resource %q at %v", got, s.At)
		}
		if !s.Conditions[0].IsHole() {
			t.Errorf("condition: %+v", s.Conditions[0])
		}
	})
	t.Run("text with a hole outside strings", func(t *testing.T) {
		doc, problems := Parse(model.NewTemplate([]model.Value{text(`{"Statement":`), table, text(`}`)}, at))
		if len(problems) != 0 || len(doc.Statements) != 1 || !doc.Statements[0].IsHole() {
			t.Errorf("%+v %v", doc, problems)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		gone := model.Value{}
		doc, problems := Parse(object("Version", text(Version2012), "Id", gone, "Statement", object("Effect", text("Allow"), "Action", model.NewList([]model.Value{text("s3:*"), gone}, at),
			"Resource", text("*"), "Principal", object("AWS", model.NewList([]model.Value{gone}, at)), "Condition", object("Bool", gone, "Null", object("aws:x", gone)))))
		if s := doc.Statements[0]; len(problems) != 0 || len(s.Actions) != 1 || len(s.Principals) != 0 || len(s.Conditions) != 0 {
			t.Errorf("%+v %v", s, problems)
		}
		p := &parser{}
		if got := append(p.conditions(gone), p.conditionKeys(Operator{}, gone)...); len(got) != 0 || len(p.problems) != 0 {
			t.Error(got, p.problems)
		}
	})
	t.Run("text that is no document", func(t *testing.T) {
		for _, s := range []string{`{`, `"{}"`, `3`, `""`} {
			if _, problems := Parse(text(s)); len(problems) != 1 || problems[0].At != at {
				t.Errorf("%s: %v", s, problems)
			}
		}
	})
}

func TestReadJSON(t *testing.T) {
	v, problem := ReadJSON([]byte(`{"Version": "2012-10-17"}`), "policy.json")
	if text, _ := v.Get("Version").Text(); problem != nil || text != Version2012 || v.Get("Version").At.Column != 13 {
		t.Errorf("%v at %v: %v", v, v.Get("Version").At, problem)
	}
	if _, problem := ReadJSON([]byte(`{`), ""); problem == nil {
		t.Error("half a document is read")
	}
}
