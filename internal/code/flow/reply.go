package flow

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// answered are the ways in which a part of what another function of the application answers comes from somebody outside:
// of Lambda's Invoke the answer is the member Payload of what the call answers.
func (b *bench) answered(id string, part []string, family string, path []string) []arrival {
	if len(part) == 0 || !strings.EqualFold(part[0], "payload") {
		return nil
	}
	return b.replies(id, part[1:], family, path)
}

// replies are the ways in which a part of what a function returns comes from somebody outside.
func (b *bench) replies(id string, part []string, family string, path []string) []arrival {
	f := b.functions[id]
	if b.asked++; f == nil || b.asked > maxAsked || len(path) >= maxHops || slices.Contains(path, id) {
		return nil
	}
	var out []arrival
	for _, p := range b.returned(id, part, family) {
		for _, o := range p.origins {
			for _, a := range b.continued(id, family, o, p, nil, path) {
				a.steps = append(a.steps, model.FlowStep{Function: id, At: f.At(), Text: model.LocalName(id) + " answers it"})
				out = append(out, a)
			}
		}
	}
	return out
}

// kept is how sure it is that what is read from an element is what was put there: another function answers at once, a
// table may hold other things.
func (b *bench) kept(element string) model.FlowConfidence {
	if b.functions[element] != nil {
		return model.FlowCertain
	}
	return model.FlowTentative
}

// earlierSteps are the ways in which a part of what a workflow hands to a function comes from somebody outside by what an
// earlier step of it answers.
func (b *bench) earlierSteps(f *model.Function, part []string, family string, path []string) []arrival {
	var out []arrival
	for _, t := range f.Triggers {
		w := b.workflows[t.From]
		if t.Kind != model.TriggerWorkflow || w == nil {
			continue
		}
		for _, answer := range w.given(f.ID, part) {
			for _, a := range b.replies(answer.function, answer.part, family, path) {
				a.steps = append(a.steps, model.FlowStep{
					Function: answer.function, At: w.at, Text: model.LocalName(w.id) + " hands it on to " + model.LocalName(f.ID), Through: w.id,
				})
				out = append(out, a)
			}
		}
	}
	return out
}
