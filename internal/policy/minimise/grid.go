package minimise

import (
	"math/bits"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
)

// grid is what the parts of a group say: which actions on which resources.
type grid struct {
	rows, columns []item // of actions and of resources
	said          []set  // by row: what a part says
	needed        []set  // what of that no other field takes in
	granted       []set  // what follows from a field
	conditions    int    // the length of the conditions, which each statement repeats
}

// maxFields bounds a grid. A policy of the greatest length that the provider takes has fewer.
const maxFields = 1 << 20

// newGrid is the grid of a group. What weaker parts say need not be said again. It is nil where it would be too large.
func (m *minimiser) newGrid(group, weaker []part) *grid {
	g := &grid{}
	for i := range group {
		g.rows, g.columns = append(g.rows, group[i].actions.group()...), append(g.columns, group[i].resources.group()...)
	}
	g.rows, g.columns = unique(g.rows), unique(g.columns)
	if len(g.rows)*len(g.columns) > maxFields {
		return nil
	}
	for _, c := range group[0].conditions {
		g.conditions += conditionSize(c.Condition)
	}
	for range g.rows {
		g.said = append(g.said, newSet(len(g.columns)))
		g.needed = append(g.needed, newSet(len(g.columns)))
		g.granted = append(g.granted, newSet(len(g.columns)))
	}
	for i := range group {
		columns := newSet(len(g.columns))
		for _, c := range group[i].resources.group() {
			columns.add(place(g.columns, c))
		}
		for _, r := range group[i].actions.group() {
			g.said[place(g.rows, r)].join(columns)
		}
	}
	g.cover(m.covers(g.rows), m.covers(g.columns))
	for i := range weaker {
		g.without(m, &weaker[i])
	}
	return g
}

// group are the items of an axis, one for all where they are what is not meant.
func (a *axis) group() []item {
	if a.not {
		return []item{{text: -1, value: model.Value{}}}
	}
	return a.items
}

func unique(items []item) []item {
	slices.SortStableFunc(items, func(a, b item) int { return int(a.text - b.text) })
	return slices.CompactFunc(items, func(a, b item) bool { return a.text == b.text })
}

func place(items []item, of item) int {
	at, _ := slices.BinarySearchFunc(items, of, func(a, b item) int { return int(a.text - b.text) })
	return at
}

// covers are for each item the others that take it in.
func (m *minimiser) covers(items []item) [][]int {
	out := make([][]int, len(items))
	for wide := range items {
		for narrow := range items {
			if wide != narrow && items[wide].text >= 0 && m.texts.Covers(items[wide].text, items[narrow].text) {
				out[narrow] = append(out[narrow], wide)
			}
		}
	}
	return out
}

// cover finds what is granted and what of it is needed.
func (g *grid) cover(rows, columns [][]int) {
	for r := range g.rows {
		for c := range g.columns {
			by := 0 // other fields that take this one in
			for _, wideRow := range append([]int{r}, rows[r]...) {
				for _, wideColumn := range append([]int{c}, columns[c]...) {
					if (wideRow != r || wideColumn != c) && g.said[wideRow].has(wideColumn) {
						by++
					}
				}
			}
			said := g.said[r].has(c)
			if said || by > 0 {
				g.granted[r].add(c)
			}
			if said && by == 0 {
				g.needed[r].add(c)
			}
		}
	}
}

// without takes out what another part says already.
func (g *grid) without(m *minimiser, p *part) {
	inside := func(i item, a *axis) bool {
		return slices.ContainsFunc(a.items, func(wide item) bool { return m.texts.Covers(wide.text, i.text) })
	}
	columns := newSet(len(g.columns))
	for c := range g.columns {
		if inside(g.columns[c], &p.resources) {
			columns.add(c)
		}
	}
	for r := range g.rows {
		if inside(g.rows[r], &p.actions) {
			g.needed[r].remove(columns)
			g.granted[r].join(columns)
		}
	}
}

// set is a set of places.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }
func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }

func (s set) join(t set) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (s set) remove(t set) {
	for i := range s {
		s[i] &^= t[i]
	}
}

// and are the places that are in both.
func (s set) and(t set) set {
	out := make(set, len(s))
	for i := range s {
		out[i] = s[i] & t[i]
	}
	return out
}

// within reports whether all places are in another set.
func (s set) within(t set) bool {
	for i := range s {
		if s[i]&^t[i] != 0 {
			return false
		}
	}
	return true
}

func (s set) len() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}
