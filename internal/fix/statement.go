package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// statement is a statement of a policy, and where it is written.
type statement struct {
	grant *model.Grant
	w     *written // the resource that it is written in
	d     *draft
	path  []string // to it in the template
}

// statement finds the statement that the finding is about: a finding's detail begins with what the
// statement means.
func (c *Case) statement() (*statement, error) {
	var found *model.Grant
	for i := range c.App.Grants {
		g := &c.App.Grants[i]
		holder := g.Identity
		if holder == "" {
			holder = g.Resource
		}
		if holder == c.Finding.Resource && !g.Provided && (c.Finding.Detail == g.Meaning() || strings.HasPrefix(c.Finding.Detail, g.Meaning()+" ")) {
			found = g
			break
		}
	}
	if found == nil {
		return nil, advise("the statement is not written here")
	}
	w, err := c.holding(found)
	if err != nil {
		return nil, err
	}
	s := &statement{grant: found, w: w, d: w.draft()}
	if w.kind == "AWS::Lambda::Permission" {
		s.path = []string{"Resources", w.name, "Properties"}
		return s, nil
	}
	for _, effect := range []string{"Effect", "Action", "NotAction", "Principal"} {
		if path, ok := pathTo(w.node, found.At, effect); ok && s.path == nil {
			s.path = append([]string{"Resources", w.name}, path...)
		}
	}
	if s.path == nil || found.At.File != w.file.Path {
		return nil, advise("the statement is not written as one: a policy template, a reference or a function makes it")
	}
	return s, nil
}

// holding is the resource that a statement is written in: a policy of its own, or who has it.
func (c *Case) holding(g *model.Grant) (*written, error) {
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		if rest, ok := strings.CutPrefix(g.ID, r.ID); ok && (rest == "" || rest[0] == '@' || rest[0] == '/') {
			return c.written(r.ID)
		}
	}
	return c.written(c.Finding.Resource)
}

// pathTo is the way from a node to the map with a key that stands at a place of the text. Aliases are not
// gone into: what they repeat stands elsewhere.
func pathTo(n *source.Node, at model.Location, key string) ([]string, bool) {
	if n == nil || n.Alias || n.Tag != "" {
		return nil, false
	}
	if n.Kind == source.Map && n.Get(key) != nil && n.Start == at.Start {
		return nil, true
	}
	for i, item := range n.Items {
		name := number(i)
		if n.Kind == source.Map {
			name = n.Keys[i].Text
		}
		if path, ok := pathTo(item, at, key); ok {
			return append([]string{name}, path...), true
		}
	}
	return nil, false
}

// in is a path below the statement.
func (s *statement) in(path ...string) []string { return append(slices.Clone(s.path), path...) }

// done is the proposal: the statement may say other things of the same actions.
func (s *statement) done() (Proposal, error) {
	var actions []string
	for _, a := range s.grant.Actions {
		actions = append(actions, a.String())
	}
	return s.allowing(actions)
}

// allowing is the proposal: the statement allows some actions.
func (s *statement) allowing(actions []string) (Proposal, error) {
	holder := s.grant.Identity
	if holder == "" {
		holder = s.grant.Resource
	}
	top := ""
	if len(s.path) > 3 {
		top = s.path[3]
	}
	if top != "" {
		s.d.touch(s.w.id, top)
		s.d.touch(holder, top, actions...)
		s.d.touch(s.w.id+"Role", top, actions...)
	} else {
		s.d.touch(holder, "/", actions...)
	}
	return s.d.done()
}

// has reports whether the statement has an element, as it is written.
func (s *statement) has(name string) bool { return s.d.at(s.in(name)...) != nil }
