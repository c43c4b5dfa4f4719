package fix

import (
	"errors"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// setting mends a finding by giving one property of the resource a value.
type setting struct {
	kind    string // the type as it is written
	path    string // "TracingConfig.Mode"; with a slash before it an attribute beside Properties
	value   splice.Value
	touches []Mark // what that changes beside the property of that name; elements are written "" (itself), "Role" (what SAM makes for it)
	note    string
	keep    bool // what is written there already stays
}

// settings propose those that fit the type of the resource.
func settings(rule string, list ...setting) fixer {
	return fixer{rule: rule, propose: func(c *Case) (Proposal, error) {
		w, err := c.written(c.Finding.Resource)
		if err != nil {
			return Proposal{}, err
		}
		return c.settings(w, list)
	}}
}

func (c *Case) settings(w *written, list []setting) (Proposal, error) {
	ch := c.change()
	for _, s := range list {
		old := valueAt(w.node, s.keys())
		if s.kind != w.kind || old != nil && (s.keep || s.value.Is(old)) {
			continue
		}
		if err := ch.apply(w, s); err != nil {
			return Proposal{}, err
		}
	}
	if len(ch.proposal.Edits) == 0 {
		return Proposal{}, advise("there is no way yet to change this on a resource of type " + w.kind)
	}
	return ch.done()
}

// apply plans one setting with its marks. What is changed in the SAM Globals is changed for all
// resources of the type.
func (ch *change) apply(w *written, s setting) error {
	edit, global, err := ch.c.set(w, s)
	if err != nil {
		return err
	}
	ch.proposal.Edits = append(ch.proposal.Edits, edit)
	ch.note(s.note)
	if !global {
		ch.proposal.Footprint = append(ch.proposal.Footprint, s.marks(w)...)
		return nil
	}
	for _, other := range w.alike() {
		ch.proposal.Footprint = append(ch.proposal.Footprint, s.marks(other)...)
	}
	return nil
}

// alike are the resources of a template that have the same type, the resource itself included.
func (w *written) alike() []*written {
	var all []*written
	resources := w.file.Root.Get("Resources")
	for i, n := range resources.Items {
		if kind, _ := n.Get("Type").Scalar(); kind == w.kind {
			name := resources.Keys[i].Text
			all = append(all, &written{name: name, id: w.sibling(name), kind: kind, node: n, file: w.file})
		}
	}
	return all
}

// keys are the way to a property in the declaration of a resource.
func (s setting) keys() []string {
	path, attribute := strings.CutPrefix(s.path, "/")
	keys := strings.Split(path, ".")
	if attribute {
		return keys
	}
	return append([]string{"Properties"}, keys...)
}

// set plans the change of one property. One that the SAM Globals give the resource is changed there.
func (c *Case) set(w *written, s setting) (edit finding.Edit, global bool, err error) {
	keys := s.keys()
	if n := valueAt(w.node, keys); n == nil && strings.HasPrefix(w.kind, "AWS::Serverless::") {
		section := append([]string{"Globals", strings.TrimPrefix(w.kind, "AWS::Serverless::")}, keys[1:]...)
		if valueAt(w.file.Root, section) != nil {
			edit, err = c.plan(w.file.Root, section, s.value)
			return edit, true, err
		}
	}
	edit, err = c.plan(w.node, keys, s.value)
	return edit, false, err
}

func (c *Case) plan(at *source.Node, keys []string, v splice.Value) (finding.Edit, error) {
	if old := valueAt(at, keys); old != nil && isFunction(old) {
		return finding.Edit{}, advise("what is there is decided by a function: " + old.Location().String())
	}
	edit, err := splice.Set(at, keys, v)
	return edit, asAdvice(err)
}

// asAdvice says why a document is not changed as advice.
func asAdvice(err error) error {
	if refusal, ok := errors.AsType[*splice.RefusalError](err); ok {
		return &AdviceError{Reason: refusal.Reason + " (" + refusal.At.String() + ")"}
	}
	return err
}

func valueAt(n *source.Node, keys []string) *source.Node {
	for _, key := range keys {
		n = n.Get(key)
	}
	return n
}

// isFunction reports whether a value is computed when the template is deployed.
func isFunction(n *source.Node) bool {
	return n.Tag != "" || n.Kind == source.Map && len(n.Keys) == 1 && (strings.HasPrefix(n.Keys[0].Text, "Fn::") || n.Keys[0].Text == "Ref")
}

// marks are the footprint of the change on a resource.
func (s setting) marks(w *written) []Mark {
	path, attribute := strings.CutPrefix(s.path, "/")
	if attribute {
		path = "/" + path
	}
	marks := []Mark{{Element: w.id, Path: path}}
	for _, m := range s.touches {
		m.Element = w.id + m.Element
		marks = append(marks, m)
	}
	return marks
}
