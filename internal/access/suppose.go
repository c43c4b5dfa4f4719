package access

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// supposed begins the condition keys that say what the deployment decides. No key of the provider has a space.
const supposed = "supposing "

// Supposition is what a condition key of a Set supposes of the deployment: "condition IsProd holds".
func Supposition(key string) (text string, ok bool) { return strings.CutPrefix(key, supposed) }

// suppositions are the conditions that a statement is there. Conditional is what its identity is under.
func (s *spelling) suppositions(g *model.Grant, conditional string) []policy.Condition {
	var out []policy.Condition
	element, branches := s.placeOf(g.ID)
	if of := s.conditional[element]; of != "" && of != conditional && of != g.Conditional {
		out = append(out, s.suppose(of, "", g)) // what stands under another condition in it has only that
	}
	last := len(branches) - 1
	for i, branch := range branches {
		if i < last { // so has what stands under two: of the outer one only the place is known
			out = append(out, keyIs(supposed+"another condition, case "+strings.Join(branches[:i+1], ".")+" of "+g.ID, "false", g.At))
		} else if g.Conditional != "" {
			out = append(out, s.suppose(g.Conditional, branch, g))
		}
	}
	if last < 0 && g.Conditional != "" && g.Conditional != conditional {
		out = append(out, s.suppose(g.Conditional, "", g))
	}
	return out
}

// suppose is the condition that what is under a reason is there: a branch of an Fn::If, or a whole element. The first
// branch is there when the condition holds, the second one when it does not. Of what has other reasons every branch may
// be there.
func (s *spelling) suppose(reason, branch string, g *model.Grant) policy.Condition {
	name, isCondition := strings.CutPrefix(reason, "condition ")
	name, _, isUndecided := strings.Cut(name, " is not decided")
	if !isCondition || !isUndecided || strings.Contains(name, " ") || branch != "" && branch != "0" && branch != "1" {
		if branch != "" {
			reason += ", case " + branch
		}
		return keyIs(supposed+reason, "false", g.At)
	}
	absent := "false"
	if branch == "1" {
		absent = "true"
	}
	if g.At.File != s.app.ID {
		name += " of " + g.At.File
	}
	return keyIs(supposed+"condition "+name+" holds", absent, g.At)
}

// placeOf is the conditional element that a grant's id begins with, "" for none, and the branches that the statement
// stands in: 1.0/0 is in the first branch of what stands in the second place.
func (s *spelling) placeOf(id string) (element string, branches []string) {
	start := strings.IndexByte(id, '#') + 1
	for i := start; i < len(id); i++ {
		if end := id[i]; (end == '/' || end == '@') && s.conditional[id[:i]] != "" {
			element = id[:i]
		}
	}
	for part := range strings.SplitSeq(id[start:], "/") {
		if place, branch, found := strings.Cut(part, "."); found && isNumber(place) && isNumber(branch) {
			branches = append(branches, branch)
		}
	}
	return element, branches
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
