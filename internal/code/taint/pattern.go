package taint

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// matching is a question whether a text matches a regular expression: the expression, the text, and whether all of the
// text has to match. ok is false for another question, or where the expression is not known.
func (w *Walk) matching(c *term.Call, last string) (pattern string, subject term.Value, whole, ok bool) {
	m, _ := c.Callee.(*term.Member)
	first, second := term.FirstOf(c), term.Value(nil)
	if len(c.Args) > 1 {
		second = c.Args[1].Value
	}
	switch last {
	case "fullmatch", "match", "search":
		whole = last == "fullmatch"
		if e, isExtern := c.Callee.(*term.Extern); isExtern && term.ExternName(e) == "re."+last {
			pattern, ok = regex.Of(first)
			if ok && last == "match" {
				pattern = `\A(?:` + pattern + `)`
			}
			return pattern, second, whole, ok
		}
		if m == nil {
			return "", nil, false, false
		}
		if pattern, ok = regex.Compiled(m.Of); ok { // re.compile(...).match(x)
			if last == "match" && c.Within != nil && c.Within.Module != nil && c.Within.Module.Language == ir.Python {
				pattern = `\A(?:` + pattern + `)`
			}
			return pattern, first, whole, true
		}
		pattern, ok = regex.Compiled(first) // x.match(/.../)
		return pattern, m.Of, false, ok
	case "test", "exec", "MatchString":
		if m == nil {
			pattern, ok = regex.Of(first) // regexp.MatchString(pattern, x)
			return pattern, second, false, ok
		}
		pattern, ok = regex.Compiled(m.Of)
		return pattern, first, false, ok
	}
	return "", nil, false, false
}

// grouped is whether a value is a group of what an expression matched, and the group lets nothing harmful through:
// re.search(r"name=([a-z]+)", x).group(1), m["name"], m.groups.name, m.groupdict()["name"].
func (w *Walk) grouped(v term.Value) bool {
	var of term.Value
	number := ""
	switch x := v.(type) {
	case *term.Result:
		m, ok := x.Call.Callee.(*term.Member)
		if !ok || m.Name != "group" {
			return false
		}
		of = m.Of
		number, _ = term.Written(term.FirstOf(x.Call))
	case *term.Item:
		of = x.Of
		number, _ = term.Written(x.Key)
	case *term.Member:
		of, number = x.Of, x.Name
	}
	switch x := of.(type) {
	case *term.Member:
		if x.Name == "groups" {
			of = x.Of
		}
	case *term.Result:
		if m, ok := x.Call.Callee.(*term.Member); ok && m.Name == "groupdict" {
			of = m.Of
		}
	}
	r, ok := of.(*term.Result)
	if !ok || number == "" || number == "0" {
		return false
	}
	pattern, _, _, ok := w.matching(r.Call, term.LastName(term.Names(r.Call.Callee)[0]))
	if !ok {
		return false
	}
	group := w.group(pattern, number)
	return group != "" && len(w.family.Witnesses) > 0 && !slices.ContainsFunc(w.family.Witnesses, func(s string) bool { return regex.Lets(group, s, true) })
}

// group is the expression of a group of a pattern by its number or name, "" for none.
func (r *run) group(pattern, number string) string {
	key := number + "\x00" + pattern
	if group, ok := r.groups[key]; ok {
		return group
	}
	if r.groups == nil {
		r.groups = map[string]string{}
	}
	r.groups[key] = regex.Group(pattern, number)
	return r.groups[key]
}
