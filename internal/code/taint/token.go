package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// decodedByHand is the token whose claims a call reads as a document: the second part of a text between dots. So is one that
// is read with its key by who does not ask whether that fits. Nil for another call.
func (r *run) decodedByHand(c *eval.Call, called []string) eval.Value {
	if r.unasked(c) {
		return firstOf(c)
	}
	if !documents.has(called) || firstOf(c) == nil || !r.holds(firstOf(c)) {
		return nil
	}
	var has func(v eval.Value, decoded bool, depth int) eval.Value
	has = func(v eval.Value, decoded bool, depth int) eval.Value {
		if v == nil || depth > maxName {
			return nil
		}
		if x, ok := v.(*eval.Result); ok {
			name := lastName(names(x.Call.Callee)[0])
			if strings.Contains(strings.ToLower(name), "verify") {
				return nil // what is in the claims of a token that was verified
			}
			switch name {
			case "b64decode", "urlsafe_b64decode", "from", "atob", "DecodeString":
				decoded = true
			case "decode":
				decoded = decoded || strings.Contains(strings.ToLower(names(x.Call.Callee)[0]), "base64")
			case "split", "Split":
				m, _ := x.Call.Callee.(*eval.Member)
				token, separator := receiver(x.Call, m)
				if dot, _ := constant(separator); decoded && dot == "." && !places(lastPart(untested(token))) {
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

// presented is whether one of the values that a call may read as a token is one that somebody presents: a part of the event. What an issuer
// answered (OpenID Connect Core 1.0, 3.1.3.7: the connection vouches for it), what is kept in a table and what the function
// has just signed itself is none.
func (r *run) presented(tokens ...eval.Value) bool {
	w := r.walk(entry{family: plainFamily("token"), sink: &Sink{}}, nil)
	for _, token := range tokens {
		w.issued(token, 0)
	}
	return slices.ContainsFunc(tokens, func(token eval.Value) bool {
		return !signs(token) && slices.ContainsFunc(w.origins(token), func(o origin) bool { return o.input != nil })
	})
}

// issued notes what an issuer answers for a code or for a refresh token in what a value is made of: that is no token which
// somebody presents, though he has sent the code.
func (w *walk) issued(v eval.Value, depth int) {
	if v == nil || depth > maxName {
		return
	}
	if r, ok := v.(*eval.Result); ok && exchanges(r.Call) {
		w.known[v] = nil
		return
	}
	for _, p := range partsOf(v) {
		w.issued(p, depth+1)
	}
}

// exchanged are the parameters of a request for a token that it is exchanged for (RFC 6749, 4.1.3 and 6; RFC 7636, 4.5).
var exchanged = setOf([]string{"code", "codeverifier", "refreshtoken", "granttype", "authorizationcode", "authcode"})

// grants are those that nothing has but a request for a token.
var grants = setOf([]string{"codeverifier", "refreshtoken", "granttype", "authorizationcode"})

// exchanges is whether a call is given what a token is exchanged for.
func exchanges(c *eval.Call) bool {
	if name := lastName(names(c.Callee)[0]); spelling[name] || keeps[name] || documents.has(names(c.Callee)) {
		return false
	}
	return slices.ContainsFunc(c.Args, func(a eval.Argument) bool {
		return saysExchanged(a.Value, 0) || exchanged[oneWord(a.Name)] || exchanged[oneWord(lastPart(untested(a.Value)))]
	})
}

// saysExchanged is whether a value has an entry for what a token is exchanged for, also in the body among options.
func saysExchanged(v eval.Value, depth int) bool {
	switch x := untested(v).(type) {
	case *eval.Object:
		of := exchanged
		if depth > 0 { // other documents have codes, too
			of = grants
		}
		return slices.ContainsFunc(x.Names, func(n string) bool { return of[oneWord(n)] || depth < 2 && saysExchanged(x.Fields[n], depth+1) })
	case *eval.Result: // JSON.stringify(body), new URLSearchParams(body)
		return depth < 2 && slices.ContainsFunc(arguments(x.Call), func(v eval.Value) bool { return saysExchanged(v, depth+1) })
	}
	return false
}

// signs is whether a value is a token that the function itself has signed.
func signs(v eval.Value) bool {
	r, ok := untested(v).(*eval.Result)
	if !ok {
		return false
	}
	name := names(r.Call.Callee)[0]
	return slices.Contains([]string{"jsonwebtoken.sign", "jwt.encode", "jose.jwt.encode"}, name) || lastName(name) == "SignedString" || strings.HasPrefix(name, "jose.SignJWT")
}

// credentialEntries are the names under which a token is presented to somebody else, in lower case and without what
// separates words.
var credentialEntries = []string{
	"authorization", "accesstoken", "idtoken", "token", "bearer", "jwt", "webidentitytoken", "subjecttoken", "assertion", "logins", "credential",
}

// passedOn is whether a token is presented to somebody else, who may check it: as the credentials of a request, or of an
// operation such as GetUser of a user pool. The function may go on only where that one takes it.
func (r *run) passedOn(token eval.Value, c *eval.Call) bool {
	if token == nil {
		return false
	}
	printed := eval.Print(untested(token))

	same := func(v eval.Value) bool { // the token, or the header that it was cut out of
		return r.holds(v) && (cutOf(v, printed, 0) || single(v) && cutOf(token, eval.Print(untested(v)), 0))
	}
	var in func(v eval.Value, depth int) bool
	in = func(v eval.Value, depth int) bool {
		o, ok := v.(*eval.Object)
		if !ok || depth > 3 {
			return false
		}
		return slices.ContainsFunc(o.Names, func(n string) bool {
			name := strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(n))
			return slices.Contains(credentialEntries, name) && (same(o.Fields[n]) || name == "logins" && among(o.Fields[n], same)) || in(o.Fields[n], depth+1)
		})
	}
	return slices.ContainsFunc(r.trace.Calls, func(other *eval.Call) bool {
		called := names(other.Callee)
		if other == c || encoders.has(called) || logs.has(called) || keepsOnly(called[0]) {
			return false
		}
		last := strings.ToLower(lastName(called[0]))
		asks := slices.ContainsFunc(checking, func(verb string) bool { return strings.Contains(last, verb) })
		if standsInCheck(other) && slices.ContainsFunc(arguments(other), func(v eval.Value) bool { return sent(v, same, 0) }) {
			return true
		}
		return slices.ContainsFunc(other.Args, func(a eval.Argument) bool {
			name := strings.ToLower(strings.ReplaceAll(a.Name, "_", ""))
			return in(a.Value, 0) || inAddress(a.Value, same) || asks && among(a.Value, same) || (asks || slices.Contains(credentialEntries, name)) && same(a.Value)
		})
	})
}

// keepsOnly is whether a call writes to a store, which looks at nothing.
func keepsOnly(name string) bool {
	return slices.ContainsFunc([]string{"dynamodb", "client-s3.", "client(s3)", "client-sqs", "redis"}, func(s string) bool { return strings.Contains(strings.ToLower(name), s) })
}

// checking are what calls are named that somebody answers who looks at the token that they are given.
var checking = []string{"validate", "introspect", "authenticate", "challenge", "userinfo", "getuser", "get_user", "tokeninfo", "checktoken", "check_token", "withtoken"}

// among is whether one of the entries of an object is something, also of those whose names are not known.
func among(v eval.Value, is func(eval.Value) bool) bool {
	o, ok := v.(*eval.Object)
	return ok && (o.Rest != nil && is(o.Rest) || slices.ContainsFunc(o.Names, func(n string) bool { return is(o.Fields[n]) }))
}

// inAddress is whether a text has a token behind the name of one, as an address does: "https://host/tokeninfo?id_token=" + token.
func inAddress(v eval.Value, is func(eval.Value) bool) bool {
	t, ok := v.(*eval.Text)
	if !ok {
		return false
	}
	for i, p := range t.Parts[1:] {
		if s, ok := constant(t.Parts[i]); ok && strings.HasSuffix(strings.ToLower(s), "token=") && is(p) {
			return true
		}
	}
	return false
}

// sent is whether a value is something, or is the document or the text that holds it.
func sent(v eval.Value, is func(eval.Value) bool, depth int) bool {
	if v == nil || depth > 4 {
		return false
	}
	switch x := v.(type) {
	case *eval.Object:
		return slices.ContainsFunc(x.Names, func(n string) bool { return sent(x.Fields[n], is, depth+1) })
	case *eval.Result:
		if encoders.has(names(x.Call.Callee)) {
			return sent(firstOf(x.Call), is, depth+1)
		}
	case *eval.Text:
		return slices.ContainsFunc(x.Parts, func(v eval.Value) bool { return sent(v, is, depth+1) })
	}
	return is(v)
}

// single is whether a value is a text of its own, and not the event or all of its headers.
func single(v eval.Value) bool {
	switch v := untested(v).(type) {
	case *eval.Input:
		return len(v.Path) > 1
	case *eval.Item, *eval.Member, *eval.Result, *eval.Text:
		return true
	}
	return false
}
