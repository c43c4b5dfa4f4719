// Package ir is function code in one form for every language: modules with functions and classes, statements in
// their order, expressions as trees. Front ends (internal/code/python, javascript, golang) make it; what evaluates it
// (internal/code/eval) does not know which language it came from.
//
// It is structured, not a list of instructions: branches and loops stay as they are written, which is what an
// evaluation that goes through a function once needs. Names are resolved by the front end: a variable is an object,
// whoever captures it. What languages only write differently is written one way here:
//
//   - destructuring, unpacking and several results become assignments from Index and Attribute of one temporary;
//   - decorators become calls: f = decorate(f); a with statement becomes an assignment from Enter;
//   - imports are expressions (Import) that are assigned to variables, wherever they stand;
//   - a declared function or class is an assignment of a FunctionRef or ClassRef, where the language hoists it at the
//     beginning of its block;
//   - comprehensions keep their clauses (Comprehension); generators are functions with Yield;
//   - await stays (Await), so that who asks can tell a promise from what it holds;
//   - switch and match become If; what follows a return stays, and is not reached.
//
// Every node knows its place (Span). What a front end does not understand is Opaque with the parts it consists of, so
// that data that goes in is not lost, and a Gap of its module.
package ir

import (
	"sort"

	"github.com/sconce-dev/sconce/internal/model"
)

// Language is what code is written in.
type Language string

// The languages. TypeScript is JavaScript with types.
const (
	Python     Language = "python"
	JavaScript Language = "javascript"
	Go         Language = "go"
)

// File is a source file: its path and where its lines begin.
type File struct {
	Path  string // slash-separated, relative to the scanned directory
	lines []uint32
	// First is the line of the template on which code that stands in a template begins; 0 for a file of its own.
	First int
	// Indent is how many bytes stand before each line of such code.
	Indent int
	// Origin says where what stands in a line and a column was written, of a file that a compiler made and whose source
	// is here too; nil for others.
	Origin func(line, column int) (file string, at, from int, ok bool)
}

// NewFile is a file with the given text.
func NewFile(path string, text []byte) *File {
	f := &File{Path: path, lines: []uint32{0}}
	for i, b := range text {
		if b == '\n' {
			f.lines = append(f.lines, uint32(i)+1)
		}
	}
	return f
}

// Span is a range of bytes of a file. The zero Span is nowhere.
type Span struct {
	File       *File
	Start, End uint32 // bytes; End is one past the last
}

// At is the span itself: embedded in a node it answers where the node is.
func (s Span) At() Span { return s }

// Line is the line of the first byte, from 1; 0 for nowhere.
func (s Span) Line() int { return s.line(s.Start) }

func (s Span) line(offset uint32) int {
	if s.File == nil {
		return 0
	}
	n := sort.Search(len(s.File.lines), func(i int) bool { return s.File.lines[i] > offset })
	if s.File.First > 0 {
		n += s.File.First - 1
	}
	return n
}

// Location is the span as the model writes places. Columns count bytes.
func (s Span) Location() model.Location {
	if s.File == nil {
		return model.Location{}
	}
	end := s.End
	if end > s.Start {
		end--
	}
	at := model.Location{
		File: s.File.Path, Line: s.Line(), Column: s.column(s.Start), EndLine: s.line(end), EndColumn: s.column(s.End),
		Start: int(s.Start), End: int(s.End),
	}
	if s.File.Origin != nil {
		if file, line, column, ok := s.File.Origin(at.Line, at.Column); ok {
			return model.Location{File: file, Line: line, Column: column, EndLine: line, EndColumn: column + 1}
		}
	}
	if s.File.First > 0 { // the bytes are not those of the template
		at.Start, at.End = 0, 0
	}
	return at
}

func (s Span) column(offset uint32) int {
	n := sort.Search(len(s.File.lines), func(i int) bool { return s.File.lines[i] > offset })
	return int(offset-s.File.lines[n-1]) + 1 + s.File.Indent
}

// Gap is a part of a module that could not be read.
type Gap struct {
	Span
	Reason string // a clause without a full stop: "line 3 is not Python: ..."
}
