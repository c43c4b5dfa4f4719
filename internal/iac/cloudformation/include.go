package cloudformation

import (
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// include is the root of the file that an AWS::Include transform names, nil when it is not local.
func (s *stack) include(n *source.Node, sc *scope) *source.Node {
	if name, _ := n.Get("Name").Scalar(); name != "AWS::Include" {
		return nil
	}
	value := s.eval(n.Get("Parameters").Get("Location"), sc)
	location, known := value.Text()
	name := s.relative(location)
	if !known || remote(location) {
		if !s.spend(len(s.project.tree.Files())/16, n) {
			return nil
		}
		if name = s.project.fileLike(lastText(value.String()), s.template.path); name == "" {
			return nil
		}
	}
	f, err := s.project.document(name)
	if err != nil {
		s.project.note(n.Location(), "the included file "+value.String()+" cannot be read")
		return nil
	}
	return f.Root
}

// fileLike is the one file that the end of a remote path may mean: the one with its file name that
// shares most of the path, "" where there is none or several.
func (p *project) fileLike(tail, from string) string {
	best, found := 1, []string(nil)
	for _, name := range p.tree.Files() {
		n := sharedEnd(name, tail)
		if n < best || name == from || !couldBeTemplate(name) {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, name)
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(name string) bool { return path.Dir(name) != path.Dir(from) })
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// withIncludes puts the files that AWS::Include names in the midst of a template where they are
// included. What is not here stays as it is written.
func (s *stack) withIncludes(n *source.Node) *source.Node {
	if n == nil || len(n.Items) == 0 {
		return n
	}
	if name, arg, ok := call(n); ok && name == "Fn::Transform" {
		if included := s.include(arg, nil); included != nil && s.spend(included.Size(), n) {
			return included
		}
		return n
	}
	var out *source.Node // a copy, once something changes
	for i, item := range n.Items {
		if n.Kind == source.Map && n.Keys[i].Text == "Fn::Transform" {
			continue
		}
		if changed := s.withIncludes(item); changed != item {
			if out == nil {
				out = copied(n)
			}
			out.Items[i] = changed
		}
	}
	if n.Kind == source.Map && n.Get("Fn::Transform") != nil { // beside other entries: its own join them
		if included := s.include(n.Get("Fn::Transform"), nil); included != nil && included.Kind == source.Map && s.spend(included.Size(), n) {
			if out == nil {
				out = n
			}
			out = without(out, "Fn::Transform")
			out.Keys, out.Items = append(out.Keys, included.Keys...), append(out.Items, included.Items...)
		}
	}
	if out == nil {
		return n
	}
	return out
}

// withSections puts the sections of an included file beside those of a template.
func (s *stack) withSections(root, transform *source.Node) *source.Node {
	included := s.include(transform, nil)
	if included == nil || included.Kind != source.Map {
		s.notIncluded(transform, nil)
		return root
	}
	if !s.spend(included.Size(), transform) {
		return root
	}
	out := copied(root)
	for i, key := range included.Keys {
		at := slices.IndexFunc(out.Keys, func(k *source.Node) bool { return k.Text == key.Text })
		switch {
		case at < 0:
			out.Keys, out.Items = append(out.Keys, key), append(out.Items, included.Items[i])
		case out.Items[at].Kind == source.Map && included.Items[i].Kind == source.Map:
			section := copied(out.Items[at])
			section.Keys, section.Items = append(section.Keys, included.Items[i].Keys...), append(section.Items, included.Items[i].Items...)
			out.Items[at] = section
		}
	}
	return out
}

// transform is the value of Fn::Transform in the place of a value.
func (s *stack) transform(arg *source.Node, at model.Location, sc *scope) model.Value {
	if s.busy["include"] {
		return model.NewUnknown(model.Cause{Name: "AWS::Include", Reason: "an included file includes another", At: at}, at)
	}
	if included := s.include(arg, sc); included != nil {
		s.busy["include"] = true
		defer delete(s.busy, "include")
		return s.eval(included, sc)
	}
	name, _ := arg.Get("Name").Scalar()
	return model.NewUnknown(model.Cause{Name: name, Reason: "the macro " + name + " runs when deployed", At: at}, at)
}

// relative is a path written in the template as a path in the scanned directory.
func (s *stack) relative(location string) string {
	return path.Join(path.Dir(s.template.path), location)
}

func remote(location string) bool {
	return strings.Contains(location, "://")
}

// notIncluded notes what a transform in the place of entries would have brought.
func (s *stack) notIncluded(n *source.Node, sc *scope) {
	name, _ := n.Get("Name").Scalar()
	if name == "AWS::Include" {
		location := s.eval(n.Get("Parameters").Get("Location"), sc)
		s.project.note(n.Location(), "what "+location.String()+" includes is not here")
		return
	}
	s.project.note(n.Location(), "the macro "+name+" runs when deployed: what it makes is not known")
}
