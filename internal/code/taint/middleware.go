package taint

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/regex"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Checks of libraries that a router was given before a route: the evaluation hands them on as tests that hold there. What
// such a check lets through is what the route gets.

// exact are the methods of express-validator that let only what does no harm through, and those that make such a thing of
// it (https://express-validator.github.io/docs/api/validation-chain).
var (
	exact = term.SetOf([]string{
		"isAlpha", "isAlphanumeric", "isBoolean", "isDecimal", "isFloat", "isHexadecimal", "isIn", "isInt", "isIP", "isMongoId", "isNumeric",
		"isUUID", "isULID", "isMD5", "isHash", "isPort", "isBase32",
	})
	converting = term.SetOf([]string{"toInt", "toFloat", "toBoolean", "toDate"})
)

// partNames is how an event calls the parts of a request, by the names of the checks.
var partNames = map[string]string{
	"body": "body", "json": "body", "form": "body", "query": "queryStringParameters", "params": "pathParameters", "param": "pathParameters",
	"headers": "headers", "header": "headers", "cookies": "cookies", "cookie": "cookies",
}

// checkedBefore are the schemas of the checks of libraries before a route.
func checkedBefore(gs []term.Guard) []schema {
	var out []schema
	refused := slices.ContainsFunc(gs, refuses)
	for _, g := range gs {
		r, ok := g.Test.(*term.Result)
		if !ok || !g.Holds {
			continue
		}
		switch name := term.Names(r.Call.Callee)[0]; {
		case name == "celebrate.celebrate", name == "celebrate", strings.HasPrefix(name, "express-validation.validate"):
			if parts, ok := term.FirstOf(r.Call).(*term.Object); ok {
				for _, n := range parts.Names {
					if part := partNames[n]; part != "" {
						out = append(out, schema{schema: parts.Fields[n], part: part})
					}
				}
			}
		case strings.HasPrefix(name, "@hono/zod-validator."):
			if from, ok := term.Written(term.FirstOf(r.Call)); ok && partNames[from] != "" {
				out = append(out, schema{schema: term.Positional(r.Call, 1), part: partNames[from]})
			}
		case strings.HasPrefix(name, "express-validator."):
			out = append(out, chained(r, refused)...)
		}
	}
	return out
}

// refuses is whether a test says that the checks of express-validator found nothing: they do not end a request themselves.
func refuses(g term.Guard) bool {
	r, ok := g.Test.(*term.Result)
	if !ok || !g.Holds {
		return false
	}
	m, ok := r.Call.Callee.(*term.Member)
	return ok && m.Name == "isEmpty" && strings.HasPrefix(term.Names(m.Of)[0], "express-validator.validationResult(")
}

// chained is what a chain of checks of some fields says: body("name").isAlphanumeric().
func chained(r *term.Result, refused bool) []schema {
	var called []*term.Call
	for range term.MaxName {
		called = append(called, r.Call)
		m, ok := r.Call.Callee.(*term.Member)
		if !ok {
			break
		}
		if r, ok = m.Of.(*term.Result); !ok {
			return nil
		}
	}
	first := called[len(called)-1]
	part := partNames[term.LastName(term.Names(first.Callee)[0])]
	fields := term.Items(term.FirstOf(first))
	if part == "" {
		return nil
	}
	var out []schema
	for _, f := range fields {
		if name, ok := term.Written(f); ok {
			out = append(out, schema{chain: called, part: part, field: strings.Split(name, "."), refused: refused})
		}
	}
	return out
}

// chainKeeps is whether a chain of checks lets nothing harmful through.
func (w *Walk) chainKeeps(s schema) bool {
	return slices.ContainsFunc(s.chain, func(c *term.Call) bool {
		name := term.LastName(term.Names(c.Callee)[0])
		if w.counts() {
			return s.refused && name == "isInt" && term.ArgumentAt(c, "0.max") != nil
		}
		if name == "matches" && s.refused {
			p, ok := regex.Compiled(term.FirstOf(c))
			return ok && w.refuses(p)
		}
		return converting[name] || exact[name] && s.refused
	})
}
