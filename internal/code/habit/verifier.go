package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// verified is whether the token that a call reads is verified by another one.
func (r *search) verified(c *term.Call) bool { return r.verifies(term.FirstOf(c), c) }

// verifies is whether a token is verified by a call that is not the one which reads it: a library's verify of the token or
// of the parts that it is cut into, or decode with a key or with algorithms.
func (r *search) verifies(token term.Value, c *term.Call) bool {
	if token == nil {
		return false
	}
	printed := term.Print(term.Untested(token))
	headers := headersOf(token)
	sameHeader := func(v term.Value) bool {
		return slices.ContainsFunc(headersOf(v), func(h string) bool { return slices.Contains(headers, h) })
	}
	same := func(other verifier) bool {
		if other.call == c || r.otherRequest(other.call, c) {
			return false
		}
		switch {
		case other.decodes:
			of := term.FirstOf(other.call)
			return term.Print(term.Untested(of)) == printed || sameHeader(of)
		case other.parsed:
			return term.Print(term.CalledOn(other.call)) == term.Print(term.CalledOn(c))
		case other.digests:
			return slices.ContainsFunc(term.Arguments(other.call), func(v term.Value) bool { return cutOf(v, printed, 0) })
		}
		return slices.ContainsFunc(term.Arguments(other.call), func(v term.Value) bool { return cutOf(v, printed, 0) || isCut(v) && sameHeader(v) })
	}
	return slices.ContainsFunc(r.verifiers(), func(other verifier) bool {
		switch {
		case !same(other):
			return false
		case term.Excludes(other.call.Guards, c.Guards):
			r.chosen[c] = r.chosen[c] || term.Excludes(settings(other.call.Guards), settings(c.Guards))
			return false
		case r.failedBefore(other.call, c):
			r.fallback[c] = true
			return false
		}
		return true
	})
}

// isCut is whether a value is cut out of a text, and is not read in what was decoded of it: what a token says is no token.
func isCut(v term.Value) bool {
	for range term.MaxName {
		v = term.Untested(v)
		switch x := v.(type) {
		case *term.Member:
			v = x.Of
		case *term.Item:
			v = x.Of
		case *term.Result:
			if tokenReaders.Has(term.Names(x.Call.Callee)) || rulebook.Documents.Has(term.Names(x.Call.Callee)) {
				return false
			}
			m, ok := x.Call.Callee.(*term.Member)
			if !ok {
				return true
			}
			v = m.Of
		default:
			return true
		}
	}
	return true
}

// otherRequest is whether two calls are made for different routes of a router, whose requests are not the same. What only a
// library calls may stand before any of them.
func (r *search) otherRequest(verifies, reads *term.Call) bool {
	if verifies.Turn == 0 || reads.Turn == 0 || verifies.Turn == reads.Turn {
		return false
	}
	return slices.ContainsFunc(term.Arguments(verifies), r.of.Holds)
}

// failedBefore is whether a call is made where the other one has failed, with whatever error: what that one verifies, this one
// reads only where it is not so. A token that has expired had its signature looked at first.
func (r *search) failedBefore(verifies, reads *term.Call) bool {
	if slices.ContainsFunc(reads.Guards, func(g term.Guard) bool { return strings.Contains(strings.ToLower(term.Print(g.Test)), "expired") }) {
		return false
	}
	return r.of.Outline(reads.Within).Rescues(verifies.At, reads.At)
}

// verifier is a call that verifies a token: one of a library's verify, or decode with a key or with algorithms.
type verifier struct {
	call    *term.Call
	decodes bool // its first argument
	parsed  bool // what it is called on, which was read of a token before
	digests bool // what it makes a digest of
}

