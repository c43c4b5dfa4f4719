package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// tokenHeaders are parts of names of headers that hold one token and nothing else: Authorization (RFC 6750, 2.1), X-Access-Token,
// x-amzn-oidc-data (Elastic Load Balancing, "Authenticate users"), Cf-Access-Jwt-Assertion. Cookie holds several.
var tokenHeaders = []string{"authorization", "token", "jwt", "oidc", "assertion"}

// headersOf are the headers with one token that a value is taken out of, in lower case. What reads the same header reads the
// same token, however either cuts it out.
func headersOf(v term.Value) []string {
	var out []string
	seen := map[term.Value]bool{}
	note := func(name string) {
		name = strings.ToLower(name)
		if slices.ContainsFunc(tokenHeaders, func(part string) bool { return strings.Contains(name, part) }) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	var look func(v term.Value, depth int)
	look = func(v term.Value, depth int) {
		if v == nil || seen[v] || depth > term.MaxName {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *term.Input:
			if n := len(x.Path); n > 1 && isHeaders(x.Path[n-2]) {
				note(x.Path[n-1])
			} else if n == 1 && strings.EqualFold(x.Path[0], "authorizationToken") {
				note("authorization")
			}
			return
		case *term.Result:
			if name, ok := term.Written(term.FirstOf(x.Call)); ok && getsHeader(x.Call) {
				note(name)
				return
			}
		}
		if of, name := memberOf(v); of != nil && isHeaders(term.LastPart(of)) {
			note(name)
			return
		}
		for _, p := range term.PartsOf(v) {
			look(p, depth+1)
		}
	}
	look(v, 0)
	return out
}

// isHeaders is whether a name is that of the headers of a request.
func isHeaders(name string) bool {
	return slices.Contains([]string{"headers", "header", "multivalueheaders"}, strings.ToLower(name))
}

// getsHeader is whether a call answers a header of a request by its name: req.header("x"), headers.get("x"), c.GetHeader("x").
func getsHeader(c *term.Call) bool {
	m, ok := c.Callee.(*term.Member)
	if !ok {
		return false
	}
	switch m.Name {
	case "header", "getHeader", "GetHeader", "get_header":
		return true
	case "get", "Get":
		return isHeaders(term.LastPart(m.Of))
	}
	return false
}
