package cloudformation

import (
	"path"
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
	if !known || remote(location) {
		return nil
	}
	f, err := s.project.document(s.relative(location))
	if err != nil {
		s.project.note(n.Location(), "the included file "+value.String()+" cannot be read")
		return nil
	}
	return f.Root
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