// verifiers are the calls of the function that verify tokens.
func (r *search) verifiers() []verifier {
	if r.verifying != nil {
		return r.verifying
	}
	r.verifying = []verifier{}
	for _, c := range r.trace.Calls {
		name := term.LastName(term.Names(c.Callee)[0])
		switch {
		case rulebook.Digesting.Has(term.Names(c.Callee)):
			r.verifying = append(r.verifying, verifier{call: c, digests: true})
		case strings.Contains(strings.ToLower(name), "verify"), keyed.Has(term.Names(c.Callee)) && term.Positional(c, 1) != nil, keyedByOption.Has(term.Names(c.Callee)) && slices.ContainsFunc(term.Arguments(c), givesKey):
			r.verifying = append(r.verifying, verifier{call: c})
		case name == "Claims" && term.Positional(c, 1) != nil: // of go-jose: with a key
			r.verifying = append(r.verifying, verifier{call: c, parsed: true})
		case name == "decode" && term.FirstOf(c) != nil && (term.ArgumentAt(c, "algorithms") != nil || term.Positional(c, 1) != nil && term.ArgumentAt(c, "verify") == nil):
			r.verifying = append(r.verifying, verifier{call: c, decodes: true})
		}
	}
	return r.verifying
}

// settings are those of some tests that ask for the environment of a deployment alone.
func settings(guards []term.Guard) []term.Guard {
	return slices.DeleteFunc(slices.Clone(guards), func(g term.Guard) bool { return !environmental(g.Test, 0) })
}

// keyed are the calls of Go's libraries that read a token with a function that finds the key.
var keyed = term.NewPatterns([]string{
	"github.com/golang-jwt/*.Parse", "github.com/golang-jwt/*.ParseWithClaims", "github.com/dgrijalva/jwt-go*.Parse", "github.com/dgrijalva/jwt-go*.ParseWithClaims",
})

// keyedByOption are those that are given the key by an option.
var keyedByOption = term.NewPatterns([]string{
	"github.com/lestrrat-go/jwx/*.Parse", "github.com/lestrrat-go/jwx/*.ParseString", "github.com/lestrrat-go/jwx/*.ParseRequest", "github.com/lestrrat-go/jwx/*.ParseHeader",
})

// givesKey is whether a value is an option with a key, or with what finds one.
func givesKey(v term.Value) bool {
	r, ok := v.(*term.Result)
	return ok && (strings.HasPrefix(term.LastName(term.Names(r.Call.Callee)[0]), "WithKey") || term.LastName(term.Names(r.Call.Callee)[0]) == "WithVerify" && len(r.Call.Args) > 1)
}

// spelling are the calls that cut a text or write it in another way, and leave what it says.
var spelling = map[string]bool{
	"split": true, "rsplit": true, "Split": true, "slice": true, "substring": true, "join": true, "Join": true, "encode": true, "str": true, "bytes": true, "String": true,
	"from": true, "concat": true, "trim": true, "strip": true, "replace": true, "toString": true, "b64decode": true, "urlsafe_b64decode": true, "base64url_decode": true,
	"joseToDer": true, "DecodeString": true, "at": true, "substr": true, "replaceAll": true, "removeprefix": true, "TrimPrefix": true, "Fields": true, "pop": true,
}

// cutOf is whether a value is the token that is printed so, or is made of its parts.
func cutOf(v term.Value, printed string, depth int) bool {
	if v == nil || depth > term.MaxName {
		return false
	}
	if term.Print(term.Untested(v)) == printed {
		return true
	}
	if r, ok := v.(*term.Result); ok && !spelling[term.LastName(term.Names(r.Call.Callee)[0])] {
		return false // what was read in a token says nothing of its signature
	}
	return slices.ContainsFunc(term.PartsOf(v), func(p term.Value) bool { return cutOf(p, printed, depth+1) })
}

// tokenReaders are the calls whose answer is what a token says, verified or not.
var tokenReaders = term.NewPatterns([]string{
	"jwt.decode", "jose.jwt.decode", "jose.jwt.get_unverified_claims", "authlib.jose.jwt.decode", "joserfc.jwt.decode", "jsonwebtoken.decode", "jsonwebtoken.verify", "jwt-decode", "jwt-decode.*",
	"jose.decodeJwt", "jose.jwtVerify", "google.oauth2.id_token.verify*", "firebase_admin.auth.verify*", "*.verifyIdToken", "aws-jwt-verify.*.verify",
})
