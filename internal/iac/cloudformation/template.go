package cloudformation

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// template is one parsed template file. It is read only: what depends on parameters is in stack.
type template struct {
	path       string
	root       *source.Node
	parameters map[string]parameter
	mappings   *source.Node
	transforms []string

	steps     int          // that its evaluation took
	refusedAt *source.Node // where it took too many; nil while it has not
}

type parameter struct {
	name    string
	key     *source.Node
	kind    string // "String", "CommaDelimitedList", "AWS::SSM::Parameter::Value<String>" ...
	def     *source.Node
	allowed *source.Node
	noEcho  bool
}

func newTemplate(f *source.File) *template {
	t := &template{path: f.Path, root: f.Root, parameters: map[string]parameter{}}
	parameters := f.Root.Get("Parameters")
	forEachKey(parameters, func(key, node *source.Node) {
		p := parameter{name: key.Text, key: key, def: node.Get("Default"), allowed: node.Get("AllowedValues")}
		p.kind, _ = node.Get("Type").Scalar()
		noEcho, _ := node.Get("NoEcho").Scalar()
		p.noEcho = strings.EqualFold(noEcho, "true") || strings.EqualFold(noEcho, "yes")
		t.parameters[key.Text] = p
	})
	t.mappings = f.Root.Get("Mappings")
	transform := f.Root.Get("Transform")
	if name, ok := transform.Scalar(); ok {
		t.transforms = append(t.transforms, name)
	} else if transform != nil && transform.Kind == source.List {
		for _, item := range transform.Items {
			if name, ok := item.Scalar(); ok {
				t.transforms = append(t.transforms, name)
			} else if name, ok := item.Get("Name").Scalar(); ok {
				t.transforms = append(t.transforms, name)
			}
		}
	}
	return t
}

// forEachKey visits the entries of a map and nothing of anything else.
func forEachKey(n *source.Node, visit func(key, node *source.Node)) {
	if n == nil || n.Kind != source.Map {
		return
	}
	for i, key := range n.Keys {
		visit(key, n.Items[i])
	}
}

// span is from a key to the end of its value: a whole declaration.
func span(key, node *source.Node) model.Location {
	if key.File != node.File || node.End < key.Start || node.Alias {
		return key.Location()
	}
	return key.File.Location(key.Start, node.End)
}
