package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// backslashed are the libraries of databases in which a backslash within quotes leads out of them, too
// (https://dev.mysql.com/doc/refman/8.4/en/string-literals.html).
var backslashed = []string{"mysql", "MySQLdb", "mariadb"}

// doubled is whether a part of a statement stands within quotes, and has each of these twice: "'" + x.replace("'", "”") + "'".
func (w *Walk) doubled(t *term.Text, i int) bool {
	quote := byte(0)
	for _, p := range t.Parts[:i] {
		s, _ := term.Written(p)
		for _, c := range []byte(s) {
			switch {
			case quote == 0 && strings.IndexByte("'\"`", c) >= 0:
				quote = c
			case c == quote:
				quote = 0
			}
		}
	}
	if quote == 0 || i+1 >= len(t.Parts) {
		return false
	}
	if after, ok := term.Written(t.Parts[i+1]); !ok || after == "" || after[0] != quote {
		return false
	}
	if quote == '\'' && w.at != nil && slices.ContainsFunc(backslashed, func(s string) bool {
		return strings.Contains(term.Names(w.at.Callee)[0], s)
	}) {
		return false
	}
	r, ok := t.Parts[i].(*term.Result)
	return ok && doubles(r.Call, string(quote))
}

// doubles is whether a call puts two of a character for each.
func doubles(c *term.Call, char string) bool {
	args := term.Arguments(c)
	if _, ok := c.Callee.(*term.Member); !ok && len(args) > 0 {
		args = args[1:] // strings.ReplaceAll(x, "'", "''")
	}
	if len(args) < 2 {
		return false
	}
	if by, _ := term.Written(args[1]); by != char+char {
		return false
	}
	switch name := term.LastName(term.Names(c.Callee)[0]); name {
	case "replaceAll", "ReplaceAll":
	case "replace":
		if term.LanguageOf(c) == ir.JavaScript { // all of them only with an expression that says so
			k, ok := args[0].(*term.Constant)
			if !ok || k.Kind != ir.Regexp {
				return false
			}
			pattern, flags := regex.Flagged(k)
			return pattern == char && strings.ContainsRune(flags, 'g')
		}
		if len(args) > 2 {
			return false
		}
	case "sub": // re.sub("'", "''", x) has what it looks for before
		return false
	default:
		return false
	}
	old, _ := term.Written(args[0])
	return old == char
}
