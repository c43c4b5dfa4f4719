package permit_test

import (
	"math/rand/v2"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// What is proved to allow nothing that something else does not, has no higher measure: no part, no bound.
func TestMonotoneUnderCompare(t *testing.T) {
	s := space()
	r := rand.New(rand.NewPCG(7, 8))
	within, strictly := 0, 0
	for range 160 {
		var sets [2]policy.Policies
		for i := range sets {
			var list []statement
			for range 1 + r.IntN(3) {
				list = append(list, random(r, []string{"Allow", "Allow", "Deny"}[r.IntN(3)], false))
			}
			sets[i] = own(t, list...)
		}
		c := compare.Compare(compare.Set{Identity: sets[0].Identity}, compare.Set{Identity: sets[1].Identity}, compare.Options{})
		old, now := s.Of(sets[0]), s.Of(sets[1])
		switch c.Relation {
		case compare.Wider:
			old, now = now, old
		case compare.Incomparable, compare.Unknown:
			continue
		case compare.Equal, compare.Narrower:
		}
		within++
		if now.Score < old.Score {
			strictly++
		}
		for i, is := range values(now) {
			if was := values(old)[i]; is > was && !near(is, was) {
				t.Fatalf("%s, and the measure is %+v of %+v", c.Relation, now, old)
			}
		}
		if c.Relation == compare.Equal && !near(old.Score, now.Score) {
			t.Fatalf("equal policies measure %v and %v", old.Score, now.Score)
		}
	}
	if within < 30 || strictly < 15 {
		t.Errorf("only %d pairs of which one is within the other, %d with less", within, strictly)
	}
}

// values are the score and its bounds, of all and of each part.
func values(m permit.Measure) []float64 {
	out := []float64{m.Least, m.Score, m.Most}
	for _, p := range m.Parts {
		out = append(out, p.Least, p.Score, p.Most)
	}
	return out
}
