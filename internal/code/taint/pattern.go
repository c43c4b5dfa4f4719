package taint

import (
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// matching is a question whether a text matches a regular expression: the expression, the text, and whether all of the
// text has to match. ok is false for another question, or where the expression is not known.
func (w *walk) matching(c *term.Call, last string) (pattern string, subject term.Value, whole, ok bool) {
	m, _ := c.Callee.(*term.Member)
	first, second := term.FirstOf(c), term.Value(nil)
	if len(c.Args) > 1 {
		second = c.Args[1].Value
	}
	switch last {
	case "fullmatch", "match", "search":
		whole = last == "fullmatch"
		if e, isExtern := c.Callee.(*term.Extern); isExtern && term.ExternName(e) == "re."+last {
			pattern, ok = expression(first)
			if ok && last == "match" {
				pattern = `\A(?:` + pattern + `)`
			}
			return pattern, second, whole, ok
		}
		if m == nil {
			return "", nil, false, false
		}
		if pattern, ok = compiled(m.Of); ok { // re.compile(...).match(x)
			if last == "match" && c.Within != nil && c.Within.Module != nil && c.Within.Module.Language == ir.Python {
				pattern = `\A(?:` + pattern + `)`
			}
			return pattern, first, whole, true
		}
		pattern, ok = compiled(first) // x.match(/.../)
		return pattern, m.Of, false, ok
	case "test", "exec", "MatchString":
		if m == nil {
			pattern, ok = expression(first) // regexp.MatchString(pattern, x)
			return pattern, second, false, ok
		}
		pattern, ok = compiled(m.Of)
		return pattern, first, false, ok
	}
	return "", nil, false, false
}

// grouped is whether a value is a group of what an expression matched, and the group lets nothing harmful through:
// re.search(r"name=([a-z]+)", x).group(1), m["name"], m.groups.name, m.groupdict()["name"].
func (w *walk) grouped(v term.Value) bool {
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
	return group != "" && len(w.family.Witnesses) > 0 && !slices.ContainsFunc(w.family.Witnesses, func(s string) bool { return lets(group, s, true) })
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
	r.groups[key] = ""
	if tree, err := syntax.Parse(pattern, syntax.Perl); err == nil {
		r.groups[key] = captured(tree, number)
	}
	return r.groups[key]
}

// captured is the expression of a group by its number or name, "" for none.
func captured(r *syntax.Regexp, group string) string {
	if r.Op == syntax.OpCapture && (strconv.Itoa(r.Cap) == group || r.Name == group) {
		return r.Sub[0].String()
	}
	for _, s := range r.Sub {
		if found := captured(s, group); found != "" {
			return found
		}
	}
	return ""
}

// compiled is the text of a regular expression that was compiled, or written as a literal.
func compiled(v term.Value) (string, bool) {
	switch v := v.(type) {
	case *term.Constant:
		if v.Kind == ir.Regexp {
			return expression(v)
		}
	case *term.Result:
		switch term.LastName(term.Names(v.Call.Callee)[0]) {
		case "RegExp": // new RegExp("...", "i")
			text, ok := expression(term.FirstOf(v.Call))
			flags, _ := term.Written(term.Positional(v.Call, 1))
			return meaning(flags) + text, ok
		case "compile", "MustCompile", "Compile":
			return expression(term.FirstOf(v.Call))
		}
	case *term.Item: // the first of several results
		return compiled(v.Of)
	}
	return "", false
}

// expression is a regular expression as Go writes it; what stands between slashes without these.
func expression(v term.Value) (string, bool) {
	c, ok := v.(*term.Constant)
	if !ok || c.Kind == ir.Null {
		return "", false
	}
	s, flags := flagged(c)
	s = meaning(flags) + strings.NewReplacer(`\Z`, `\z`, `(?<`, `(?P<`, `\/`, `/`).Replace(s)
	if len(s) > 1000 {
		return "", false
	}
	return s, true
}

// flagged is an expression without the slashes that it stands between, and its flags: "" where it is a text.
func flagged(c *term.Constant) (pattern, flags string) {
	if i := strings.LastIndexByte(c.Text, '/'); c.Kind == ir.Regexp && i > 0 {
		return c.Text[1:i], c.Text[i+1:]
	}
	return c.Text, ""
}

// meaning is how Go writes those flags of JavaScript that change what an expression matches (ECMA-262, 22.2.3).
func meaning(flags string) string {
	kept := strings.Map(func(f rune) rune {
		if strings.ContainsRune("ims", f) {
			return f
		}
		return -1
	}, flags)
	if kept == "" {
		return ""
	}
	return "(?" + kept + ")"
}
