package policy

import (
	"strings"
	"unicode/utf8"
)

// maxComparison bounds the work of comparing two texts that both have holes or wildcards; beyond it
// the answer is Maybe.
const maxComparison = 1 << 22

// matchHoles answers whether a text with holes matches a pattern that may have some too.
func matchHoles(pattern, text string) Truth {
	switch {
	case matchSymbols(pattern, text):
		return Yes
	case len(pattern)*len(text) > maxComparison, overlap(pattern, text):
		return Maybe
	}
	return No
}

// matchSymbols reports whether the text matches whatever stands in the holes: a hole of the text is
// matched by the hole of the same name and by * alone.
func matchSymbols(pattern, text string) bool {
	p, t := 0, 0
	retryPattern, retryText := -1, 0
	for t < len(text) {
		width := symbolWidth(text, t)
		if p < len(pattern) {
			switch {
			case pattern[p] == anyByte:
				p++
				retryPattern, retryText = p, t
				continue
			case text[t] == holeByte:
				if width > 2 && strings.HasPrefix(pattern[p:], text[t:t+width]) {
					p, t = p+width, t+width
					continue
				}
			case pattern[p] == oneByte:
				p, t = p+1, t+width
				continue
			case pattern[p] == text[t]:
				p, t = p+1, t+1
				continue
			}
		}
		if retryPattern < 0 {
			return false
		}
		retryText += symbolWidth(text, retryText)
		p, t = retryPattern, retryText
	}
	return strings.Trim(pattern[p:], string(rune(anyByte))) == ""
}

// symbolWidth is how many bytes the character or hole at an offset has.
func symbolWidth(text string, at int) int {
	if text[at] == holeByte {
		return endOfHole(text, at) - at
	}
	_, width := utf8.DecodeRuneInString(text[at:])
	return width
}

// overlap reports whether something can stand in the holes of both texts that makes the text match:
// whether two patterns, in which holes and * stand for anything, have a text in common.
func overlap(pattern, text string) bool {
	p, t := symbols(pattern), symbols(text)
	row := make([]bool, len(t)+1) // row[j]: what is read of p and t[:j] have a text in common
	next := make([]bool, len(t)+1)
	row[0] = true
	leaveEmpty(row, t)
	for _, symbol := range p {
		next = advance(row, next, symbol, t)
		leaveEmpty(next, t)
		row, next = next, row
	}
	return row[len(t)]
}

// advance is the row after one more symbol of the pattern.
func advance(row, next []bool, symbol string, t []string) []bool {
	clear(next)
	for j, reached := range row {
		switch {
		case !reached:
		case symbol == many: // takes in all that follows: what is reached further on adds nothing
			for k := j; k <= len(t); k++ {
				next[k] = true
			}
			return next
		case j == len(t):
		case t[j] == many:
			next[j] = true
		case symbol == t[j], symbol == string(rune(oneByte)):
			next[j+1] = true
		}
	}
	return next
}

// many is the symbol that stands for any number of characters.
const many = "\x01"

// symbols are the characters of a text; wildcards and holes are the symbol many.
func symbols(text string) []string {
	out := make([]string, 0, len(text))
	for at := 0; at < len(text); {
		width := symbolWidth(text, at)
		if text[at] == holeByte {
			out = append(out, many)
		} else {
			out = append(out, text[at:at+width])
		}
		at += width
	}
	return out
}

// leaveEmpty adds what is reached by leaving holes of the text empty.
func leaveEmpty(row []bool, text []string) {
	for j, symbol := range text {
		if symbol == many && row[j] {
			row[j+1] = true
		}
	}
}
