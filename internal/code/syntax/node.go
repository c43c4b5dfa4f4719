package syntax

import "iter"

// Node is a node of a Tree. The zero Node is none: it has no kind, no text and nothing in it.
type Node struct {
	tree  *Tree
	index int32
}

// Root is the node that everything is in.
func (t *Tree) Root() Node {
	if len(t.nodes) == 0 {
		return Node{}
	}
	return Node{tree: t}
}

// Exists reports whether it is a node.
func (n Node) Exists() bool { return n.tree != nil }

func (n Node) node() *node { return &n.tree.nodes[n.index] }

// Kind is the grammar's name of it: "call"; of a token that has none its text: "+". Broken for what does not fit.
func (n Node) Kind() string {
	if n.tree == nil {
		return ""
	}
	kind := n.node().kind
	if int(kind) >= len(n.tree.language.kinds) {
		return Broken
	}
	return n.tree.language.kinds[kind]
}

// Broken is the kind of what does not fit the grammar.
const Broken = "ERROR"

// Field is the name of its place in the node that it is in: "left"; "" for none. Tokens have none.
func (n Node) Field() string {
	if n.tree == nil || int(n.node().field) >= len(n.tree.language.fields) {
		return ""
	}
	return n.tree.language.fields[n.node().field]
}

// Named reports whether the grammar has a name for it: it is not punctuation.
func (n Node) Named() bool { return n.tree != nil && n.node().is&isNamed != 0 }

// Missing reports whether it is not in the text, but was expected there.
func (n Node) Missing() bool { return n.tree != nil && n.node().is&isMissing != 0 }

// Deep reports whether what is in it was left out, because it is nested too deeply.
func (n Node) Deep() bool { return n.tree != nil && n.node().is&isDeep != 0 }

// Start is its first byte.
func (n Node) Start() uint32 {
	if n.tree == nil {
		return 0
	}
	return n.node().start
}

// End is one past its last byte.
func (n Node) End() uint32 {
	if n.tree == nil {
		return 0
	}
	return n.node().end
}

// Text is how it is written.
func (n Node) Text() string {
	if n.tree == nil {
		return ""
	}
	return string(n.tree.Text[n.Start():n.End()])
}

// Index tells it from the other nodes of its tree: they are counted in the order of the text.
func (n Node) Index() int { return int(n.index) }

// Children are the nodes in it, in their order, tokens too.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.tree == nil {
			return
		}
		for i := n.index + 1; i < n.node().after; i = n.tree.nodes[i].after {
			if !yield(Node{n.tree, i}) {
				return
			}
		}
	}
}

// Parts are the named nodes in it.
func (n Node) Parts() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for c := range n.Children() {
			if c.Named() && !yield(c) {
				return
			}
		}
	}
}

// All are the node and everything inside it, outer ones first.
func (n Node) All() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.tree == nil {
			return
		}
		for i := n.index; i < n.node().after; i++ {
			if !yield(Node{n.tree, i}) {
				return
			}
		}
	}
}

// Get is the first node in it that has the field.
func (n Node) Get(field string) Node {
	for c := range n.Children() {
		if c.Field() == field {
			return c
		}
	}
	return Node{}
}

// First is the first named node in it.
func (n Node) First() Node {
	for c := range n.Parts() {
		return c
	}
	return Node{}
}

// Has reports whether a token or node of the kind stands directly in it.
func (n Node) Has(kind string) bool { return n.Child(kind).Exists() }

// Child is the first node of the kind that stands directly in it.
func (n Node) Child(kind string) Node {
	for c := range n.Children() {
		if c.Kind() == kind {
			return c
		}
	}
	return Node{}
}
