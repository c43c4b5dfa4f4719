package taint

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Bench puts what functions do with their events together into flows through an application.
type Bench struct {
	app  *model.App
	sent map[string]bool // elements that a function here sends something to, as its code says
}

// Flows puts the flows into what the code of each function does: reaches[i] are those of app.Functions[i].
func Flows(app *model.App, codes []model.Code, reaches [][]Reach) {
	b := &Bench{app: app, sent: map[string]bool{}}
	for i := range codes {
		for j := range codes[i].Calls {
			for _, n := range codes[i].Calls[j].Needs {
				if n.On.Kind == model.TargetRef {
					b.sent[n.On.ID] = true
				}
			}
		}
	}
	for i := range codes {
		b.flows(&app.Functions[i], &codes[i], reaches[i])
	}
}

// flows are those that begin with the function's own event.
func (b *Bench) flows(f *model.Function, code *model.Code, reaches []Reach) {
	if len(reaches) == 0 {
		return
	}
	in := b.entrances(f)
	for i := range reaches {
		r := &reaches[i]
		for _, e := range in {
			if !held(e.kind, r.Part) {
				continue
			}
			code.Flows = append(code.Flows, flow(f, r, e))
			break // the one whose holder is the worst
		}
	}
}

func flow(f *model.Function, r *Reach, e entrance) model.Flow {
	out := model.Flow{
		Function: f.ID, Family: r.Family, Sink: r.Sink, Confidence: r.Confidence, Sanitizers: r.Sanitizers,
		Source: model.FlowSource{Function: f.ID, Trigger: e.kind, From: e.from, Entry: e.entry, Part: strings.Join(r.Part, "."), Holder: e.holder},
	}
	if e.unsure {
		out.Confidence = model.FlowTentative
	}
	out.Steps = append([]model.FlowStep{{Function: f.ID, At: e.at, Text: e.entry + " runs " + model.LocalName(f.ID)}}, r.Steps...)
	return out
}
