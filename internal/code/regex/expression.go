package regex

import (
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Compiled is the text of a regular expression that was compiled, or written as a literal.
func Compiled(v term.Value) (string, bool) {
	switch v := v.(type) {
	case *term.Constant:
		if v.Kind == ir.Regexp {
			return Of(v)
		}
	case *term.Result:
		switch term.LastName(term.Names(v.Call.Callee)[0]) {
		case "RegExp": // new RegExp("...", "i")
			text, ok := Of(term.FirstOf(v.Call))
			flags, _ := term.Written(term.Positional(v.Call, 1))
			return meaning(flags) + text, ok
		case "compile", "MustCompile", "Compile":
			return Of(term.FirstOf(v.Call))
		}
	case *term.Item: // the first of several results
		return Compiled(v.Of)
	}
	return "", false
}

// Of is a regular expression as Go writes it; what stands between slashes without these.
func Of(v term.Value) (string, bool) {
	c, ok := v.(*term.Constant)
	if !ok || c.Kind == ir.Null {
		return "", false
	}
	s, flags := Flagged(c)
	s = meaning(flags) + strings.NewReplacer(`\Z`, `\z`, `(?<`, `(?P<`, `\/`, `/`).Replace(s)
	if len(s) > 1000 {
		return "", false
	}
	return s, true
}

// Flagged is an expression without the slashes that it stands between, and its flags: "" where it is a text.
func Flagged(c *term.Constant) (pattern, flags string) {
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

// Group is the expression of a group of a pattern by its number or name, "" for none.
func Group(pattern, group string) string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	return captured(tree, group)
}

// captured is the same of an expression that was read.
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

// Everywhere is a pattern of single characters that is replaced wherever it is found: /[\\/:]/g.
func Everywhere(v term.Value) (*regexp.Regexp, bool) {
	c, ok := v.(*term.Constant)
	if !ok || c.Kind != ir.Regexp {
		return nil, false
	}
	if _, flags := Flagged(c); !strings.Contains(flags, "g") {
		return nil, false // the first one alone
	}
	text, ok := Of(c)
	if !ok {
		return nil, false
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil || tree.Op != syntax.OpCharClass && tree.Op != syntax.OpLiteral || tree.Op == syntax.OpLiteral && len(tree.Rune) != 1 {
		return nil, false
	}
	pattern, err := regexp.Compile(text)
	return pattern, err == nil
}
