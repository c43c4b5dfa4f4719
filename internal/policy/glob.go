package policy

import (
	"strings"
	"unicode/utf8"
)

// shape is how a compiled text can be matched.
type shape uint8

const (
	shapeGlob     shape = iota // wildcards anywhere
	shapeExact                 // no wildcard, no hole
	shapeAny                   // a * alone
	shapePrefix                // one wildcard, a * at the end
	shapeSegments              // no wildcard but *
	shapeHoles                 // wildcards and holes
)

// glob is a compiled text with wildcards and holes.
type glob struct {
	text     string   // for shapePrefix: without the wildcard
	segments []string // for shapeSegments: what stands before, between and behind the wildcards
	shape    shape
}

func newGlob(text string) glob {
	switch i := strings.IndexAny(text, meanings); {
	case strings.IndexByte(text, holeByte) >= 0:
		return glob{text: text, shape: shapeHoles}
	case i < 0:
		return glob{text: text, shape: shapeExact}
	case text == string(rune(anyByte)):
		return glob{text: text, shape: shapeAny}
	case text[i] == anyByte && i == len(text)-1:
		return glob{text: text[:i], shape: shapePrefix}
	case strings.IndexByte(text, oneByte) < 0:
		return glob{text: text, segments: strings.Split(text, string(rune(anyByte))), shape: shapeSegments}
	}
	return glob{text: text, shape: shapeGlob}
}

// match answers whether the text matches; holey says that the text has holes.
func (g glob) match(text string, holey bool) Truth {
	if holey {
		return matchHoles(g.pattern(), text)
	}
	switch g.shape {
	case shapeExact:
		return truth(g.text == text)
	case shapeAny:
		return Yes
	case shapePrefix:
		return truth(strings.HasPrefix(text, g.text))
	case shapeSegments:
		return truth(matchSegments(g.segments, text))
	case shapeGlob:
		return truth(matchGlob(g.text, text))
	case shapeHoles:
	}
	// A hole may hold more than the text has, so the text cannot match whatever stands in it.
	if matchGlob(g.text, text) {
		return Maybe
	}
	return No
}

// pattern is the compiled text as a whole.
func (g glob) pattern() string {
	if g.shape == shapePrefix {
		return g.text + string(rune(anyByte))
	}
	return g.text
}

// matchSegments reports whether a text begins with the first segment, ends with the last and has the
// others between them in order. Each is taken where it is found first: time in proportion to the text.
func matchSegments(segments []string, text string) bool {
	first, last := segments[0], segments[len(segments)-1]
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	text = text[len(first) : len(text)-len(last)]
	for _, segment := range segments[1 : len(segments)-1] {
		i := strings.Index(text, segment)
		if i < 0 {
			return false
		}
		text = text[i+len(segment):]
	}
	return true
}

// matchGlob reports whether a text without holes matches a pattern; a hole of the pattern matches
// anything. It takes time in proportion to the product of the lengths at worst and no memory: only
// the last wildcard is ever tried again, because what stands before it matched as early as it could.
func matchGlob[P string | []byte](pattern P, text string) bool {
	p, t := 0, 0
	retryPattern, retryText := -1, 0
	for t < len(text) {
		if p < len(pattern) {
			switch pattern[p] {
			case anyByte:
				p++
				retryPattern, retryText = p, t
				continue
			case holeByte:
				p = endOfHole(pattern, p)
				retryPattern, retryText = p, t
				continue
			case oneByte:
				_, size := utf8.DecodeRuneInString(text[t:])
				p, t = p+1, t+size
				continue
			case text[t]:
				p, t = p+1, t+1
				continue
			}
		}
		if retryPattern < 0 {
			return false
		}
		retryText++
		p, t = retryPattern, retryText
	}
	for p < len(pattern) && (pattern[p] == anyByte || pattern[p] == holeByte) {
		if pattern[p] == holeByte {
			p = endOfHole(pattern, p)
		} else {
			p++
		}
	}
	return p == len(pattern)
}

// endOfHole is the offset behind the hole that starts at an offset.
func endOfHole[P string | []byte](text P, start int) int {
	for i := start + 1; i < len(text); i++ {
		if text[i] == holeByte {
			return i + 1
		}
	}
	return len(text)
}
