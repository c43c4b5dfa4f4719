package regex

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// maxSample is how long a text is made that matches an expression.
const maxSample = 200

// Lets is whether an expression lets something harmful through: the witness itself, or one with a text that matches
// before or behind it, where the expression does not look at the whole.
func Lets(pattern, witness string, whole bool) bool {
	if whole {
		pattern = `\A(?:` + pattern + `)\z`
	}
	r, err := regexp.Compile(pattern)
	if err != nil {
		return true // what cannot be read lets everything through
	}
	if r.MatchString(witness) {
		return true
	}
	sample := SampleOf(pattern)
	return slices.ContainsFunc([]string{sample + witness, witness + sample, sample + "\n" + witness, sample + " " + witness}, r.MatchString)
}

// Readable is whether an expression is one that Go reads, too.
func Readable(pattern string) bool {
	_, err := regexp.Compile(pattern)
	return err == nil
}

// Matches is whether a text matches an expression; one that cannot be read matches nothing.
func Matches(pattern, text string, whole bool) bool {
	if whole {
		pattern = `\A(?:` + pattern + `)\z`
	}
	r, err := regexp.Compile(pattern)
	return err == nil && r.MatchString(text)
}

// SampleOf is a text that matches an expression, "" where none is found.
func SampleOf(pattern string) string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	var b strings.Builder
	sample(tree, &b)
	return b.String()
}

func sample(r *syntax.Regexp, b *strings.Builder) {
	if b.Len() > maxSample {
		return
	}
	switch r.Op { //nolint:exhaustive // what is left matches nothing, or the empty text
	case syntax.OpLiteral:
		b.WriteString(string(r.Rune))
	case syntax.OpCharClass:
		for i := 0; i+1 < len(r.Rune); i += 2 {
			if r.Rune[i+1] >= 'a' { // rather a letter than what stands before it
				b.WriteRune(max(r.Rune[i], min('a', r.Rune[i+1])))
				return
			}
		}
		if len(r.Rune) > 0 {
			b.WriteRune(r.Rune[0])
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('a')
	case syntax.OpPlus, syntax.OpCapture:
		sample(r.Sub[0], b)
	case syntax.OpRepeat:
		for range min(r.Min, maxSample) {
			sample(r.Sub[0], b)
		}
	case syntax.OpConcat:
		for _, s := range r.Sub {
			sample(s, b)
		}
	case syntax.OpAlternate:
		sample(r.Sub[0], b)
	}
}
