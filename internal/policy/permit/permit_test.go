package permit_test

import (
	"encoding/json"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/permit"
	"github.com/sconce-dev/sconce/internal/rules"
)

const (
	table  = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
	bucket = "arn:aws:s3:::docs"
)

func text(s string) model.Value { return model.NewString(s, model.Location{}) }

func space() *permit.Space {
	return permit.NewSpace([]permit.Resource{{text(table)}, {text(bucket)}})
}

type statement struct {
	Effect    string
	Action    []string `json:",omitempty"`
	NotAction []string `json:",omitempty"`
	Resource  []string
	Condition map[string]map[string]string `json:",omitempty"`
}

func document(t *testing.T, statements ...statement) policy.Document {
	t.Helper()
	data, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": append([]statement{}, statements...)})
	if err != nil {
		t.Fatal(err)
	}
	d, problems := policy.ParseJSON(data, "")
	if len(problems) > 0 {
		t.Fatalf("%s: %v", data, problems)
	}
	return d
}

func own(t *testing.T, statements ...statement) policy.Policies {
	t.Helper()
	return policy.Policies{Identity: []policy.Document{document(t, statements...)}}
}

func allow(action, resource string) statement {
	return statement{Effect: "Allow", Action: []string{action}, Resource: []string{resource}}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 }

// Nothing is 0 and everything is 1, in every part.
func TestEnds(t *testing.T) {
	s := space()
	all, none := s.Of(own(t, allow("*", "*"))), s.Of(own(t))
	if !near(all.Score, 1) || !near(all.Least, 1) || !near(all.Most, 1) || none.Score != 0 || none.Most != 0 {
		t.Errorf("everything is %v, nothing %v", all, none)
	}
	for i, l := range permit.Levels() {
		if p := all.Parts[i]; p.Level != l || !near(p.Score, 1) {
			t.Errorf("part %s of everything is %v", l, p)
		}
	}
	if m := s.Of(own(t, allow("*", "*"), statement{Effect: "Deny", Action: []string{"*"}, Resource: []string{"*"}})); m.Score != 0 {
		t.Errorf("all denied is %v", m)
	}
	within := own(t, allow("*", "*"))
	within.Boundary = []policy.Document{document(t, allow("s3:*", "*"))}
	if a, b := s.Of(within), s.Of(own(t, allow("s3:*", "*"))); a != b {
		t.Errorf("everything within a boundary is %v, the boundary alone %v", a, b)
	}
}

// Of actions that are alike in all but the level, the worse level counts more.
func TestLevelsAreOrdered(t *testing.T) {
	for i, l := range permit.Levels()[1:] {
		if before := permit.Levels()[i]; before.Weight() <= l.Weight() {
			t.Errorf("%s counts %v, %s %v", before, before.Weight(), l, l.Weight())
		}
	}
	for action, want := range map[string]permit.Level{
		"iam:PassRole": permit.Escalation, "lambda:UpdateFunctionCode": permit.Escalation, "s3:PutBucketPolicy": permit.Permissions,
		"s3:PutObject": permit.Write, "s3:PutObjectTagging": permit.Write, "s3:GetObject": permit.Read, "s3:ListBucket": permit.List,
	} {
		a, ok := catalogue.LookupAction(action)
		if got := permit.LevelOf(a); !ok || got != want {
			t.Errorf("%s is %s, not %s", action, got, want)
		}
	}
	s := space()
	worst := s.Of(own(t, allow("iam:PassRole", "*"))).Score
	for _, action := range []string{"s3:PutBucketPolicy", "s3:PutObject", "s3:GetObject", "s3:ListBucket"} {
		if got := s.Of(own(t, allow(action, "*"))).Score; got == 0 || got >= worst {
			t.Errorf("%s counts %v, iam:PassRole %v", action, got, worst)
		}
	}
}

