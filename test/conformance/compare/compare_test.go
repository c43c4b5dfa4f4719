// Package compare_test compares policies whose relation is known because of how they were made: every policy that the
// provider publishes, and changes of each that make it wider, narrower, or leave it as it is.
package compare_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

func text(s string) model.Value { return model.NewString(s, model.Location{}) }

// pair is two policies and what the new one may be to the old one.
type pair struct {
	name     string
	old, new compare.Set
	want     []compare.Relation
}

// change makes a policy of another one; the relations are all that the result may have. It answers false where the policy
// has nothing to change.
type change struct {
	name string
	want []compare.Relation
	make func(policy.Document) (policy.Document, bool)
}

func with(d policy.Document, list []policy.Statement) policy.Document {
	d.Statements = list
	return d
}

func first(d policy.Document, ok func(*policy.Statement) bool) (int, bool) {
	i := slices.IndexFunc(d.Statements, func(s policy.Statement) bool { return ok(&s) })
	return i, i >= 0
}

// edit changes one statement of a copy.
func edit(d policy.Document, ok func(*policy.Statement) bool, to func(*policy.Statement)) (policy.Document, bool) {
	i, found := first(d, ok)
	if !found {
		return d, false
	}
	d = with(d, slices.Clone(d.Statements))
	to(&d.Statements[i])
	return d, true
}

func allows(s *policy.Statement) bool { return s.Effect == model.Allow }

func denyOn(action, resource string, conditions ...policy.Condition) policy.Statement {
	return policy.Statement{Effect: model.Deny, Actions: []model.Value{text(action)}, Resources: []model.Value{text(resource)}, Conditions: conditions}
}

var (
	same     = []compare.Relation{compare.Equal}
	notWider = []compare.Relation{compare.Equal, compare.Narrower}
	notLess  = []compare.Relation{compare.Equal, compare.Wider}
)

// when is a condition on a key that no managed policy has.
func when(operator, key string, values ...string) policy.Condition {
	op, _ := policy.ParseOperator(operator)
	c := policy.Condition{Operator: op, Key: key}
	for _, v := range values {
		c.Values = append(c.Values, text(v))
	}
	return c
}

func changes() []change {
	out := []change{
		{"statements turned round", same, func(d policy.Document) (policy.Document, bool) {
			d = with(d, slices.Clone(d.Statements))
			slices.Reverse(d.Statements)
			return d, true
		}},
		{"a statement split by its actions", same, func(d policy.Document) (policy.Document, bool) {
			i, found := first(d, func(s *policy.Statement) bool { return len(s.Actions) > 1 })
			if !found {
				return d, false
			}
			one, other := d.Statements[i], d.Statements[i]
			one.Actions, other.Actions = one.Actions[:1], other.Actions[1:]
			return with(d, append(slices.Delete(slices.Clone(d.Statements), i, i+1), one, other)), true
		}},
		{"a statement split by a condition", same, func(d policy.Document) (policy.Document, bool) {
			i, found := first(d, allows)
			if !found {
				return d, false
			}
			one, other := d.Statements[i], d.Statements[i]
			one.Conditions = append(slices.Clip(one.Conditions), when("Null", "aws:RequestTag/sconce", "true"))
			other.Conditions = append(slices.Clip(other.Conditions), when("Null", "aws:RequestTag/sconce", "false"))
			return with(d, append(slices.Delete(slices.Clone(d.Statements), i, i+1), one, other)), true
		}},
		{"a statement less", notWider, func(d policy.Document) (policy.Document, bool) {
			i, found := first(d, allows)
			if !found {
				return d, false
			}
			return with(d, slices.Delete(slices.Clone(d.Statements), i, i+1)), true
		}},
		{"a Deny more", notWider, func(d policy.Document) (policy.Document, bool) {
			return with(d, append(slices.Clip(d.Statements), denyOn("*", "arn:aws:*:*:111111111111:*sconce*"))), true
		}},
		{"a Deny of everything but", notWider, func(d policy.Document) (policy.Document, bool) {
			s := policy.Statement{Effect: model.Deny, NotActions: []model.Value{text("s3:*"), text("iam:Get*")}, NotResources: []model.Value{text("arn:aws:s3:::sconce-${aws:username}/*")}}
			return with(d, append(slices.Clip(d.Statements), s)), true
		}},
		{"an Allow more", []compare.Relation{compare.Wider}, func(d policy.Document) (policy.Document, bool) {
			if slices.ContainsFunc(d.Statements, func(s policy.Statement) bool { return s.Effect == model.Deny }) {
				return d, false
			}
			s := policy.Statement{Effect: model.Allow, Actions: []model.Value{text("sconce:Newer")}, Resources: []model.Value{text("*")}}
			return with(d, append(slices.Clip(d.Statements), s)), s.MatchesAction("sconce:Newer") == policy.Yes && !everything(d)
		}},
		{"resources wider", notLess, func(d policy.Document) (policy.Document, bool) {
			return edit(d, func(s *policy.Statement) bool { return allows(s) && len(s.Resources) > 0 }, func(s *policy.Statement) {
				s.Resources = append(slices.Clip(s.Resources), text("arn:aws:s3:::sconce-?"))
			})
		}},
	}
	for _, c := range []policy.Condition{
		when("StringLike", "aws:RequestTag/sconce", "a*", "b?"), when("StringNotEqualsIgnoreCase", "aws:RequestTag/sconce", "a"),
		when("NumericLessThanEquals", "aws:MultiFactorAuthAge", "300"), when("DateGreaterThan", "aws:CurrentTime", "2024-01-01T00:00:00Z"),
		when("IpAddress", "aws:SourceIp", "10.0.0.0/8", "2001:db8::/32"), when("NotIpAddress", "aws:SourceIp", "192.0.2.0/24"),
		when("BoolIfExists", "aws:SecureTransport", "true"), when("ArnLike", "aws:SourceArn", "arn:aws:s3:::sconce*"),
		when("ForAllValues:StringEquals", "aws:TagKeys", "a", "b"), when("ForAnyValue:StringLike", "aws:TagKeys", "a*"),
		when("StringEquals", "aws:RequestTag/sconce", "${aws:username}"), when("Null", "aws:RequestTag/sconce", "false"),
	} {
		out = append(out, change{"narrowed by " + c.Operator.String(), notWider, func(d policy.Document) (policy.Document, bool) {
			return edit(d, allows, func(s *policy.Statement) { s.Conditions = append(slices.Clip(s.Conditions), c) })
		}}, change{"denied by " + c.Operator.String(), notWider, func(d policy.Document) (policy.Document, bool) {
			return with(d, append(slices.Clip(d.Statements), denyOn("*", "*", c))), true
		}})
	}
	return out
}

