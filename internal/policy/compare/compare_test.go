package compare

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

func set(t *testing.T, documents ...string) Set {
	t.Helper()
	var s Set
	for _, text := range documents {
		d, _ := policy.ParseJSON([]byte(text), "p.json") // short resources are no ARNs, and are read all the same
		s.Identity = append(s.Identity, d)
	}
	return s
}

func statements(list ...string) string {
	return `{"Version": "2012-10-17", "Statement": [` + strings.Join(list, ",") + `]}`
}

func allow(action, resource, more string) string {
	return `{"Effect": "Allow", "Action": ` + action + `, "Resource": ` + resource + more + `}`
}

func deny(action, resource string) string {
	return `{"Effect": "Deny", "Action": ` + action + `, "Resource": ` + resource + `}`
}

func TestRelations(t *testing.T) {
	when := func(condition string) string { return `, "Condition": ` + condition }
	for _, c := range []struct {
		old, new string
		want     Relation
	}{
		{allow(`"s3:*"`, `"*"`, ""), allow(`"s3:*"`, `"*"`, ""), Equal},
		{allow(`"s3:*"`, `"*"`, ""), allow(`"s3:GetObject"`, `"*"`, ""), Narrower},
		{allow(`"s3:GetObject"`, `"*"`, ""), allow(`["s3:GetObject", "s3:Newer"]`, `"*"`, ""), Wider},
		{allow(`"s3:GetObject"`, `"a*"`, ""), allow(`"s3:GetObject"`, `"*a"`, ""), Incomparable},
		{allow(`"s3:GetObject"`, `["a", "a?*"]`, ""), allow(`"s3:GetObject"`, `"a*"`, ""), Equal},
		{allow(`"*"`, `"*"`, "") + "," + deny(`"iam:*"`, `"*"`), `{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`, Equal},
		{allow(`"*"`, `"*"`, "") + "," + deny(`"*"`, `"b*"`), `{"Effect": "Allow", "Action": "*", "NotResource": "b*"}`, Equal},
		{allow(`"*"`, `"*"`, when(`{"StringEquals": {"x:a": "1"}}`)), allow(`"*"`, `"*"`, when(`{"StringLike": {"x:a": "?"}}`)), Wider},
		{allow(`"*"`, `"*"`, when(`{"IpAddress": {"aws:SourceIp": ["10.0.0.0/9", "10.128.0.0/9"]}}`)), allow(`"*"`, `"*"`, when(`{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}`)), Equal},
		{allow(`"*"`, `"*"`, when(`{"Bool": {"aws:SecureTransport": "true"}}`)), allow(`"*"`, `"*"`, when(`{"BoolIfExists": {"aws:SecureTransport": "true"}}`)), Wider},
		{allow(`"*"`, `"*"`, when(`{"NumericLessThan": {"x:n": "5"}}`)), allow(`"*"`, `"*"`, when(`{"NumericLessThanEquals": {"x:n": "5"}}`)), Wider},
		{allow(`"*"`, `"h/${aws:username}/*"`, ""), allow(`"*"`, `"h/${aws:username}/*"`, ""), Equal},
		{allow(`"*"`, `"*"`, ""), allow(`"*"`, `"arn:aws:s3:::h/${aws:username}/*"`, ""), Narrower},
		{allow(`"*"`, `"arn:aws:s3:::h/bob"`, when(`{"StringEquals": {"aws:username": "bob"}}`)), allow(`"*"`, `"arn:aws:s3:::h/${aws:username}"`, when(`{"StringEquals": {"aws:username": "bob"}}`)), Equal},
		{allow(`"*"`, `"*"`, when(`{"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}}`)), allow(`"*"`, `"*"`, when(`{"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}`)), Wider},
		{allow(`"*"`, `"*"`, ""), allow(`"*"`, `"*"`, when(`{"Null": {"x:a": "true"}}`)) + "," + allow(`"*"`, `"*"`, when(`{"Null": {"x:a": "false"}}`)), Equal},
		{allow(`"*"`, `"*"`, when(`{"DateLessThan": {"aws:CurrentTime": "2030-01-01"}}`)), allow(`"*"`, `"*"`, when(`{"DateLessThan": {"aws:CurrentTime": "2029-01-01"}}`)), Narrower},
	} {
		old, now := set(t, statements(c.old)), set(t, statements(c.new))
		r := Compare(old, now, Options{})
		if r.Relation != c.want {
			t.Errorf("%s\n to %s: %s, want %s\n%v\n%v", c.old, c.new, r.Relation, c.want, r.NewInOld, r.OldInNew)
		}
		if r.Catalogue != catalogue.Version() {
			t.Error("the result does not name the catalogue")
		}
	}
}

