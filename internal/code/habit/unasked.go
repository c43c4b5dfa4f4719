package habit

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// unasked is whether a call is given the key to a token, and nobody asks what it found: the error that it answers, or Valid of the
// token, which it answers whoever signed it (https://pkg.go.dev/github.com/golang-jwt/jwt/v5#Parser.ParseWithClaims). Who only
// writes that to a log goes on all the same. What is handed on may be asked there, and a helper may have asked before it came back.
func (r *search) unasked(c *term.Call) bool {
	if !keyed.Has(term.Names(c.Callee)) || c.Within != r.trace.Handler {
		return false
	}
	said := answerSays{c, map[term.Value]bool{}}
	holds := func(g term.Guard) bool { return said.in(g.Test) }
	for _, other := range r.trace.Calls {
		if !logs.Has(term.Names(other.Callee)) && (slices.ContainsFunc(other.Guards, holds) || slices.ContainsFunc(term.Arguments(other), said.handed)) {
			return false
		}
	}
	return !slices.ContainsFunc(r.trace.Answers, func(a term.Answer) bool {
		return slices.ContainsFunc(a.Guards, holds) || slices.ContainsFunc(term.Alternatives(a.Value), said.handed)
	})
}

// answerSays knows which values say whether a call has found a signature right.
type answerSays struct {
	read  *term.Call
	known map[term.Value]bool
}

// handed is whether a value says so, or is the token itself.
func (s *answerSays) handed(v term.Value) bool { return s.token(v) || s.in(v) }

func (s *answerSays) token(v term.Value) bool {
	t, ok := term.Untested(v).(*term.Result)
	return ok && t.Call == s.read
}

func (s *answerSays) in(v term.Value) bool {
	if v == nil {
		return false
	}
	if is, ok := s.known[v]; ok {
		return is
	}
	s.known[v] = false
	is := s.of(v)
	s.known[v] = is
	return is
}

func (s *answerSays) of(v term.Value) bool {
	switch x := v.(type) {
	case *term.Item: // the second result
		if key, _ := term.Written(x.Key); key == "1" && s.token(x.Of) {
			return true
		}
	case *term.Member:
		if x.Name == "Valid" && s.token(x.Of) {
			return true
		}
	case *term.List, *term.Object: // the token among several results
		if slices.ContainsFunc(term.PartsOf(v), s.token) {
			return true
		}
	}
	return slices.ContainsFunc(term.PartsOf(v), s.in)
}