// everything reports whether a document allows whatever there is.
func everything(d policy.Document) bool {
	return slices.ContainsFunc(d.Statements, func(s policy.Statement) bool { return allows(&s) && s.MatchesAction("sconce:Newer") == policy.Yes })
}

func of(d policy.Document) compare.Set { return compare.Set{Identity: []policy.Document{d}} }

// pairs are every managed policy with itself and its successor, and with one or, when all are wanted, every change.
func pairs(all bool) []pair {
	var documents []policy.Document
	var names []string
	for p := range catalogue.ManagedPolicies() {
		d, _ := policy.ParseJSON(p.Document(), p.Name)
		documents, names = append(documents, d), append(names, p.Name)
	}
	list := changes()
	var out []pair
	for i, d := range documents {
		if i%4 == 0 || all {
			out = append(out, pair{names[i] + " itself", of(d), of(d), same}, pair{names[i] + " and the next", of(d), of(documents[(i+1)%len(documents)]), nil})
		}
		for j, c := range list {
			if !all && j != i%len(list) {
				continue
			}
			if made, ok := c.make(d); ok {
				out = append(out, pair{names[i] + " " + c.name, of(d), of(made), c.want})
			}
		}
	}
	return out
}

func TestKnownRelations(t *testing.T) {
	list := pairs(os.Getenv("SCONCE_COMPARE_ALL") != "")
	ask(t, list, compare.Compare)
}

// ask compares the pairs in one way and says how many are right.
func ask(t *testing.T, list []pair, how func(old, new compare.Set, o compare.Options) compare.Result) { //nolint:revive // the words say it best
	t.Helper()
	right, known, unknown := 0, 0, 0
	var times []time.Duration
	for _, p := range list {
		start := time.Now()
		r := how(p.old, p.new, compare.Options{})
		times = append(times, time.Since(start))
		if p.want != nil {
			known++
		}
		switch {
		case r.Relation == compare.Unknown:
			unknown++
			t.Logf("%s: unknown: %v %v", p.name, r.NewInOld.Because, r.OldInNew.Because)
		case p.want == nil:
		case slices.Contains(p.want, r.Relation):
			right++
		default:
			t.Errorf("%s: %s, want one of %v", p.name, r.Relation, p.want)
		}
	}
	slices.Sort(times)
	t.Logf("p50 %s, p95 %s, max %s", quantile(times, 50), quantile(times, 95), times[len(times)-1])
	t.Logf("%d of %d pairs whose relation is known have it", right, known)
	t.Logf("%d of %d pairs are decided", len(list)-unknown, len(list))
	if unknown*50 > len(list) {
		t.Error("more than 2 % is unknown")
	}
}

func quantile(sorted []time.Duration, percent int) time.Duration {
	return sorted[len(sorted)*percent/100]
}

// BenchmarkCompare measures how long a pair of TestKnownRelations takes: the best time of each, since what else the machine
// does is not asked.
func BenchmarkCompare(b *testing.B) {
	list := pairs(false)
	times := make([]time.Duration, len(list))
	for b.Loop() {
		for i, p := range list {
			start := time.Now()
			compare.Compare(p.old, p.new, compare.Options{})
			if took := time.Since(start); times[i] == 0 || took < times[i] {
				times[i] = took
			}
		}
	}
	slices.Sort(times)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(ms(quantile(times, 50)), "p50-ms/pair")
	b.ReportMetric(ms(quantile(times, 95)), "p95-ms/pair")
	b.ReportMetric(ms(times[len(times)-1]), "max-ms/pair")
	b.ReportMetric(float64(len(list)), "pairs")
}
