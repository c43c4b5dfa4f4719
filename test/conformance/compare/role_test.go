package compare_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/scan"
)

// TestRoles compares the roles of the templates of the SAM translator's suite with changes of them.
func TestRoles(t *testing.T) {
	list := changes()
	var out []pair
	for i, of := range roles(t) {
		add := func(name string, old, new policy.Document, want []compare.Relation) { //nolint:revive // the words say it best
			was, is := of.set, of.set
			was.Identity, is.Identity = []policy.Document{old}, []policy.Document{new}
			out = append(out, pair{of.name + " " + name, was, is, want})
		}
		d := of.set.Identity[0]
		add("itself", d, d, same)
		for j, c := range list {
			if os.Getenv("SCONCE_COMPARE_ALL") == "" && j != i%len(list) {
				continue
			}
			made, ok := c.make(d)
			if want := c.want; ok {
				if len(of.set.Boundary) > 0 && len(want) == 1 && want[0] == compare.Wider { // unless it stays within the boundary
					want = notLess
				}
				add(c.name, d, made, want)
			}
		}
	}
	ask(t, out, access.Compare)
}

type role struct {
	name string
	set  compare.Set
}

// roles are what the identities of the suite's templates hold.
func roles(t *testing.T) []role {
	t.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	inputs, err := filepath.Glob(filepath.Join(dir, "sam", "input", "*.yaml"))
	if err != nil || len(inputs) == 0 {
		reason := "the suite of the SAM translator is not there: set SCONCE_CORPUS to the directory that holds sam/input"
		if os.Getenv("SCONCE_CI") == "1" {
			t.Fatal(reason)
		}
		t.Skip(reason)
	}
	var out []role
	for _, name := range inputs {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		r, err := scan.Read(t.Context(), scan.Options{Path: ".", Files: fstest.MapFS{base: {Data: text}}})
		if err != nil {
			continue // what the translator refuses is in the suite too
		}
		for _, app := range r.Apps {
			ledger := access.NewLedger(app.Model)
			for _, identity := range app.Model.Identities {
				out = append(out, role{identity.ID, ledger.Of(identity.ID).Set()})
			}
		}
	}
	return out
}
