package compare

import "slices"

// takes reports whether a token of a pattern, but for a star, takes in a token of another one, whatever that stands for.
func (t token) takes(other token) bool {
	if t == one {
		return other.isRune() || other == one
	}
	return t == other && t != gap
}

// covers reports whether everything that p matches is matched by q, as far as that shows token by token: the wildcards
// of p are taken in by wildcards of q alone. (Between patterns without symbols this is all there is to it, since there
// are characters that q does not have.) A gap is nothing that could be relied on. Only patterns of resources are asked:
// they compare characters exactly and have no wildcards of parts.
func (ps *patterns) covers(q, p *pattern) bool {
	if q == p {
		return !q.gaps
	}
	if q.isAny() {
		return true
	}
	if n := len(p.tokens); !q.open || n < q.head+q.tail || !slices.Equal(q.start(q.head), p.start(q.head)) || !slices.Equal(q.end(q.tail), p.end(q.tail)) {
		return false // most begin or end in another way
	}
	key := [2]int{q.id, p.id}
	known, found := ps.covered[key]
	if !found {
		known = coversTokens(q.tokens, p.tokens)
		ps.covered[key] = known
	}
	return known
}

func (p *pattern) start(n int) []token { return p.tokens[:n] }
func (p *pattern) end(n int) []token   { return p.tokens[len(p.tokens)-n:] }

func coversTokens(pattern, text []token) bool {
	p, t := 0, 0
	retryPattern, retryText := -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == star:
			p++
			retryPattern, retryText = p, t
			continue
		case p < len(pattern) && pattern[p].takes(text[t]):
			p, t = p+1, t+1
			continue
		}
		if retryPattern < 0 {
			return false
		}
		retryText++
		p, t = retryPattern, retryText
	}
	for p < len(pattern) && pattern[p] == star {
		p++
	}
	return p == len(pattern)
}

// overlaps reports whether some text may match both patterns, whatever stands in their symbols and gaps. It errs on the
// side of yes.
func (ps *patterns) overlaps(q, p *pattern) bool {
	if q == p || q.isAny() || p.isAny() {
		return true
	}
	if q.plain && p.plain {
		head, tail := min(q.head, p.head), min(q.tail, p.tail)
		if !slices.Equal(q.start(head), p.start(head)) || !slices.Equal(q.end(tail), p.end(tail)) {
			return false
		}
	}
	key := [2]int{min(q.id, p.id), max(q.id, p.id)}
	known, found := ps.common[key]
	if !found {
		known = overlapTokens(q.tokens, p.tokens)
		ps.common[key] = known
	}
	return known
}

// open reports whether a token may stand for any number of characters.
func (t token) open() bool { return t == star || t == gap || t.isSymbol() }

// meets reports whether two tokens of one character each may stand for the same one.
func (t token) meets(other token) bool { return t.takes(other) || other.takes(t) }

// maxOverlap bounds the work of asking whether two patterns overlap; beyond it they may.
const maxOverlap = 1 << 22

func overlapTokens(q, p []token) bool {
	for i := 0; i < len(q) && i < len(p) && !q[i].open() && !p[i].open(); i++ {
		if !q[i].meets(p[i]) {
			return false
		}
	}
	for i, j := len(q)-1, len(p)-1; i >= 0 && j >= 0 && !q[i].open() && !p[j].open(); i, j = i-1, j-1 {
		if !q[i].meets(p[j]) {
			return false
		}
	}
	if len(q)*len(p) > maxOverlap {
		return true
	}
	row, next := make([]bool, len(p)+1), make([]bool, len(p)+1)
	row[0] = true
	for j := 0; j < len(p) && p[j].open(); j++ {
		row[j+1] = true
	}
	for _, t := range q {
		for j := range next {
			switch {
			case t.open():
				next[j] = row[j] || j > 0 && next[j-1]
			case j == 0:
				next[j] = false
			case p[j-1].open():
				next[j] = row[j] || next[j-1]
			default:
				next[j] = row[j-1] && t.meets(p[j-1])
			}
		}
		row, next = next, row
	}
	return row[len(p)]
}
