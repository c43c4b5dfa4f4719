package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// MatchAction answers whether an action pattern of a policy ("s3:Get*") matches an action
// ("s3:GetObject"). Case does not matter (IAM User Guide, "IAM JSON policy elements: Action").
func MatchAction(pattern model.Value, action string) Truth {
	action = strings.ToLower(plain(action))
	return eachSpelling(pattern, func(spelling string) Truth {
		return newGlob(strings.ToLower(wild(spelling))).match(action, false)
	})
}

// MatchResource answers whether a resource pattern of a policy matches a resource. Both may have
// holes; a reference matches itself. Policy variables stand for anything here: they depend on the
// request, which [Set.Evaluate] knows.
func MatchResource(pattern, resource model.Value) Truth {
	return eachSpelling(resource, func(text string) Truth {
		return eachSpelling(pattern, func(spelling string) Truth {
			g := newGlob(openVariables(wild(spelling)))
			return g.match(text, strings.IndexByte(text, holeByte) >= 0)
		})
	})
}

// eachSpelling asks about everything that a value may be. Of a list one item must match.
func eachSpelling(v model.Value, matches func(string) Truth) Truth {
	all := spellings(v)
	answer := No
	for i, list := range all {
		of := No
		for _, text := range list {
			of = of.Or(matches(text))
		}
		if i == 0 {
			answer = of
		} else {
			answer = either(answer, of)
		}
	}
	return answer
}

// openVariables is a text with a hole for every policy variable; ${*}, ${?} and ${$} are characters.
func openVariables(text string) string {
	var out strings.Builder
	for {
		before, inside, after, found := cutVariable(text)
		if !found {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(before)
		if c := unwild(inside); isEscape(c) {
			out.WriteString(c)
		} else {
			out.WriteString("\x00\x00")
		}
		text = after
	}
}

// unwild undoes wild.
func unwild(text string) string {
	return strings.NewReplacer(string(rune(anyByte)), "*", string(rune(oneByte)), "?").Replace(text)
}

// MatchesAction answers whether the statement is about an action, by its Action or NotAction.
func (s *Statement) MatchesAction(action string) Truth {
	if s.IsHole() {
		return s.eachAlternative(func(t *Statement) Truth { return t.MatchesAction(action) })
	}
	some := func(patterns []model.Value) Truth {
		answer := No
		for _, pattern := range patterns {
			answer = answer.Or(MatchAction(pattern, action))
		}
		return answer
	}
	if s.NotActions != nil {
		return some(s.NotActions).Not()
	}
	return some(s.Actions)
}

// MatchesResource answers whether the statement is about a resource, by its Resource or NotResource.
// A statement with neither is about the resource that it is attached to: any.
func (s *Statement) MatchesResource(resource model.Value) Truth {
	if s.IsHole() {
		return s.eachAlternative(func(t *Statement) Truth { return t.MatchesResource(resource) })
	}
	some := func(patterns []model.Value) Truth {
		answer := No
		for _, pattern := range patterns {
			answer = answer.Or(MatchResource(pattern, resource))
		}
		return answer
	}
	switch {
	case s.NotResources != nil:
		return some(s.NotResources).Not()
	case s.Resources != nil:
		return some(s.Resources)
	}
	return Yes
}

// eachAlternative is the answer when one of the alternatives holds and it is not known which.
func (s *Statement) eachAlternative(ask func(*Statement) Truth) Truth {
	if len(s.Alternatives) == 0 {
		return Maybe
	}
	answer := No
	for i, alternative := range s.Alternatives {
		of := No
		for j := range alternative {
			of = of.Or(ask(&alternative[j]))
		}
		if i == 0 {
			answer = of
		} else {
			answer = either(answer, of)
		}
	}
	return answer
}
