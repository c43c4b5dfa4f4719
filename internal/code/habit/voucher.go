package habit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// vouching are words in the names of libraries, and of what they export, that look at who asks before a route is called.
var vouching = regexp.MustCompile(`(?i)jwt|auth(?:$|[^o]|ori[sz])|oidc|passport|clerk|okta|keycloak|token|login|protect|verif|guard`)

// onlyReads are the ends of the names of what such a library has beside that.
var onlyReads = regexp.MustCompile(`(?i)(initialize|verify|decode\w*|sign|encode|\.use|strategy)$`)

// joining are the methods by which a router, or a chain of middlewares, is given something to do before routes, and by which
// it is given a route, with what is to be done before that one.
var (
	joining = term.SetOf([]string{"use", "Use", "before", "register", "addHook", "add_middleware", "With", "Group"})
	routing = term.SetOf([]string{"get", "post", "put", "patch", "delete", "all", "route", "api_route", "Get", "Post", "Put", "Patch", "Delete", "GET", "POST", "PUT", "PATCH", "DELETE", "Any", "on"})
)

// vouchedBefore is whether something that is not in the tree may have verified the token of a request before: a library's
// check that a router was given, a decorator or a wrapper around the function.
func (r *search) vouchedBefore() bool {
	return slices.ContainsFunc(r.trace.Calls, func(c *term.Call) bool {
		called, args := term.Names(c.Callee)[0], term.Arguments(c)
		_, method := c.Callee.(*term.Member)
		switch last := term.LastName(called); {
		case method && joining[last], method && routing[last] && slices.ContainsFunc(args, isFunction):
			return slices.ContainsFunc(args, func(v term.Value) bool { return checksCallers(v, 0) })
		}
		return !method && vouches(called) && !keyed.Has(term.Names(c.Callee)) && slices.ContainsFunc(args, isFunction) // that one finds the key
	})
}

// checksCallers is whether a value is what a library made, or has, to look at who asks.
func checksCallers(v term.Value, depth int) bool {
	if depth > 3 {
		return false
	}
	switch x := v.(type) {
	case *term.Extern:
		return vouches(term.ExternName(x))
	case *term.Member:
		return vouches(term.Names(x)[0])
	case *term.Result:
		return vouches(term.Names(x.Call.Callee)[0])
	case *term.List:
		return slices.ContainsFunc(x.Items, func(v term.Value) bool { return checksCallers(v, depth+1) })
	case *term.Object:
		return slices.ContainsFunc(x.Names, func(n string) bool { return checksCallers(x.Fields[n], depth+1) })
	}
	return false
}

// vouches is whether a name is that of something that looks at who asks.
func vouches(name string) bool {
	return vouching.MatchString(name) && !onlyReads.MatchString(name)
}

// isFunction is whether a value is a function of the application, or one around which something else was put.
func isFunction(v term.Value) bool {
	switch x := v.(type) {
	case *term.Closure:
		return true
	case *term.Result:
		return slices.ContainsFunc(term.Arguments(x.Call), func(v term.Value) bool { _, ok := v.(*term.Closure); return ok })
	}
	return false
}

// standsInCheck is whether a call stands in a function, or in one within it, whose name says that it looks at something: verifyToken.
func standsInCheck(c *term.Call) bool {
	for f := c.Within; f != nil; f = f.Outer {
		name := strings.ToLower(f.Name)
		if strings.Contains(name, "verif") || slices.ContainsFunc(checking, func(verb string) bool { return strings.Contains(name, verb) }) {
			return true
		}
	}
	return false
}
