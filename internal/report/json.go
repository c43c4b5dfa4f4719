// Package report writes what a scan found: as text for a terminal and as versioned JSON documents.
package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/source"
)

// WriteJSON writes a document with indentation and a line break at the end. Characters that command
// a terminal are escaped, as JSON may and encoding/json does for the oldest of them only; so is the first
// character of a command to the runner of a pipeline.
func WriteJSON(w io.Writer, document any) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(&indenter{w: out})
	enc.SetEscapeHTML(false)
	if err := enc.Encode(document); err != nil {
		return err
	}
	return out.Flush()
}

// indenter indents compact JSON as it passes, as json.Indent does with two spaces, and escapes what
// commands a terminal. A document nested 200 deep is mostly indentation, which is not kept in memory.
type indenter struct {
	w      *bufio.Writer // keeps its first error, and answers it when it is flushed
	depth  int
	text   bool // within a text
	escape bool // after a backslash
	opened bool // right after an opening bracket
}

func (i *indenter) Write(compact []byte) (int, error) {
	for rest := compact; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case i.text && (r > unicode.MaxASCII && commands(r) || r == 0x7f || r == '#' && runnerPrefix.Match(rest)):
			i.escaped(r)
		case i.text:
			_, _ = i.w.Write(rest[:size])
			i.text = i.escape || r != '"'
			i.escape = !i.escape && r == '\\'
		default:
			i.mark(rest[0])
		}
		rest = rest[size:]
	}
	return len(compact), nil
}

// mark writes what stands outside of texts, with its indentation.
func (i *indenter) mark(c byte) {
	closing := c == '}' || c == ']'
	if closing {
		i.depth--
	}
	if i.opened != closing && c != '\n' && (i.opened || closing) {
		i.line()
	}
	_ = i.w.WriteByte(c)
	i.opened = c == '{' || c == '['
	i.text = c == '"'
	switch c {
	case '{', '[':
		i.depth++
	case ',':
		i.line()
	case ':':
		_ = i.w.WriteByte(' ')
	}
}

func (i *indenter) line() {
	_ = i.w.WriteByte('\n')
	for range i.depth {
		_, _ = i.w.WriteString("  ")
	}
}

func (i *indenter) escaped(r rune) {
	if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
		_, _ = fmt.Fprintf(i.w, `\u%04x\u%04x`, high, low)
		return
	}
	_, _ = fmt.Fprintf(i.w, `\u%04x`, r)
}

// each maps a list, to an empty one rather than null.
func each[T, U any](in []T, view func(T) U) []U {
	out := make([]U, 0, len(in))
	for _, v := range in {
		out = append(out, view(v))
	}
	return out
}

// list is the list itself, empty rather than null.
func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

func refusals(errs []error) []refusal {
	var out []refusal
	for _, err := range errs {
		if located, ok := errors.AsType[*source.Error](err); ok {
			out = append(out, refusal{File: located.File, Line: located.Line, Message: located.Message})
		} else {
			out = append(out, refusal{Message: err.Error()})
		}
	}
	return out
}