func TestReferences(t *testing.T) {
	ref := func(id string) model.Value { return ref(id, "Arn") }
	noClue := unknown()
	one := func(resource model.Value) Set { return single("s3:GetObject", resource) }
	for _, c := range []struct {
		old, new model.Value
		want     Relation
	}{
		{ref("t#A"), ref("t#A"), Equal},
		{ref("t#A"), ref("t#B"), Incomparable},
		{text("*"), ref("t#A"), Narrower},
		{text("arn:aws:s3:::a"), ref("t#A"), Incomparable},
		{noClue, noClue, Unknown},
		{text("*"), noClue, Unknown},
	} {
		if r := Compare(one(c.old), one(c.new), Options{}); r.Relation != c.want {
			t.Errorf("%s to %s: %s, want %s %v %v", c.old, c.new, r.Relation, c.want, r.NewInOld, r.OldInNew)
		}
	}
}

func TestCoverageAndBoundaries(t *testing.T) {
	s := set(t, statements(allow(`"s3:Get*"`, `"a*"`, ""), deny(`"s3:GetObject"`, `"ab*"`)))
	if got := Entirely(s, "s3:GetObject", text("ac*"), Options{}); got.Within != policy.Yes {
		t.Error(got)
	}
	if got := Entirely(s, "s3:GetObject", text("a*"), Options{}); got.Within != policy.No || got.Witness == nil {
		t.Error(got)
	}
	for resource, want := range map[string]policy.Truth{"a*": policy.Yes, "abc*": policy.No, "b": policy.No} {
		if got, of := Partly(s, "s3:GetObject", text(resource), Options{}); got != want {
			t.Errorf("%s: %s %v", resource, got, of)
		}
	}
	bounded := s
	bounded.Boundary = set(t, statements(allow(`"s3:*"`, `"ad*"`, ""))).Identity
	if r := Compare(s, bounded, Options{}); r.Relation != Narrower {
		t.Error(r)
	}
	for resource, want := range map[string]policy.Truth{"a*": policy.Yes, "ac*": policy.No} {
		if got, of := Partly(bounded, "s3:GetObject", text(resource), Options{}); got != want {
			t.Errorf("%s: %s %v", resource, got, of)
		}
	}
}

// random is a policy over an alphabet so small that its requests can be listed.
func random(r *rand.Rand) string {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	var list []string
	for range 1 + r.IntN(3) {
		s := fmt.Sprintf(`{"Effect": %q, %q: [%q], %q: [%q, %q]`, pick("Allow", "Allow", "Deny"), pick("Action", "Action", "NotAction"), pick("s3:GetObject", "s3:Get*", "s3:*", "*", "s3:x"),
			pick("Resource", "Resource", "NotResource"), pick("a", "a*", "*b", "?", "*", "a?"), pick("ab", "b*", "a*b", "c", "${x:v}", "*${x:v}"))
		if r.IntN(2) == 0 {
			s += pick(`, "Condition": {"StringEquals": {"x:v": "a"}}`, `, "Condition": {"StringNotLike": {"x:v": ["a*", "b"]}}`, `, "Condition": {"Null": {"x:v": "true"}}`,
				`, "Condition": {"ForAnyValue:StringLike": {"x:v": "?"}}`, `, "Condition": {"ForAllValues:StringEqualsIfExists": {"x:v": ["a", "b"]}}`,
				`, "Condition": {"NumericLessThan": {"x:n": "2"}}`, `, "Condition": {"NumericNotEquals": {"x:n": ["2", "1"]}}`, `, "Condition": {"BoolIfExists": {"x:b": "true"}}`)
		}
		list = append(list, s+"}")
	}
	return statements(list...)
}

