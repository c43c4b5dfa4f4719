// Package report writes what a scan found: as text for a terminal and as versioned JSON documents.
package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/source"
)

// writeJSON writes a document with indentation and a line break at the end. Characters that command
// a terminal are escaped, as JSON may and encoding/json does for the oldest of them only.
func writeJSON(w io.Writer, document any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(document); err != nil {
		return err
	}
	out := b.Bytes()
	for len(out) > 0 {
		i := bytes.IndexFunc(out, func(r rune) bool { return r > unicode.MaxASCII && commands(r) || r == 0x7f })
		if i < 0 {
			break
		}
		r, size := utf8.DecodeRune(out[i:])
		escaped := fmt.Sprintf(`\u%04x`, r)
		if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
			escaped = fmt.Sprintf(`\u%04x\u%04x`, high, low)
		}
		if _, err := io.WriteString(w, string(out[:i])+escaped); err != nil {
			return err
		}
		out = out[i+size:]
	}
	_, err := w.Write(out)
	return err
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
