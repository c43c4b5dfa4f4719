package fix

import (
	"math/rand/v2"
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// TestDraftsKeepTheirDistance makes several changes of one text: the edits make of it what the changes made
// one after the other, and have nothing in them of what stands between.
func TestDraftsKeepTheirDistance(t *testing.T) {
	const text = "Resources:\n  A:\n    Type: X::Y::Z\n    Properties:\n      Password: hunter2\nOutputs:\n  O:\n    Value: 1\n"
	f, err := source.Parse("t.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	w := &written{name: "A", id: "t.yaml#A", kind: "X::Y::Z", node: f.Root.Get("Resources").Get("A"), file: f}
	d := w.draft()
	d.set(splice.Number("2"), "Outputs", "O", "Value")
	d.set(splice.Text("one"), "Resources", "A", "Properties", "First")
	d.set(splice.Text("other"), "Resources", "A", "Properties", "First")
	d.declare("A", splice.Map(splice.Field{Key: "Type", Value: splice.Text("T")}))
	p, err := d.done()
	if err != nil {
		t.Fatal(err)
	}
	after, err := splice.Apply([]byte(text), p.Edits)
	const want = "Resources:\n  A:\n    Type: X::Y::Z\n    Properties:\n      First: other\n      Password: hunter2\n\n  A2:\n    Type: T\nOutputs:\n  O:\n    Value: 2\n"
	if err != nil || string(after) != want || string(d.now.Data) != want {
		t.Errorf("%q %v", after, err)
	}
	size := 0
	for _, e := range p.Edits {
		size += len(e.Text)
	}
	if len(p.Edits) != 3 || size > 60 {
		t.Errorf("%+v", p.Edits)
	}
}

// TestPieces replaces ranges at random and compares with doing so on the text.
func TestPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		before := []byte("abcdefghijklmnopqrstuvwxyz")
		now, d := string(before), &draft{before: &source.File{Data: before}, pieces: []piece{{to: len(before)}}}
		for range 1 + r.IntN(6) {
			start := r.IntN(len(now) + 1)
			e := finding.Edit{Start: start, End: start + r.IntN(len(now)-start+1), Text: "XYZ"[:r.IntN(4)]}
			now, d.pieces = now[:e.Start]+e.Text+now[e.End:], spliced(d.pieces, e)
		}
		p, err := d.done()
		if err != nil {
			if now != string(before) {
				t.Fatal(err)
			}
			continue
		}
		if after, err := splice.Apply(before, p.Edits); err != nil || string(after) != now {
			t.Fatalf("%q %v, want %q", after, err, now)
		}
	}
}
