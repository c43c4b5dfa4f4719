package catalogue

import (
	"iter"
	"math/bits"
)

// Set is a set of actions, kept as bits. The zero Set is empty and ready to use.
type Set struct {
	words []uint64
}

// AllActions is the set of every action in the catalogue.
func AllActions() *Set {
	s := &Set{}
	for a := range ActionCount() {
		s.Add(Action(a))
	}
	return s
}

// Add puts an action into the set; what is no action of the catalogue is left out.
func (s *Set) Add(a Action) {
	if !a.valid() {
		return
	}
	s.reach(int(a)/64 + 1)
	s.words[a/64] |= 1 << (a % 64)
}

// reach makes the set at least so many words long.
func (s *Set) reach(words int) {
	if more := words - len(s.words); more > 0 {
		s.words = append(s.words, make([]uint64, more)...)
	}
}

// AddPattern puts every action that a pattern covers into the set and returns how many the pattern covers: 0 says that
// the pattern is about nothing in the catalogue.
func (s *Set) AddPattern(pattern string) int {
	n := 0
	for a := range Match(pattern) {
		s.Add(a)
		n++
	}
	return n
}

// Has reports whether an action is in the set.
func (s *Set) Has(a Action) bool {
	return a >= 0 && int(a)/64 < len(s.words) && s.words[a/64]&(1<<(a%64)) != 0
}

// Len is the number of actions in the set.
func (s *Set) Len() int {
	n := 0
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// Union adds the actions of another set.
func (s *Set) Union(t *Set) {
	s.reach(len(t.words))
	for i, w := range t.words {
		s.words[i] |= w
	}
}

// Intersect keeps the actions that are in another set too.
func (s *Set) Intersect(t *Set) {
	for i := range s.words {
		if i < len(t.words) {
			s.words[i] &= t.words[i]
		} else {
			s.words[i] = 0
		}
	}
}

// Subtract removes the actions of another set.
func (s *Set) Subtract(t *Set) {
	for i := range min(len(s.words), len(t.words)) {
		s.words[i] &^= t.words[i]
	}
}

// Clone is an independent copy.
func (s *Set) Clone() *Set { return &Set{words: append([]uint64(nil), s.words...)} }

// All yields the actions in order.
func (s *Set) All() iter.Seq[Action] {
	return func(yield func(Action) bool) {
		for i, w := range s.words {
			for ; w != 0; w &= w - 1 {
				if !yield(Action(i*64 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}
