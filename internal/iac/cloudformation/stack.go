package cloudformation

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/iac/aws"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// stack is a template with its parameters bound: what a deployment would make of it, as far as that
// is known. One template can be several stacks when others nest it more than once.
type stack struct {
	project  *project
	template *template
	prefix   string // of logical ids, where the template is used more than once
	parent   *stack
	passed   *entry // the resource of the parent that nests it, with the parameters it passes

	entriesOf   []entry // the resources, loops unrolled
	byName      map[string]*entry
	conditionOf map[string]entry
	nested      map[string]*stack // by logical id
	parameters  map[string]model.Value
	conditions  map[string]truth
	outputEntry map[string]entry // the outputs, loops unrolled; nil before they are asked for
	outputs     map[string]model.Value
	encoded     []model.Value   // texts with holes that Fn::Base64 makes unknown, of the resource being evaluated
	texts       []model.Text    // those of all resources
	busy        map[string]bool // what is being evaluated, to find cycles
	referredAt  map[int]string  // byte offset of a reference to a parameter: its name
}

// entry is a declared resource or output.
type entry struct {
	name  string
	key   *source.Node
	node  *source.Node
	scope *scope
}

// scope binds the variables of loops.
type scope struct {
	name  string
	value model.Value
	outer *scope
}

func (s *scope) find(name string) (model.Value, bool) {
	for ; s != nil; s = s.outer {
		if s.name == name {
			return s.value, true
		}
	}
	return model.Value{}, false
}

// bareStack is a stack of which nothing is unrolled yet: values can be evaluated that refer to
// parameters only.
func bareStack(p *project, t *template, parent *stack, passed *entry) *stack {
	return &stack{
		project: p, template: t, parent: parent, passed: passed, conditionOf: map[string]entry{},
		byName: map[string]*entry{}, nested: map[string]*stack{}, parameters: map[string]model.Value{},
		conditions: map[string]truth{}, outputs: map[string]model.Value{}, busy: map[string]bool{}, referredAt: map[int]string{},
	}
}

func newStack(p *project, t *template, parent *stack, passed *entry) *stack {
	s := bareStack(p, t, parent, passed)
	s.entriesOf = s.entries(t.root.Get("Resources"), nil)
	if n := len(s.entriesOf); n > maxResources && t.refusedAt == nil {
		s.refuse(s.entriesOf[maxResources].key, fmt.Sprintf("the template makes %d resources; the limit is %d (CloudFormation deploys 500)", n, maxResources))
	}
	if t.refusedAt != nil {
		s.entriesOf = nil
	}
	for _, e := range s.entries(t.root.Get("Conditions"), nil) {
		s.conditionOf[e.name] = e
	}
	for i := range s.entriesOf {
		s.byName[s.entriesOf[i].name] = &s.entriesOf[i]
	}
	return s
}

// id names an element of the stack.
func (s *stack) id(name string) string { return s.template.path + "#" + s.prefix + name }

// root is the stack that is nested in no other.
func (s *stack) root() *stack {
	for s.parent != nil {
		s = s.parent
	}
	return s
}

// origin is where a resource comes from, as far as is known beside the template.
func (s *stack) origin(e *entry) aws.Origin {
	if s.project.opts.Origin == nil {
		return aws.Origin{}
	}
	return s.project.opts.Origin(s.template.path, e.name, e.node)
}

// depth is how many stacks are around this one.
func (s *stack) depth() int {
	n := 0
	for up := s.parent; up != nil; up = up.parent {
		n++
	}
	return n
}

// parameter is the value of a template parameter: given, its default, or unknown.
func (s *stack) parameter(p parameter) model.Value {
	if v, done := s.parameters[p.name]; done {
		return v
	}
	if s.busy["parameter "+p.name] {
		return model.NewUnknown(model.Cause{Name: p.name, Reason: "parameter " + p.name + " depends on itself", At: p.key.Location()}, p.key.Location())
	}
	s.busy["parameter "+p.name] = true
	v := s.bind(p)
	delete(s.busy, "parameter "+p.name)
	if p.noEcho {
		v = v.Secret()
	}
	s.parameters[p.name] = v
	return v
}

func (s *stack) bind(p parameter) model.Value {
	at := p.key.Location()
	v, given := s.given(p)
	if reason := s.undecided(p.name); reason != "" {
		return model.NewUnknown(model.Cause{Name: p.name, Reason: reason, At: at}, at, s.allowed(p)...)
	}
	if !given && p.def == nil {
		return model.NewUnknown(model.Cause{Name: p.name, Reason: "parameter " + p.name + " has no default", At: at}, at, s.allowed(p)...)
	}
	if !given {
		v = s.eval(p.def, nil)
		at = p.def.Location()
	}
	if p.noEcho {
		v = v.Secret()
	}
	if strings.HasPrefix(p.kind, "AWS::SSM::Parameter::Value") {
		return s.project.stored(s, p.name, v, at)
	}
	text, known := v.Text()
	switch {
	case !known:
		return v
	case p.kind == "CommaDelimitedList" || strings.HasPrefix(p.kind, "List<"):
		if !s.spend(strings.Count(text, ","), p.key) {
			return model.NewUnknown(model.Cause{Name: p.name, Reason: tooLarge, At: at}, at)
		}
		return secretLike(splitList(text, v.At), v)
	case p.kind == "Number":
		return secretLike(model.NewNumber(text, v.At), v)
	default:
		return secretLike(model.NewString(text, v.At), v)
	}
}

