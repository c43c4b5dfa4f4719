package policy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// managedPolicies are all documents that the provider publishes, by name.
func managedPolicies(tb testing.TB) map[string]Document {
	tb.Helper()
	facts := os.Getenv("SCONCE_FACTS")
	if facts == "" {
		facts = filepath.Join("..", "..", "..", "shared", "facts")
	}
	data, err := os.ReadFile(filepath.Join(facts, "aws-managed-policies.json"))
	if err != nil {
		if os.Getenv("SCONCE_CI") == "1" {
			tb.Fatalf("the managed policies are needed: %v", err)
		}
		tb.Skipf("the managed policies are not here (SCONCE_FACTS names their directory): %v", err)
	}
	var all map[string]struct {
		Document json.RawMessage `json:"document"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		tb.Fatal(err)
	}
	out := make(map[string]Document, len(all))
	for name, p := range all {
		doc, problems := ParseJSON(p.Document, name)
		for _, problem := range problems {
			if problem.Level == Illegal {
				tb.Errorf("%s: %s", name, problem)
			}
		}
		out[name] = doc
	}
	return out
}

func TestManagedPoliciesAreLegal(t *testing.T) {
	if n := len(managedPolicies(t)); n < 1600 {
		t.Errorf("%d managed policies", n)
	}
}

// BenchmarkEvaluate asks every managed policy about an action that it names.
func BenchmarkEvaluate(b *testing.B) {
	documents := managedPolicies(b)
	names := make([]string, 0, len(documents))
	for name := range documents {
		names = append(names, name)
	}
	slices.Sort(names)
	var sets []*Set
	var queries []*Query
	for _, name := range names {
		doc := documents[name]
		set := Compile(Policies{Identity: []Document{doc}})
		for i := range doc.Statements {
			for j, action := range doc.Statements[i].Actions {
				if j%7 != 0 {
					continue
				}
				text, _ := action.Text()
				text = strings.NewReplacer("*", "Thing", "?", "x").Replace(text)
				if !strings.Contains(text, ":") {
					text = "s3:GetObject"
				}
				sets, queries = append(sets, set), append(queries, benchmarkQuery(text))
			}
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	allowed := 0
	before := processorTime(b)
	for i := range b.N {
		n := i % len(sets)
		if sets[n].Evaluate(queries[n]).Outcome == Allowed {
			allowed++
		}
	}
	b.ReportMetric(float64(b.N)/(processorTime(b)-before).Seconds(), "evaluations/s/core") // whatever else runs
	b.ReportMetric(100*float64(allowed)/float64(b.N), "%allowed")
}

// processorTime is how long the process has computed.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func benchmarkQuery(action string) *Query {
	service, _, _ := strings.Cut(action, ":")
	return Request{
		Principal: str("arn:aws:sts::111111111111:assumed-role/app/job"), Action: action,
		Resource: str("arn:aws:" + service + ":eu-west-1:111111111111:thing/name"), ResourceAccount: str("111111111111"),
		Context: map[string]Values{
			"aws:SourceIp": One("192.0.2.1"), "aws:SecureTransport": One("true"), "aws:PrincipalTag/team": One("a"),
			"aws:RequestedRegion": One("eu-west-1"), "aws:TagKeys": Many("a", "b"), "aws:PrincipalAccount": One("111111111111"),
		},
	}.Prepare()
}

func TestEvaluateAllocatesNothing(t *testing.T) {
	doc, problems := ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": ["s3:Get*", "s3:*Object"], "Resource": "arn:aws:s3:::docs/${aws:username}/*", "Condition": {
			"StringLike": {"aws:PrincipalTag/team": ["x", "${aws:username}*"]}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
			"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:1:${aws:username}"}, "DateGreaterThan": {"aws:CurrentTime": "2020-01-01"},
			"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}, "NumericLessThan": {"s3:max-keys": 5}, "Bool": {"aws:SecureTransport": "true"}}},
		{"Effect": "Deny", "NotAction": "s3:*", "NotResource": ["arn:aws:s3:::*"]}]}`), "")
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	resource, problems := ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": ["222222222222", "arn:aws:iam::111111111111:role/other"]},
		"Action": "*", "Resource": "*"}}`), "")
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	set := Compile(Policies{Identity: []Document{doc}, Resource: &resource, Boundary: []Document{doc}, SCP: [][]Document{{doc}}})
	q := Request{
		Principal: str("arn:aws:sts::111111111111:assumed-role/app/job"), Action: "s3:GetObject", Resource: str("arn:aws:s3:::docs/ann/x"),
		ResourceAccount: str("111111111111"),
		Context: map[string]Values{
			"aws:username": One("ann"), "aws:PrincipalTag/team": One("ann-a"), "aws:SourceIp": One("10.1.1.1"), "aws:SourceArn": One("arn:aws:sns:e:1:ann"),
			"aws:CurrentTime": One("2024-01-01T00:00:00Z"), "aws:TagKeys": Many("a"), "s3:max-keys": One("3"), "aws:SecureTransport": One("true"),
		},
	}.Prepare()
	if v := set.Evaluate(q); v.Outcome != Allowed {
		t.Fatalf("%+v %v", v, set.Changes(q))
	}
	if n := testing.AllocsPerRun(100, func() { set.Evaluate(q) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
