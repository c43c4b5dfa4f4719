package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// sayNothing are the claims and fields of a token that say nothing of who presents it: until when and for whom it is (RFC 7519, 4.1), and
// how it is signed (RFC 7515, 4.1).
var sayNothing = term.SetOf([]string{"exp", "iat", "nbf", "auth_time", "jti", "aud", "iss", "nonce", "header", "kid", "alg", "typ", "signature"})

// ofHeader are those that are in its header, and say with which key it is to be verified.
var ofHeader = term.SetOf([]string{"header", "kid", "alg", "typ", "signature"})

// saysWho are the claims that name somebody or are there for everybody: whether there is one decides nothing.
var saysWho = term.SetOf([]string{"payload", "claims", "sub", "email", "name", "username", "cognito:username", "preferred_username", "oid", "id", "userid", "user_id", "uid"})

// telling are operations that only tell somebody something: a wrong name in it is a wrong line in his log.
var telling = term.SetOf([]string{"SendMessage", "SendMessageBatch", "Publish", "PublishBatch", "PutEvents", "PutRecord", "PutRecordBatch", "PutRecords", "PutMetricData", "PutLogEvents"})

// askedOf are the families of sinks that decide what is read or written.
var askedOf = term.SetOf([]string{"sql", "nosql", "ssrf", "path", "resource"})

// claims knows which values a call has read of a token.
type claims struct {
	read  *term.Call
	but   map[string]bool // entries that are not meant
	known map[term.Value]bool
}

// in is whether a value is made of what the call has read, but for what says nothing of who presents it.
func (cs *claims) in(v term.Value) bool {
	if v == nil {
		return false
	}
	if is, ok := cs.known[v]; ok {
		return is
	}
	cs.known[v] = false
	is := cs.of(v)
	cs.known[v] = is
	return is
}

func (cs *claims) of(v term.Value) bool {
	switch x := v.(type) {
	case *term.Result:
		if x.Call == cs.read {
			return true
		}
	case *term.Object:
		if cs.into(x) {
			return true
		}
	}
	if of, name := memberOf(v); of != nil && cs.but[strings.ToLower(name)] {
		return false
	}
	return slices.ContainsFunc(term.PartsOf(v), cs.in)
}

// into is whether an object is the one that the call writes what it reads to: ParseUnverified(token, claims).
func (cs *claims) into(o *term.Object) bool {
	last := len(cs.read.Args) - 1
	if keyed.Has(term.Names(cs.read.Callee)) { // ParseWithClaims(token, claims, key, options...)
		last = 1
	}
	to, ok := term.Positional(cs.read, last).(*term.Object)
	return ok && term.LanguageOf(cs.read) == ir.Go && o.At == to.At && o.At.File != nil
}

// memberOf is what a value is a part of and by which name: claims.sub, claims["sub"], claims.get("sub"). Nil where it is no
// part, or the name is not known.
func memberOf(v term.Value) (of term.Value, name string) {
	switch x := v.(type) {
	case *term.Member:
		return x.Of, x.Name
	case *term.Item:
		if name, ok := term.Written(x.Key); ok {
			return x.Of, name
		}
	case *term.Result:
		if m, ok := x.Call.Callee.(*term.Member); ok && rulebook.Keeps[m.Name] {
			if name, ok := term.Written(term.FirstOf(x.Call)); ok {
				return m.Of, name
			}
		}
	}
	return nil, ""
}

// compared is whether a test asks what a claim says, and not only whether there is one.
func (cs *claims) compared(test term.Value, depth int) bool {
	if test == nil || depth > term.MaxName || !cs.in(test) {
		return false
	}
	switch x := test.(type) {
	case *term.Combined:
		switch x.How {
		case "and", "or", "not", "checked":
			return slices.ContainsFunc(x.Of, func(v term.Value) bool { return cs.compared(v, depth+1) })
		case "==":
			return !slices.ContainsFunc(x.Of, isNothing)
		}
		return x.How == "in"
	case *term.Result:
		if m, ok := x.Call.Callee.(*term.Member); ok && !rulebook.Keeps[m.Name] {
			return slices.Contains([]string{"includes", "has", "some", "contains", "startswith", "endswith", "indexof", "isdisjoint", "match", "test"}, strings.ToLower(m.Name))
		}
	}
	of, name := memberOf(test)
	return of != nil && cs.in(of) && !saysWho[strings.ToLower(name)]
}

