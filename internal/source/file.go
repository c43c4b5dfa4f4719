// Package source holds located text: YAML and JSON documents as trees whose nodes know their byte
// range and their original spelling, so that a finding can name the line that causes it and a fix
// can splice bytes without touching the rest of the file.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/model"
)

// The limits that a document must keep to. The largest template that CloudFormation accepts is 1 MB.
const (
	MaxBytes = 4 << 20 // of a file
	MaxNodes = 400_000 // of a tree, aliases expanded; of text that aliases repeat every textUnit bytes count as one
	MaxDepth = 250     // of nesting

	textUnit = 64
	maxMarks = 600_000 // separators and line ends of a YAML text: how many values it may have, known before it is parsed
)

// File is a text and what is needed to name places in it.
type File struct {
	Path  string // slash-separated, relative to the scanned directory
	Data  []byte
	Root  *Node
	Notes []Note

	lines []int // byte offset of each line's first byte
	runes []int // runes before each block of runeBlock bytes; nil when the text is ASCII
}

// Note is something wrong with a document that does not keep it from being read.
type Note struct {
	At   model.Location
	Text string
}

// Error is a document that cannot be read, and where.
type Error struct {
	File    string
	Line    int // 0 when no line is to blame
	Column  int
	Message string

	cause error // errLimit where a limit of this package refuses the document
}

var errLimit = errors.New("the document is larger than what is read")

func (e *Error) Unwrap() error { return e.cause }

func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return e.File + ": " + e.Message
	case e.Column == 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	default:
		return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	}
}

// Parse reads a document: JSON when the first byte that is not space opens a JSON object or list
// and the text is JSON, else YAML. An error is always an *Error.
func Parse(path string, data []byte) (*File, error) {
	if len(data) > MaxBytes {
		return nil, &Error{File: path, Line: 1, Message: fmt.Sprintf("the file has %d bytes; the limit is %d", len(data), MaxBytes)}
	}
	f := &File{Path: path, Data: data}
	f.index()
	if at := invalidUTF8(data); at >= 0 {
		return nil, f.errorAt(at, "the text is not valid UTF-8")
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(data, bom), " \t\r\n")
	var jsonErr error
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		f.Root, jsonErr = parseJSON(f)
		if jsonErr == nil {
			return f, nil
		}
		if errors.Is(jsonErr, errLimit) {
			return nil, jsonErr
		}
		f.Notes = nil
	}
	root, err := parseYAML(f)
	if err != nil && jsonErr != nil {
		return nil, jsonErr // it looks like JSON: say what is wrong with it as JSON
	}
	f.Root = root
	return f, err
}

var bom = []byte("\xef\xbb\xbf")

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

const runeBlock = 512

// index finds the lines, and the rune counts where bytes and runes differ.
func (f *File) index() {
	f.lines = append(make([]int, 0, bytes.Count(f.Data, []byte{'\n'})+1), 0)
	ascii := true
	for i, c := range f.Data {
		switch {
		case c == '\n', c == '\r' && (i+1 == len(f.Data) || f.Data[i+1] != '\n'):
			f.lines = append(f.lines, i+1)
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	if ascii {
		return
	}
	n := 0
	for i, c := range f.Data {
		if i%runeBlock == 0 {
			f.runes = append(f.runes, n)
		}
		if utf8.RuneStart(c) {
			n++
		}
	}
}

// runesBefore counts the runes that start before a byte offset.
func (f *File) runesBefore(offset int) int {
	if f.runes == nil {
		return offset
	}
	block := min(offset/runeBlock, len(f.runes)-1)
	n := f.runes[block]
	for _, c := range f.Data[block*runeBlock : offset] {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// offsetOfRune is the byte offset of the nth rune of the text, counted from 0.
func (f *File) offsetOfRune(n int) int {
	if f.runes == nil {
		return min(n, len(f.Data))
	}
	block := max(sort.SearchInts(f.runes, n+1)-1, 0)
	left := n - f.runes[block]
	for i := block * runeBlock; i < len(f.Data); i++ {
		if utf8.RuneStart(f.Data[i]) {
			if left == 0 {
				return i
			}
			left--
		}
	}
	return len(f.Data)
}

// Position is the line and the column, in runes, of a byte offset, both from 1.
func (f *File) Position(offset int) (line, column int) {
	offset = max(0, min(offset, len(f.Data)))
	line = sort.SearchInts(f.lines, offset+1)
	start := f.lines[line-1]
	column = f.runesBefore(offset) - f.runesBefore(start) + 1
	if line == 1 && bytes.HasPrefix(f.Data, bom) && column > 1 {
		column--
	}
	return line, column
}

// Location is a byte range as a place in the model.
func (f *File) Location(start, end int) model.Location {
	l := model.Location{File: f.Path, Start: start, End: end}
	l.Line, l.Column = f.Position(start)
	l.EndLine, l.EndColumn = l.Line, l.Column
	if end > start {
		l.EndLine, l.EndColumn = f.Position(end)
	}
	return l
}

func (f *File) errorAt(offset int, format string, args ...any) *Error {
	line, column := f.Position(offset)
	return &Error{File: f.Path, Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
}

// tooLarge is the error for a document that is over a limit.
func (f *File) tooLarge(offset int, format string, args ...any) *Error {
	err := f.errorAt(offset, format, args...)
	err.cause = errLimit
	return err
}
