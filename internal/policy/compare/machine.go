package compare

import (
	"slices"
	"unicode"
)

// reading says what the symbols and gaps of a pattern take in.
type reading uint8

const (
	strict reading = iota // a symbol itself, a gap nothing: what matches does so whatever the symbols stand for
	own                   // a symbol itself, a gap anything: every text that the pattern may match is written so
	loose                 // a symbol and a gap anything: what does not match does not, whatever the symbols stand for
)

// strand is one pattern of a machine in one reading.
type strand struct {
	pattern *pattern
	how     reading
}

// machine runs several patterns side by side over one text: the subset construction, done as far as it is asked for.
// Its letters are characters and symbols.
type machine struct {
	strands []strand
	first   []int32 // the first place of each strand; one past the last place of the last
	tokens  []token // by place; atEnd at the end of each strand
	owner   []int32 // the strand of a place
	marks   []uint32
	mark    uint32
	steps   *int  // what is left of the budget
	groups  []int // nil, or of each strand its group: of one group only matters whether some strand matches
}

// atEnd is the token of the place behind a pattern.
const atEnd token = -100

func newMachine(strands []strand, steps *int) *machine {
	m := &machine{strands: strands, steps: steps}
	for i, s := range strands {
		m.first = append(m.first, int32(len(m.tokens))) //nolint:gosec // as many as the bytes of two policies
		m.tokens = append(append(m.tokens, s.pattern.tokens...), atEnd)
		for range len(s.pattern.tokens) + 1 {
			m.owner = append(m.owner, int32(i))
		}
	}
	m.first = append(m.first, int32(len(m.tokens))) //nolint:gosec // as many as the bytes of two policies
	m.marks = make([]uint32, len(m.tokens))
	return m
}

// start is the places before anything is read.
func (m *machine) start() []int32 {
	m.mark++
	var state []int32
	for i := range m.strands {
		state = m.add(state, m.first[i])
	}
	return m.tidy(state)
}

// add puts a place into a state, and those that are reached from it without reading.
func (m *machine) add(state []int32, place int32) []int32 {
	for m.marks[place] != m.mark {
		m.marks[place] = m.mark
		state = append(state, place)
		t, how := m.tokens[place], m.strands[m.owner[place]].how
		if t == star || t == starPart || t == gap && how != strict || t.isSymbol() && how == loose {
			place++
		}
	}
	return state
}

// tidy puts a state into its order, and leaves out what is before a star that has been reached: from there the pattern
// takes in whatever it takes in from an earlier place.
func (m *machine) tidy(state []int32) []int32 {
	slices.Sort(state)
	out := state[:0]
	for i := 0; i < len(state); {
		of := m.owner[state[i]]
		end, from := i, i
		for ; end < len(state) && m.owner[state[end]] == of; end++ {
			t := m.tokens[state[end]]
			if t == star || t == gap && m.strands[of].how != strict {
				from = end
			}
		}
		out = append(out, state[from:end]...)
		i = end
	}
	return m.absorb(out)
}

// absorb leaves out the strands of groups of which one strand matches whatever follows.
func (m *machine) absorb(state []int32) []int32 {
	if m.groups == nil {
		return state
	}
	settled := map[int]int32{} // of a group the strand
	for _, place := range state {
		of := m.owner[place]
		if _, known := settled[m.groups[of]]; !known && m.tokens[place] == star && m.tokens[place+1] == atEnd {
			settled[m.groups[of]] = of
		}
	}
	return slices.DeleteFunc(state, func(place int32) bool {
		of := m.owner[place]
		by, found := settled[m.groups[of]]
		return found && by != of
	})
}

// next is the state after one more letter.
func (m *machine) next(state []int32, letter token) []int32 {
	*m.steps -= len(state) + 1
	m.mark++
	out := make([]int32, 0, len(state)+2)
	for _, place := range state {
		t, how := m.tokens[place], m.strands[m.owner[place]].how
		if how == loose && letter.isSymbol() {
			out = m.jump(out, place, letter)
			continue
		}
		stays, goes := t.read(letter, how)
		if stays {
			out = m.add(out, place)
		}
		if goes {
			out = m.add(out, place+1)
		}
	}
	return m.tidy(out)
}

// read answers whether a token reads a letter and remains to be read, and whether it reads it and is done.
func (t token) read(letter token, how reading) (stays, goes bool) {
	switch {
	case t == star:
		return true, false
	case t == gap:
		return how != strict, false
	case t == one:
		return false, letter.isRune()
	case t == starPart:
		return letter.isRune() && letter != ':' || letter.isPart(), false
	case t == onePart:
		return false, letter.isRune() && letter != ':'
	case t.isFold():
		return false, letter.isRune() && t == fold+token(orbit(rune(letter)))
	case t.isSymbol() && how == loose:
		return true, false
	}
	return false, t == letter
}

// jump reads a symbol loosely: its text may be what any part of the pattern takes in. Names are distinct from one
// another, and none is a part of another.
func (m *machine) jump(out []int32, place int32, letter token) []int32 {
	for {
		out = m.add(out, place)
		t := m.tokens[place]
		if t == atEnd || !letter.isVariable() && t.isSymbol() && !t.isVariable() && t != letter {
			return out
		}
		place++
	}
}

// accepts reports for a state which strands have read a text that they match.
func (m *machine) accepts(state []int32) []bool {
	out := make([]bool, len(m.strands))
	for _, place := range state {
		if m.tokens[place] == atEnd {
			out[m.owner[place]] = true
		}
	}
	return out
}

// alive reports whether a strand may still match.
func (m *machine) alive(state []int32, of int) bool {
	i, _ := slices.BinarySearch(state, m.first[of])
	return i < len(state) && state[i] < m.first[of+1]
}

// letters are those that a state can tell apart: the characters that are asked for, the symbols, and one character that
// is not asked for, which stands for all others. That one comes first.
func (m *machine) letters(state []int32) []token {
	out := []token{0}
	for _, place := range state {
		t := m.tokens[place]
		switch {
		case t.isFold():
			for r := rune(t - fold); ; {
				out = append(out, token(r))
				if r = unicode.SimpleFold(r); r == rune(t-fold) {
					break
				}
			}
		case t.isRune(), t.isSymbol():
			out = append(out, t)
		case t == starPart, t == onePart:
			out = append(out, ':')
		}
	}
	slices.Sort(out[1:])
	out = slices.Compact(out)
	for _, r := range fresh {
		if !slices.Contains(out, token(r)) {
			out[0] = token(r)
			return out
		}
	}
	out[0] = beyond(out[1:])
	return out
}

// fresh are characters that read well in a text that nobody has in mind.
const fresh = "xzqwvkj0123456789abcdefghilmnoprstuy"

// run is the state after a text.
func (m *machine) run(word []token) []int32 {
	state := m.start()
	for _, letter := range word {
		state = m.next(state, letter)
	}
	return state
}
