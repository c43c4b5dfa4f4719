package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// decodedByHand is the token whose claims a call reads as a document: the second part of a text between dots. So is one that
// is read with its key by who does not ask whether that fits. Nil for another call.
func (r *search) decodedByHand(c *term.Call, called []string) term.Value {
	if r.unasked(c) {
		return term.FirstOf(c)
	}
	if !rulebook.Documents.Has(called) || term.FirstOf(c) == nil || !r.of.Holds(term.FirstOf(c)) {
		return nil
	}
	var has func(v term.Value, decoded bool, depth int) term.Value
	has = func(v term.Value, decoded bool, depth int) term.Value {
		if v == nil || depth > term.MaxName {
			return nil
		}
		if x, ok := v.(*term.Result); ok {
			name := term.LastName(term.Names(x.Call.Callee)[0])
			if strings.Contains(strings.ToLower(name), "verify") {
				return nil // what is in the claims of a token that was verified
			}
			switch name {
			case "b64decode", "urlsafe_b64decode", "from", "atob", "DecodeString":
				decoded = true
			case "decode":
				decoded = decoded || strings.Contains(strings.ToLower(term.Names(x.Call.Callee)[0]), "base64")
			case "split", "Split":
				m, _ := x.Call.Callee.(*term.Member)
				token, separator := term.Receiver(x.Call, m)
				if dot, _ := term.Written(separator); decoded && dot == "." && !places(term.LastPart(term.Untested(token))) {
					return token
				}
				return nil
			}
		}
		for _, p := range term.PartsOf(v) {
			if token := has(p, decoded, depth+1); token != nil {
				return token
			}
		}
		return nil
	}
	return has(term.FirstOf(c), false, 0)
}

// vouched is whether a digest with a key that is made of the parts of a token was compared on the way: hmac.compare_digest,
// crypto.timingSafeEqual, ==.
func vouched(token term.Value, guards []term.Guard) bool {
	printed := term.Print(term.Untested(token))
	var digest func(v term.Value, depth int) bool
	digest = func(v term.Value, depth int) bool {
		if v == nil || depth > term.MaxName {
			return false
		}
		if r, ok := v.(*term.Result); ok && strings.Contains(strings.ToLower(term.Names(r.Call.Callee)[0]), "hmac") &&
			slices.ContainsFunc(term.Arguments(r.Call), func(v term.Value) bool { return cutOf(v, printed, 0) }) {
			return true
		}
		return slices.ContainsFunc(term.PartsOf(v), func(p term.Value) bool { return digest(p, depth+1) })
	}
	return slices.ContainsFunc(guards, func(g term.Guard) bool { return digest(g.Test, 0) })
}

// presented is whether one of the values that a call may read as a token is one that somebody presents: a part of the event. What an issuer
// answered (OpenID Connect Core 1.0, 3.1.3.7: the connection vouches for it), what is kept in a table and what the function
// has just signed itself is none.
func (r *search) presented(tokens ...term.Value) bool {
	w := r.of.Whence("token", nil)
	for _, token := range tokens {
		issued(w, token, 0)
	}
	return slices.ContainsFunc(tokens, func(token term.Value) bool {
		return !signs(token) && slices.ContainsFunc(w.Origins(token), func(o taint.Origin) bool { return o.ComesIn() })
	})
}

// issued notes what an issuer answers for a code or for a refresh token in what a value is made of: that is no token which
// somebody presents, though he has sent the code.
func issued(w *taint.Walk, v term.Value, depth int) {
	if v == nil || depth > term.MaxName {
		return
	}
	if r, ok := v.(*term.Result); ok && exchanges(r.Call) {
		w.Ignore(v)
		return
	}
	for _, p := range term.PartsOf(v) {
		issued(w, p, depth+1)
	}
}

// exchanged are the parameters of a request for a token that it is exchanged for (RFC 6749, 4.1.3 and 6; RFC 7636, 4.5).
var exchanged = term.SetOf([]string{"code", "codeverifier", "refreshtoken", "granttype", "authorizationcode", "authcode"})

// grants are those that nothing has but a request for a token.
var grants = term.SetOf([]string{"codeverifier", "refreshtoken", "granttype", "authorizationcode"})

// exchanges is whether a call is given what a token is exchanged for.
func exchanges(c *term.Call) bool {
	if name := term.LastName(term.Names(c.Callee)[0]); spelling[name] || rulebook.Keeps[name] || rulebook.Documents.Has(term.Names(c.Callee)) {
		return false
	}
	return slices.ContainsFunc(c.Args, func(a term.Argument) bool {
		return saysExchanged(a.Value, 0) || exchanged[oneWord(a.Name)] || exchanged[oneWord(term.LastPart(term.Untested(a.Value)))]
	})
}

