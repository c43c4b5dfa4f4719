// Package config reads what the owner of an application says about its scan: sconce.yaml, and the
// suppressions in templates (docs/configuration.md). Nothing in it is trusted: it is as hostile as
// what is scanned, so that every part says where it is written, and whoever applies it says so.
package config

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/suggest"
)

// Name is the name of the configuration in the scanned directory.
const Name = "sconce.yaml"

// The limits of a configuration.
const (
	MaxBytes   = 1 << 20
	maxEntries = 10_000 // of a list or a map
	maxText    = 4_096  // bytes of one value
)

// Config is a configuration.
type Config struct {
	Path         string
	Scan         Scan
	Rules        []Rule
	Suppressions []Suppression
	Tags         model.TagClasses
}

// Scan is what is scanned, and what fails.
type Scan struct {
	Paths        []string // of the scanned directory; none for all of it
	Exclude      []string
	Environments []string // "all" alone for every one
	Parameters   map[string]string
	FailOn       string // a severity or "none"; "" where it is not said
	Baseline     string // "" for none
	BaselineAt   model.Location
}

// Rule is what is different about a rule here.
type Rule struct {
	Name     string
	Severity finding.Severity // 0 where it is the rule's own
	Skip     *finding.Suppression
	At       model.Location
}

// Parse reads a configuration. An error is always a *source.Error: it says where.
func Parse(path string, text []byte) (*Config, error) {
	if len(text) > MaxBytes {
		return nil, &source.Error{File: path, Line: 1, Message: fmt.Sprintf("the configuration has %d bytes; the limit is %d", len(text), MaxBytes)}
	}
	f, err := source.Parse(path, text)
	if err != nil {
		return nil, err
	}
	c := &Config{Path: path}
	if f.Root.Kind == source.Null {
		return c, nil
	}
	return c, fields(f.Root, "a configuration", map[string]reader{
		"version": func(n *source.Node) error {
			if v, err := oneText(n, "version"); err != nil || v != "1" {
				return wrong(n, "this sconce reads version 1 of the configuration")
			}
			return nil
		},
		"scan":         c.scan,
		"rules":        c.rules,
		"suppressions": c.suppressions,
		"data-classes": c.classes,
	})
}

// reader reads the value of one key.
type reader func(n *source.Node) error

// fields reads a map: every key once, and no other than those given.
func fields(n *source.Node, what string, known map[string]reader) error {
	if n.Kind == source.Null {
		return nil // a key with nothing but comments below it
	}
	if n.Kind != source.Map {
		return wrong(n, "%s is a map, not %s", what, n.Name())
	}
	if len(n.Keys) > maxEntries {
		return wrong(n, "%s has more than %d keys", what, maxEntries)
	}
	seen := map[string]bool{}
	for i, key := range n.Keys {
		read, ok := known[key.Text]
		switch {
		case !ok:
			return unknownKey(key, what, known)
		case seen[key.Text]:
			return wrong(key, "%s has %s twice", what, key.Text)
		}
		seen[key.Text] = true
		if err := read(n.Items[i]); err != nil {
			return err
		}
	}
	return nil
}

func unknownKey(key *source.Node, what string, known map[string]reader) error {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	names = sorted(names)
	if near := suggest.Nearest(key.Text, names); near != "" {
		return wrong(key, "%s has no %q: did you mean %s?", what, short(key.Text), near)
	}
	return wrong(key, "%s has no %q: there are %s", what, short(key.Text), strings.Join(names, ", "))
}

// entries visits a map whose keys are names.
func entries(n *source.Node, what string, visit func(key, value *source.Node) error) error {
	if n.Kind == source.Null {
		return nil
	}
	if n.Kind != source.Map {
		return wrong(n, "%s is a map, not %s", what, n.Name())
	}
	if len(n.Keys) > maxEntries {
		return wrong(n, "%s has more than %d entries", what, maxEntries)
	}
	seen := map[string]bool{}
	for i, key := range n.Keys {
		if seen[key.Text] {
			return wrong(key, "%s has %s twice", what, short(key.Text))
		}
		seen[key.Text] = true
		if err := visit(key, n.Items[i]); err != nil {
			return err
		}
	}
	return nil
}

// texts is a list of texts, or one.
func texts(n *source.Node, what string) ([]string, error) {
	items := []*source.Node{n}
	if n.Kind == source.Null {
		return nil, nil
	}
	if n.Kind == source.List {
		items = n.Items
	}
	if len(items) > maxEntries {
		return nil, wrong(n, "%s has more than %d items", what, maxEntries)
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		text, err := oneText(item, what)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

// oneText is one text that is not empty.
func oneText(n *source.Node, what string) (string, error) {
	text, ok := n.Scalar()
	text = strings.TrimSpace(text)
	switch {
	case !ok:
		return "", wrong(n, "%s is a text, not %s", what, n.Name())
	case text == "":
		return "", wrong(n, "%s is empty", what)
	case len(text) > maxText:
		return "", wrong(n, "%s is longer than %d bytes", what, maxText)
	}
	return text, nil
}

func wrong(n *source.Node, format string, args ...any) error {
	at := n.Location()
	return &source.Error{File: at.File, Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, args...)}
}

// short is a text that is repeated in a message.
func short(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}
