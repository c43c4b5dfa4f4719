package config

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// marker begins a suppression in a comment.
const marker = "sconce:ignore"

var markerText, metadataText = []byte(marker), []byte("sconce")

// Ignores are the suppressions that are written in a template, in comments and in the metadata of
// resources, and what is wrong with others: these suppress nothing.
func Ignores(path string, text []byte) (found []Suppression, refused []*source.Error) {
	if !bytes.Contains(text, metadataText) {
		return nil, nil
	}
	f, err := source.Parse(path, text)
	if err != nil {
		return nil, nil // the template is refused with its own error
	}
	t := &ignores{file: f}
	if bytes.Contains(text, markerText) {
		t.comments(text)
	}
	t.metadata()
	return t.found, t.refused
}

// ignores is the work on one template.
type ignores struct {
	file    *source.File
	found   []Suppression
	refused []*source.Error
}

func (t *ignores) add(s Suppression) {
	if len(t.found) < maxEntries {
		t.found = append(t.found, s)
	}
}

func (t *ignores) refuse(at model.Location, format string, args ...any) {
	if len(t.refused) < maxEntries {
		t.refused = append(t.refused, &source.Error{File: at.File, Line: at.Line, Message: fmt.Sprintf(format, args...)})
	}
}

// comments reads "# sconce:ignore <rule> reason=..." beside a line, or on lines of their own above it.
func (t *ignores) comments(text []byte) {
	var scalars []*source.Node // in which "#" is no comment
	walk(t.file.Root, func(n *source.Node) {
		if n.Kind == source.String && n.End > n.Start && bytes.Contains(text[n.Start:n.End], markerText) {
			scalars = append(scalars, n)
		}
	})
	start, line := 0, 0
	var waiting []int // places of suppressions on lines of their own, until the line that they are for
	for start < len(text) {
		end := len(text)
		if i := bytes.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		line++
		row := string(bytes.TrimRight(text[start:end], "\r"))
		own := strings.TrimLeft(row, " \t")
		if comment, at, ok := cutComment(row, start); ok && !within(scalars, at) {
			if s, ok := t.comment(comment, t.file.Location(at, at+len(comment))); ok {
				s.File, s.Line = t.file.Path, line
				t.add(s)
				if strings.HasPrefix(own, "#") {
					waiting = append(waiting, len(t.found)-1)
				}
			}
		}
		if !strings.HasPrefix(own, "#") {
			for _, i := range waiting {
				t.found[i].Line = line
			}
			waiting = nil
		}
		start = end + 1
	}
}

// cutComment is the part of a line after "#" that begins with the marker, and where "#" stands.
func cutComment(row string, start int) (comment string, at int, ok bool) {
	i := strings.Index(row, marker)
	if i < 0 {
		return "", 0, false
	}
	before := strings.TrimRight(row[:i], " \t")
	if !strings.HasSuffix(before, "#") {
		return "", 0, false
	}
	hash := len(before) - 1
	if hash > 0 && row[hash-1] != ' ' && row[hash-1] != '\t' {
		return "", 0, false // "a#b" is a text (YAML 1.2.2, 6.6)
	}
	return row[i:], start + hash, true
}

func within(nodes []*source.Node, at int) bool {
	for _, n := range nodes {
		if n.Start <= at && at < n.End {
			return true
		}
	}
	return false
}

var setting = regexp.MustCompile(`(?:^|\s)(reason|owner|expires)=`)

// comment reads what stands after the marker: a rule, then reason=, owner= and expires= with values that
// go on until the next of them, in quotes or not.
func (t *ignores) comment(text string, at model.Location) (Suppression, bool) {
	s := Suppression{Suppression: finding.Suppression{Kind: finding.InComment, At: at}}
	text = strings.TrimPrefix(text, marker)
	places := setting.FindAllStringSubmatchIndex(text, -1)
	head := text
	if len(places) > 0 {
		head = text[:places[0][0]]
	}
	if s.Rule = strings.TrimSpace(head); s.Rule == "" || strings.ContainsAny(s.Rule, " \t,") {
		t.refuse(at, "%s is followed by one rule, then by reason=...: it suppresses nothing", marker)
		return s, false
	}
	for i, p := range places {
		end := len(text)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		value := strings.TrimSpace(text[p[1]:end])
		if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
			value = strings.TrimSpace(value[1 : len(value)-1])
		}
		value = value[:min(len(value), maxText)]
		switch text[p[2]:p[3]] {
		case "reason":
			s.Reason = value
		case "owner":
			s.Owner = value
		case "expires":
			last, err := day(value)
			if err != nil {
				t.refuse(at, "expires: write the last day as YYYY-MM-DD, not %q: it suppresses nothing", short(value))
				return s, false
			}
			s.Expires = last
		}
	}
	if s.Reason == "" {
		t.refuse(at, "a suppression has a reason (reason=...): without one it suppresses nothing")
		return s, false
	}
	return s, true
}

// metadata reads Metadata.sconce.ignore of every resource.
func (t *ignores) metadata() {
	resources := t.file.Root.Get("Resources")
	if resources == nil || resources.Kind != source.Map {
		return
	}
	for i, resource := range resources.Items {
		own := resource.Get("Metadata").Get("sconce")
		if own == nil {
			continue
		}
		err := fields(own, "Metadata.sconce", map[string]reader{"ignore": func(n *source.Node) error {
			items := []*source.Node{n}
			if n.Kind == source.List {
				items = n.Items
			}
			for _, item := range items {
				if err := t.ignored(item, resources.Keys[i], resource); err != nil {
					t.refused = append(t.refused, located(err, item))
				}
			}
			return nil
		}})
		if err != nil {
			t.refused = append(t.refused, located(err, own))
		}
	}
}

// ignored reads one entry: {rule, reason, owner, expires}.
func (t *ignores) ignored(item, key, resource *source.Node) error {
	s := Suppression{
		Suppression: finding.Suppression{Kind: finding.InMetadata, At: item.Location()},
		File:        t.file.Path, Start: key.Start, End: max(resource.End, key.End),
	}
	if err := fields(item, "an entry of ignore", s.common()); err != nil {
		return err
	}
	if s.Rule == "" || s.Reason == "" {
		return wrong(item, "an entry of ignore has a rule and a reason: without them it suppresses nothing")
	}
	t.add(s)
	return nil
}

func located(err error, n *source.Node) *source.Error {
	if e, ok := err.(*source.Error); ok { //nolint:errorlint // fields answers no other, and wraps none
		return e
	}
	at := n.Location()
	return &source.Error{File: at.File, Line: at.Line, Message: err.Error()}
}

func walk(n *source.Node, visit func(*source.Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, key := range n.Keys {
		visit(key)
	}
	for _, item := range n.Items {
		walk(item, visit)
	}
}
