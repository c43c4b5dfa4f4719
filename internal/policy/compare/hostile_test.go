package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
)

// What is made to be much work ends, with the right answer or with unknown.
func TestHostilePolicies(t *testing.T) {
	stars := func(text string, n int) string { return `"` + strings.Repeat("*"+text, n) + `*"` }
	var many, keys, texts []string
	for i := range 2000 {
		many = append(many, allow(`"s3:GetObject"`, fmt.Sprintf(`"arn:aws:s3:::b%d/*"`, i), ""))
		texts = append(texts, fmt.Sprintf(`"*%d?%d*"`, i, i))
	}
	for i := range 300 {
		keys = append(keys, allow(`"*"`, `"*"`, fmt.Sprintf(`, "Condition": {"ForAnyValue:StringLike": {"x:k%d": ["a*%d", "?b"]}, "NumericLessThan": {"x:n": "%d"}}`, i, i, i)))
	}
	for _, c := range []struct {
		name, old, new string
		want           []Relation
	}{
		{"stars", allow(`"*"`, stars("a", 200), ""), allow(`"*"`, stars("a", 201), ""), []Relation{Narrower}},
		{"characters", allow(`"*"`, `["*a`+strings.Repeat("?", 40)+`", "*b`+strings.Repeat("?", 40)+`"]`, ""), allow(`"*"`, `"*c`+strings.Repeat("?", 39)+`*"`, ""), []Relation{Incomparable, Unknown}},
		{"statements", strings.Join(many, ","), strings.Join(many[1:], ","), []Relation{Narrower}},
		{"keys", strings.Join(keys, ","), strings.Join(keys[1:], ","), []Relation{Equal, Narrower, Unknown}},
		{"resources", allow(`"*"`, "["+strings.Join(texts[:400], ",")+"]", ""), allow(`"*"`, `"*"`, "") + "," + deny(`"*"`, "["+strings.Join(texts[400:800], ",")+"]"), []Relation{Incomparable, Wider, Unknown}},
		{"actions", allow(`[`+stars("a", 30)+`, "s3:*b*c*d*e*f*", "s3:*?????x*"]`, `"*"`, ""), allow(`"s3:*x?????*"`, `"*"`, ""), []Relation{Incomparable, Unknown}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Compare(set(t, statements(c.old)), set(t, statements(c.new)), Options{})
			if !slices.Contains(c.want, r.Relation) {
				t.Errorf("%s, want one of %v: %v %v", r.Relation, c.want, r.NewInOld.Because, r.OldInNew.Because)
			}
		})
	}
	if r := Compare(set(t, statements(many...)), set(t, statements(many[1:]...)), Options{Steps: 10}); r.Relation != Unknown || len(r.NewInOld.Because) == 0 {
		t.Errorf("without steps: %s", r.Relation)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add([]byte(statements(allow(`"s3:*"`, `"arn:aws:s3:::${aws:username}*?"`, ""))), []byte(statements(deny(`["s3:Get*", "*"]`, `"*"`))))
	f.Add([]byte(statements(allow(`"*"`, `"*"`, `, "Condition": {"IpAddress": {"aws:SourceIp": "::/0"}, "ForAllValues:ArnLikeIfExists": {"x:y": ["arn:*:*:*:*:?", "é"]}}`))), []byte(`{}`))
	f.Add([]byte(statements(allow(`"*"`, `"*"`, `, "Condition": {"DateLessThan": {"aws:CurrentTime": "1"}, "NumericEquals": {"x:n": ["1", "-2.5"]}, "Null": {"x:n": "true"}}`))), []byte(`[]`))
	f.Fuzz(func(t *testing.T, old, now []byte) {
		if len(old)+len(now) > 1<<12 {
			t.Skip()
		}
		a, _ := policy.ParseJSON(old, "")
		b, _ := policy.ParseJSON(now, "")
		x, y := Set{Identity: []policy.Document{a}}, Set{Identity: []policy.Document{b}}
		o := Options{Steps: 1 << 16}
		if r := Compare(x, x, o); r.Relation != Equal && r.Relation != Unknown {
			t.Errorf("%s to itself", r.Relation)
		}
		for _, of := range []Answer{Within(x, y, o), Within(y, x, o)} {
			if (of.Within == policy.No) != (of.Witness != nil) || (of.Within == policy.Maybe) != (len(of.Because) > 0) {
				t.Errorf("%+v", of)
			}
		}
	})
}
