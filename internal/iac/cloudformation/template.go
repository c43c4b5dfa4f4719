package cloudformation

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// template is one parsed template file. It is read only: what depends on parameters is in stack. A
// template whose transforms depend on parameters is several, one for each way that it is used.
type template struct {
	path       string
	written    *source.Node // as it is in the file
	root       *source.Node // what its transforms make of it
	parameters map[string]parameter
	mappings   *source.Node
	notes      []model.Gap // what is wrong with it as it is used
	*spending
}

// spending is what the evaluation of a template takes, in whatever stacks it is used.
type spending struct {
	steps     int
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
	t := &template{path: f.Path, written: f.Root, spending: &spending{}}
	t.describe(f.Root)
	return t
}

// describe finds what the template declares besides resources.
func (t *template) describe(root *source.Node) {
	t.root, t.mappings, t.parameters = root, root.Get("Mappings"), map[string]parameter{}
	forEachKey(root.Get("Parameters"), func(key, node *source.Node) {
		p := parameter{name: key.Text, key: key, def: node.Get("Default"), allowed: node.Get("AllowedValues")}
		p.kind, _ = node.Get("Type").Scalar()
		noEcho, _ := node.Get("NoEcho").Scalar()
		p.noEcho = strings.EqualFold(noEcho, "true") || strings.EqualFold(noEcho, "yes")
		t.parameters[key.Text] = p
	})
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
