package exposure

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

// does says what happens along an edge.
var does = map[model.EdgeKind]string{
	model.EdgeInvokes: "runs", model.EdgeTriggers: "starts", model.EdgePublishes: "may send to", model.EdgeWrites: "may write to",
}

// steps are the edges of a way as steps of a finding, each where it is written.
func steps(p *check.Pass, way []model.Edge) []finding.Step {
	var out []finding.Step
	for _, e := range way {
		verb := does[e.Kind]
		if _, isFunction := p.App.Function(e.From); isFunction && e.Kind == model.EdgeInvokes {
			verb = "may run"
		}
		text := named(p, e.From) + " " + verb + " " + named(p, e.To)
		if e.From == model.Internet {
			text = "anybody may call " + named(p, e.To)
		}
		out = append(out, finding.Step{At: e.At, Text: text})
	}
	return out
}

// named is what a step calls an element: a route by its method and path.
func named(p *check.Pass, id string) string {
	for i := range p.App.Routes {
		if r := &p.App.Routes[i]; r.ID == id && r.Protocol != "url" {
			return label(r)
		}
	}
	return model.LocalName(id)
}
