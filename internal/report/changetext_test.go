package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/change"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
	"github.com/sconce-dev/sconce/internal/report"
)

// What policies allow is told within the width, and who gains the most dangerous comes first.
func TestChangedAccessFits(t *testing.T) {
	values := func(list ...string) []model.Value {
		var out []model.Value
		for _, text := range list {
			out = append(out, model.NewString(text, model.Location{File: "template.yaml", Line: 12}))
		}
		return out
	}
	may := func(level permit.Level, actions ...string) []change.Access {
		s := policy.Statement{Effect: model.Allow, Actions: values(actions...), Resources: values("arn:aws:s3:::a-bucket-with-a-long-name/and/a/long/prefix/*"), At: model.Location{File: "template.yaml", Line: 12}}
		return []change.Access{{Statement: s, Level: level}}
	}
	d := report.AccessDiff{Revision: "main", Actors: []change.Actor{
		{ID: "template.yaml#Loses", Kind: change.KindIdentity, State: change.StateChanged, Lost: may(permit.Escalation, "iam:PassRole")},
		{ID: "template.yaml#Reads", Kind: change.KindIdentity, State: change.StateAdded, Functions: []string{"template.yaml#AFunction"}, Gained: may(permit.Read, "s3:GetObject", "s3:GetObjectAcl", "dynamodb:Query", "sqs:ReceiveMessage", "sqs:*")},
		{ID: "template.yaml#Passes", Kind: change.KindIdentity, State: change.StateAdded, Gained: may(permit.Escalation, "iam:PassRole")},
	}}
	for _, width := range widths {
		var b strings.Builder
		if err := report.ChangedAccessText(&b, d, report.Style{Width: width}); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		fits(t, fmt.Sprintf("access in %d columns", width), got, width)
		if p, r, l := strings.Index(got, "Passes"), strings.Index(got, "Reads"), strings.Index(got, "Loses"); p < 0 || p > r || r > l {
			t.Errorf("the order is %d, %d, %d", p, r, l)
		}
		if text := strings.Join(strings.Fields(got), " "); !strings.Contains(text, "s3:GetObject, GetObjectAcl, dynamodb:Query, sqs:ReceiveMessage and 1 more") {
			t.Errorf("actions of several services are %s", text)
		}
		c := report.Comparison{Old: report.Operand{Name: "old"}, New: report.Operand{Name: "new", Set: compare.Set{Identity: []policy.Document{{Statements: []policy.Statement{may(permit.Read, "s3:GetObject")[0].Statement}}}}}}
		c.Result = compare.Compare(c.Old.Set, c.New.Set, compare.Options{})
		b.Reset()
		if err := report.CompareText(&b, c, report.Style{Width: width}); err != nil {
			t.Fatal(err)
		}
		fits(t, fmt.Sprintf("a comparison in %d columns", width), b.String(), width)
	}
}