// Every published way to more permissions turns on an action of the level escalation.
func TestWaysTurnOnEscalation(t *testing.T) {
	data, err := fs.ReadFile(rules.FS, "escalation/paths.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Paths []struct {
			ID    string
			Needs []string
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil || len(file.Paths) == 0 {
		t.Fatal(err, len(file.Paths))
	}
	used := map[catalogue.Action]bool{}
	for _, p := range file.Paths {
		found := false
		for _, name := range p.Needs {
			a, _ := catalogue.LookupAction(name)
			used[a] = true
			found = found || permit.LevelOf(a) == permit.Escalation
		}
		if !found {
			t.Errorf("%s needs %v, none of which is escalation", p.ID, p.Needs)
		}
	}
	for a := range catalogue.AllActions().All() {
		if permit.LevelOf(a) == permit.Escalation && !used[a] {
			t.Errorf("%s is of no published way", a)
		}
	}
}

// The numbers of the worked example in docs/permissiveness.md.
func TestWorkedExample(t *testing.T) {
	s := space()
	size := 0.0
	for a := range catalogue.AllActions().All() {
		if permit.LevelOf(a) == permit.Read {
			size++
		}
	}
	read := func(resource string) permit.Measure { return s.Of(own(t, allow("s3:GetObject", resource))) }
	for resource, share := range map[string]float64{
		"*":                    1,
		"arn:aws:s3:::*":       0.75, // the objects of the bucket and the undeclared ones, no access point
		bucket + "/*":          0.5,  // the objects of the bucket
		bucket + "/public/*":   0.25, // perhaps the object
		bucket:                 0,    // a bucket is no object
		"arn:aws:s3:::other/*": 0,    // nothing that is declared
	} {
		m := read(resource)
		if got := m.Parts[3].Score * size; !near(got, share) {
			t.Errorf("s3:GetObject on %s counts %v, not %v", resource, got, share)
		}
		if want := m.Parts[3].Score * 2 / 31; !near(m.Score, want) {
			t.Errorf("s3:GetObject on %s is %v, not %v", resource, m.Score, want)
		}
	}
	if change, ok := read("*").Change(read(bucket + "/*")); !ok || !near(change, -0.5) {
		t.Errorf("the change is %v", change)
	}
	if _, ok := (permit.Measure{}).Change(read("*")); ok {
		t.Error("of nothing there is a part")
	}
	narrowed := allow("s3:GetObject", "*")
	narrowed.Condition = map[string]map[string]string{"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
	m := s.Of(own(t, narrowed))
	if all := read("*"); m.Least != 0 || !near(m.Score, all.Score/2) || !near(m.Most, all.Score) {
		t.Errorf("under a condition it is %v, without %v", m, all)
	}
}

// A reference means the resource as its ARN does, a Deny of either is one of both, and a resource
// whose type is not known is said to be so.
func TestReferences(t *testing.T) {
	ref := model.NewReference(model.Ref{Target: "t.yaml#Orders", Attribute: "Arn"}, model.Location{})
	s := permit.NewSpace([]permit.Resource{{text(table), ref}, {ref}})
	if !slices.Equal(s.Untyped, []int{1}) {
		t.Errorf("of unknown type are %v", s.Untyped)
	}
	of := func(effect string, resource model.Value) policy.Statement {
		return policy.Statement{Effect: model.Effect(effect), Actions: []model.Value{text("dynamodb:PutItem")}, Resources: []model.Value{resource}}
	}
	measure := func(list ...policy.Statement) float64 {
		return s.Of(policy.Policies{Identity: []policy.Document{{Version: policy.Version2012, Variables: policy.Yes, Statements: list}}}).Score
	}
	byName, byRef := measure(of("Allow", text(table))), measure(of("Allow", ref))
	if byName == 0 || byName != byRef {
		t.Errorf("by ARN %v, by reference %v", byName, byRef)
	}
	if got := measure(of("Allow", text(table)), of("Deny", ref)); got != 0 {
		t.Errorf("denied by reference, %v is left", got)
	}
}

// universe is a small world that random policies speak about.
var universe = struct{ patterns, resources []string }{
	[]string{"s3:GetObject", "s3:Get*", "s3:PutObject", "s3:ListAllMyBuckets", "dynamodb:*Item", "dynamodb:PutItem", "iam:PassRole", "dynamodb:DeleteTable", "s3:Put?bject"},
	[]string{"*", table, bucket, bucket + "/*", "arn:aws:dynamodb:*:*:table/*", "arn:aws:s3:::*"},
}

func pick(r *rand.Rand, from []string) []string {
	var out []string
	for range 1 + r.IntN(3) {
		out = append(out, from[r.IntN(len(from))])
	}
	return out
}

func random(r *rand.Rand, effect string, plain bool) statement {
	s := statement{Effect: effect, Resource: pick(r, universe.resources)}
	switch kind := r.IntN(6); {
	case plain || kind > 1:
		s.Action = pick(r, universe.patterns)
	case kind == 0:
		s.NotAction = pick(r, universe.patterns)
	default:
		s.Action = pick(r, universe.patterns)
		s.Condition = map[string]map[string]string{"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
	}
	return s
}

// A further Allow never lowers the measure, a further Deny never raises it: no part, no bound.
func TestMonotone(t *testing.T) {
	s := space()
	r := rand.New(rand.NewPCG(1, 2))
	rises := func(name string, less, more permit.Measure) {
		t.Helper()
		for i, v := range values(less) {
			if v > values(more)[i] {
				t.Fatalf("%s: %+v is more than %+v", name, less, more)
			}
		}
		if more.Least > more.Score || more.Score > more.Most || more.Most > 1 || less.Least < 0 {
			t.Fatalf("%s: out of bounds: %+v", name, more)
		}
	}
	for range 40 {
		var list []statement
		for range r.IntN(4) {
			list = append(list, random(r, []string{"Allow", "Allow", "Deny"}[r.IntN(3)], false))
		}
		before := s.Of(own(t, list...))
		rises("an Allow", before, s.Of(own(t, append(slices.Clone(list), random(r, "Allow", false))...)))
		rises("a Deny", s.Of(own(t, append(slices.Clone(list), random(r, "Deny", false))...)), before)
	}
}

// brute is the measure counted by hand for plain statements: cell by cell, by comparing texts.
func brute(list []statement) map[permit.Level]float64 {
	out := map[permit.Level]float64{}
	matches := func(pattern, resource string) bool {
		switch pattern {
		case "*", resource:
			return true
		case "arn:aws:dynamodb:*:*:table/*":
			return strings.HasPrefix(resource, "arn:aws:dynamodb:") && strings.Contains(resource, ":table/")
		}
		prefix, star := strings.CutSuffix(pattern, "*")
		return star && strings.HasPrefix(resource, prefix)
	}
	has := func(effect string, a catalogue.Action, resource string) bool {
		for _, s := range list {
			for _, p := range s.Action {
				if s.Effect == effect && slices.Contains(slices.Collect(catalogue.Match(p)), a) && slices.ContainsFunc(s.Resource, func(q string) bool { return matches(q, resource) }) {
					return true
				}
			}
		}
		return false
	}
	sizes := map[permit.Level]float64{}
	for a := range catalogue.AllActions().All() {
		sizes[permit.LevelOf(a)]++
		if p := a.Service().Prefix(); p != "s3" && p != "dynamodb" && p != "iam" {
			continue
		}
		mass := map[string]float64{}
		uses := a.Resources()
		if len(uses) == 0 {
			mass["*"] = 1
		}
		var declared []string
		for of, resource := range map[string]string{"dynamodb:table": table, "s3:bucket": bucket, "s3:object": bucket + "/some"} {
			if slices.ContainsFunc(uses, func(u catalogue.ResourceUse) bool { return u.Type.String() == of }) {
				declared = append(declared, resource)
			}
		}
		rest := 1.0
		for _, resource := range declared {
			mass[resource], rest = 0.5/float64(len(declared)), 0.5
		}
		for _, u := range uses {
			sample := u.Type.ARN()
			for _, field := range []string{"Partition", "Region", "Account"} {
				sample = strings.ReplaceAll(sample, "${"+field+"}", map[string]string{"Partition": "aws", "Region": "us-east-1", "Account": "111122223333"}[field])
			}
			mass[sample] += rest / float64(len(uses))
		}
		for resource, m := range mass {
			if has("Allow", a, resource) && !has("Deny", a, resource) {
				out[permit.LevelOf(a)] += m
			}
		}
	}
	for l := range out {
		out[l] /= sizes[l]
	}
	return out
}

func TestBruteForce(t *testing.T) {
	s := space()
	r := rand.New(rand.NewPCG(3, 4))
	for range 12 {
		var list []statement
		for range 1 + r.IntN(4) {
			list = append(list, random(r, []string{"Allow", "Allow", "Deny"}[r.IntN(3)], true))
		}
		got, want := s.Of(own(t, list...)), brute(list)
		for _, p := range got.Parts {
			if !near(p.Score, want[p.Level]) {
				t.Errorf("%+v: %s is %v, by hand %v", list, p.Level, p.Score, want[p.Level])
			}
		}
	}
}

func BenchmarkOfEverything(b *testing.B) {
	s := space()
	d, _ := policy.ParseJSON([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`), "")
	for b.Loop() {
		s.Of(policy.Policies{Identity: []policy.Document{d}})
	}
}

// TestCorners measures what has no resources, no level or no name.
func TestCorners(t *testing.T) {
	if permit.Level("none").Weight() != 0 {
		t.Error("a level that is none weighs something")
	}
	at := func(name string) model.Value {
		return model.NewReference(model.Ref{Attribute: name}, model.Location{})
	}
	text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
	name := model.NewReference(model.Ref{Target: "t.yaml#Table", Attribute: "Ref"}, model.Location{})
	arn := model.NewTemplate([]model.Value{text("arn:"), at("AWS::Partition"), text(":dynamodb:"), at("AWS::Region"), text(":"), at("AWS::AccountId"), text(":table/"), name}, model.Location{})
	space := permit.NewSpace([]permit.Resource{nil, {arn}})
	if len(space.Untyped) != 1 || space.Untyped[0] != 0 {
		t.Errorf("untyped: %v", space.Untyped)
	}
	of := func(statements ...policy.Statement) permit.Measure {
		return space.Of(policy.Policies{Identity: []policy.Document{{Version: policy.Version2012, Variables: policy.Yes, Statements: statements}}})
	}
	get := []model.Value{text("dynamodb:GetItem")}
	one := of(policy.Statement{Effect: model.Allow, Actions: get, Resources: []model.Value{arn}})
	if one.Least <= 0 || one.Least != one.Most {
		t.Errorf("the declared table: %+v", one)
	}
	everywhere := of(policy.Statement{Effect: model.Allow, Actions: get})
	if everywhere.Least <= one.Least || everywhere.Least != everywhere.Most {
		t.Errorf("without resources: %+v", everywhere)
	}
	hole := of(policy.Statement{Effect: model.UnknownEffect, Hole: at("policy")})
	if hole.Least != 0 || hole.Most != 1 {
		t.Errorf("what is not known: %+v", hole)
	}
}
