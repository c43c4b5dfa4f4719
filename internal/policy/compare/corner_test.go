package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
)

// TestCorners compares what few people write.
func TestCorners(t *testing.T) {
	when := func(condition string) string { return allow(`"*"`, `"*"`, `, "Condition": `+condition) }
	everybody := allow(`"*"`, `"*"`, "")
	var letters, actions, long []string
	for r := range strings.SplitSeq(fresh, "") {
		letters = append(letters, `"`+r+`*"`)
		actions = append(actions, `"s3:`+r+`*"`)
	}
	for i := range 13 { // as many combinations as there are names of actions that have some of them
		long = append(long, fmt.Sprintf(`"s3:*%c*"`, 'a'+i))
	}
	for _, c := range []struct {
		name, old, new string
		want           []Relation
	}{
		{"a number that is the key's own type", when(`{"NumericLessThan": {"aws:MultiFactorAuthAge": "300"}}`), when(`{"NumericLessThan": {"aws:MultiFactorAuthAge": "300.0"}}`), []Relation{Equal}},
		{"numbers at the end of their range", when(`{"NumericLessThan": {"x:n": "` + strings.Repeat("9", 64) + `"}}`), when(`{"NumericGreaterThan": {"x:n": "0"}}`), []Relation{Incomparable, Unknown}},
		{"dates next to one another", when(`{"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}`), when(`{"DateLessThanEquals": {"aws:CurrentTime": "2030-01-01T00:00:00.5Z"}}`), []Relation{Wider}},
		{"dates that are far", when(`{"DateLessThan": {"aws:CurrentTime": "999999999999"}}`), when(`{"DateLessThan": {"aws:CurrentTime": "999999999998"}}`), []Relation{Narrower}},
		{"a range that is none", when(`{"IpAddress": {"aws:SourceIp": ["x", "10.0.0.0/8"]}}`), when(`{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}`), []Relation{Equal}},
		{"a variable in a condition", when(`{"StringEquals": {"aws:username": "bob", "aws:PrincipalTag/a": "${aws:username}"}}`), when(`{"StringEquals": {"aws:username": "bob", "aws:PrincipalTag/a": "bob"}}`), []Relation{Equal}},
		{"every first letter", everybody, allow(`"*"`, "["+strings.Join(letters, ",")+`, "?"]`, ""), []Relation{Narrower}},
		{"every first letter and one more", everybody, allow(`"*"`, "["+strings.Join(letters, ",")+`, "?", "\u4e00*"]`, ""), []Relation{Narrower}},
		{"every first letter of an action", allow(`"s3:*"`, `"*"`, ""), allow(`[`+strings.Join(actions, ",")+`]`, `"*"`, ""), []Relation{Narrower}},
		{"the first letter of a new name", allow(`"s3:*"`, `"*"`, ""), allow(`["s3:w*", "s3:G*"]`, `"*"`, ""), []Relation{Narrower}},
		{"two keys of which one decides", everybody, when(`{"StringEquals": {"x:a": "1", "x:b": "2"}}`), []Relation{Narrower}},
		{"stars without end", allow(`"s3:**"`, `"a**b"`, ""), allow(`"s3:*"`, `"a*b"`, ""), []Relation{Equal}},
		{"services with wildcards", allow(`"s?:GetObject"`, `"*"`, ""), allow(`"s3:GetObject"`, `"*"`, ""), []Relation{Narrower}},
		{"long patterns", allow(`"*"`, `"*`+strings.Repeat("a?", 1200)+`*"`, ""), allow(`"*"`, `"*`+strings.Repeat("?b", 1200)+`*"`, ""), []Relation{Incomparable, Unknown}},
		{"more combinations of actions than are told apart", allow("["+strings.Join(long, ",")+"]", `"*"`, ""), strings.Join(each(long, func(s string) string { return allow(s, `"*"`, "") }), ","), []Relation{Unknown, Equal}},
		{"everything but everything", allow(`"*"`, `"a*"`, "") + "," + deny(`"*"`, `"*"`), everybody + "," + deny(`"s3:*"`, `"*"`), []Relation{Wider}},
	} {
		r := Compare(set(t, statements(c.old)), set(t, statements(c.new)), Options{})
		if !slices.Contains(c.want, r.Relation) {
			t.Errorf("%s: %s, want %v: %+v %+v", c.name, r.Relation, c.want, r.NewInOld, r.OldInNew)
		}
	}
}

func each[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// TestEveryBudget: with fewer steps than it takes, an answer is the right one or unknown with a reason.
func TestEveryBudget(t *testing.T) {
	pairs := [][2]string{
		{
			allow(`["s3:Get*", "sqs:*"]`, `["arn:aws:s3:::a*b", "arn:*:c?"]`, `, "Condition": {"ForAnyValue:StringLike": {"aws:TagKeys": ["a*", "?b"]}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}`),
			allow(`"s3:*"`, `"arn:aws:s3:::a*"`, `, "Condition": {"ForAnyValue:StringLike": {"aws:TagKeys": ["a*", "?b"]}}`) + "," + allow(`"sqs:*"`, `"*"`, "") + "," + deny(`"sqs:SendMessage"`, `"*:cx"`),
		},
		{allow(`"*"`, `"arn:aws:s3:::${aws:username}/*"`, `, "Condition": {"StringLike": {"aws:username": ["a*", "*b"]}}`), allow(`"*"`, `"*"`, "") + "," + deny(`"*"`, `"*/ab*"`)},
	}
	for _, p := range pairs {
		old, now := set(t, statements(p[0])), set(t, statements(p[1]))
		right := Compare(old, now, Options{})
		unknown := 0
		for steps := 1; steps < 1<<16; steps += 1 + steps/16 {
			r := Compare(old, now, Options{Steps: steps})
			if r.Relation == Unknown {
				unknown++
			}
			for _, of := range [][2]Answer{{r.NewInOld, right.NewInOld}, {r.OldInNew, right.OldInNew}} {
				if got, want := of[0].Within, of[1].Within; got != want && got != policy.Maybe || got == policy.Maybe && len(of[0].Because) == 0 {
					t.Errorf("with %d steps: %s %v, and %s", steps, got, of[0].Because, want)
				}
			}
		}
		if right.Relation == Unknown || unknown == 0 {
			t.Errorf("%s; %d unknown", right.Relation, unknown)
		}
	}
}
