package code

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// settings are the environment variables that functions with the same code are given: known where each of them is given the
// same text, and it stands there as it is.
func (p *program) settings(functions []*model.Function) map[string]term.Setting {
	out := map[string]term.Setting{}
	times := map[string]int{}
	for _, f := range functions {
		for _, v := range f.Env {
			text, known := v.Value.Text()
			s := term.Setting{Text: text, Known: known && !v.Value.IsSecret() && text != "" && p.verbatim(text, v.Value.At)}
			if have, ok := out[v.Name]; ok && have != s {
				s = term.Setting{}
			}
			out[v.Name] = s
			times[v.Name]++
		}
	}
	for name := range out {
		if times[name] < len(functions) {
			out[name] = term.Setting{}
		}
	}
	return out
}

// verbatim is whether a text is written where it is given, and does not come from a parameter: whoever deploys may give that
// another value.
func (p *program) verbatim(text string, at model.Location) bool {
	data := p.template(at.File)
	if at.Start < 0 || at.Start >= at.End || at.End > len(data) {
		return false
	}
	return strings.Trim(string(data[at.Start:at.End]), `"'`) == text
}

// template is the text of a template; it is read once.
func (p *program) template(name string) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	data, known := p.templates[name]
	if !known {
		data, _ = p.tree.Read(name) // what cannot be read says nothing
		p.templates[name] = data
	}
	return data
}
