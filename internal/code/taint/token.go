package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// decodedByHand is the token whose claims a call reads as a document: the second part of a text between dots. Nil for
// another call.
func (r *run) decodedByHand(c *eval.Call, called []string) eval.Value {
	if !documents.has(called) || firstOf(c) == nil || !r.holds(firstOf(c)) {
		return nil
	}
	var has func(v eval.Value, decoded bool, depth int) eval.Value
	has = func(v eval.Value, decoded bool, depth int) eval.Value {
		if v == nil || depth > maxName {
			return nil
		}
		if x, ok := v.(*eval.Result); ok {
			switch lastName(names(x.Call.Callee)[0]) {
			case "b64decode", "urlsafe_b64decode", "from", "atob", "DecodeString":
				decoded = true
			case "decode":
				decoded = decoded || strings.Contains(strings.ToLower(names(x.Call.Callee)[0]), "base64")
			case "split", "Split":
				m, _ := x.Call.Callee.(*eval.Member)
				token, separator := receiver(x.Call, m)
				if dot, _ := constant(separator); decoded && dot == "." {
					return token
				}
				return nil
			}
		}
		for _, p := range partsOf(v) {
			if token := has(p, decoded, depth+1); token != nil {
				return token
			}
		}
		return nil
	}
	return has(firstOf(c), false, 0)
}

// vouched is whether a digest with a key that is made of the parts of a token was compared on the way: hmac.compare_digest,
// crypto.timingSafeEqual, ==.
func vouched(token eval.Value, guards []eval.Guard) bool {
	printed := eval.Print(untested(token))
	var digest func(v eval.Value, depth int) bool
	digest = func(v eval.Value, depth int) bool {
		if v == nil || depth > maxName {
			return false
		}
		if r, ok := v.(*eval.Result); ok && strings.Contains(strings.ToLower(names(r.Call.Callee)[0]), "hmac") &&
			slices.ContainsFunc(arguments(r.Call), func(v eval.Value) bool { return cutOf(v, printed, 0) }) {
			return true
		}
		return slices.ContainsFunc(partsOf(v), func(p eval.Value) bool { return digest(p, depth+1) })
	}
	return slices.ContainsFunc(guards, func(g eval.Guard) bool { return digest(g.Test, 0) })
}
