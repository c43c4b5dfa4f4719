// Package impact answers what a weakness means in its application: how somebody from outside gets to
// where it is, what else makes that run, and what lies within reach from there.
package impact

import (
	"cmp"
	"slices"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// Impact is what a finding means in its application.
type Impact struct {
	Ways   []Way           // from the internet to what the finding is about, those open to anybody first
	Starts []model.Trigger // what else makes the functions run that the finding concerns
	Reach  []Touch         // what can be touched from there, worst first
}

// Way is the shortest way from the internet to an element.
type Way struct {
	To      string
	Anybody bool // nobody is asked who they are on the way
	Steps   []model.Edge
}

// Touch is an element that can be touched, and how.
type Touch struct {
	ID        string
	Kinds     []model.EdgeKind // reads, writes, publishes, invokes: in this order
	Functions []string         // who can
	Wide      bool             // only by grants on everything: it is not meant in particular
}

// Of answers what a finding means.
func Of(app *model.App, f finding.Finding) Impact {
	concerned := f.Functions
	if _, ok := app.Resource(f.Resource); ok || len(concerned) == 0 {
		concerned = append([]string{f.Resource}, concerned...)
	}
	var out Impact
	out.Ways = ways(app, concerned)
	for _, r := range app.Routes {
		if r.ID == f.Resource && !r.Private {
			out.Ways = []Way{through(r)}
		}
	}
	out.Starts = starts(app, f.Functions, out.Ways)
	out.Reach = reach(app, concerned)
	return out
}

// ways are the shortest ways to some elements. Of elements that one way leads through the last counts.
func ways(app *model.App, to []string) []Way {
	anybody, callers := app.Exposed(true), app.Exposed(false)
	var out []Way
	for _, id := range to {
		for _, e := range app.Edges {
			if e.From == model.Internet && e.To == id && e.Kind == model.EdgeReads {
				out = append(out, Way{To: id, Anybody: true, Steps: []model.Edge{e}}) // reading makes nothing happen
			}
		}
		if steps := anybody.Way(id); len(steps) > 0 {
			out = append(out, Way{To: id, Anybody: true, Steps: steps})
		} else if steps := callers.Way(id); len(steps) > 0 {
			out = append(out, Way{To: id, Steps: steps})
		}
	}
	whole := slices.Clone(out)
	out = slices.DeleteFunc(out, func(w Way) bool {
		return slices.ContainsFunc(whole, func(longer Way) bool {
			return len(longer.Steps) > len(w.Steps) && slices.Equal(longer.Steps[:len(w.Steps)], w.Steps)
		})
	})
	slices.SortStableFunc(out, func(a, b Way) int {
		if a.Anybody != b.Anybody {
			return cmp.Compare(rank(b.Anybody), rank(a.Anybody))
		}
		return cmp.Compare(len(a.Steps), len(b.Steps))
	})
	return out
}

// through is the way that leads through one route.
func through(r model.Route) Way {
	way := Way{To: r.ID, Anybody: r.Open(), Steps: []model.Edge{{From: model.Internet, To: r.ID, Kind: model.EdgeInvokes, Via: r.ID, At: r.At}}}
	if r.Function != "" {
		way.To = r.Function
		way.Steps = append(way.Steps, model.Edge{From: r.ID, To: r.Function, Kind: model.EdgeInvokes, Via: r.ID, At: r.At})
	}
	return way
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// starts are the triggers of functions to which no way leads from outside.
func starts(app *model.App, functions []string, ways []Way) []model.Trigger {
	var out []model.Trigger
	for _, id := range functions {
		f, ok := app.Function(id)
		reached := slices.ContainsFunc(ways, func(w Way) bool {
			return slices.ContainsFunc(w.Steps, func(e model.Edge) bool { return e.To == id })
		})
		if ok && !reached {
			out = append(out, f.Triggers...)
		}
	}
	return out
}

// order is how bad it is to have an edge to something: what is written to is worse than what is read.
var order = []model.EdgeKind{model.EdgeReads, model.EdgeWrites, model.EdgePublishes, model.EdgeInvokes}

// reach is what elements can touch directly, and the functions that they make run through others.
func reach(app *model.App, from []string) []Touch {
	touched := map[string]*Touch{}
	touch := func(e model.Edge, by string) {
		t := touched[e.To]
		if t == nil {
			t = &Touch{ID: e.To, Wide: true}
			touched[e.To] = t
		}
		if !slices.Contains(t.Kinds, e.Kind) {
			t.Kinds = append(t.Kinds, e.Kind)
		}
		if !slices.Contains(t.Functions, by) {
			t.Functions = append(t.Functions, by)
		}
		t.Wide = t.Wide && e.Wide
	}
	for _, e := range app.Edges {
		if slices.Contains(from, e.From) && slices.Contains(order, e.Kind) && !slices.Contains(from, e.To) {
			touch(e, e.From)
		}
	}
	out := make([]Touch, 0, len(touched))
	for _, t := range touched {
		slices.SortFunc(t.Kinds, func(a, b model.EdgeKind) int { return cmp.Compare(slices.Index(order, a), slices.Index(order, b)) })
		slices.Sort(t.Functions)
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Touch) int {
		return cmp.Or(cmp.Compare(worth(app, a), worth(app, b)), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// worth orders what can be touched: secrets, then stores of data, then what passes it on.
func worth(app *model.App, t Touch) int {
	kinds := [][]model.ResourceKind{
		{model.KindSecret, model.KindParameter, model.KindKey},
		{model.KindTable, model.KindDatabase, model.KindBucket, model.KindFileSystem, model.KindCache, model.KindUserPool},
		{model.KindQueue, model.KindTopic, model.KindStream, model.KindBus, model.KindWorkflow},
	}
	if r, ok := app.Resource(t.ID); ok {
		for i, of := range kinds {
			if slices.Contains(of, r.Kind) {
				return i
			}
		}
	}
	return len(kinds)
}
