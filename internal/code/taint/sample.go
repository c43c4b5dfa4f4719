package taint

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// maxSample is how long a text is made that matches an expression.
const maxSample = 200

// lets is whether an expression lets something harmful through: the witness itself, or one with a text that matches
// before or behind it, where the expression does not look at the whole.
func lets(pattern, witness string, whole bool) bool {
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
	sample := sampleOf(pattern)
	return slices.ContainsFunc([]string{sample + witness, witness + sample, sample + "\n" + witness, sample + " " + witness}, r.MatchString)
}

// leads is the same of addresses: what stands behind the host of one does not lead elsewhere. The host must not be another one,
// nor the name of somebody before another one.
func leads(pattern, witness string, whole bool) bool {
	at := hosted.FindStringIndex(sampleOf(pattern))
	if at == nil {
		return lets(pattern, witness, whole)
	}
	sample := sampleOf(pattern)
	host, rest := sample[:at[1]-1], sample[at[1]-1:]
	scheme := host[:strings.Index(host, "://")+3]
	return slices.ContainsFunc([]string{
		witness, witness + sample, scheme + "evil.example" + rest, host + "@evil.example" + rest, host + ".evil.example" + rest, scheme + "evil.example/" + sample,
	}, func(s string) bool { return matches(pattern, s, whole) || !readable(pattern) })
}

// readable is whether an expression is one that Go reads, too.
func readable(pattern string) bool {
	_, err := regexp.Compile(pattern)
	return err == nil
}

// matches is whether a text matches an expression; one that cannot be read matches nothing.
func matches(pattern, text string, whole bool) bool {
	if whole {
		pattern = `\A(?:` + pattern + `)\z`
	}
	r, err := regexp.Compile(pattern)
	return err == nil && r.MatchString(text)
}

// sampleOf is a text that matches an expression, "" where none is found.
func sampleOf(pattern string) string {
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