// Every request over a small alphabet is decided as the comparison says, and the relation turns with the operands.
func TestBruteForce(t *testing.T) {
	var queries []*policy.Query
	contexts := []map[string]policy.Values{nil, {"x:n": policy.One("1")}, {"x:n": policy.One("3")}, {"x:n": policy.One("x")}, {"x:b": policy.One("false")}, {"x:b": policy.One("true")}}
	for _, v := range []string{"", "a", "b", "ab", "c"} {
		contexts = append(contexts, map[string]policy.Values{"x:v": policy.One(v)}, map[string]policy.Values{"x:v": policy.Many(v)}, map[string]policy.Values{"x:v": policy.Many("a", v), "x:n": policy.One("1")})
	}
	for _, action := range []string{"s3:GetObject", "s3:GetBucketAcl", "s3:PutObject", "s3:x", "sqs:SendMessage"} {
		for _, resource := range []string{"a", "b", "ab", "ba", "abb", "c", "ca"} {
			for _, context := range contexts {
				queries = append(queries, policy.Request{
					Principal: model.NewString(requester, model.Location{}), Action: action, Resource: model.NewString(resource, model.Location{}),
					ResourceAccount: model.NewString(account, model.Location{}), Context: context,
				}.Prepare())
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	counts := map[Relation]int{}
	const pairs = 1500
	for range pairs {
		old, now := random(r), random(r)
		a, b := set(t, old), set(t, now)
		got := Compare(a, b, Options{})
		counts[got.Relation]++
		if back := Compare(b, a, Options{}); back.NewInOld.Within != got.OldInNew.Within || back.OldInNew.Within != got.NewInOld.Within {
			t.Fatalf("%s\n%s\nis %v, turned round %v", old, now, got, back)
		}
		inA, inB := policy.Compile(policy.Policies{Identity: a.Identity}), policy.Compile(policy.Policies{Identity: b.Identity})
		for _, q := range queries {
			va, vb := inA.EvaluateOwn(q).Access, inB.EvaluateOwn(q).Access
			if va == policy.Yes && vb == policy.No && got.OldInNew.Within == policy.Yes || vb == policy.Yes && va == policy.No && got.NewInOld.Within == policy.Yes {
				t.Fatalf("%s\n%s\nis %v, which a request contradicts: %+v", old, now, got, q)
			}
		}
	}
	t.Logf("%d of %d pairs have a relation (%v)", pairs-counts[Unknown], pairs, counts)
	if counts[Unknown]*20 > pairs {
		t.Error("too much is unknown")
	}
}

// A managed policy is itself, and narrower without a statement or with a Deny more.
func TestManagedPolicies(t *testing.T) {
	n, unknown, total := 0, 0, 0
	for p := range catalogue.ManagedPolicies() {
		if n++; n%8 != 0 {
			continue
		}
		s := set(t, string(p.Document()))
		total++
		switch r := Compare(s, s, Options{}); r.Relation { //nolint:exhaustive // the others are wrong
		case Equal:
		case Unknown:
			unknown++
			t.Logf("%s: %v", p.Name, r.NewInOld.Because)
		default:
			t.Errorf("%s is %s to itself", p.Name, r.Relation)
		}
		less := s
		less.Identity = append(less.Identity[:1:1], set(t, statements(deny(`"*"`, `"*"`))).Identity...)
		if r := Compare(s, less, Options{}); r.Relation == Wider || r.Relation == Incomparable {
			t.Errorf("%s with a Deny more is %s", p.Name, r.Relation)
		}
	}
	t.Logf("%d of %d managed policies are equal to themselves", total-unknown, total)
}

// Every witness is a request that the evaluator decides differently for the two sets. SCONCE_COMPARE_PAIRS says how many
// pairs are compared.
func TestWitnessesReplay(t *testing.T) {
	pairs := 10000
	if n, err := strconv.Atoi(os.Getenv("SCONCE_COMPARE_PAIRS")); err == nil {
		pairs = n
	}
	r := rand.New(rand.NewPCG(3, 4))
	witnesses, replayed, unknown := 0, 0, 0
	for range pairs {
		a, b := set(t, random(r)), set(t, random(r))
		inA, inB := policy.Compile(policy.Policies{Identity: a.Identity}), policy.Compile(policy.Policies{Identity: b.Identity})
		got := Compare(a, b, Options{})
		if got.Relation == Unknown {
			unknown++
		}
		for _, of := range []struct {
			answer   Answer
			from, to *policy.Set
		}{{got.OldInNew, inA, inB}, {got.NewInOld, inB, inA}} {
			if of.answer.Within != policy.No {
				continue
			}
			witnesses++
			if q := of.answer.Witness.Request.Prepare(); of.from.EvaluateOwn(q).Access == policy.Yes && of.to.EvaluateOwn(q).Access == policy.No {
				replayed++
			}
		}
	}
	t.Logf("%d of %d witnesses of %d pairs replay; %d of %d pairs are unknown", replayed, witnesses, pairs, unknown, pairs)
	if replayed != witnesses {
		t.Error("a witness is none")
	}
}
