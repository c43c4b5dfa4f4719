package finding_test

import (
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

func TestLikenessIsWithoutThePath(t *testing.T) {
	f := finding.Finding{Rule: "privilege-pass-role", Resource: "a/t.yaml#Role", Detail: "0", App: "a/t.yaml"}
	moved := f
	moved.Resource, moved.App = "b/u.json#Role", "b/u.json"
	if f.Likeness() != moved.Likeness() || f.Fingerprint() == moved.Fingerprint() {
		t.Error("a file that is moved changes the fingerprint with the path, and not the other")
	}
	whole, elsewhere := f, moved
	whole.Resource, elsewhere.Resource = "a/t.yaml", "b/u.json"
	if whole.Likeness() != elsewhere.Likeness() {
		t.Error("what is found of a whole application is called by its path")
	}
	if f.Likeness() == f.Fingerprint() || whole.Likeness() == f.Likeness() {
		t.Error("two questions have one answer")
	}
}

// Two findings that nothing else tells apart are numbered in an order that does not depend on lines.
func TestNumber(t *testing.T) {
	at := func(line int, message string) finding.Finding {
		return finding.Finding{Rule: "r-x", Resource: "t#R", Message: message, Outcome: finding.NotMet, At: model.Location{File: "t", Start: line}}
	}
	first := []finding.Finding{at(1, "b"), at(2, "a"), at(3, "c")}
	second := []finding.Finding{at(1, "a"), at(2, "c"), at(3, "b")}
	unknown := []finding.Finding{{Rule: "r-x", Resource: "t#R", Message: "0", Outcome: finding.Unknown}}
	finding.Number(first, slices.Clone(unknown))
	finding.Number(slices.Clone(unknown), second)
	marks := func(list []finding.Finding) map[string]string {
		out := map[string]string{}
		for _, f := range list {
			out[f.Fingerprint()] = f.Message
		}
		return out
	}
	was, is := marks(first), marks(second)
	if len(was) != 3 || len(is) != 3 {
		t.Fatalf("fingerprints are shared: %v %v", was, is)
	}
	for id, message := range was {
		if is[id] != message {
			t.Errorf("%s was %q and is %q", id, message, is[id])
		}
	}
}

func TestPair(t *testing.T) {
	mark := func(id, likeness, home string) finding.Mark {
		return finding.Mark{ID: id, Likeness: likeness, Home: home}
	}
	for _, test := range []struct {
		name         string
		known, found []finding.Mark
		want         []int
	}{
		{"nothing known", nil, []finding.Mark{mark("1", "a", "")}, []int{-1}},
		{"the same", []finding.Mark{mark("1", "a", ""), mark("2", "a", "")}, []finding.Mark{mark("2", "a", ""), mark("1", "a", "")}, []int{1, 0}},
		{"moved", []finding.Mark{mark("1", "a", "")}, []finding.Mark{mark("9", "a", "")}, []int{0}},
		{"one moved, one more", []finding.Mark{mark("1", "a", "")}, []finding.Mark{mark("8", "a", ""), mark("9", "a", "")}, []int{0, -1}},
		{"a copy is new", []finding.Mark{mark("1", "a", "")}, []finding.Mark{mark("0", "a", ""), mark("1", "a", "")}, []int{-1, 0}},
		{"the one of the same application", []finding.Mark{mark("1", "a", "x"), mark("2", "a", "y")}, []finding.Mark{mark("8", "a", "y"), mark("9", "a", "x")}, []int{1, 0}},
		{"an application that changed too", []finding.Mark{mark("1", "a", "x"), mark("2", "a", "y")}, []finding.Mark{mark("8", "a", "z"), mark("9", "a", "x")}, []int{1, 0}},
		{"in two environments", []finding.Mark{mark("1", "a", ""), mark("1", "a", ""), mark("2", "a", "")}, []finding.Mark{mark("1", "a", ""), mark("9", "a", ""), mark("9", "a", "")}, []int{0, 2, 2}},
	} {
		if got := finding.Pair(test.known, test.found); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
