package policy

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// pattern is a compiled text of a policy: a text to be equal to or a glob, perhaps with variables.
type pattern struct {
	glob
	pieces []piece // nil without variables; glob is then what is matched
}

// piece is text, or a variable where the key is set.
type piece struct {
	text string
	variable
}

// syntax says what a text may contain.
type syntax struct {
	wildcards bool
	variables Truth
	resource  bool // variables stand behind the fifth colon alone
}

// newPattern compiles one spelling of a text.
func newPattern(text string, s syntax) pattern {
	if s.variables == Maybe && strings.Contains(text, "${") {
		return pattern{glob: newGlob("\x00\x00")}
	}
	if s.variables != Yes || !strings.Contains(text, "${") {
		if s.wildcards {
			text = wild(text)
		}
		return pattern{glob: newGlob(text)}
	}
	var pieces []piece
	add := func(text string) {
		if n := len(pieces); n > 0 && pieces[n-1].key == "" {
			pieces[n-1].text += text
		} else if text != "" {
			pieces = append(pieces, piece{text: text})
		}
	}
	whole := text
	for {
		before, inside, after, found := cutVariable(text)
		if s.wildcards {
			before = wild(before)
		}
		add(before)
		if !found {
			break
		}
		switch {
		case isEscape(inside):
			add(inside)
		case strings.IndexByte(inside, holeByte) >= 0:
			add("\x00\x00")
		default:
			v, _ := parseVariable(inside)
			if s.resource && strings.Count(whole[:len(whole)-len(text)+len(before)], ":") < 5 {
				v = variable{key: unresolvable}
			}
			pieces = append(pieces, piece{variable: v})
		}
		text = after
	}
	if len(pieces) == 1 && pieces[0].key == "" {
		return pattern{glob: newGlob(pieces[0].text)}
	}
	return pattern{pieces: pieces}
}

// unresolvable is a key that no request has.
const unresolvable = "\x01"

// matches answers whether a text matches. Resolved is No when a variable has no value: then nothing
// matches.
func (p *pattern) matches(q *Query, text string, holey bool) (match, resolved Truth) {
	if p.pieces == nil {
		return p.match(text, holey), Yes
	}
	var space [256]byte
	expanded, resolved := p.expand(space[:0], q)
	if resolved == No {
		return No, No
	}
	if holey || hasHole(expanded) {
		return resolved.And(matchHoles(string(expanded), text)), resolved
	}
	return resolved.And(truth(matchGlob(expanded, text))), resolved
}

// expand appends the text with the values of its variables.
func (p *pattern) expand(to []byte, q *Query) (text []byte, resolved Truth) {
	resolved = Yes
	for i := range p.pieces {
		piece := &p.pieces[i]
		if piece.key == "" {
			to = append(to, piece.text...)
			continue
		}
		value, known := q.variable(&piece.variable)
		resolved = resolved.And(known)
		if known == No {
			return to, No
		}
		to = append(to, value...)
	}
	return to, resolved
}

func hasHole(text []byte) bool { return slices.Contains(text, holeByte) }

// patterns are the compiled items of a list, of which one must match.
type patterns struct {
	plain   []pattern
	choices [][][]pattern // items with options: of each, the lists that it may stand for
}

func newPatterns(values []model.Value, s syntax) patterns {
	var out patterns
	for _, v := range values {
		all := spellings(v)
		choice := make([][]pattern, len(all))
		for i, list := range all {
			for _, text := range list {
				choice[i] = append(choice[i], newPattern(text, s))
			}
		}
		if len(choice) == 1 {
			out.plain = append(out.plain, choice[0]...)
		} else {
			out.choices = append(out.choices, choice)
		}
	}
	return out
}

// matchAll reports whether one of the items is a * alone.
func (ps *patterns) matchAll() bool {
	for i := range ps.plain {
		if ps.plain[i].pieces == nil && ps.plain[i].shape == shapeAny {
			return true
		}
	}
	return false
}

// match answers whether one of the items matches, and whether all of them have their variables
// resolved.
func (ps *patterns) match(q *Query, text string, holey bool) (match, resolved Truth) {
	match, resolved = matchAny(ps.plain, q, text, holey)
	for _, choice := range ps.choices {
		of, ok := matchAny(choice[0], q, text, holey)
		for _, list := range choice[1:] {
			m, r := matchAny(list, q, text, holey)
			of, ok = either(of, m), either(ok, r)
		}
		match, resolved = match.Or(of), resolved.And(ok)
	}
	return match, resolved
}

func matchAny(list []pattern, q *Query, text string, holey bool) (match, resolved Truth) {
	resolved = Yes
	for i := range list {
		m, r := list[i].matches(q, text, holey)
		match, resolved = match.Or(m), resolved.And(r)
		if match == Yes && resolved == Yes && !hasVariables(list[i+1:]) {
			break
		}
	}
	return match, resolved
}

func hasVariables(list []pattern) bool {
	for i := range list {
		if list[i].pieces != nil {
			return true
		}
	}
	return false
}
