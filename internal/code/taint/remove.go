package taint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// plain is a text that does no harm anywhere.
var plain = regexp.MustCompile(`^[A-Za-z0-9_ .-]*$`)

// negated is an expression that begins with what it leaves.
var negated = regexp.MustCompile(`^(\(\?[ims]+\))?(\[\^|\\W|\[\\W)`)

// removed is whether a call takes out of a text what does harm: what the family names, or everything but plain
// characters.
func (w *Walk) removed(c *term.Call, name string) bool {
	if !rulebook.Replacing[name] || w.onlySome(c, name) {
		return false
	}
	given := append(term.Arguments(c), term.CalledOn(c))
	if r, ok := term.CalledOn(c).(*term.Result); ok { // strings.NewReplacer("\r", "", ...).Replace(x)
		given = append(given, term.Arguments(r.Call)...)
	}
	if w.cutsDots(c) {
		return true
	}
	for _, v := range given {
		if k, ok := v.(*term.Constant); ok && k.Kind == ir.Regexp {
			if _, flags := regex.Flagged(k); !strings.Contains(flags, "g") {
				continue // the first one alone
			}
		}
		p, ok := regex.Compiled(v)
		if !ok {
			p, ok = regex.Of(v)
		}
		if !ok || p == "" {
			continue
		}
		for _, r := range w.family.Removes {
			if strings.Contains(p, r) || strings.Contains(p, strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(r)) {
				return true
			}
		}
		if negated.MatchString(p) && w.leavesPlain(p) {
			return true
		}
	}
	return false
}

// onlySome is whether a call replaces the first places of a text and leaves others as they are: whoever writes the text writes
// there what is replaced, and the rest behind it. JavaScript's replace of a text is of the first place alone
// (https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/String/replace), those of Python and Go are of
// as many as they are told.
func (w *Walk) onlySome(c *term.Call, name string) bool {
	var places term.Value
	switch {
	case name == "replace" && w.language == ir.JavaScript:
		switch old := term.FirstOf(c).(type) {
		case *term.Constant:
			return old.Kind != ir.Regexp
		case *term.Text:
			return true
		}
		return false
	case name == "replace" && w.language == ir.Python:
		places = term.Either(c, 2, "count")
	case name == "Replace" && w.language == ir.Go:
		places = term.Positional(c, 3)
	}
	if places == nil {
		return false
	}
	n, known := number(places)
	return !known || n >= 0
}

// cutsDots is whether the dots at the beginning of a path are taken off that was made shorter before, and has no others:
// path.normalize(x).replace(/^(\.\.(\/|\\|$))+/, "").
func (w *Walk) cutsDots(c *term.Call) bool {
	of, ok := term.CalledOn(c).(*term.Result)
	if !ok || !w.ofPaths() || !normal[term.LastName(term.Names(of.Call.Callee)[0])] || len(c.Args) != 2 {
		return false
	}
	p, ok := regex.Compiled(c.Args[0].Value)
	by, _ := term.Written(c.Args[1].Value)
	return ok && by == "" && strings.HasPrefix(p, `^(\.\.`) && strings.HasSuffix(p, ")+")
}

// leavesPlain is whether nothing but plain text is left of each witness without what an expression matches.
func (w *Walk) leavesPlain(pattern string) bool {
	r, err := regexp.Compile(pattern)
	if err != nil || len(w.family.Witnesses) == 0 {
		return false
	}
	for _, s := range w.family.Witnesses {
		left := r.ReplaceAllString(s, "")
		if !plain.MatchString(left) || strings.Contains(left, "..") && w.family.Name != "path" && w.family.Name != "zip-slip" {
			return false // dots lead nowhere without slashes
		}
	}
	return true
}

// translated are the witnesses that are left of a text whose characters are replaced by a table: x.translate(str.maketrans(
// {"/": "_"})), str.maketrans("/", "_") (https://docs.python.org/3/library/stdtypes.html#str.maketrans).
func (w *Walk) translated(c *term.Call) []string {
	kept := slices.Clone(w.surviving(term.CalledOn(c)))
	table, ok := term.FirstOf(c).(*term.Result)
	if !ok || term.LastName(term.Names(table.Call.Callee)[0]) != "maketrans" {
		return kept
	}
	replaced := func(old, by string) {
		for i := range kept {
			kept[i] = strings.ReplaceAll(kept[i], old, by)
		}
	}
	if o, ok := term.FirstOf(table.Call).(*term.Object); ok {
		for _, n := range o.Names {
			if by, known := term.Written(o.Fields[n]); len(n) == 1 && (known || term.IsNull(o.Fields[n])) {
				replaced(n, by)
			}
		}
		return kept
	}
	from, ok := term.Written(term.FirstOf(table.Call))
	to, ok2 := term.Written(term.Positional(table.Call, 1))
	for i := 0; ok && ok2 && i < len(from) && i < len(to) && len(from) == len(to); i++ {
		replaced(from[i:i+1], to[i:i+1])
	}
	if gone, ok := term.Written(term.Positional(table.Call, 2)); ok {
		for i := range len(gone) {
			replaced(gone[i:i+1], "")
		}
	}
	return kept
}
