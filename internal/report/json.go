// Package report writes what a scan found: as text for a terminal and as versioned JSON documents.
package report

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/sconce-dev/sconce/internal/source"
)

// writeJSON writes a document with indentation and a line break at the end.
func writeJSON(w io.Writer, document any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(document)
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
