package impact_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/impact"
	"github.com/sconce-dev/sconce/internal/model"
)

// shop: the internet calls Create, which fills Queue, which starts Worker, which changes Table; Report
// runs on a schedule; Secret may be read by all.
func shop() *model.App {
	return &model.App{
		Functions: []model.Function{
			{ID: "Create"},
			{ID: "Worker"},
			{ID: "Report", Triggers: []model.Trigger{{Kind: model.TriggerSchedule}}},
		},
		Routes: []model.Route{
			{ID: "POST", Function: "Create", Auth: model.AuthNone},
			{ID: "GET", Function: "Create", Auth: model.AuthIAM},
			{ID: "DELETE", Function: "Worker", Auth: model.AuthIAM},
		},
		Resources: []model.Resource{
			{ID: "Queue", Kind: model.KindQueue}, {ID: "Table", Kind: model.KindTable}, {ID: "Secret", Kind: model.KindSecret}, {ID: "Bucket", Kind: model.KindBucket},
		},
		Edges: []model.Edge{
			{From: model.Internet, To: "POST", Kind: model.EdgeInvokes},
			{From: "POST", To: "Create", Kind: model.EdgeInvokes},
			{From: model.Internet, To: "GET", Kind: model.EdgeInvokes},
			{From: "GET", To: "Create", Kind: model.EdgeInvokes},
			{From: model.Internet, To: "DELETE", Kind: model.EdgeInvokes},
			{From: "DELETE", To: "Worker", Kind: model.EdgeInvokes},
			{From: "Create", To: "Queue", Kind: model.EdgePublishes},
			{From: "Queue", To: "Worker", Kind: model.EdgeTriggers},
			{From: "Worker", To: "Table", Kind: model.EdgeWrites},
			{From: "Worker", To: "Table", Kind: model.EdgeReads},
			{From: "Worker", To: "Secret", Kind: model.EdgeReads, Wide: true},
			{From: "Create", To: "Secret", Kind: model.EdgeReads, Wide: true},
			{From: "Report", To: "Bucket", Kind: model.EdgeReads},
			{From: model.Internet, To: "Bucket", Kind: model.EdgeReads},
		},
	}
}

func text(i impact.Impact) (ways, reach []string) {
	for _, w := range i.Ways {
		line := "caller"
		if w.Anybody {
			line = "anybody"
		}
		for _, s := range w.Steps {
			line += " " + s.To
		}
		ways = append(ways, line)
	}
	for _, t := range i.Reach {
		line := t.ID
		for _, k := range t.Kinds {
			line += " " + string(k)
		}
		if t.Wide {
			line += " wide"
		}
		reach = append(reach, line)
	}
	return ways, reach
}

func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		finding     finding.Finding
		ways, reach []string
		starts      int
	}{
		"a function behind a queue: the open way, not the shorter one that asks": {
			finding.Finding{Resource: "Worker", Functions: []string{"Worker"}},
			[]string{"anybody POST Create Queue Worker"},
			[]string{"Secret reads wide", "Table reads writes"},
			0,
		},
		"a route: the way through it": {
			finding.Finding{Resource: "GET", Functions: []string{"Create"}},
			[]string{"caller GET Create"},
			[]string{"Secret reads wide", "Queue publishes"},
			0,
		},
		"a queue between functions: the way that leads through both": {
			finding.Finding{Resource: "Queue", Functions: []string{"Create", "Worker"}},
			[]string{"anybody POST Create Queue Worker"},
			[]string{"Secret reads wide", "Table reads writes"},
			0,
		},
		"what only runs from inside": {
			finding.Finding{Resource: "Report", Functions: []string{"Report"}}, nil, []string{"Bucket reads"}, 1,
		},
		"what everybody may read": {
			finding.Finding{Resource: "Bucket", Functions: []string{"Report"}}, []string{"anybody Bucket"}, nil, 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			i := impact.Of(shop(), c.finding)
			ways, reach := text(i)
			if diff := cmp.Diff(c.ways, ways); diff != "" {
				t.Error(diff)
			}
			if !slices.Equal(c.reach, reach) || len(i.Starts) != c.starts {
				t.Errorf("reach %q, %d starts", reach, len(i.Starts))
			}
		})
	}
}