// given is the value of a parameter that the parent stack or the command line gives.
func (s *stack) given(p parameter) (model.Value, bool) {
	if s.parent == nil {
		text, given := s.project.opts.given(s.template.path, p.name)
		return model.NewString(text, p.key.Location()), given
	}
	properties := s.passed.node.Get("Properties")
	node := properties.Get("Parameters").Get(p.name)
	if node == nil {
		return model.Value{}, false
	}
	v := s.parent.eval(node, s.passed.scope)
	if v.Kind() == model.List {
		v = joined(v.Items(), ",", v.At)
	}
	return v.Through(p.key.Location()), v.Kind() != model.Absent
}

// allowed are the values that a parameter without default may have.
func (s *stack) allowed(p parameter) []model.Value {
	if p.allowed == nil || p.allowed.Kind != source.List || len(p.allowed.Items) > maxOptions {
		return nil
	}
	var out []model.Value
	for _, item := range p.allowed.Items {
		if text, ok := item.Scalar(); ok {
			option := model.NewString(text, item.Location())
			if p.noEcho {
				option = option.Secret()
			}
			out = append(out, option)
		}
	}
	return out
}

func splitList(text string, at model.Location) model.Value {
	var items []model.Value
	if text != "" {
		for part := range strings.SplitSeq(text, ",") {
			items = append(items, model.NewString(strings.TrimSpace(part), at))
		}
	}
	return model.NewList(items, at)
}

// outputsOf are the outputs by name.
func (s *stack) outputsOf() map[string]entry {
	if s.outputEntry == nil {
		s.outputEntry = map[string]entry{}
		for _, e := range s.entries(s.template.root.Get("Outputs"), nil) {
			if _, twice := s.outputEntry[e.name]; !twice {
				s.outputEntry[e.name] = e
			}
		}
	}
	return s.outputEntry
}

// output is the value of an output of the stack.
func (s *stack) output(name string, at model.Location) model.Value {
	if v, done := s.outputs[name]; done {
		return v
	}
	if e, ok := s.outputsOf()[name]; ok {
		if s.busy["output "+name] {
			return model.NewUnknown(model.Cause{Name: name, Reason: "output " + name + " depends on itself", At: e.key.Location()}, at)
		}
		s.busy["output "+name] = true
		v := s.eval(e.node.Get("Value"), e.scope).Through(e.key.Location())
		delete(s.busy, "output "+name)
		s.outputs[name] = v
		return v
	}
	return model.NewUnknown(model.Cause{Name: name, Reason: s.template.path + " has no output " + name, At: at}, at)
}

// resource refers to an attribute of a resource of the stack.
func (s *stack) resource(name, attribute string, at model.Location) model.Value {
	e, ok := s.byName[name]
	if !ok {
		return model.NewUnknown(model.Cause{Name: name, Reason: "there is no parameter or resource " + name, At: at}, at)
	}
	if output, isOutput := strings.CutPrefix(attribute, "Outputs."); isOutput {
		if child, ok := s.nested[name]; ok {
			return child.output(output, at)
		}
		if isStack(e.node) {
			return model.NewUnknown(model.Cause{Name: name + "." + attribute, Reason: "the template of nested stack " + name + " is not here", At: e.key.Location()}, at)
		}
	}
	if c := s.exists(e); c.known && !c.value {
		return model.NewUnknown(model.Cause{Name: name, Reason: name + " is not deployed: " + c.reason, At: at}, at)
	}
	if v, found := s.otherRegion(e, attribute, at); found {
		return v
	}
	return model.NewReference(model.Ref{Target: s.id(name), Attribute: attribute}, at)
}

// conditional is why it is not known whether the stack is deployed; "" if it is.
func (s *stack) conditional() string {
	for ; s.parent != nil; s = s.parent {
		if c := s.parent.exists(s.passed); !c.known {
			return c.reason
		}
	}
	return ""
}

// exists is whether the condition of a resource or an output holds.
func (s *stack) exists(e *entry) truth {
	name, ok := e.node.Get("Condition").Scalar()
	if !ok {
		return truth{known: true, value: true}
	}
	name = s.substitute(name, e.scope)
	c := s.condition(name, e.node.Get("Condition").Location())
	if c.known && !c.value {
		c.reason = "condition " + name + " is false"
	}
	return c
}
