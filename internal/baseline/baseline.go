// Package baseline holds the findings of an earlier scan, so that a later one shows what is new: the
// document that sconce baseline writes, and what became of each finding in it.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
)

// Schema names the version of the document (docs/formats.md).
const Schema = "sconce.baseline/v1"

// The limits of a document.
const (
	MaxBytes    = 64 << 20
	maxFindings = 200_000
)

// Document is a baseline.
type Document struct {
	Schema   string  `json:"schema"`
	Findings []Entry `json:"findings"`
}

// Entry is a finding that is known. It has no line: the document stays the same when lines move.
type Entry struct {
	ID       string `json:"id"`
	Likeness string `json:"likeness"`
	Home     string `json:"home"`
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Resource string `json:"resource"`
	File     string `json:"file"`
	Message  string `json:"message"`
}

func (e Entry) mark() finding.Mark {
	return finding.Mark{ID: e.ID, Likeness: e.Likeness, Home: e.Home}
}

// Of is the baseline of findings: each once, by file, rule and id. Of one that differs between
// environments the worst is kept.
func Of(findings []finding.Finding) *Document {
	d := &Document{Schema: Schema, Findings: []Entry{}}
	at := map[string]int{}
	for _, f := range findings {
		e := Entry{
			ID: f.Fingerprint(), Likeness: f.Likeness(), Home: f.Home,
			Rule: f.Rule, Severity: f.Severity.String(), Resource: f.Resource, File: f.At.File, Message: f.Message,
		}
		i, twice := at[e.ID]
		switch {
		case !twice:
			at[e.ID] = len(d.Findings)
			d.Findings = append(d.Findings, e)
		case severity(e) > severity(d.Findings[i]):
			d.Findings[i] = e
		}
	}
	slices.SortFunc(d.Findings, func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Rule, b.Rule), strings.Compare(a.ID, b.ID))
	})
	return d
}

func severity(e Entry) finding.Severity {
	s, err := finding.ParseSeverity(e.Severity)
	if err != nil {
		return 0
	}
	return s
}

// Parse reads a document. An error is one line and names the file.
func Parse(name string, text []byte) (*Document, error) {
	if len(text) > MaxBytes {
		return nil, fmt.Errorf("%s: the baseline has more than %d bytes", name, MaxBytes)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	var version struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(text, &version); err != nil {
		return nil, malformed(name, text, err)
	}
	switch {
	case version.Schema == Schema:
	case strings.HasPrefix(version.Schema, "sconce.baseline/"):
		return nil, fmt.Errorf("%s: a baseline of another version (%.40q): this sconce reads %s; sconce baseline writes it anew", name, version.Schema, Schema)
	default:
		return nil, fmt.Errorf("%s: this is no baseline: its schema is not %s", name, Schema)
	}
	var d Document
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return nil, malformed(name, text, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: this is no baseline: something follows the document", name)
	}
	if len(d.Findings) > maxFindings {
		return nil, fmt.Errorf("%s: the baseline has more than %d findings", name, maxFindings)
	}
	for i, e := range d.Findings {
		if e.ID == "" || e.Rule == "" || severity(e) == 0 {
			return nil, fmt.Errorf("%s: finding %d of the baseline has no id, rule or severity", name, i+1)
		}
	}
	return &d, nil
}

// malformed says where a document is not what it should be.
func malformed(name string, text []byte, err error) error {
	at := int64(-1)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = syntax.Offset
	}
	if mistyped, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s:%d: this is no baseline: %s is not what is expected there", name, lineAt(text, mistyped.Offset), mistyped.Value)
	}
	if at >= 0 {
		return fmt.Errorf("%s:%d: this is no baseline: %w", name, lineAt(text, at), err)
	}
	return fmt.Errorf("%s: this is no baseline: %s", name, strings.TrimPrefix(err.Error(), "json: "))
}

func lineAt(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:max(0, min(int64(len(text)), offset))], []byte{'\n'})
}

// Comparison is what became of the findings of a baseline.
type Comparison struct {
	Known []bool  // of each finding: it was known, and is no worse now
	Worse []bool  // of each finding: it was known, and less bad
	Gone  []Entry // that are not found any more
}

// Compare looks for findings among those that are known. One that is worse than it was is not accepted by
// that. Others, which are not judged, are not gone either: suppressed ones, and unknowns.
func (d *Document) Compare(findings, others []finding.Finding) Comparison {
	known, found := make([]finding.Mark, len(d.Findings)), make([]finding.Mark, 0, len(findings)+len(others))
	for i, e := range d.Findings {
		known[i] = e.mark()
	}
	for _, list := range [][]finding.Finding{findings, others} {
		for i := range list {
			found = append(found, list[i].Mark())
		}
	}
	c := Comparison{Known: make([]bool, len(findings)), Worse: make([]bool, len(findings))}
	there := map[string]bool{}
	for i, of := range finding.Pair(known, found) {
		if of < 0 {
			continue
		}
		there[known[of].ID] = true
		if i < len(findings) {
			c.Worse[i] = findings[i].Severity > severity(d.Findings[of])
			c.Known[i] = !c.Worse[i]
		}
	}
	for _, e := range d.Findings {
		if !there[e.ID] {
			c.Gone = append(c.Gone, e)
		}
	}
	return c
}
