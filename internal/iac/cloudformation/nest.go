package cloudformation

import (
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// isStack reports whether a resource is a nested stack.
func isStack(n *source.Node) bool {
	kind, _ := n.Get("Type").Scalar()
	return kind == "AWS::CloudFormation::Stack"
}

// instantiate makes the stacks: one of each template that no other nests, and one of each nested
// template for each place that nests it.
func (p *project) instantiate() {
	nested := map[string]bool{}
	var roots []*stack
	for i := 0; i < len(p.templates); i++ { //nolint:intrange // templates that are nested from outside the listed files join while we look
		s := newStack(p, p.templates[i], nil, nil)
		roots = append(roots, s)
		for j := range s.entriesOf {
			if child := p.nestedTemplate(s, &s.entriesOf[j]); child != nil && child.path != s.template.path {
				nested[child.path] = true
			}
		}
	}
	if len(nested) == len(p.templates) {
		nested = nil // they nest one another in a circle: each stands for itself
	}
	for _, s := range roots {
		if !nested[s.template.path] {
			p.grow(s)
		}
	}
	for _, s := range p.stacks {
		p.uses[s.template.path]++
	}
	p.distinguish()
}

// distinguish gives the stacks of a template that is nested more than once ids of their own: the
// names of the nesting stacks, after the name of the root's file where that is needed too.
func (p *project) distinguish() {
	chain := func(s *stack) string {
		names := ""
		for ; s.parent != nil; s = s.parent {
			names = s.passed.name + "/" + names
		}
		return names
	}
	taken := map[string]int{}
	for _, s := range p.stacks {
		taken[s.template.path+"#"+chain(s)]++
	}
	for _, s := range p.stacks {
		if s.parent == nil || p.uses[s.template.path] < 2 {
			continue
		}
		s.prefix = chain(s)
		if taken[s.template.path+"#"+s.prefix] > 1 {
			file := path.Base(s.root().template.path)
			s.prefix = strings.TrimSuffix(file, path.Ext(file)) + "/" + s.prefix
		}
	}
}

// grow adds a stack and the stacks nested in it.
func (p *project) grow(s *stack) {
	p.stacks = append(p.stacks, s)
	p.noteTemplate(s.template)
	for i := range s.entriesOf {
		e := &s.entriesOf[i]
		t := p.nestedTemplate(s, e)
		if t == nil {
			continue
		}
		if s.depth() >= maxNested || nests(s, t) {
			p.note(e.key.Location(), "the nested stack "+e.name+" nests itself")
			continue
		}
		if exists := s.exists(e); exists.known && !exists.value {
			continue
		}
		if !s.spend(stackSteps, e.node) {
			return
		}
		child := newStack(p, p.nestedIn(t, s, e), s, e)
		s.nested[e.name] = child
		p.grow(child)
	}
}

// nests reports whether a stack or one around it is of a template.
func nests(s *stack, t *template) bool {
	for ; s != nil; s = s.parent {
		if s.template.path == t.path {
			return true
		}
	}
	return false
}

// nestedTemplate is the template of a nested stack where it is in the directory: at the local path
// that TemplateURL names, else the one file whose path ends like a remote one. Nil if there is none.
func (p *project) nestedTemplate(s *stack, e *entry) *template {
	if !isStack(e.node) {
		return nil
	}
	if asset := s.origin(e).Asset; asset != "" {
		if t, ok := p.byPath[asset]; ok {
			return t
		}
		if t := p.outside(asset); t != nil {
			return t
		}
	}
	if e.node.Get("Properties").Get("TemplateURL") == nil {
		p.note(e.key.Location(), "the template of "+e.name+s.published(e)+" is not here")
		return nil
	}
	url := s.eval(e.node.Get("Properties").Get("TemplateURL"), e.scope)
	if location, known := url.Text(); known && !remote(location) {
		name := s.relative(location)
		if t, ok := p.byPath[name]; ok {
			return t
		}
		if t := p.outside(name); t != nil {
			return t
		}
		p.note(url.At, "the template "+url.String()+" of nested stack "+e.name+" is not here")
		return nil
	}
	found := p.namedLike(lastText(url.String()), s.template)
	if len(found) == 1 {
		return found[0]
	}
	reason := "the template of nested stack " + e.name + " is not here"
	if len(found) > 1 {
		var names []string
		for _, t := range found {
			names = append(names, t.path)
		}
		reason = "the template of nested stack " + e.name + " may be " + strings.Join(names, " or ")
	}
	p.note(url.At, reason)
	return nil
}

// published says of a nested stack which application of the AWS Serverless Application Repository it
// is; SAM puts that into its tags.
func (s *stack) published(e *entry) string {
	for _, tag := range s.eval(e.node.Get("Properties").Get("Tags"), e.scope).Items() {
		if tag.Get("Key").TextOr("") == "serverlessrepo:applicationId" {
			return ", the application " + tag.Get("Value").String() + " of a repository,"
		}
	}
	return ""
}

// namedLike are the templates that the end of a remote path may mean: those with its file name, of
// these the ones that share most of the path, of these the ones beside the template that nests.
func (p *project) namedLike(tail string, from *template) []*template {
	var found []*template
	best := 1
	for _, t := range p.templates {
		n := sharedEnd(t.path, tail)
		if t.path == from.path || n < best {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, t)
	}
	if len(found) < 2 {
		return found
	}
	var beside []*template
	for _, t := range found {
		if path.Dir(t.path) == path.Dir(from.path) {
			beside = append(beside, t)
		}
	}
	if len(beside) > 0 {
		return beside
	}
	return found
}

// sharedEnd counts the last parts that two paths share.
func sharedEnd(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[len(x)-1-n] == y[len(y)-1-n] {
		n++
	}
	return n
}

// lastText is the part of a URL behind its last hole, from the first slash on.
func lastText(url string) string {
	url, _, _ = strings.Cut(url, "?")
	if i := strings.LastIndexByte(url, '}'); i >= 0 {
		url = url[i+1:]
		if j := strings.IndexByte(url, '/'); j >= 0 {
			url = url[j+1:]
		}
		return path.Clean(strings.TrimPrefix(url, "/"))
	}
	if _, rest, ok := strings.Cut(url, "://"); ok {
		if _, rest, ok = strings.Cut(rest, "/"); ok {
			return rest
		}
	}
	return ""
}

// outside reads a nested template that the search did not list (another extension, left out by
// .gitignore, or a single template was asked for).
func (p *project) outside(name string) *template {
	for _, err := range p.refused {
		if located, ok := err.(*source.Error); ok && located.File == name { //nolint:errorlint // refusals are never wrapped
			return nil
		}
	}
	f, err := p.document(name)
	if err != nil || !isTemplate(f.Root) {
		return nil
	}
	return p.add(f)
}
