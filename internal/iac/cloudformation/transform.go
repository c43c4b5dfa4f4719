package cloudformation

import (
	"bytes"
	"errors"
	"maps"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// languageExtensions is the transform that unrolls loops.
const languageExtensions = "AWS::LanguageExtensions"

// quiet are transforms that change nothing that is read here, or that are evaluated where they stand.
var quiet = map[string]bool{
	languageExtensions: true, "AWS::CodeDeployBlueGreen": true, "AWS::SecretsManager-2020-07-23": true,
	"AWS::SecretsManager-2024-09-16": true, "AWS::CodeStar": true, "AWS::ServiceCatalog": true,
}

// expand does with a template what its transforms do: those in the midst of it first, then those
// that it names at its top in their order (CloudFormation user guide, "Macro evaluation order"). What
// they find wrong would keep it from being deployed: it is noted, and what could be expanded is read
// all the same.
func (p *project) expand(t *template, parent *stack, passed *entry) {
	s := bareStack(p, t, parent, passed)
	root := t.written
	if root.File == nil || bytes.Contains(root.File.Data, []byte("Transform")) {
		root = s.withIncludes(root)
		t.describe(root)
	}
	extended := false
	for _, transform := range transformsOf(root) {
		name, _ := transform.Scalar()
		if name == "" {
			name, _ = transform.Get("Name").Scalar()
		}
		expand, known := p.opts.Transforms[name]
		switch {
		case name == "AWS::Include":
			root = s.withSections(root, transform)
			t.describe(root)
		case name == languageExtensions:
			extended = true
		case known:
			if extended {
				root = s.unrolled(root)
			}
			parameters, unknown := s.known()
			var errs []error
			root, errs = expand(withoutDefaults(root, unknown), parameters)
			t.fail(errs)
		case name != "" && !quiet[name]:
			t.notes = append(t.notes, model.Gap{At: transform.Location(), Reason: "the macro " + name + " runs when deployed: what it makes is not known", Uses: 1})
		}
	}
	p.keep(t, root)
}

// transformsOf are the transforms that a template names at its top: texts, or maps with a name.
func transformsOf(root *source.Node) []*source.Node {
	transform := root.Get("Transform")
	switch {
	case transform == nil:
		return nil
	case transform.Kind == source.List:
		return slices.Clone(transform.Items)
	}
	return []*source.Node{transform}
}

// fail notes what is wrong with a template.
func (t *template) fail(errs []error) {
	for _, err := range errs {
		at, message := model.Location{File: t.path}, err.Error()
		if located, ok := errors.AsType[*source.Error](err); ok {
			at.Line, at.Column, message = located.Line, located.Column, located.Message
			if located.File != "" {
				at.File = located.File
			}
		}
		t.notes = append(t.notes, model.Gap{At: at, Reason: message, Uses: 1})
	}
}

// noteTemplate notes what is wrong with a template that is used.
func (p *project) noteTemplate(t *template) {
	for _, g := range t.notes {
		if g.At.File == t.path {
			p.note(g.At, g.Reason)
		} else if key := t.path + g.At.String() + g.Reason; !p.noted[key] {
			p.noted[key] = true
			p.elsewhere[t.path] = append(p.elsewhere[t.path], g)
		}
	}
}

// nestedIn is a template as a stack nests it: expanded with the parameters that are passed to it.
func (p *project) nestedIn(t *template, parent *stack, passed *entry) *template {
	if !slices.ContainsFunc(transformsOf(t.written), func(n *source.Node) bool {
		name, _ := n.Scalar()
		_, known := p.opts.Transforms[name]
		return known
	}) {
		return t
	}
	alone, _ := bareStack(p, t, nil, nil).known()
	parameters, unknown := bareStack(p, t, parent, passed).known()
	if len(unknown) == 0 && maps.Equal(alone, parameters) {
		return t
	}
	own := &template{path: t.path, written: t.written, spending: t.spending}
	own.describe(t.written)
	p.expand(own, parent, passed)
	if !bareStack(p, own, nil, nil).spend(nodes(own.root), own.root) { // it is kept beside the others
		return t
	}
	return own
}

// nodes counts the nodes of a tree that was made here.
func nodes(n *source.Node) int {
	if n == nil {
		return 0
	}
	count := 1 + len(n.Keys)
	for _, item := range n.Items {
		count += nodes(item)
	}
	return count
}