// saysExchanged is whether a value has an entry for what a token is exchanged for, also in the body among options.
func saysExchanged(v term.Value, depth int) bool {
	switch x := term.Untested(v).(type) {
	case *term.Object:
		of := exchanged
		if depth > 0 { // other documents have codes, too
			of = grants
		}
		return slices.ContainsFunc(x.Names, func(n string) bool { return of[oneWord(n)] || depth < 2 && saysExchanged(x.Fields[n], depth+1) })
	case *term.Result: // JSON.stringify(body), new URLSearchParams(body)
		return depth < 2 && slices.ContainsFunc(term.Arguments(x.Call), func(v term.Value) bool { return saysExchanged(v, depth+1) })
	}
	return false
}

// signs is whether a value is a token that the function itself has signed.
func signs(v term.Value) bool {
	r, ok := term.Untested(v).(*term.Result)
	if !ok {
		return false
	}
	name := term.Names(r.Call.Callee)[0]
	return slices.Contains([]string{"jsonwebtoken.sign", "jwt.encode", "jose.jwt.encode"}, name) || term.LastName(name) == "SignedString" || strings.HasPrefix(name, "jose.SignJWT")
}

// credentialEntries are the names under which a token is presented to somebody else, in lower case and without what
// separates words.
var credentialEntries = []string{
	"authorization", "accesstoken", "idtoken", "token", "bearer", "jwt", "webidentitytoken", "subjecttoken", "assertion", "logins", "credential",
}

// passedOn is whether a token is presented to somebody else, who may check it: as the credentials of a request, or of an
// operation such as GetUser of a user pool. The function may go on only where that one takes it.
func (r *search) passedOn(token term.Value, c *term.Call) bool {
	if token == nil {
		return false
	}
	printed := term.Print(term.Untested(token))

	same := func(v term.Value) bool { // the token, or the header that it was cut out of
		return r.of.Holds(v) && (cutOf(v, printed, 0) || single(v) && cutOf(token, term.Print(term.Untested(v)), 0))
	}
	var in func(v term.Value, depth int) bool
	in = func(v term.Value, depth int) bool {
		o, ok := v.(*term.Object)
		if !ok || depth > 3 {
			return false
		}
		return slices.ContainsFunc(o.Names, func(n string) bool {
			name := strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(n))
			return slices.Contains(credentialEntries, name) && (same(o.Fields[n]) || name == "logins" && among(o.Fields[n], same)) || in(o.Fields[n], depth+1)
		})
	}
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		called := term.Names(other.Callee)
		if other == c || rulebook.Encoders.Has(called) || logs.Has(called) || keepsOnly(called[0]) {
			return false
		}
		last := strings.ToLower(term.LastName(called[0]))
		asks := slices.ContainsFunc(checking, func(verb string) bool { return strings.Contains(last, verb) })
		if standsInCheck(other) && slices.ContainsFunc(term.Arguments(other), func(v term.Value) bool { return sent(v, same, 0) }) {
			return true
		}
		return slices.ContainsFunc(other.Args, func(a term.Argument) bool {
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
func among(v term.Value, is func(term.Value) bool) bool {
	o, ok := v.(*term.Object)
	return ok && (o.Rest != nil && is(o.Rest) || slices.ContainsFunc(o.Names, func(n string) bool { return is(o.Fields[n]) }))
}

// inAddress is whether a text has a token behind the name of one, as an address does: "https://host/tokeninfo?id_token=" + token.
func inAddress(v term.Value, is func(term.Value) bool) bool {
	t, ok := v.(*term.Text)
	if !ok {
		return false
	}
	for i, p := range t.Parts[1:] {
		if s, ok := term.Written(t.Parts[i]); ok && strings.HasSuffix(strings.ToLower(s), "token=") && is(p) {
			return true
		}
	}
	return false
}

// sent is whether a value is something, or is the document or the text that holds it.
func sent(v term.Value, is func(term.Value) bool, depth int) bool {
	if v == nil || depth > 4 {
		return false
	}
	switch x := v.(type) {
	case *term.Object:
		return slices.ContainsFunc(x.Names, func(n string) bool { return sent(x.Fields[n], is, depth+1) })
	case *term.Result:
		if rulebook.Encoders.Has(term.Names(x.Call.Callee)) {
			return sent(term.FirstOf(x.Call), is, depth+1)
		}
	case *term.Text:
		return slices.ContainsFunc(x.Parts, func(v term.Value) bool { return sent(v, is, depth+1) })
	}
	return is(v)
}

// single is whether a value is a text of its own, and not the event or all of its headers.
func single(v term.Value) bool {
	switch v := term.Untested(v).(type) {
	case *term.Input:
		return len(v.Path) > 1
	case *term.Item, *term.Member, *term.Result, *term.Text:
		return true
	}
	return false
}
