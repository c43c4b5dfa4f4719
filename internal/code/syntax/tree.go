// Package syntax reads text with a tree-sitter grammar into a tree of Go values: the library's own nodes cost a call
// into C for everything that is asked of them, these are read once. Any text gives a tree; what does not fit the
// grammar is in it as a Broken node, and so is what is nested too deeply.
package syntax

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"
	"unsafe"

	sitter "github.com/tree-sitter/go-tree-sitter"
)

// The limits of a text.
const (
	MaxSize  = 2 << 20 // bytes; what people write is smaller, what is longer holds data
	MaxDepth = 1_000   // nodes inside one another
	// The library looks for ways to read what does not fit the grammar, and its time can grow with the square of the
	// text. Nothing that it reports does, so it has to be a clock that ends it; what people write is read at more
	// than a megabyte a second, and is over long before.
	leastTime   = time.Second
	timePerByte = 2 * time.Microsecond
)

// TooLong begins the reason for what was not read because the time was over: another time it may be.
const TooLong = "reading it takes too long"

// Language is a grammar.
type Language struct {
	grammar *sitter.Language
	kinds   []string
	named   []bool
	fields  []string
	leftOut []bool
}

// NewLanguage prepares a grammar: what its bindings' Language() answers. Nodes of the kinds leftOut are not kept: comments.
func NewLanguage(grammar unsafe.Pointer, leftOut ...string) *Language {
	l := &Language{grammar: sitter.NewLanguage(grammar)}
	for id := range l.grammar.NodeKindCount() {
		kind := l.grammar.NodeKindForId(uint16(id))
		l.kinds = append(l.kinds, kind)
		l.named = append(l.named, l.grammar.NodeKindIsNamed(uint16(id)))
		l.leftOut = append(l.leftOut, slices.Contains(leftOut, kind))
	}
	for id := range l.grammar.FieldCount() + 1 {
		l.fields = append(l.fields, l.grammar.FieldNameForId(uint16(id)))
	}
	return l
}

// Tree is a text that was read.
type Tree struct {
	Text     []byte
	language *Language
	nodes    []node // a node, what is in it, what follows it
}

type node struct {
	start, end uint32
	after      int32 // the first node that is not in this one
	kind       uint16
	field      uint16
	is         flags
}

type flags uint8

const (
	isNamed flags = 1 << iota
	isBroken
	isMissing
	isDeep
)

// brokenKind is the kind of a node that the grammar does not know.
const brokenKind = 0xFFFF

// Parse reads a text. An error says that it was not read at all, a clause without a full stop.
func (l *Language) Parse(text []byte) (*Tree, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("it has %d bytes, and no more than %d are read", len(text), MaxSize)
	}
	parser := sitter.NewParser()
	defer parser.Close()
	if err := parser.SetLanguage(l.grammar); err != nil {
		return nil, fmt.Errorf("the grammar does not fit the library: %w", err)
	}
	runtime.LockOSThread() // its clock is that of a thread
	defer runtime.UnlockOSThread()
	last := worked() + leastTime + time.Duration(len(text))*timePerByte
	parsed := parser.ParseWithOptions(func(at int, _ sitter.Point) []byte {
		return text[min(at, len(text)):] // it copies this, and asks a few times only
	}, nil, &sitter.ParseOptions{ProgressCallback: func(sitter.ParseState) bool {
		return worked() > last
	}})
	if parsed == nil {
		return nil, errors.New(TooLong + ": too much of it does not fit the language")
	}
	defer parsed.Close()
	t := &Tree{Text: text, language: l, nodes: make([]node, 0, len(text)/3+16)}
	t.read(parsed)
	return t, nil
}

// read copies the library's tree.
func (t *Tree) read(parsed *sitter.Tree) {
	cursor := parsed.Walk()
	defer cursor.Close()
	faulty := cursor.Node().HasError()
	var open []int32 // the nodes that the current one is in
	for {
		kept := t.add(cursor, faulty)
		if kept && len(open) < MaxDepth && cursor.GotoFirstChild() {
			open = append(open, t.count()-1)
			continue
		}
		if kept && len(open) >= MaxDepth && cursor.GotoFirstChild() {
			t.nodes[len(t.nodes)-1].is |= isDeep | isBroken
			cursor.GotoParent()
		}
		for !cursor.GotoNextSibling() {
			if !cursor.GotoParent() || len(open) == 0 {
				return
			}
			t.nodes[open[len(open)-1]].after = t.count()
			open = open[:len(open)-1]
		}
	}
}

// add copies the node at the cursor. Of one that is not kept nothing inside is either.
func (t *Tree) add(cursor *sitter.TreeCursor, faulty bool) bool {
	at := cursor.Node()
	start, end := at.ByteRange()
	n := node{kind: at.KindId(), start: offset(start), end: offset(end), after: t.count() + 1}
	if int(n.kind) < len(t.language.kinds) {
		if t.language.leftOut[n.kind] {
			return false
		}
		if t.language.named[n.kind] {
			n.is |= isNamed
		}
	}
	if n.is&isNamed != 0 {
		n.field = cursor.FieldId()
	}
	if faulty {
		if at.IsError() {
			n.kind, n.is = brokenKind, n.is|isBroken|isNamed
		} else if at.IsMissing() {
			n.is |= isMissing
		}
	}
	t.nodes = append(t.nodes, n)
	return true
}

// count is how many nodes there are: no more than a few for each byte of a text that may have MaxSize.
func (t *Tree) count() int32 { return int32(min(len(t.nodes), math.MaxInt32)) }

// offset is a place in a text that may have MaxSize.
func offset(n uint) uint32 { return uint32(min(n, MaxSize)) }
