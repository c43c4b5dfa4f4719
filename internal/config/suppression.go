package config

import (
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Suppression accepts findings: those that all of what it names covers.
type Suppression struct {
	finding.Suppression
	Finding  string // a fingerprint, with or without the path; "" for any
	Rule     string // "" for any
	Resource string // a pattern of the name or the id; "" for any
	Path     string // a pattern of the file; "" for any

	File       string // where a suppression in a template is
	Line       int    // that a comment is for
	Start, End int    // bytes of the resource whose metadata it is in
}

// Covers reports whether a finding is one that is accepted.
func (s *Suppression) Covers(f *finding.Finding) bool {
	switch {
	case s.Rule != "" && s.Rule != f.Rule:
	case s.Finding != "" && s.Finding != f.Fingerprint() && s.Finding != f.Likeness():
	case s.Resource != "" && !matchText(s.Resource, model.LocalName(f.Resource)) && !matchText(s.Resource, f.Resource):
	case s.Path != "" && !MatchPath(s.Path, f.At.File):
	case s.Line > 0 && (f.At.File != s.File || f.At.Line != s.Line):
	case s.End > 0 && (f.At.File != s.File || f.At.Start < s.Start || f.At.Start >= s.End):
	default:
		return true
	}
	return false
}

// String says what is accepted.
func (s *Suppression) String() string {
	text := s.Rule
	if s.Finding != "" {
		text = "finding " + s.Finding
	}
	if s.Resource != "" {
		text += " of " + s.Resource
	}
	if s.Path != "" {
		text += " in " + s.Path
	}
	return text
}

func (c *Config) suppressions(n *source.Node) error {
	if n.Kind == source.Null {
		return nil
	}
	if n.Kind != source.List {
		return wrong(n, "suppressions is a list, not %s", n.Name())
	}
	if len(n.Items) > maxEntries {
		return wrong(n, "there are more than %d suppressions: a baseline is for that", maxEntries)
	}
	for _, item := range n.Items {
		s := Suppression{Suppression: finding.Suppression{Kind: finding.InConfiguration, At: item.Location()}}
		known := s.common()
		for name, to := range map[string]*string{"finding": &s.Finding, "resource": &s.Resource, "path": &s.Path} {
			known[name] = func(n *source.Node) (err error) {
				*to, err = oneText(n, name)
				return err
			}
		}
		if err := fields(item, "a suppression", known); err != nil {
			return err
		}
		if s.Path != "" && badPattern(s.Path) != "" {
			return wrong(item.Get("path"), "path: %s", badPattern(s.Path))
		}
		if s.Rule == "" && s.Finding == "" {
			return wrong(item, "a suppression names a rule, or a finding by its id")
		}
		if s.Reason == "" {
			return wrong(item, "a suppression has a reason")
		}
		c.Suppressions = append(c.Suppressions, s)
	}
	return nil
}

// common are the keys that every suppression may have.
func (s *Suppression) common() map[string]reader {
	known := map[string]reader{}
	for name, to := range map[string]*string{"rule": &s.Rule, "reason": &s.Reason, "owner": &s.Owner} {
		known[name] = func(n *source.Node) (err error) {
			*to, err = oneText(n, name)
			return err
		}
	}
	known["expires"] = func(n *source.Node) error {
		text, err := oneText(n, "expires")
		if err != nil {
			return err
		}
		if s.Expires, err = day(text); err != nil {
			return wrong(n, "expires: write the last day as YYYY-MM-DD, not %q", short(text))
		}
		return nil
	}
	return known
}

func day(text string) (string, error) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "", err
	}
	return at.Format(time.DateOnly), nil
}
