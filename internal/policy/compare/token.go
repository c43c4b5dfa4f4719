package compare

import (
	"unicode"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/policy"
)

// token is one part of a pattern: a character, a wildcard, or a symbol for a text that is not known.
type token int32

// The wildcards. Those of a part stand in the first five parts of an ARN, which end at a colon.
const (
	star     token = -1 - iota // any text
	one                        // any character
	starPart                   // any text without a colon
	onePart                    // any character but a colon
	gap                        // what is not known and like nothing else
)

// What is added to a character or number to make another kind of token.
const (
	fold     token = 1 << 24 // a character without regard to case
	name     token = 1 << 25 // the number of a reference: a name of its own
	part     token = 3 << 24 // the number of a reference whose text has no colon
	variable token = 1 << 26 // the number of a policy variable: any text
)

func (t token) isSymbol() bool   { return t >= name }
func (t token) isPart() bool     { return t >= part && t < variable }
func (t token) isVariable() bool { return t >= variable }
func (t token) isFold() bool     { return t >= fold && t < name }
func (t token) isRune() bool     { return t >= 0 && t < fold }

// pattern is a text to be matched: tokens, interned so that equal patterns are the same pointer.
type pattern struct {
	id       int
	tokens   []token
	symbolic bool // it has a symbol
	gaps     bool // it has a gap
	open     bool // it has a wildcard
	// Before the first token that may be several texts stand so many, and behind the last one.
	head, tail int
	plain      bool // those are characters that are compared exactly
}

// isAny reports whether the pattern is * alone.
func (p *pattern) isAny() bool { return len(p.tokens) == 1 && p.tokens[0] == star }

// isText reports whether the pattern is a text without anything open.
func (p *pattern) isText() bool {
	for _, t := range p.tokens {
		if !t.isRune() {
			return false
		}
	}
	return true
}

// symbols gives numbers to the names of references and variables.
type symbols struct {
	numbers map[string]token
	names   []string
}

func (s *symbols) number(text string) token {
	n, known := s.numbers[text]
	if !known {
		n = token(len(s.names)) //nolint:gosec // as many as the bytes of two policies
		s.numbers[text] = n
		s.names = append(s.names, text)
	}
	return n
}

// patterns are the patterns of a comparison, each once.
type patterns struct {
	byKey map[string]*pattern
	all   []*pattern
	holes symbols
	keys  symbols // of policy variables
	// variables are the policy variables by number.
	variables []policy.Piece
	covered   map[[2]int]bool
	common    map[[2]int]bool
}

func newPatterns() *patterns {
	return &patterns{
		byKey: map[string]*pattern{}, holes: symbols{numbers: map[string]token{}}, keys: symbols{numbers: map[string]token{}},
		covered: map[[2]int]bool{}, common: map[[2]int]bool{},
	}
}

// intern is the one pattern with these tokens, in normal form: of neighbouring wildcards the single characters come
// first, and one star is enough.
func (ps *patterns) intern(tokens []token) *pattern {
	tokens = normal(tokens)
	key := make([]byte, 0, len(tokens)*2)
	for _, t := range tokens {
		if t >= 0 && t < utf8.RuneSelf {
			key = append(key, byte(t))
		} else {
			key = append(key, 0xff, byte(t>>24), byte(t>>16), byte(t>>8), byte(t)) //nolint:gosec // its bytes
		}
	}
	if p, known := ps.byKey[string(key)]; known {
		return p
	}
	p := &pattern{id: len(ps.all), tokens: tokens, plain: true}
	for p.head < len(tokens) && tokens[p.head] >= 0 {
		p.plain = p.plain && tokens[p.head].isRune()
		p.head++
	}
	for p.tail < len(tokens)-p.head && tokens[len(tokens)-1-p.tail] >= 0 {
		p.plain = p.plain && tokens[len(tokens)-1-p.tail].isRune()
		p.tail++
	}
	for _, t := range tokens {
		p.symbolic = p.symbolic || t.isSymbol()
		p.gaps = p.gaps || t == gap
		p.open = p.open || t == star || t == one
	}
	ps.byKey[string(key)] = p
	ps.all = append(ps.all, p)
	return p
}

// normal is tokens with runs of the wildcards of one kind in one order.
func normal(tokens []token) []token {
	out := make([]token, 0, len(tokens))
	for _, t := range tokens {
		last := len(out) - 1
		switch {
		case last >= 0 && t == out[last] && (t == star || t == starPart):
			continue
		case last >= 0 && (t == one && out[last] == star || t == onePart && out[last] == starPart):
			out = append(out, out[last])
			out[last] = t
			continue
		}
		out = append(out, t)
	}
	return out
}

// variable is the number of a policy variable.
func (ps *patterns) variable(v policy.Piece) token {
	key := v.Text
	if v.HasDefault {
		key += ", '" + v.Default + "'"
	}
	n := ps.keys.number(key)
	if int(n) == len(ps.variables) {
		ps.variables = append(ps.variables, v)
	}
	return n
}

// reference is the symbol of a reference.
func (ps *patterns) reference(text string) token {
	if policy.HoldsNoColon(text) {
		return part + ps.holes.number(text)
	}
	return name + ps.holes.number(text)
}

// referenceName is the name of the reference that a symbol stands for.
func (ps *patterns) referenceName(t token) string {
	if t.isPart() {
		return ps.holes.names[t-part]
	}
	return ps.holes.names[t-name]
}

// style says how the characters of a text are compared.
type style uint8

const (
	exactly style = iota
	foldCase
	asARN // each of the first five parts for itself
)

// tokens are the tokens of pieces. Variables become symbols; bind says what a variable stands for where that is known.
func (ps *patterns) tokens(pieces []policy.Piece, s style) []token {
	var out []token
	colons := 0
	for _, piece := range pieces {
		switch piece.Kind {
		case policy.PieceText:
			for _, r := range piece.Text {
				if r == ':' {
					colons++
				}
				out = append(out, literal(r, s))
			}
		case policy.PieceAny:
			out = append(out, wildcard(star, starPart, s, colons))
		case policy.PieceOne:
			out = append(out, wildcard(one, onePart, s, colons))
		case policy.PieceHole:
			if piece.Text == "" {
				out = append(out, gap)
			} else {
				out = append(out, ps.reference(piece.Text))
			}
		case policy.PieceVariable:
			out = append(out, variable+ps.variable(piece))
		}
	}
	return out
}

// arnParts is how many parts an ARN has.
const arnParts = 6

func wildcard(whole, part token, s style, colons int) token {
	if s == asARN && colons < arnParts-1 {
		return part
	}
	return whole
}

func literal(r rune, s style) token {
	if s == foldCase {
		return fold + token(orbit(r))
	}
	return token(r)
}

// orbit is the least of the characters that are the same without regard to case.
func orbit(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	return least
}
