package model_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func TestMarshalJSON(t *testing.T) {
	tests := []struct {
		what string
		v    model.Value
		want string
	}{
		{"absent", model.Value{}, `null`},
		{"null", model.NewNull(at), `null`},
		{"a boolean in any spelling", list(model.NewBool("true", at), model.NewBool("Yes", at), model.NewBool("off", at)), `[true,true,false]`},
		{"a number", list(model.NewNumber("30", at), model.NewNumber("-1.5e3", at)), `[30,-1.5e3]`},
		{"an account id keeps its zero", model.NewNumber("012345678901", at), `"012345678901"`},
		{"what is no number in JSON", list(model.NewNumber("0x1F", at), model.NewNumber(".5", at), model.NewNumber("1_000", at), model.NewNumber(".inf", at), model.NewNumber("+1", at)), `["0x1F",".5","1_000",".inf","+1"]`},
		{"text in a number's place", list(model.NewNumber(`{"a":1}`, at), model.NewNumber("null", at), model.NewNumber("true", at), model.NewNumber("", at)), `["{\"a\":1}","null","true",""]`},
		{"text", text("a\"b\n\x00"), `"a\"b\n\u0000"`},
		{"text that is not UTF-8", text("a\xffb"), `"a\ufffdb"`},
		{"a list", list(), `[]`},
		{"a map in order", object("b", text("1"), "a", list(text("2"))), `{"b":"1","a":["2"]}`},
		{"an empty map", object(), `{}`},
		{"a reference", reference("t.yaml#Table"), `{"$ref":"t.yaml#Table","attribute":"Arn"}`},
		{"what the platform sets", model.NewReference(model.Ref{Attribute: "AWS::Region"}, at), `{"$ref":"AWS::Region","attribute":"AWS::Region"}`},
		{"a template", model.NewTemplate([]model.Value{text("a-"), unknown("Stage")}, at), `{"$template":"a-${Stage}"}`},
		{"unknown", unknown("Stage"), `{"$unknown":"parameter Stage has no default"}`},
		{"one of few", unknown("Stage", text("a"), model.Value{}), `{"$unknown":"parameter Stage has no default","options":["a",null]}`},
		{"a secret", text("hunter2").Secret(), `{"$secret":"f52fbd32b2b3"}`},
		{"a hidden parameter that is not given", unknown("Password").Secret(), `{"$unknown":"parameter Password has no default"}`},
		{"a hidden parameter of few values", unknown("Password", text("hunter2")).Secret(), `{"$unknown":"parameter Password has no default","options":[{"$secret":"f52fbd32b2b3"}]}`},
		{"a reference to a secret", reference("t.yaml#Secret").Secret(), `{"$ref":"t.yaml#Secret","attribute":"Arn"}`},
	}
	for _, test := range tests {
		got, err := json.Marshal(test.v)
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %s, %v", test.what, got, err)
		}
	}
}

func TestSecretsHaveFingerprintsOfTheirOwn(t *testing.T) {
	seen := map[string]string{}
	for what, v := range map[string]model.Value{
		"one text":         text("one"),
		"another text":     text("two"),
		"a template":       model.NewTemplate([]model.Value{text("one-"), unknown("Stage")}, at),
		"another template": model.NewTemplate([]model.Value{text("two-"), unknown("Stage")}, at),
		"a list":           list(text("one"), text("two")),
		"another list":     list(text("two"), text("one")),
		"a map":            object("a", text("one")),
		"another map":      object("a", text("two")),
	} {
		shown := v.Secret().String()
		if other, taken := seen[shown]; taken || !strings.HasPrefix(shown, "(secret ") {
			t.Errorf("%s is shown as %s, as %s is", what, shown, other)
		}
		seen[shown] = what
		if v.Fingerprint() != v.Secret().Fingerprint() {
			t.Errorf("%s has another fingerprint once it is marked", what)
		}
	}
	if v := unknown("Password").Secret(); v.String() != "${Password}" {
		t.Errorf("a value that is not known is shown as %s", v)
	}
}

func TestNamesOfReferences(t *testing.T) {
	for want, r := range map[string]model.Ref{
		"Table.Arn":     {Target: "services/a.yaml#Table", Attribute: "Arn"},
		"Table":         {Target: "a.yaml#Table", Attribute: "Ref"},
		"Queue":         {Target: "a.yaml#Queue"},
		"AWS::Region":   {Attribute: "AWS::Region"},
		"Nested/Bucket": {Target: "a.yaml#Nested/Bucket", Attribute: "Ref"},
	} {
		if got := r.String(); got != want {
			t.Errorf("%+v is shown as %s", r, got)
		}
	}
}

// FuzzMarshalJSON makes a value out of bytes: whatever it is, its JSON is valid, and no part of it
// that is marked as a secret shows.
func FuzzMarshalJSON(f *testing.F) {
	f.Add([]byte("abc"), "text")
	f.Add([]byte{5, 1, 6, 2, 7, 3, 8, 4, 9}, "012")
	f.Add([]byte{6, 6, 6, 0, 10, 9}, "{\"$ref\": null}")
	f.Add([]byte{9, 5, 4, 10, 2}, "\xff\x00\u2028")
	f.Fuzz(func(t *testing.T, shape []byte, s string) {
		v, _ := grow(shape, s, 0)
		encoded, err := v.MarshalJSON()
		if err != nil || !json.Valid(encoded) {
			t.Fatalf("%v: %q", err, encoded)
		}
		if compact, err := json.Marshal(v); err != nil || !json.Valid(compact) {
			t.Fatalf("%v: %q", err, compact)
		}
		if shown := v.String() + string(encoded); strings.Contains(shown, planted) {
			t.Fatalf("a secret is in %q", shown)
		}
	})
}

const planted = "planted-0f9e8d"

// grow makes a value whose kinds the bytes choose; it answers the bytes that are left.
func grow(shape []byte, s string, depth int) (model.Value, []byte) {
	if len(shape) == 0 || depth > 8 {
		return text(s), nil
	}
	kind, rest := shape[0]%11, shape[1:]
	several := func() (items []model.Value) {
		for range kind % 4 {
			var item model.Value
			item, rest = grow(rest, s, depth+1)
			items = append(items, item)
		}
		return items
	}
	switch kind {
	case 0:
		return model.Value{}, rest
	case 1:
		return model.NewNull(at), rest
	case 2:
		return model.NewBool(s, at), rest
	case 3:
		return model.NewNumber(s, at), rest
	case 4:
		return reference(s), rest
	case 5:
		return list(several()...), rest
	case 6:
		var fields []model.Field
		for _, item := range several() {
			fields = append(fields, model.Field{Key: s, Value: item})
		}
		return model.NewMap(fields, at), rest
	case 7:
		return model.NewTemplate(append(several(), unknown(s)), at), rest
	case 8:
		return text(planted + s).Secret(), rest
	case 9:
		return unknown(s, several()...), rest
	default:
		return model.NewTemplate([]model.Value{text(s), text(planted).Secret(), unknown("A")}, at), rest
	}
}
