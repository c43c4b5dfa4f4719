package compare

import "slices"

// mostRepeated bounds how many pairs of statements are put beside each other.
const mostRepeated = 1 << 16

// repeated reports whether each part of the other side that has to allow says all that a part of this one says, in the same
// words, and denies nothing that this one does not deny in the same words: then this one is within it, however much there
// would be to tell apart.
func (p *proof) repeated() bool {
	a, b := &p.sides[p.from], &p.sides[p.to]
	return subset(b.denies, a.denies) && !slices.ContainsFunc(b.allows, func(of []*statement) bool {
		return !slices.ContainsFunc(a.allows, func(layer []*statement) bool { return subset(layer, of) })
	})
}

// subset reports whether each of some statements is among others.
func subset(list, of []*statement) bool {
	return len(list)*len(of) <= mostRepeated && !slices.ContainsFunc(list, func(s *statement) bool { return !slices.ContainsFunc(of, s.same) })
}

// same reports whether two statements are written alike, with nothing in them that is not known.
func (s *statement) same(t *statement) bool {
	return s.sure() && t.sure() && s.allows == t.allows &&
		s.list.negated == t.list.negated && sameItems(s.list.items, t.list.items) &&
		s.area.all == t.area.all && s.area.negated == t.area.negated && sameItems(s.area.items, t.area.items) &&
		implies([]*statement{s}, t) && implies([]*statement{t}, s)
}

func sameItems(a, b [][][]*pattern) bool {
	return slices.EqualFunc(a, b, func(a, b [][]*pattern) bool {
		return len(a) == 1 && len(b) == 1 && slices.Equal(a[0], b[0]) && !slices.ContainsFunc(a[0], func(p *pattern) bool { return p.gaps })
	})
}
