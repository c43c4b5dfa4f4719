package exchange_test

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/change"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/permit"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/report/exchange"
)

// What a template calls things is no link, mention or HTML in a comment, whoever loses access is folded, and the fold is
// closed however little room there is.
func TestAccessDiffIsHarmless(t *testing.T) {
	hostile := []string{"@octocat", "www.example.com", "GH-1", "#1", "<img src=x>", "[a](javascript:x)", "</details>", "a|b", "`x`", "**b**"}
	gains := func(text string) []change.Access {
		v := []model.Value{model.NewString(text, model.Location{})}
		return []change.Access{{Statement: policy.Statement{Effect: model.Allow, Actions: v, Resources: v}, Level: permit.Write}}
	}
	d := report.AccessDiff{Revision: hostile[4]}
	for _, text := range hostile {
		d.Actors = append(d.Actors,
			change.Actor{ID: "t.yaml#" + text, Kind: change.KindIdentity, State: change.StateAdded, Functions: []string{"t.yaml#" + text}, Gained: gains(text)},
			change.Actor{ID: "t.yaml#less", Kind: change.KindIdentity, State: change.StateRemoved, Functions: []string{"t.yaml#" + text}, Lost: gains(text)})
	}
	for _, copies := range []int{1, 60} {
		many := d
		many.Actors = nil
		for range copies {
			many.Actors = append(many.Actors, d.Actors...)
		}
		var b strings.Builder
		if err := exchange.AccessDiff(&b, many); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if len(text) > 65_536 || strings.Count(text, "<details>") > 1 {
			t.Errorf("%d bytes, %d folds", len(text), strings.Count(text, "<details>"))
		}
		for line := range strings.Lines(strings.ReplaceAll(text, "<br>", " ")) {
			bare := line
			for _, fence := range []string{"```", "``", "`"} { // what is between fences is code
				parts := strings.Split(bare, fence)
				bare = ""
				for i := 0; i < len(parts); i += 2 {
					bare += parts[i]
				}
			}
			for _, bad := range []string{"@", "www", "GH-", "#1", "<img", "](", "javascript"} {
				if strings.Contains(bare, bad) {
					t.Errorf("%q is bare in %q", bad, line)
				}
			}
		}
		outside := strings.Count(text, "\n</details>\n")
		if outside != strings.Count(text, "\n<details>") {
			t.Errorf("%d folds are opened and %d closed", strings.Count(text, "\n<details>"), outside)
		}
		if copies == 1 && !strings.Contains(text, "<details><summary>10 that only lose access</summary>") {
			t.Error("who loses is not folded")
		}
	}
}
