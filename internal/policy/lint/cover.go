package lint

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// maxStatements bounds the comparison of every statement with every other.
const maxStatements = 500

// others: a statement that another one covers with the same effect adds nothing, and what a Deny
// covers is never allowed.
func (l *linter) others(i int) {
	if len(l.document.Statements) > maxStatements {
		return
	}
	s := &l.document.Statements[i]
	for j := range l.document.Statements {
		other := &l.document.Statements[j]
		if i == j || other.IsHole() || !covered(s, other) {
			continue
		}
		switch {
		case s.Effect == other.Effect && s.Effect != model.UnknownEffect && (j < i || !covered(other, s)):
			l.warn(CodeRedundantStatement, s.At, "the statement %s adds nothing to the statement %s", label(s, i), label(other, j))
			return
		case s.Effect == model.Allow && other.Effect == model.Deny:
			l.warn(CodeShadowedStatement, s.At, "the statement %s allows nothing: the statement %s denies it all", label(s, i), label(other, j))
			return
		}
	}
}

// covered reports whether a statement applies whenever the other one does.
func covered(s, by *policy.Statement) bool {
	return coveredActions(s, by) && coveredResources(s, by) && coveredPrincipals(s, by) &&
		(len(by.Conditions) == 0 || reflect.DeepEqual(plain(s.Conditions), plain(by.Conditions)))
}

func coveredActions(s, by *policy.Statement) bool {
	if s.NotActions != nil || by.NotActions != nil {
		return s.NotActions != nil && same(s.NotActions, by.NotActions)
	}
	return every(s.Actions, func(v model.Value) bool {
		text, known := v.Text()
		return known && coveredText(text, func(text string) bool { return by.MatchesAction(text) == policy.Yes })
	})
}

// coveredText reports whether everything that a pattern matches is matched: a * stands for nothing and
// for a text that only wildcards match.
func coveredText(pattern string, matches func(string) bool) bool {
	return matches(pattern) && matches(strings.ReplaceAll(pattern, "*", "")) &&
		matches(strings.ReplaceAll(pattern, "*", strings.Repeat("\ufdd2", 64)))
}

func coveredResources(s, by *policy.Statement) bool {
	if s.NotResources != nil || by.NotResources != nil {
		return s.NotResources != nil && same(s.NotResources, by.NotResources)
	}
	if s.Resources == nil || by.Resources == nil {
		return by.Resources == nil
	}
	return every(s.Resources, func(v model.Value) bool {
		text, known := v.Text()
		if !known {
			return by.MatchesResource(v) == policy.Yes
		}
		return coveredText(text, func(text string) bool { return by.MatchesResource(model.NewString(text, v.At)) == policy.Yes })
	})
}

func every(list []model.Value, ok func(model.Value) bool) bool {
	for _, v := range list {
		if !ok(v) {
			return false
		}
	}
	return len(list) > 0
}

func coveredPrincipals(s, by *policy.Statement) bool {
	if s.NotPrincipals != nil || by.NotPrincipals != nil {
		return reflect.DeepEqual(names(s.NotPrincipals), names(by.NotPrincipals)) && reflect.DeepEqual(names(s.Principals), names(by.Principals))
	}
	if s.Principals == nil || by.Principals == nil {
		return s.Principals == nil && by.Principals == nil
	}
	all := map[string]bool{}
	for _, name := range names(by.Principals) {
		all[name] = true
	}
	for _, name := range names(s.Principals) {
		if !all[name] && !all["* *"] && !all["AWS *"] {
			return false
		}
	}
	return true
}

func names(list []policy.Principal) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, string(p.Kind)+" "+p.Name.String())
	}
	return out
}

func same(a, b []model.Value) bool { return reflect.DeepEqual(texts(a), texts(b)) }

func texts(list []model.Value) []string {
	out := []string{}
	for _, v := range list {
		out = append(out, v.String())
	}
	return out
}

// plain is conditions without the places where they are written; nil where one has a hole.
func plain(conditions []policy.Condition) []string {
	out := []string{}
	for i := range conditions {
		c := &conditions[i]
		out = append(out, c.Operator.String()+" "+c.Key)
		out = append(out, texts(c.Values)...)
	}
	return out
}

func label(s *policy.Statement, i int) string {
	if s.Sid != "" {
		return s.Sid
	}
	return "number " + strconv.Itoa(i+1)
}
