package cloudformation

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// The limits of an evaluation: a real application of hundreds of resources takes some 10,000 steps.
// A step makes about one value, of some 200 bytes; long texts count as several.
const (
	maxSteps     = 400_000   // of one template, in whatever stacks it is used
	maxStepsAll  = 1_000_000 // of all templates that are read together
	maxNodesAll  = 1_000_000 // of all documents that are read together
	maxExpanded  = 2_000_000 // of all templates that transforms make of those
	maxResources = 2_000     // of one template; CloudFormation deploys 500
	maxReference = 1_000     // values that refer to one another in a row
	maxText      = 1 << 20   // bytes that one function may make
	maxReason    = 4_096     // bytes of what is said of something
	stepText     = 64        // bytes of text that count as one step
	stackSteps   = 100       // what a stack costs before it has a resource
)

const (
	tooLarge = "the template is too large to evaluate"
	tooDeep  = "the values refer to one another too many times in a row"
	tooLong  = "the text is too long"
)

// spend counts steps of evaluation and reports whether there may be more. A template that takes too
// many is refused at the place where that shows; the others go on.
func (s *stack) spend(steps int, n *source.Node) bool {
	t, p := s.template, s.project
	if t.refusedAt != nil {
		return false
	}
	t.steps += steps
	p.steps += steps
	if t.steps <= maxSteps && p.steps <= maxStepsAll {
		return true
	}
	message := fmt.Sprintf("evaluating the template takes more than %d steps: loops, aliases or references make too much of it", maxSteps)
	if t.steps <= maxSteps {
		message = fmt.Sprintf("evaluating the templates that are read together takes more than %d steps: scan fewer together", maxStepsAll)
	}
	p.steps -= t.steps // what was made of it is given up
	s.refuse(n, message)
	return false
}

// keep takes over what the transforms make of a template. Where there is no room for it beside the
// others, the template is refused.
func (p *project) keep(t *template, root *source.Node) {
	t.root = root
	if root == t.written || t.refusedAt != nil {
		return
	}
	if p.expanded += nodes(root); p.expanded <= maxExpanded {
		return
	}
	p.expanded -= nodes(root)
	t.root, t.refusedAt = t.written, t.written
	p.refused = append(p.refused, &source.Error{File: t.path, Line: 1, Message: fmt.Sprintf("it and the templates read before it have more than %d values when they are expanded: scan fewer together", maxExpanded)})
}

// refuse gives a template up that was read, because of what stands at a place.
func (s *stack) refuse(n *source.Node, message string) {
	t := s.template
	if n == nil {
		n = t.root
	}
	t.refusedAt = n
	line, column := 1, 1
	if n.File != nil && n.File.Path == t.path {
		line, column = n.File.Position(n.Start)
	}
	s.project.refused = append(s.project.refused, &source.Error{File: t.path, Line: line, Column: column, Message: message})
}

// use is a value that was made before and stands in another place too: it costs what it is large.
func (s *stack) use(v model.Value, n *source.Node, at model.Location) model.Value {
	if steps := weight(v) - 1; steps > 0 && !s.spend(steps, n) {
		return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
	}
	return v
}

// made is a text or list that a function made, if it is not too large.
func (s *stack) made(v model.Value, n *source.Node, at model.Location) model.Value {
	if textLength(v) > maxText {
		return model.NewUnknown(model.Cause{Reason: tooLong, At: at}, at)
	}
	return s.use(v, n, at)
}

// weight is how many steps it takes to make a value.
func weight(v model.Value) int {
	n := 1 + textLength(v)/stepText
	for _, f := range v.Fields() {
		n += weight(f.Value)
	}
	for _, list := range [][]model.Value{v.Items(), v.Options()} {
		for _, item := range list {
			n += weight(item)
		}
	}
	if v.Kind() == model.Template {
		n += len(v.Parts())
	}
	return n
}

func textLength(v model.Value) int {
	n := 0
	switch v.Kind() {
	case model.String, model.Number, model.Bool:
		if text, known := v.Text(); known {
			n = len(text)
		}
	case model.Template:
		for _, p := range v.Parts() {
			if text, known := p.Text(); known {
				n += len(text)
			}
		}
	case model.Absent, model.Null, model.List, model.Map, model.Reference, model.Unknown:
	}
	return n
}

// secretLike is a value made of others: never printed if one of them is not.
func secretLike(v model.Value, from ...model.Value) model.Value {
	for _, f := range from {
		secret := false
		f.Walk(func(_ []string, part model.Value) bool {
			secret = secret || part.IsSecret()
			return !secret
		})
		if secret {
			return v.Secret()
		}
	}
	return v
}

// replaceVariable puts the value of a loop variable into a text, unless that makes too much of it.
func replaceVariable(text, variable, value string) string {
	if n := strings.Count(text, variable); n == 0 || len(text)+n*len(value) > maxText/16 {
		return text
	}
	return strings.ReplaceAll(text, variable, value)
}
