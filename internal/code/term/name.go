package term

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// What is called is named by how it came about: "sqlite3.connect(x.db).cursor().execute", with the first argument of
// calls on the way where it is a known text. "?" stands for what is not known. A pattern is such a name in which * is
// anything; its last name is always written.

// MaxName is how far back a name goes.
const MaxName = 12

// Names are the names of a value: several where it is one of several.
func Names(v Value) []string { return namesOf(v, 0) }

func namesOf(v Value, depth int) []string {
	if depth > MaxName {
		return []string{"?"}
	}
	depth++
	switch v := v.(type) {
	case *Extern:
		return []string{ExternName(v)}
	case *Member:
		return suffixed(namesOf(v.Of, depth), "."+v.Name)
	case *Item:
		if k, ok := v.Key.(*Constant); ok && k.Kind == ir.String {
			return suffixed(namesOf(v.Of, depth), "."+k.Text)
		}
		return suffixed(namesOf(v.Of, depth), ".[]")
	case *Result:
		return suffixed(namesOf(v.Call.Callee, depth), "("+firstText(v.Call)+")")
	case *Typed:
		return suffixed(namesOf(v.Type, depth), "()")
	case *Object:
		if v.Base != nil {
			return suffixed(namesOf(v.Base, depth), "()")
		}
		if v.Type != nil {
			return suffixed(namesOf(v.Type, depth), "()")
		}
	case *Combined:
		if v.How == "/" && len(v.Of) == 2 { // a path of pathlib with another name
			return suffixed(namesOf(v.Of[0], depth), ".joinpath()")
		}
	case *Constant, *Text:
		return []string{"text"}
	case *OneOf:
		return namesOfAll(v.Options, depth)
	}
	return []string{"?"}
}

func namesOfAll(vs []Value, depth int) []string {
	var out []string
	for _, v := range vs {
		if !IsNull(v) && len(out) < MaxOptions {
			out = append(out, namesOf(v, depth)...)
		}
	}
	if len(out) == 0 {
		return []string{"?"}
	}
	return out
}

// firstText is the first argument of a call where it is a known text that is not long, else "".
func firstText(c *Call) string {
	if len(c.Args) == 0 || c.Args[0].Name != "" {
		return ""
	}
	if k, ok := c.Args[0].Value.(*Constant); ok && k.Kind == ir.String && len(k.Text) < 40 {
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

// ExternName is the name of a thing of a library; of JavaScript without what only says how it was imported.
func ExternName(x *Extern) string {
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

// LastName is what stands behind the last dot of a name outside parentheses.
func LastName(name string) string {
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

// Patterns are patterns that can be asked quickly.
type Patterns struct {
	byLast map[string][]string
	open   []string // last names in which something is open
}

// NewPatterns are patterns by their last names.
func NewPatterns(of []string) *Patterns {
	p := &Patterns{byLast: map[string][]string{}}
	for _, s := range of {
		last := LastName(s)
		if strings.Contains(last, "*") && p.byLast[last] == nil {
			p.open = append(p.open, last)
		}
		p.byLast[last] = append(p.byLast[last], s)
	}
	return p
}

// None is whether there are no patterns.
func (p *Patterns) None() bool { return len(p.byLast) == 0 }

// Has is whether one of some names fits one of the patterns.
func (p *Patterns) Has(names []string) bool {
	if p.None() {
		return false
	}
	for _, n := range names {
		last := LastName(n)
		for _, key := range append([]string{last}, p.open...) {
			for _, pattern := range p.byLast[key] {
				if Fits(pattern, n) {
					return true
				}
			}
		}
	}
	return false
}

// Fits is whether a name fits a pattern.
func Fits(pattern, name string) bool {
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

// SetOf is some names as a set.
func SetOf(names []string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

// Qualified is the name of a thing of a library with its module: "os.environ", "JSON.parse".
func Qualified(x *Extern) string {
	switch {
	case x.Module == "":
		return x.Name
	case x.Name == "":
		return x.Module
	}
	return x.Module + "." + x.Name
}

// NameOf is the name of a function of the application, or where it stands.
func NameOf(fn *ir.Function) string {
	if fn.Name == "" {
		return "the function in line " + fmt.Sprint(fn.Line())
	}
	return fn.Name
}

// Shown is the name of what is called as people write it: without how its parts came about.
func Shown(names []string) string {
	name := strings.TrimPrefix(names[0], "?.")
	name = strings.TrimPrefix(name, "text.")
	if len(name) > 60 {
		name = "..." + LastName(name)
	}
	return name
}