// isNothing is whether a value stands for none.
func isNothing(v term.Value) bool {
	s, ok := term.Written(v)
	return term.IsNull(v) || ok && s == ""
}

// believed notes that a call reads a token that nobody has verified, and how much hangs on that.
func (r *search) believed(token term.Value, read *term.Call, says string, operations []sdk.Operation, add noter) {
	switch decides := r.decides(read, operations); {
	case !decides && (r.fallback[read] || r.asksNothing(read)): // for the log, or how it was signed
	case r.chosen[read]:
		add("token", read.At, says+" where the environment of the deployment says so", model.FlowTentative)
	case r.passedOn(token, read):
		add("token", read.At, says+", which is passed on to whoever may check it", model.FlowTentative)
	case r.vouchedBefore():
		add("token", read.At, says+", which something outside of this code may have done before", model.FlowTentative)
	case !decides:
		add("token", read.At, says+"; nothing is seen that it decides", model.FlowFirm)
	default:
		add("token", read.At, says)
	}
}

// asksNothing is whether of what a call has read only that is asked which says how it was signed: with which key. Until when
// it is may be what a request is let in by.
func (r *search) asksNothing(read *term.Call) bool {
	cs := &claims{read, ofHeader, map[term.Value]bool{}}
	values := make([]term.Value, 0, len(r.trace.Calls))
	for _, c := range r.trace.Calls {
		values = append(append(values, c.Callee), term.Arguments(c)...)
		for _, g := range c.Guards {
			values = append(values, g.Test)
		}
	}
	for _, a := range r.trace.Answers {
		values = append(values, a.Value)
		for _, g := range a.Guards {
			values = append(values, g.Test)
		}
	}
	if slices.ContainsFunc(values, cs.in) {
		return false
	}
	seen := map[term.Value]bool{}
	var asks func(v term.Value) bool
	asks = func(v term.Value) bool {
		if v == nil || seen[v] {
			return false
		}
		seen[v] = true
		if x, ok := v.(*term.Result); ok && x.Call == read {
			return true
		}
		return slices.ContainsFunc(term.PartsOf(v), asks)
	}
	return slices.ContainsFunc(values, asks)
}

// decides is whether what a call has read of a token decides something that can be seen: what is read or written, what is
// signed, what an authorizer answers, or which way the function goes.
func (r *search) decides(read *term.Call, operations []sdk.Operation) bool {
	cs := &claims{read, sayNothing, map[term.Value]bool{}}
	for _, o := range operations {
		if !telling[o.Name] && slices.ContainsFunc(term.Arguments(o.Call), cs.in) {
			return true
		}
	}
	compares := func(g term.Guard) bool { return cs.compared(g.Test, 0) }
	for _, c := range r.trace.Calls {
		if slices.ContainsFunc(c.Guards, compares) || slices.ContainsFunc(term.Arguments(c), cs.in) && (signing.Has(term.Names(c.Callee)) || r.asksAnother(c)) {
			return true
		}
	}
	return slices.ContainsFunc(r.trace.Answers, func(a term.Answer) bool {
		return slices.ContainsFunc(a.Guards, compares) || slices.ContainsFunc(term.Alternatives(a.Value), func(v term.Value) bool {
			o, ok := v.(*term.Object)
			return ok && cs.in(o) && slices.ContainsFunc(o.Names, func(n string) bool { return n == "policyDocument" || n == "isAuthorized" || n == "principalId" })
		})
	})
}

// asksAnother is whether a call is of something that reads or writes what its arguments say: a database, a file, an address.
func (r *search) asksAnother(c *term.Call) bool {
	return slices.ContainsFunc(term.Names(c.Callee), func(name string) bool {
		return slices.ContainsFunc(r.tables.Sinks[term.LastName(name)], func(e rulebook.Entry) bool {
			return askedOf[e.Family.Name] && e.Sink.In(term.LanguageOf(c)) && term.Fits(e.Pattern, name)
		})
	})
}
