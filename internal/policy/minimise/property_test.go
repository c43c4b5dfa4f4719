package minimise_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/minimise"
)

// TestManagedPolicies minimises what the provider publishes, cut into statements of one action on one resource each: the
// result says the same, is not longer than the original, knows where everything comes from, and does not depend on the
// order of what goes in; minimising it again changes nothing.
func TestManagedPolicies(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	n, shorter := 0, 0
	for p := range catalogue.ManagedPolicies() {
		original, _ := policy.ParseJSON(p.Document(), "")
		pieces := cut(original)
		if n++; n%5 != 0 || len(pieces.Statements) > 400 {
			continue
		}
		r := minimise.Document(pieces, minimise.Options{})
		after := document(r)
		if is := compare.Compare(set(original), set(after), compare.Options{}); is.Relation != compare.Equal {
			t.Errorf("%s: it is %s", p.Name, is.Relation)
		}
		before := minimise.Size(as(original.Statements))
		switch now := minimise.Size(r.Statements); {
		case now > before:
			t.Errorf("%s: it has %d characters, the original %d", p.Name, now, before)
		case now < before:
			shorter++
		}
		from(t, len(pieces.Statements), r)
		shuffled := pieces
		shuffled.Statements = slices.Clone(pieces.Statements)
		random.Shuffle(len(shuffled.Statements), func(i, j int) {
			shuffled.Statements[i], shuffled.Statements[j] = shuffled.Statements[j], shuffled.Statements[i]
		})
		for _, again := range []policy.Document{shuffled, after} {
			if diff := cmp.Diff(values(r), values(minimise.Document(again, minimise.Options{}))); diff != "" {
				t.Errorf("%s: another order or another time: %s", p.Name, diff)
			}
		}
	}
	t.Logf("%d of %d are shorter than the original", shorter, n/5)
}

func set(d policy.Document) compare.Set { return compare.Set{Identity: []policy.Document{d}} }

// cut is a policy with a statement for each action and resource.
func cut(d policy.Document) policy.Document {
	one := func(values []model.Value) [][]model.Value {
		if values == nil {
			return [][]model.Value{nil}
		}
		var out [][]model.Value
		for _, v := range values {
			out = append(out, []model.Value{v})
		}
		return out
	}
	out := d
	out.Statements = nil
	for _, s := range d.Statements {
		for _, actions := range one(s.Actions) {
			for _, resources := range one(s.Resources) {
				piece := s
				piece.Sid, piece.Actions, piece.Resources = "", actions, resources
				out.Statements = append(out.Statements, piece)
			}
		}
	}
	return out
}

func document(r minimise.Result) policy.Document {
	d := policy.Document{Version: policy.Version2012, Variables: policy.Yes}
	for _, s := range r.Statements {
		d.Statements = append(d.Statements, s.Statement)
	}
	return d
}

func as(statements []policy.Statement) []minimise.Statement {
	out := make([]minimise.Statement, len(statements))
	for i, s := range statements {
		out[i].Statement = s
		out[i].Sid = ""
	}
	return out
}

func values(r minimise.Result) []string {
	var out []string
	for i := range r.Statements {
		out = append(out, minimise.Value(&r.Statements[i].Statement).String())
	}
	return out
}

// from checks that every statement is accounted for.
func from(t *testing.T, n int, r minimise.Result) {
	t.Helper()
	for i := range n {
		used := slices.ContainsFunc(r.Statements, func(s minimise.Statement) bool { return slices.Contains(s.From, i) })
		if used == slices.Contains(r.Needless, i) {
			t.Errorf("statement %d went into one: %v, and is needless: %v", i, used, !used)
		}
	}
}
