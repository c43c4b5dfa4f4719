package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// verified is whether the token that a call reads is verified by another one.
func (r *run) verified(c *eval.Call) bool { return r.verifies(firstOf(c), c) }

// verifies is whether a token is verified by a call that is not the one which reads it: a library's verify of the token or
// of the parts that it is cut into, or decode with a key or with algorithms.
func (r *run) verifies(token eval.Value, c *eval.Call) bool {
	if token == nil {
		return false
	}
	printed := eval.Print(untested(token))
	return slices.ContainsFunc(r.verifiers(), func(other verifier) bool {
		if other.call == c || apart(other.call.Guards, c.Guards) {
			return false
		}
		if !other.decodes {
			return slices.ContainsFunc(arguments(other.call), func(v eval.Value) bool { return cutOf(v, printed, 0) })
		}
		return eval.Print(untested(firstOf(other.call))) == printed
	})
}

// verifier is a call that verifies a token: one of a library's verify, or decode with a key or with algorithms.
type verifier struct {
	call    *eval.Call
	decodes bool
}

// verifiers are the calls of the function that verify tokens.
func (r *run) verifiers() []verifier {
	if r.verifying != nil {
		return r.verifying
	}
	r.verifying = []verifier{}
	for _, c := range r.trace.Calls {
		name := lastName(names(c.Callee)[0])
		switch {
		case strings.Contains(strings.ToLower(name), "verify"), digests.has(names(c.Callee)), keyed.has(names(c.Callee)) && positional(c, 1) != nil:
			r.verifying = append(r.verifying, verifier{c, false})
		case name == "decode" && firstOf(c) != nil && (argument(c, "algorithms") != nil || positional(c, 1) != nil && argument(c, "verify") == nil):
			r.verifying = append(r.verifying, verifier{c, true})
		}
	}
	return r.verifying
}

// apart is whether no run goes both ways: a test came out one way on one of them, and the other way on the other.
func apart(some, others []eval.Guard) bool {
	return slices.ContainsFunc(some, func(g eval.Guard) bool {
		return slices.ContainsFunc(others, func(h eval.Guard) bool { return h.Test == g.Test && h.Holds != g.Holds })
	})
}

// digests are the calls that make a digest with a key: whoever makes one of the parts of a token compares it with the third.
var digests = newPatterns([]string{"hmac.new", "hmac.digest", "crypto.createHmac*.update", "crypto/hmac.New*.Write"})

// keyed are the calls of Go's libraries that read a token with a function that finds the key.
var keyed = newPatterns([]string{
	"github.com/golang-jwt/*.Parse", "github.com/golang-jwt/*.ParseWithClaims", "github.com/dgrijalva/jwt-go*.Parse", "github.com/dgrijalva/jwt-go*.ParseWithClaims",
	"github.com/lestrrat-go/jwx/*.Parse", "github.com/lestrrat-go/jwx/*.ParseString",
})

// spelling are the calls that cut a text or write it in another way, and leave what it says.
var spelling = map[string]bool{
	"split": true, "rsplit": true, "Split": true, "slice": true, "substring": true, "join": true, "Join": true, "encode": true, "str": true, "bytes": true, "String": true,
	"from": true, "concat": true, "trim": true, "strip": true, "replace": true, "toString": true, "b64decode": true, "urlsafe_b64decode": true, "base64url_decode": true,
	"joseToDer": true, "DecodeString": true, "at": true, "substr": true, "replaceAll": true, "removeprefix": true, "TrimPrefix": true, "Fields": true, "pop": true,
}

// cutOf is whether a value is the token that is printed so, or is made of its parts.
func cutOf(v eval.Value, printed string, depth int) bool {
	if v == nil || depth > maxName {
		return false
	}
	if eval.Print(untested(v)) == printed {
		return true
	}
	if r, ok := v.(*eval.Result); ok && !spelling[lastName(names(r.Call.Callee)[0])] {
		return false // what was read in a token says nothing of its signature
	}
	return slices.ContainsFunc(partsOf(v), func(p eval.Value) bool { return cutOf(p, printed, depth+1) })
}

// untested is a value without the tests that it carries.
func untested(v eval.Value) eval.Value {
	if c, ok := v.(*eval.Combined); ok && c.How == "checked" {
		return c.Of[0]
	}
	return v
}
