package cloudformation

import (
	"sort"

	"github.com/sconce-dev/sconce/internal/model"
)

// saying is what a stack says beside its resources.
type saying struct {
	outputs []model.Output
	texts   []model.Text
}

// says evaluates the outputs, mappings and metadata of a stack, and hands on the texts that its
// resources have encoded. What stands in a template that is nested more than once is said once.
func (s *stack) says() saying {
	out := saying{texts: s.texts}
	for name, e := range s.outputsOf() {
		exists := s.exists(&e)
		if exists.known && !exists.value {
			continue
		}
		o := model.Output{ID: s.id("Outputs." + name), Name: name, At: span(e.key, e.node), Value: s.output(name, e.key.Location())}
		if o.Conditional = s.conditional(); !exists.known {
			o.Conditional = exists.reason
		}
		out.outputs = append(out.outputs, o)
	}
	sort.Slice(out.outputs, func(i, j int) bool { return out.outputs[i].At.Compare(out.outputs[j].At) < 0 })
	if s.project.first(s) {
		for _, part := range []string{"Mappings", "Metadata"} {
			if n := s.template.root.Get(part); n != nil {
				out.texts = append(out.texts, model.Text{ID: s.template.path + "#" + part, At: n.Location(), Value: s.eval(n, nil)})
			}
		}
	}
	return out
}

// first reports whether a stack is the first that is made of its template.
func (p *project) first(s *stack) bool {
	for _, other := range p.stacks {
		if other.template == s.template {
			return other == s
		}
	}
	return false
}
