package exposure

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// source is an event source mapping or a pipe: what polls a queue or a stream for a function.
type source struct {
	function *model.Function
	trigger  model.Trigger
	from     *model.Resource // nil if it is not declared here
	pipe     bool
}

// sources are the queues and streams that functions are fed from.
func sources(p *check.Pass) []source {
	var out []source
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		for _, t := range f.Triggers {
			if t.Kind != model.TriggerQueue && t.Kind != model.TriggerStream {
				continue
			}
			declared, ok := p.App.Resource(t.ID)
			if !ok || declared.Type != "AWS::Lambda::EventSourceMapping" && declared.Type != "AWS::Pipes::Pipe" {
				continue
			}
			s := source{function: f, trigger: t, pipe: declared.Type == "AWS::Pipes::Pipe"}
			s.from, _ = p.App.Resource(t.From)
			out = append(out, s)
		}
	}
	return out
}

// is reports whether the source is of a service: by the type of the resource, or by its ARN.
func (s source) is(service string) bool {
	if s.from != nil {
		return strings.Contains(strings.ToLower(s.from.Type), "::"+service+"::")
	}
	return strings.Contains(s.trigger.Source.String(), ":"+service+":")
}

// setting is a property of an event source mapping; a pipe has it among its source's parameters.
func (s source) setting(name string) model.Value {
	if !s.pipe {
		return s.trigger.Properties.Get(name)
	}
	for _, f := range s.trigger.Properties.Get("SourceParameters").Fields() {
		if v := f.Value.Get(name); !v.IsAbsent() {
			return v
		}
	}
	return model.Value{}
}

// name is what a message calls the source.
func (s source) name() string {
	if s.from != nil {
		return string(s.from.Kind) + " " + model.LocalName(s.from.ID)
	}
	return model.LocalName(cmp.Or(s.trigger.From, s.trigger.ID))
}

// subject is the source as a subject: the function that is fed.
func (s source) subject() check.Subject {
	subject := check.Function(s.function)
	subject.At, subject.Detail = s.trigger.At, model.LocalName(s.trigger.ID)
	return subject
}
