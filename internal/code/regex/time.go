package regex

import (
	"regexp/syntax"
	"slices"
)

// Explodes is whether an expression repeats what repeats itself without anything between the turns: there are
// exponentially many ways to take a text apart, and all are tried where what follows does not match.
func Explodes(pattern string) bool {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	return err == nil && exploding(tree)
}

// exploding looks at an expression and the parts of it.
func exploding(r *syntax.Regexp) bool {
	if (r.Op == syntax.OpStar || r.Op == syntax.OpPlus || r.Op == syntax.OpRepeat && r.Max < 0) && loops(r.Sub[0]) {
		return true
	}
	return slices.ContainsFunc(r.Sub, exploding)
}

// loops is whether all of an expression may be one repetition: a+, (a*), a+b?, a+|b.
func loops(r *syntax.Regexp) bool {
	switch r.Op { //nolint:exhaustive // the others do not repeat
	case syntax.OpCapture:
		return loops(r.Sub[0])
	case syntax.OpStar, syntax.OpPlus:
		return true
	case syntax.OpRepeat:
		return r.Max < 0
	case syntax.OpAlternate:
		return slices.ContainsFunc(r.Sub, loops)
	case syntax.OpConcat:
		for i, s := range r.Sub {
			rest := slices.Concat(r.Sub[:i], r.Sub[i+1:])
			if loops(s) && !slices.ContainsFunc(rest, func(o *syntax.Regexp) bool { return !empty(o) && !overlaps(o, s) }) {
				return true
			}
		}
	}
	return false
}

// overlaps is whether a single character matches what a repetition does, too.
func overlaps(one, repeated *syntax.Regexp) bool {
	if one.Op == syntax.OpAnyChar || one.Op == syntax.OpAnyCharNotNL {
		return true
	}
	if one.Op != syntax.OpLiteral || len(one.Rune) != 1 {
		return false
	}
	for repeated.Op != syntax.OpCharClass && len(repeated.Sub) == 1 {
		repeated = repeated.Sub[0]
	}
	for i := 0; i+1 < len(repeated.Rune) && repeated.Op == syntax.OpCharClass; i += 2 {
		if repeated.Rune[i] <= one.Rune[0] && one.Rune[0] <= repeated.Rune[i+1] {
			return true
		}
	}
	return false
}

// empty is whether an expression matches the empty text.
func empty(r *syntax.Regexp) bool {
	switch r.Op { //nolint:exhaustive // the others match something
	case syntax.OpStar, syntax.OpQuest, syntax.OpEmptyMatch:
		return true
	case syntax.OpRepeat:
		return r.Min == 0
	case syntax.OpCapture:
		return empty(r.Sub[0])
	}
	return false
}
