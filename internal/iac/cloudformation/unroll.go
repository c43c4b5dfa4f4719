package cloudformation

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

const (
	loopPrefix = "Fn::ForEach::"
	maxLoops   = 10 // within one another
)

// unrolled is a template whose loops are written out and whose look-ups in mappings are made, for a
// transform that comes after the language extensions, which do both (CloudFormation template reference,
// "AWS::LanguageExtensions transform"). What cannot be known stays.
func (s *stack) unrolled(root *source.Node) *source.Node {
	out := copied(root)
	for i, key := range root.Keys {
		switch key.Text {
		case "Resources", "Outputs":
			if hasLoop(root.Items[i]) {
				out.Items[i] = s.unrolledNode(root.Items[i], 0)
			}
			out.Items[i] = s.lookedUp(out.Items[i])
		}
	}
	return out
}

// lookedUp is a node in which the texts that Fn::FindInMap finds stand in its place.
func (s *stack) lookedUp(n *source.Node) *source.Node {
	if n == nil || len(n.Items) == 0 {
		return n
	}
	if name, arg, ok := call(n); ok && name == "Fn::FindInMap" {
		v := s.findInMap(arg, n.Location(), nil)
		if text, known := v.Text(); known && v.Kind() == model.String && !v.IsSecret() {
			return &source.Node{File: n.File, Kind: source.String, Style: source.Double, Text: text, Start: n.Start, End: n.End}
		}
		return n
	}
	var out *source.Node
	for i, item := range n.Items {
		if found := s.lookedUp(item); found != item {
			if out == nil {
				out = copied(n)
			}
			out.Items[i] = found
		}
	}
	if out == nil {
		return n
	}
	return out
}

func hasLoop(n *source.Node) bool {
	if n == nil {
		return false
	}
	return n.Kind == source.Map && slices.ContainsFunc(n.Keys, func(k *source.Node) bool { return strings.HasPrefix(k.Text, loopPrefix) }) ||
		slices.ContainsFunc(n.Items, hasLoop)
}

func (s *stack) unrolledNode(n *source.Node, depth int) *source.Node {
	if !hasLoop(n) || !s.spend(1, n) {
		return n
	}
	out := *n
	out.Keys, out.Items = nil, nil
	if n.Kind != source.Map {
		for _, item := range n.Items {
			out.Items = append(out.Items, s.unrolledNode(item, depth))
		}
		return &out
	}
	s.unrollInto(&out, n, depth)
	return &out
}

// unrollInto adds the entries of a map, those of its loops written out.
func (s *stack) unrollInto(out, n *source.Node, depth int) {
	for i, key := range n.Keys {
		item := n.Items[i]
		if !strings.HasPrefix(key.Text, loopPrefix) || depth >= maxLoops || !s.unrollLoop(out, item, depth) {
			out.Keys, out.Items = append(out.Keys, key), append(out.Items, s.unrolledNode(item, depth+1))
		}
	}
}

// unrollLoop writes one loop out: [variable, collection, {key: body}]. It answers false, and has added
// nothing, where that cannot be done.
func (s *stack) unrollLoop(out, n *source.Node, depth int) bool {
	if n.Kind != source.List || len(n.Items) != 3 || n.Items[2].Kind != source.Map {
		return false
	}
	variable, _ := n.Items[0].Scalar()
	collection := s.eval(n.Items[1], nil)
	if collection.IsUnknown() {
		return false
	}
	var values []string
	for _, item := range flattened(collection) {
		text, known := item.Text()
		if !known || item.IsSecret() {
			return false
		}
		values = append(values, text)
	}
	for _, v := range values {
		if len(out.Keys) >= maxEntries || !s.spend(1, n) {
			break
		}
		s.unrollInto(out, s.bound(n.Items[2], variable, v), depth+1)
	}
	return true
}

// bound is a node in which the variable of a loop has its value: in Ref, and as ${Name} or &{Name}
// in texts and keys.
func (s *stack) bound(n *source.Node, variable, value string) *source.Node {
	if n == nil || !s.spend(1, n) {
		return n
	}
	if name, arg, ok := call(n); ok && name == "Ref" && arg.Kind == source.String && arg.Text == variable {
		return &source.Node{File: n.File, Kind: source.String, Style: source.Double, Text: value, Start: n.Start, End: n.End}
	}
	out := *n
	if n.Kind == source.String {
		out.Text = boundText(n.Text, variable, value)
		return &out
	}
	out.Keys, out.Items = slices.Clone(n.Keys), slices.Clone(n.Items)
	for i, key := range n.Keys {
		if text := boundText(key.Text, variable, value); text != key.Text {
			k := *key
			k.Text = text
			out.Keys[i] = &k
		}
	}
	for i, item := range n.Items {
		out.Items[i] = s.bound(item, variable, value)
	}
	return &out
}

func boundText(text, variable, value string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	text = replaceVariable(text, "${"+variable+"}", value)
	if strings.Contains(text, "&{"+variable+"}") {
		text = replaceVariable(text, "&{"+variable+"}", alphanumeric(value))
	}
	return text
}
