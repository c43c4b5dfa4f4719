package html

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check/secret"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// hidden stands where a secret is written.
const hidden = "••••••••"

// masks are the secrets of a scan: where they are written, and their texts, which may stand elsewhere too.
type masks struct {
	ranges map[string][]model.Location // by file
	texts  []string
}

// leastSecret is how long a text is that is masked wherever it stands: others would hold a shorter one by chance.
const leastSecret = 6

func masksOf(r *scan.Result) *masks {
	m := &masks{ranges: map[string][]model.Location{}}
	for i := range r.Apps {
		m.app(r.Apps[i].Model)
	}
	slices.SortFunc(m.texts, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	m.texts = slices.Compact(m.texts)
	return m
}

func (m *masks) app(a *model.App) {
	for i := range a.Inputs {
		m.values(a.Inputs[i].Default)
		m.values(a.Inputs[i].Options...)
	}
	for i := range a.Functions {
		f := &a.Functions[i]
		m.values(f.Properties)
		for _, v := range f.Env {
			m.values(v.Value)
		}
		for _, t := range f.Triggers {
			m.values(t.Source, t.Properties)
		}
	}
	for i := range a.Resources {
		m.values(a.Resources[i].Name, a.Resources[i].Properties, a.Resources[i].Attributes)
	}
	for i := range a.Identities {
		m.values(a.Identities[i].Trust, a.Identities[i].Properties)
	}
	for i := range a.Routes {
		m.values(a.Routes[i].Target, a.Routes[i].APIKey)
	}
	for i := range a.Grants {
		m.values(a.Grants[i].Statement)
	}
	for i := range a.Outputs {
		m.values(a.Outputs[i].Value)
	}
	for i := range a.Texts {
		m.values(a.Texts[i].Value)
	}
	for i := range a.Secrets {
		m.values(a.Secrets[i].Name)
	}
}

func (m *masks) values(list ...model.Value) {
	for _, v := range list {
		v.Walk(func(_ []string, v model.Value) bool {
			if !v.IsSecret() {
				return true
			}
			switch v.Kind() {
			case model.String, model.Number, model.Template, model.List, model.Map:
				if !v.At.IsZero() {
					m.ranges[v.At.File] = append(m.ranges[v.At.File], v.At)
				}
			case model.Absent, model.Null, model.Bool, model.Reference, model.Unknown:
			}
			for _, part := range v.Parts() {
				if text, known := part.Text(); known && len(text) >= leastSecret {
					m.texts = append(m.texts, text)
				}
			}
			return true
		})
	}
}

var (
	refers     = regexp.MustCompile(`^(!Ref\s+\S+|\{\s*"?Ref"?\s*:\s*"?[\w:]+"?\s*\})$`)
	assignment = regexp.MustCompile(`^[\s\-{,]*["']?([\w.\-]+)["']?\s*(?::=|[:=])\s*(.*)$`)
	keyBegins  = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY`)
	keyEnds    = regexp.MustCompile(`-----END [A-Z ]*PRIVATE KEY`)
)

// in is the text of a file without its secrets, line breaks kept: what the model marks, those texts wherever they stand,
// and what looks like a secret by the name that it is assigned to.
func (m *masks) in(name, text string) string {
	for _, at := range slices.Backward(m.spans(name, text)) { // from the end: places stay right
		text = text[:at.Start] + hidden + strings.Repeat("\n", strings.Count(text[at.Start:at.End], "\n")) + text[at.End:]
	}
	for _, secret := range m.texts {
		text = strings.ReplaceAll(text, secret, hidden+strings.Repeat("\n", strings.Count(secret, "\n")))
	}
	return byName(text)
}

// spans are the places of a file to be masked, in order; those that overlap are one.
func (m *masks) spans(name, text string) []model.Location {
	ranges := slices.Clone(m.ranges[name])
	slices.SortFunc(ranges, func(a, b model.Location) int { return cmp.Compare(a.Start, b.Start) })
	var out []model.Location
	for _, at := range ranges {
		if at.Start < 0 || at.End > len(text) || at.Start >= at.End || refers.MatchString(text[at.Start:at.End]) {
			continue
		}
		if n := len(out); n > 0 && at.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, at.End)
			continue
		}
		out = append(out, at)
	}
	return out
}

func byName(text string) string {
	lines := strings.Split(text, "\n")
	key := false
	for i, line := range lines {
		begins := keyBegins.MatchString(line)
		if key || begins {
			key = !keyEnds.MatchString(line)
			lines[i] = hidden
			continue
		}
		found := assignment.FindStringSubmatchIndex(line)
		if found == nil {
			if secret.Hides("", strings.TrimSpace(line)) {
				lines[i] = hidden
			}
			continue
		}
		value := strings.Trim(strings.TrimSpace(line[found[4]:found[5]]), `"',;`)
		if value != "" && value != hidden && secret.Hides(line[found[2]:found[3]], value) {
			lines[i] = line[:found[4]] + hidden
		}
	}
	return strings.Join(lines, "\n")
}
