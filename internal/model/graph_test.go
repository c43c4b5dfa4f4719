package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
)

// edges reads "a b writes" lines.
func edges(lines ...string) []model.Edge {
	var out []model.Edge
	for _, line := range lines {
		words := strings.Fields(line)
		out = append(out, model.Edge{From: words[0], To: words[1], Kind: model.EdgeKind(words[2]), Wide: len(words) > 3})
	}
	return out
}

func path(way []model.Edge) string {
	if len(way) == 0 {
		return ""
	}
	text := way[0].From
	for _, e := range way {
		text += " " + e.To
	}
	return text
}

func TestExposed(t *testing.T) {
	app := model.App{
		Routes: []model.Route{
			{ID: "list", Auth: model.AuthNone, Function: "reader"},
			{ID: "create", Auth: model.AuthCustom, Authorizer: "decides", Function: "writer"},
			{ID: "inside", Auth: model.AuthNone, Private: true, Function: "office"},
		},
		Edges: edges(
			"internet list invokes", "list reader invokes", "reader queue publishes", "queue worker triggers", "worker table writes",
			"reader bucket reads", "bucket thumbnails triggers", "reader other invokes wide",
			"internet create invokes", "create decides invokes", "decides authorize invokes", "create writer invokes", "inside office invokes",
		),
	}
	anybody, all := app.Exposed(true), app.Exposed(false)
	for to, want := range map[string]string{
		"table":      "internet list reader queue worker table",
		"authorize":  "internet create decides authorize",
		"writer":     "", // who is not let in does not get so far
		"thumbnails": "", // reading starts nothing
		"other":      "", // a grant on everything means nothing in particular
		"office":     "",
	} {
		if got := path(anybody.Way(to)); got != want || anybody.Has(to) != (want != "") {
			t.Errorf("the way of anybody to %s is %q, want %q", to, got, want)
		}
	}
	if got := path(all.Way("writer")); got != "internet create writer" {
		t.Errorf("the way of callers to writer is %q", got)
	}
	if got := path(app.ReachOf("reader").Way("worker")); got != "reader queue worker" {
		t.Errorf("the way from reader to worker is %q", got)
	}
}

func TestCycles(t *testing.T) {
	always := func(_, _ model.Edge) bool { return true }
	for name, c := range map[string]struct {
		edges []model.Edge
		joins func(in, out model.Edge) bool
		want  []string
	}{
		"none":           {edges("a q publishes", "q b triggers"), always, nil},
		"itself":         {edges("a a invokes"), always, []string{"a a"}},
		"direct":         {edges("a q publishes", "q a triggers"), always, []string{"a q a"}},
		"two grants":     {edges("a q publishes", "a q writes", "q a triggers"), always, []string{"a q a"}},
		"through others": {edges("a q publishes", "q b triggers", "b t publishes", "t a triggers", "t c triggers"), always, []string{"a q b t a"}},
		"two of one": {
			edges("a q publishes", "q a triggers", "a t publishes", "t b triggers", "b q publishes"), always,
			[]string{"a q a", "a t b q a"},
		},
		"kept back": {
			edges("a bucket writes", "bucket a triggers", "bucket b triggers", "b bucket writes"),
			func(in, out model.Edge) bool { return in.From == "b" || out.To != "a" },
			[]string{"a bucket b bucket a", "bucket b bucket"}, // what b writes may start both
		},
	} {
		t.Run(name, func(t *testing.T) {
			cycles, complete := model.NewGraph(c.edges, model.Edge.Moves).Cycles(c.joins)
			var got []string
			for _, way := range cycles {
				got = append(got, path(way))
			}
			if diff := cmp.Diff(c.want, got); diff != "" || !complete {
				t.Error(complete, diff)
			}
		})
	}
}

// TestCyclesOfALargeGraph holds the search to its limit: layers of elements, each connected to all of the next.
func TestCyclesOfALargeGraph(t *testing.T) {
	var all []model.Edge
	for layer := range 40 {
		for i := range 50 {
			for j := range 50 {
				all = append(all, model.Edge{From: fmt.Sprint(layer, i), To: fmt.Sprint(layer+1, j), Kind: model.EdgePublishes})
			}
		}
	}
	if _, complete := model.NewGraph(all, model.Edge.Moves).Cycles(func(_, _ model.Edge) bool { return true }); complete {
		t.Error("the search says that it is complete: is its limit gone?")
	}
}
