package term

import "slices"

// Excludes is whether some tests hold only where others do not: a test came out one way on one way, and the other way on the other.
func Excludes(some, others []Guard) bool {
	return slices.ContainsFunc(some, func(g Guard) bool {
		return slices.ContainsFunc(others, func(h Guard) bool { return h.Test == g.Test && h.Holds != g.Holds })
	})
}

// Within is whether all of some tests hold where others do.
func Within(some, others []Guard) bool {
	for _, g := range some {
		if !slices.ContainsFunc(others, func(h Guard) bool { return h.Test == g.Test && h.Holds == g.Holds }) {
			return false
		}
	}
	return true
}
