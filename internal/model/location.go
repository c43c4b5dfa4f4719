package model

import "fmt"

// Location is a range of text in a file of the scanned directory: where a fact was written.
// The zero Location means "written nowhere" (a fact the platform supplies).
type Location struct {
	File      string // slash-separated, relative to the scanned directory
	Line      int    // of the first byte, from 1
	Column    int    // in runes, from 1
	EndLine   int    // of the last byte, from 1
	EndColumn int    // in runes, from 1, one past the last
	Start     int    // byte offset of the first byte
	End       int    // byte offset one past the last byte
}

// IsZero reports whether the location names no file.
func (l Location) IsZero() bool { return l.File == "" }

// String is "file:line", the form that editors and terminals make clickable.
func (l Location) String() string {
	if l.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s:%d", l.File, l.Line)
}

// Compare orders locations by file, then position.
func (l Location) Compare(m Location) int {
	switch {
	case l.File < m.File:
		return -1
	case l.File > m.File:
		return 1
	case l.Start != m.Start:
		return l.Start - m.Start
	default:
		return l.End - m.End
	}
}
