package source

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// Kind is the shape of a node.
type Kind uint8

// The shapes of a node.
const (
	Null Kind = iota + 1
	Bool
	Number
	String
	List
	Map
)

// Style is how a node is spelled.
type Style uint8

// The spellings of a node. JSON strings are Double, JSON lists and maps Flow.
const (
	Plain Style = iota
	Single
	Double
	Literal // |
	Folded  // >
	Block   // a list or map by indentation
	Flow    // a list or map in brackets
)

// Node is a part of a document.
type Node struct {
	File  *File
	Kind  Kind
	Style Style
	Tag   string  // a local tag such as "!Sub"; "" for none and for the standard ones
	Text  string  // scalars: numbers and booleans as they are spelled, strings decoded
	Start int     // byte offset of the first byte after tag and anchor
	End   int     // byte offset one past the last byte
	Keys  []*Node // maps: the keys, Keys[i] belongs to Items[i]
	Items []*Node // lists: the items; maps: the values
	Alias bool    // the node stands elsewhere and is referred to here by *name

	size int // nodes in it, aliases expanded
}

// Location is where the node stands.
func (n *Node) Location() model.Location {
	if n == nil || n.File == nil {
		return model.Location{}
	}
	return n.File.Location(n.Start, n.End)
}

// Size is the number of nodes in it, aliases expanded.
func (n *Node) Size() int { return n.size }

// Get is the value of a key of a map, nil if there is none. Of a key written twice the last counts.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i, k := range slices.Backward(n.Keys) {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}

// Scalar is the text of a scalar; a null and a nil node have none.
func (n *Node) Scalar() (string, bool) {
	if n == nil {
		return "", false
	}
	switch n.Kind {
	case Bool, Number, String:
		return n.Text, true
	case Null, List, Map:
	}
	return "", false
}

// Name is the shape in words, for messages.
func (n *Node) Name() string {
	if n == nil {
		return "nothing"
	}
	switch n.Kind {
	case Null:
		return "nothing"
	case Bool:
		return "a boolean"
	case Number:
		return "a number"
	case String:
		return "a text"
	case List:
		return "a list"
	case Map:
		return "a map"
	}
	return "nothing"
}
