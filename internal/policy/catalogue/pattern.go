package catalogue

import (
	"iter"
	"strings"
)

// Match yields the actions that a pattern of a policy covers, in order: "s3:Get*", "s3:*", "*". `*` stands for any text
// and `?` for one character, and the case does not matter. A pattern without a colon covers nothing unless it is all
// stars: the part before the colon is matched against service prefixes, the part after it against names.
func Match(pattern string) iter.Seq[Action] {
	return func(yield func(Action) bool) {
		services, short, found := strings.Cut(pattern, ":")
		if !found {
			if pattern == "" || strings.Trim(pattern, "*") != "" {
				return
			}
			services, short = "*", "*"
		}
		t := names()
		if !wild(services) {
			if s, ok := t.service(services); ok {
				t.match(s, short, yield)
			}
			return
		}
		for s, prefix := range t.prefixes {
			if matchFold(services, prefix) && !t.match(s, short, yield) {
				return
			}
		}
	}
}

// match yields the actions of one service whose names match; it looks only at those that share the literal beginning of
// the pattern. It reports whether to go on.
func (t *nameTable) match(service int, pattern string, yield func(Action) bool) bool {
	first, end := t.first[service], t.first[service+1]
	literal := pattern[:literalLength(pattern)]
	i, _ := search(end-first, func(i int) string { return t.short(first + i) }, literal)
	for a := first + i; a < end; a++ {
		name := t.short(a)
		if len(name) < len(literal) || compareFold(name[:len(literal)], literal) != 0 {
			return true
		}
		if matchFold(pattern[len(literal):], name[len(literal):]) && !yield(Action(a)) {
			return false
		}
	}
	return true
}

// wild reports whether a pattern holds a wildcard.
func wild(pattern string) bool { return literalLength(pattern) < len(pattern) }

// literalLength is the length of a pattern before its first wildcard.
func literalLength(pattern string) int {
	if i := strings.IndexAny(pattern, "*?"); i >= 0 {
		return i
	}
	return len(pattern)
}
