package change_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/change"
	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/test/golden"
)

// TestBetween compares the revisions of testdata: each file is a change of the first one.
func TestBetween(t *testing.T) {
	archive := golden.Open(t, "testdata/change.txtar")
	first := string(archive.Files[0].Data)
	before := apps(t, "template.yaml", first)
	for _, f := range archive.Files[1:] {
		t.Run(f.Name, func(t *testing.T) {
			text, name := first, "template.yaml"
			for edit := range strings.Lines(golden.Asked(f)) {
				old, new, _ := strings.Cut(strings.TrimSuffix(edit, "\n"), " -> ") //nolint:revive // the words say it best
				if old == "file" {
					name = new
					continue
				}
				if !strings.Contains(text, old) {
					t.Fatalf("there is no %q", old)
				}
				text = strings.ReplaceAll(text, old, strings.ReplaceAll(new, `\n`, "\n"))
			}
			after := apps(t, name, text)
			got := show(change.Between(before, after))
			archive.WantBehind(t, f.Name, got)
			back := show(change.Between(after, before))
			if strings.Count(got, "\n +") != strings.Count(back, "\n -") || strings.Count(got, "\n -") != strings.Count(back, "\n +") {
				t.Errorf("the way back is another:\n%s", back)
			}
			if same := change.Between(after, after); len(same) > 0 {
				t.Errorf("it differs from itself: %v", same)
			}
		})
	}
}

// TestHostileChange: a change of very much ends, and says that not all of it was looked at.
func TestHostileChange(t *testing.T) {
	role := func(n int, verb string) string {
		var b strings.Builder
		b.WriteString("Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n")
		for i := range n {
			if i%50 == 0 { // a policy of more is not read
				fmt.Fprintf(&b, "        - PolicyName: p%d\n          PolicyDocument:\n            Version: '2012-10-17'\n            Statement:\n", i)
			}
			fmt.Fprintf(&b, "              - {Effect: Allow, Action: ['sconce:%s%d', 'sconce:Any%d'], Resource: '*%d*'}\n", verb, i, i, i)
		}
		return b.String()
	}
	actors := change.Between(apps(t, "template.yaml", role(200, "Get")), apps(t, "template.yaml", role(200, "Put")))
	if len(actors) != 1 || len(actors[0].Gained) == 0 || !slices.ContainsFunc(actors[0].Unknown, func(u change.Unknown) bool {
		return u.Text == "there is more than is looked at statement by statement"
	}) {
		t.Errorf("%d actors: %d gained, %v", len(actors), len(actors[0].Gained), actors[0].Unknown)
	}
}

func show(actors []change.Actor) string {
	var b strings.Builder
	for _, a := range actors {
		fmt.Fprintf(&b, "%s %s %s %s", model.LocalName(a.ID), a.Kind, a.State, a.Relation)
		if a.Kind != change.KindResource {
			fmt.Fprintf(&b, " %t", a.After.Score > a.Before.Score)
		}
		b.WriteString("\n")
		line := func(sign string, list []change.Access) {
			for _, of := range list {
				fmt.Fprintf(&b, " %s %s %s on %s\n", sign, of.Level, join(of.Actions, of.NotActions), join(of.Resources, of.NotResources))
			}
		}
		line("+", a.Gained)
		line("-", a.Lost)
		for _, u := range a.Unknown {
			fmt.Fprintf(&b, " ? %t %s\n", u.Gained, u.Text)
		}
	}
	return b.String()
}

func join(values, not []model.Value) string {
	var out []string
	for _, v := range values {
		out = append(out, v.String())
	}
	for _, v := range not {
		out = append(out, "not "+v.String())
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func apps(t *testing.T, file, text string) []*model.App {
	t.Helper()
	tree, err := source.OpenTree(t.Context(), fstest.MapFS{file: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := cloudformation.Read(t.Context(), tree, cloudformation.Options{})
	if err != nil || len(r.Refused) > 0 {
		t.Fatal(err, r)
	}
	return r.Apps
}
