package report

import (
	"io"

	"github.com/sconce-dev/sconce/internal/baseline"
)

// Baseline writes a baseline as a JSON document of baseline.Schema.
func Baseline(w io.Writer, d *baseline.Document) error { return WriteJSON(w, d) }
