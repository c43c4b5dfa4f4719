package taint

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// What is called is named by how it came about: "sqlite3.connect(x.db).cursor().execute", with the first argument of
// calls on the way where it is a known text. "?" stands for what is not known. A pattern is such a name in which * is
// anything; its last name is always written.

// maxName is how far back a name goes.
const maxName = 12

// names are the names of a value: several where it is one of several.
func names(v term.Value) []string { return namesOf(v, 0) }

func namesOf(v term.Value, depth int) []string {
	if depth > maxName {
		return []string{"?"}
	}
	depth++
	switch v := v.(type) {
	case *term.Extern:
		return []string{externName(v)}
	case *term.Member:
		return suffixed(namesOf(v.Of, depth), "."+v.Name)
	case *term.Item:
		if k, ok := v.Key.(*term.Constant); ok && k.Kind == ir.String {
			return suffixed(namesOf(v.Of, depth), "."+k.Text)
		}
		return suffixed(namesOf(v.Of, depth), ".[]")
	case *term.Result:
		return suffixed(namesOf(v.Call.Callee, depth), "("+firstText(v.Call)+")")
	case *term.Typed:
		return suffixed(namesOf(v.Type, depth), "()")
	case *term.Object:
		if v.Base != nil {
			return suffixed(namesOf(v.Base, depth), "()")
		}
		if v.Type != nil {
			return suffixed(namesOf(v.Type, depth), "()")
		}
	case *term.Combined:
		if v.How == "/" && len(v.Of) == 2 { // a path of pathlib with another name
			return suffixed(namesOf(v.Of[0], depth), ".joinpath()")
		}
	case *term.Constant, *term.Text:
		return []string{"text"}
	case *term.OneOf:
		return namesOfAll(v.Options, depth)
	}
	return []string{"?"}
}

func namesOfAll(vs []term.Value, depth int) []string {
	var out []string
	for _, v := range vs {
		if !isNull(v) && len(out) < term.MaxOptions {
			out = append(out, namesOf(v, depth)...)
		}
	}
	if len(out) == 0 {
		return []string{"?"}
	}
	return out
}

// firstText is the first argument of a call where it is a known text that is not long, else "".
func firstText(c *term.Call) string {
	if len(c.Args) == 0 || c.Args[0].Name != "" {
		return ""
	}
	if k, ok := c.Args[0].Value.(*term.Constant); ok && k.Kind == ir.String && len(k.Text) < 40 {
		return k.Text
	}
	return ""
}

func suffixed(names []string, suffix string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n + suffix
	}
	return out
}

// externName is the name of a thing of a library; of JavaScript without what only says how it was imported.
func externName(x *term.Extern) string {
	module, name := x.Module, x.Name
	if x.Language == ir.JavaScript {
		module = strings.TrimPrefix(module, "node:")
		if rest, ok := strings.CutPrefix(name, "default"); ok && (rest == "" || rest[0] == '.') {
			name = strings.TrimPrefix(rest, ".")
		}
	}
	switch {
	case module == "":
		return name
	case name == "":
		return module
	}
	return module + "." + name
}

// lastName is what stands behind the last dot of a name outside parentheses.
func lastName(name string) string {
	depth := 0
	for i := len(name) - 1; i >= 0; i-- {
		switch name[i] {
		case ')':
			depth++
		case '(':
			depth--
		case '.', '/':
			if depth == 0 {
				return name[i+1:]
			}
		}
	}
	return name
}

// patterns are patterns that can be asked quickly.
type patterns struct {
	byLast map[string][]string
	open   []string // last names in which something is open
}

func newPatterns(of []string) *patterns {
	p := &patterns{byLast: map[string][]string{}}
	for _, s := range of {
		last := lastName(s)
		if strings.Contains(last, "*") && p.byLast[last] == nil {
			p.open = append(p.open, last)
		}
		p.byLast[last] = append(p.byLast[last], s)
	}
	return p
}

// has is whether one of some names fits one of the patterns.
func (p *patterns) has(names []string) bool {
	if len(p.byLast) == 0 {
		return false
	}
	for _, n := range names {
		last := lastName(n)
		for _, key := range append([]string{last}, p.open...) {
			for _, pattern := range p.byLast[key] {
				if fits(pattern, n) {
					return true
				}
			}
		}
	}
	return false
}

// fits is whether a name fits a pattern.
func fits(pattern, name string) bool {
	head, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == name
	}
	if !strings.HasPrefix(name, head) {
		return false
	}
	name = name[len(head):]
	for {
		part, more, star := strings.Cut(rest, "*")
		if !star {
			return strings.HasSuffix(name, part)
		}
		i := strings.Index(name, part)
		if i < 0 {
			return false
		}
		name, rest = name[i+len(part):], more
	}
}
