package policy

import (
	"slices"
	"strings"
)

// partNames are the names of the holes that hold no colon, whatever is deployed where: each stands within one part of an ARN.
var partNames = []string{"|AWS::Partition", "|AWS::Region", "|AWS::AccountId", "|AWS::URLSuffix"}

// HoldsNoColon reports whether what stands in the place of a hole of a name ([Piece]) never has a colon.
func HoldsNoColon(hole string) bool { return slices.Contains(partNames, hole) }

// matchARNHoles compares the parts of what may be an ARN with those of a pattern where either has holes. It answers false
// where that is not possible part by part.
func matchARNHoles(pattern, text string) (comparison, bool) {
	equal := Yes
	for n := range arnParts {
		p, t := len(pattern), len(text)
		if n < arnParts-1 {
			if p, t = endOfPart(pattern), endOfPart(text); p < 0 || t < 0 {
				return comparison{}, false
			}
		}
		equal = equal.And(matchHoles(pattern[:p], text[:t]))
		if n < arnParts-1 {
			pattern, text = pattern[p+1:], text[t+1:]
		}
	}
	return comparison{equal, Yes}, true
}

// endOfPart is where the first part ends; -1 where a hole before may hold a colon.
func endOfPart(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ':':
			return i
		case holeByte:
			end := endOfHole(text, i)
			if !HoldsNoColon(strings.Trim(text[i:end], string(rune(holeByte)))) {
				return -1
			}
			i = end - 1
		}
	}
	return -1
}
