package catalogue

// Names in the permission language are ASCII, and their case does not matter. Comparing byte by byte keeps the look-ups
// free of allocations; a byte that is not ASCII equals only itself.

// lower is the lower-case form of an ASCII letter and any other byte itself.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// compareFold orders two names by their lower-case spelling.
func compareFold(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

// matchFold reports whether a name matches a pattern in which `*` stands for any text and `?` for one character,
// whatever the case. Its work is bounded by the product of the two lengths, whatever the pattern.
func matchFold(pattern, name string) bool {
	p, n := 0, 0
	star, retry := -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, retry = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || lower(pattern[p]) == lower(name[n])):
			p++
			n++
		case star >= 0:
			retry++
			p, n = star+1, retry
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
