package config

import (
	"path"
	"strings"
)

// MatchPath reports whether a pattern means a file: it names the file, or a directory that it is in. A
// "*" stands for anything within a name, "?" for one letter, "**" for any number of directories.
func MatchPath(pattern, name string) bool {
	want := strings.Split(path.Clean(pattern), "/")
	have := strings.Split(name, "/")
	if want[0] == "." {
		return true
	}
	// reached[j] says whether the segments of the pattern so far can mean the first j of the name.
	reached := make([]bool, len(have)+1)
	reached[0] = true
	for _, segment := range want {
		next := make([]bool, len(have)+1)
		if segment == "**" {
			on := false
			for j := range reached {
				on = on || reached[j]
				next[j] = on
			}
		} else {
			for j, ok := range reached[:len(have)] {
				next[j+1] = ok && matchText(segment, have[j])
			}
		}
		reached = next
	}
	for _, ok := range reached[1:] {
		if ok {
			return true // the rest of the name is below what the pattern means
		}
	}
	return false
}

// matchText reports whether a pattern with "*" for anything and "?" for one letter means a text.
func matchText(pattern, text string) bool {
	want, have := []rune(pattern), []rune(text)
	i, j, star, mark := 0, 0, -1, 0
	for j < len(have) {
		switch {
		case i < len(want) && want[i] == '*':
			star, mark = i, j
			i++
		case i < len(want) && (want[i] == '?' || want[i] == have[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(want) && want[i] == '*' {
		i++
	}
	return i == len(want)
}
