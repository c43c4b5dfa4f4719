package compare

import (
	"cmp"
	"iter"
	"slices"
	"sync"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// tellingSets are actions by how much they say to a reader who sees one of many: those that change who may do what, the
// identities' own first, then those that change something, then those that read.
var tellingSets = sync.OnceValue(func() []actions {
	out := make([]actions, 4)
	for i := range out {
		out[i] = actions{0, make([]uint64, (catalogue.ActionCount()+63)/64)}
	}
	for n := range catalogue.ActionCount() {
		a, rank := catalogue.Action(n), 0
		switch a.Level() {
		case catalogue.LevelPermissions:
			if a.Service().Prefix() != "iam" {
				rank = 1
			}
		case catalogue.LevelWrite:
			rank = 2
		case catalogue.LevelRead:
			rank = 3
		case catalogue.LevelList, catalogue.LevelTagging, catalogue.LevelUnknown:
			continue
		}
		out[rank].words[n/64] |= 1 << (n % 64)
	}
	return out
})

// telling is the action of a set, which is not empty, that says most, and how much: the less the more.
func (a actions) telling() (action, rank int) {
	for rank, of := range tellingSets() {
		if common := a.intersect(of); !common.empty() {
			return common.least(), rank
		}
	}
	return a.least(), len(tellingSets())
}

// byTelling yields the actions of a set that the catalogue has, those first that say most.
func (a actions) byTelling() iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, of := range tellingSets() {
			for common := a.intersect(of); !common.empty(); common = common.next() {
				if !yield(common.least()) {
					return
				}
			}
		}
	}
}

// next is a set without its first action.
func (a actions) next() actions {
	a.words[0] &= a.words[0] - 1
	return a.trim()
}

// byRank puts those first that say most, so that a witness is of them.
func byRank[T any](list []T, of func(T) actions) {
	if len(list) < 2 {
		return
	}
	ranks := make([]int, len(list))
	order := make([]int, len(list))
	for i, one := range list {
		order[i], ranks[i] = i, len(tellingSets())
		if a := of(one); !a.empty() {
			_, ranks[i] = a.telling()
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ranks[a], ranks[b]) })
	was := slices.Clone(list)
	for i, from := range order {
		list[i] = was[from]
	}
}
