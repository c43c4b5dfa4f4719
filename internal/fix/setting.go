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
}

// settings propose the one that fits the type of the resource.
func settings(rule string, list ...setting) fixer {
	return fixer{rule: rule, propose: func(c *Case) (Proposal, error) {
		w, err := c.written(c.Finding.Resource)
		if err != nil {
			return Proposal{}, err
		}
		var p Proposal
		for _, s := range list {
			if s.kind != w.kind {
				continue
			}
			edit, err := c.set(w, s)
			if err != nil {
				return Proposal{}, err
			}
			p.Edits = append(p.Edits, edit)
			p.Footprint = append(p.Footprint, s.marks(w)...)
			p.Note = s.note
		}
		if len(p.Edits) == 0 {
			return Proposal{}, advise("there is no way yet to change this on a resource of type " + w.kind)
		}
		return p, nil
	}}
}

// set plans the change of one property. One that the SAM Globals give the resource is changed there, if
// the finding says that the line there causes it.
func (c *Case) set(w *written, s setting) (finding.Edit, error) {
	path, attribute := strings.CutPrefix(s.path, "/")
	keys := strings.Split(path, ".")
	at := w.node
	if !attribute {
		keys = append([]string{"Properties"}, keys...)
	}
	if n := valueAt(at, keys); n == nil && strings.HasPrefix(w.kind, "AWS::Serverless::") {
		section := []string{"Globals", strings.TrimPrefix(w.kind, "AWS::Serverless::")}
		if global := valueAt(w.file.Root, append(section, keys[1:]...)); global != nil {
			return c.plan(w.file.Root, append(section, keys[1:]...), s.value)
		}
	}
	return c.plan(at, keys, s.value)
}

func (c *Case) plan(at *source.Node, keys []string, v splice.Value) (finding.Edit, error) {
	if old := valueAt(at, keys); old != nil && isFunction(old) {
		return finding.Edit{}, advise("what is there is decided by a function: " + old.Location().String())
	}
	edit, err := splice.Set(at, keys, v)
	if refusal, ok := errors.AsType[*splice.RefusalError](err); ok {
		return edit, &AdviceError{Reason: refusal.Reason + " (" + refusal.At.String() + ")"}
	}
	return edit, err
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
