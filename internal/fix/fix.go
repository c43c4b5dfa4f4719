// Package fix answers how a finding could be mended: which bytes of which file to replace, and what of
// the model that may change. It proposes; package scan proves a proposal before anybody sees it.
package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Case is a finding with the application that it was found in.
type Case struct {
	App     *model.App
	Finding finding.Finding
	Read    func(path string) (*source.File, error) // a document of the scanned directory
	Split   bool                                    // whether functions that share a role are to get one each
}

// Proposal is a change that would mend a finding.
type Proposal struct {
	Edits     []finding.Edit
	Footprint []Mark
	Note      string   // what to know before it is applied, a sentence; "" for nothing
	Asks      []string // names of the parameters that the next deployment asks for because of it

	Otherwise func() (Proposal, error) // proposes in another way where this one cannot be proved; nil for no other way
}

// Mark is a place of the model that a change may touch.
type Mark struct {
	Element string   // its id; "*" for every element, where one line is for all
	Path    string   // of the property, with all below it; "" for all of an element, which may be new
	Actions []string // what may be granted to the identity that Element is
}

// AdviceError says why a finding has no change that is safe to propose, and what to write instead.
type AdviceError struct {
	Reason string // a clause without a full stop
	Text   string // "" where the rule's remedy says it all
}

func (a *AdviceError) Error() string { return a.Reason }

func advise(reason string) error { return &AdviceError{Reason: reason} }

// Propose answers a change that would mend a finding, or an error that says why there is none.
func Propose(c Case) (Proposal, error) {
	for _, fixer := range fixers {
		if fixer.rule == c.Finding.Rule {
			return fixer.propose(&c)
		}
	}
	if write, ok := advice[c.Finding.Rule]; ok {
		return Proposal{}, write(&c)
	}
	return Proposal{}, advise("there is no way yet to change this for you")
}

// Rules are the ids of the rules some of whose findings can be mended.
func Rules() []string {
	var ids []string
	for _, f := range fixers {
		ids = append(ids, f.rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// fixer mends findings of one rule.
type fixer struct {
	rule    string
	propose func(*Case) (Proposal, error)
}

// written is the declaration of a resource as somebody wrote it: for what SAM generates, the resource
// that causes it.
type written struct {
	name string
	id   string
	kind string // its Type
	node *source.Node
	file *source.File
}

// writtenAs finds the declaration of what the finding is about, which has to be of a type of its own: what something else
// makes has no properties to change.
func (c *Case) writtenAs(kind, noun string) (*written, error) {
	w, err := c.written(c.Finding.Resource)
	if err == nil && w.kind != kind {
		err = advise("the " + noun + " is made by " + w.name)
	}
	return w, err
}

// written finds the declaration of an element.
func (c *Case) written(id string) (*written, error) {
	path, local, ok := strings.Cut(id, "#")
	if !ok {
		return nil, advise("it is not one resource of a template")
	}
	if construct := c.App.PathOf(id); construct != "" {
		return nil, advise("the AWS CDK writes its template: change " + construct + " in the program and synthesise again")
	}
	f, err := c.Read(path)
	if err != nil {
		return nil, advise("its template cannot be read")
	}
	resources := f.Root.Get("Resources")
	if resources == nil || resources.Kind != source.Map {
		return nil, advise("its template has no resources of its own")
	}
	name := local[strings.LastIndexByte(local, '/')+1:]
	at := c.locationOf(id)
	for i, key := range resources.Keys {
		n := resources.Items[i]
		if key.Text == name || at.File == path && at.Start >= n.Start && at.Start < n.End {
			kind, _ := n.Get("Type").Scalar()
			return &written{name: key.Text, id: strings.TrimSuffix(id, name) + key.Text, kind: kind, node: n, file: f}, nil
		}
	}
	return nil, advise("it is not written in its template: a loop or a macro makes it")
}

// locationOf is where an element stands.
func (c *Case) locationOf(id string) model.Location {
	if r, ok := c.App.Resource(id); ok {
		return r.At
	}
	if f, ok := c.App.Function(id); ok {
		return f.At
	}
	if i, ok := c.App.Identity(id); ok {
		return i.At
	}
	return model.Location{}
}
