package habit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// What is said here of numbers that can be guessed and of broken digests: where they do no harm, though a secret is near.

// fetchingName is a beginning of names of functions that make no secret: they look for one, or at one.
var fetchingName = regexp.MustCompile(`(?i)^_*(get|fetch|load|read|verify|validate|check|refresh|parse|decode|handle|find|retry|with|is|has|on)`)

// newName is a word in names of functions that make something.
var newName = regexp.MustCompile(`(?i)rand|new|gen|creat|make|build|issue`)

// makes is whether a function with the name of a secret makes one, and does not only look for one: get_secret, refreshToken.
func makes(name string) bool {
	return !strings.Contains(strings.ToLower(name), "session") && (newName.MatchString(name) || !fetchingName.MatchString(name))
}

// waits are the calls that wait for as long as they are told.
var waits = term.SetOf([]string{"sleep", "Sleep", "setTimeout", "setInterval", "delay", "wait", "usleep", "After"})

// chances is whether what a call answers says how long to wait, or whether something is done at all: random() < 0.1.
func (r *search) chances(c *term.Call) bool {
	from := func(v term.Value) bool { return term.MadeOf(v, c) }
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		return waits[term.LastName(term.Names(other.Callee)[0])] && slices.ContainsFunc(term.Arguments(other), from) || slices.ContainsFunc(other.Guards, func(g term.Guard) bool {
			t, ok := g.Test.(*term.Combined)
			return ok && slices.Contains([]string{"<", ">", "<=", ">="}, t.How) && from(t)
		})
	})
}

// prescribed is whether a digest is one that somebody else has chosen: of passwords that are known to have leaked
// (https://haveibeenpwned.com/API/v3#PwnedPasswords), or one that a sender has put beside what he sends.
func (r *search) prescribed(c *term.Call) bool {
	sent := func(v term.Value) bool {
		in, ok := term.Untested(v).(*term.Input)
		return ok && len(in.Path) > 1
	}
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		return slices.ContainsFunc(term.Arguments(other), func(v term.Value) bool {
			return strings.Contains(firstWords(v), "pwnedpasswords.com") && term.MadeOf(v, c)
		}) ||
			slices.ContainsFunc(other.Guards, func(g term.Guard) bool { return comparesWith(g, c, sent) })
	}) || slices.ContainsFunc(r.trace.Answers, func(a term.Answer) bool {
		return slices.ContainsFunc(a.Guards, func(g term.Guard) bool { return comparesWith(g, c, sent) })
	})
}

// comparesWith is whether a test compares what is made of a call's answer with something.
func comparesWith(g term.Guard, c *term.Call, with func(term.Value) bool) bool {
	t, ok := g.Test.(*term.Combined)
	return ok && t.How == "==" && len(t.Of) == 2 && (term.MadeOf(t.Of[0], c) && with(t.Of[1]) || term.MadeOf(t.Of[1], c) && with(t.Of[0]))
}

// firstWords are what a text begins with.
func firstWords(v term.Value) string {
	if t, ok := v.(*term.Text); ok && len(t.Parts) > 0 {
		v = t.Parts[0]
	}
	s, _ := term.Written(v)
	return s
}
