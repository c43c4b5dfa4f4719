package cloudformation

import (
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/source"
)

// Binding is what one template is deployed with: values of its parameters, pseudo parameters such as
// AWS::Region included, and why others are not known although the template has a default.
type Binding struct {
	Parameters map[string]string
	Unknown    map[string]string // by parameter: the reason
	Rest       string            // the reason for all that have no value here; "" where their defaults count
}

// given is the value of a parameter of a template that is nested in no other.
func (o *Options) given(path, name string) (string, bool) {
	if v, explicit := o.Parameters[name]; explicit {
		return v, true
	}
	v, bound := o.Bindings[path].Parameters[name]
	return v, bound
}

// undecided is why the value of a parameter is not known although it is given or has a default.
func (o *Options) undecided(path, name string) string {
	b := o.Bindings[path]
	if _, given := o.given(path, name); given {
		return ""
	}
	if reason, unknown := b.Unknown[name]; unknown {
		return reason
	}
	if b.Rest == "" {
		return ""
	}
	return "parameter " + name + " may be set: " + b.Rest
}

// undecided is why the value of a parameter of the stack is not known; "" where that is another question.
func (s *stack) undecided(name string) string {
	if s.parent != nil {
		return ""
	}
	return s.project.opts.undecided(s.template.path, name)
}

// platform is a value that the platform sets, where it is given. Nested stacks are deployed to the
// region of the outermost one, under names of their own.
func (s *stack) platform(name string) (string, bool) {
	if s.parent != nil && name == "AWS::StackName" {
		v, explicit := s.project.opts.Parameters[name]
		return v, explicit
	}
	return s.project.opts.given(s.root().template.path, name)
}

// known are the values that a template is expanded with, and the parameters whose default does not count.
func (s *stack) known() (parameters map[string]string, unknown []string) {
	parameters = map[string]string{}
	for name := range pseudo {
		if v, given := s.platform(name); given {
			parameters[name] = v
		}
	}
	if s.parent == nil {
		maps.Copy(parameters, s.project.opts.Bindings[s.template.path].Parameters)
		maps.Copy(parameters, s.project.opts.Parameters)
	}
	for name, p := range s.template.parameters {
		if s.undecided(name) != "" {
			unknown = append(unknown, name)
			continue
		}
		v, given := s.given(p)
		if s.parent == nil || !given {
			continue
		}
		if text, known := v.Text(); known && !v.IsSecret() {
			parameters[name] = text
		} else {
			unknown = append(unknown, name)
		}
	}
	return parameters, unknown
}

// withoutDefaults is a template whose parameters of these names have no default.
func withoutDefaults(root *source.Node, names []string) *source.Node {
	if len(names) == 0 {
		return root
	}
	out := copied(root)
	for i, section := range root.Keys {
		if section.Text != "Parameters" || root.Items[i].Kind != source.Map {
			continue
		}
		parameters := copied(root.Items[i])
		for j, name := range parameters.Keys {
			if p := parameters.Items[j]; p.Kind == source.Map && slices.Contains(names, name.Text) {
				parameters.Items[j] = without(p, "Default")
			}
		}
		out.Items[i] = parameters
	}
	return out
}

// copied is a node whose entries can be changed.
func copied(n *source.Node) *source.Node {
	c := *n
	c.Keys, c.Items = slices.Clone(n.Keys), slices.Clone(n.Items)
	return &c
}

// without is a map without a key.
func without(n *source.Node, key string) *source.Node {
	c := copied(n)
	for i, k := range slices.Backward(c.Keys) {
		if k.Text == key {
			c.Keys, c.Items = slices.Delete(c.Keys, i, i+1), slices.Delete(c.Items, i, i+1)
		}
	}
	return c
}
