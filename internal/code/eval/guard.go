package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// guards are the tests that hold, as a list that branches share.
type guards struct {
	term.Guard
	up     *guards
	n      int
	shown  int          // of them those that are no tests for an error
	quiet  bool         // it is a test for an error of Go: it stands around everything
	listed []term.Guard // the same as a list; nil before it is asked for
}

// common is what holds of both: the tests that they began with.
func common(a, b *guards) *guards {
	for a != b {
		if b == nil || a != nil && a.n > b.n {
			a = a.up
		} else {
			b = b.up
		}
	}
	return a
}

func (g *guards) length() int {
	if g == nil {
		return 0
	}
	return g.n
}

// list is the guards in the order in which they were tested. It is shared: nobody changes it.
func (g *guards) list() []term.Guard {
	if g == nil {
		return []term.Guard{}
	}
	if g.listed == nil {
		g.listed = make([]term.Guard, g.shown)
		for h := g; h != nil; h = h.up {
			if !h.quiet {
				g.listed[h.shown-1] = h.Guard
			}
		}
	}
	return g.listed
}

// maxGuards is how many tests are kept; those further in are not.
const maxGuards = 64

// guard notes that a test came out one way. Both sides of an "and" that holds hold, and no side of an "or" that does not.
func (ev *evaluator) guard(test term.Value, holds bool, at ir.Span) {
	if c, ok := test.(*term.Combined); ok {
		switch {
		case c.How == string(ir.Not) && len(c.Of) == 1:
			ev.guard(c.Of[0], !holds, at)
			return
		case c.How == string(ir.And) && holds, c.How == string(ir.Or) && !holds:
			for _, part := range c.Of {
				ev.guard(part, holds, at)
			}
			return
		}
	}
	switch test.(type) {
	case *term.Constant, *term.Unknown, nil:
		return
	}
	if v := ev.ledTo(test, holds); v != nil {
		ev.guard(v, true, at)
	}
	if v := emptiness(test, holds); v != nil {
		ev.guard(v, true, at)
	}
	quiet, shown := isErrorTest(test), 0
	if ev.guards != nil {
		shown = ev.guards.shown
	}
	if quiet && ev.language() != ir.Go || shown >= maxGuards || ev.guards.length() >= 4*maxGuards {
		return
	}
	for g := ev.guards; g != nil; g = g.up {
		if g.Test == test && g.Holds == holds {
			return
		}
	}
	if !quiet {
		shown++
	}
	ev.guards = &guards{Guard: term.Guard{Test: test, Holds: holds, At: at}, up: ev.guards, n: ev.guards.length() + 1, shown: shown, quiet: quiet}
}

// isErrorTest recognises err != nil of a further result of a call: it stands around everything that Go does, and says
// nothing about when it is done. That of a token says whether its signature fits.
func isErrorTest(test term.Value) bool {
	c, ok := test.(*term.Combined)
	if !ok || len(c.Of) != 2 || c.How != string(ir.Equal) && c.How != string(ir.NotEqual) || !term.IsNull(c.Of[1]) {
		return false
	}
	for _, o := range options(c.Of[0]) {
		item, ok := o.(*term.Item)
		if !ok {
			if term.IsNull(o) {
				continue
			}
			return false
		}
		n, ok := item.Key.(*term.Constant)
		if r, isResult := item.Of.(*term.Result); !isResult || !ok || n.Kind != ir.Number || readsToken(r) {
			return false
		}
	}
	return true
}

// readsToken is whether a result is of a library of Go that reads tokens: https://pkg.go.dev/github.com/golang-jwt/jwt/v5#Parse.
func readsToken(r *term.Result) bool {
	module, _ := calledName(r.Call.Callee)
	return strings.HasPrefix(module, "github.com/golang-jwt/") || strings.HasPrefix(module, "github.com/dgrijalva/jwt-go")
}

// truth is what is known about how a test comes out.
type truth uint8

const (
	maybe truth = iota
	always
	never
)

func (t truth) not() truth {
	switch t {
	case always:
		return never
	case never:
		return always
	case maybe:
	}
	return maybe
}

// isNothing is whether a value is none: nil, also of a library's type in Go.
func (ev *evaluator) isNothing(v term.Value) bool {
	r, ok := v.(*ref)
	return term.IsNull(v) || ok && ev.read(r).zero
}

// truthOf is whether a value counts as true.
func (ev *evaluator) truthOf(v term.Value) truth {
	switch v := v.(type) {
	case *term.Constant:
		switch {
		case v.Kind == ir.Null, v.Kind == ir.Bool && v.Text == "false", v.Kind == ir.Number && isZero(v.Text),
			(v.Kind == ir.String || v.Kind == ir.Bytes) && v.Text == "":
			return never
		}
		return always
	case *function, *class, *term.Module, *native, *bound, *term.Closure, *term.Class:
		return always
	case *term.Environment:
		return ev.isSet(v)
	case *ref:
		c := ev.read(v)
		if len(c.items) > 0 || len(c.names) > 0 || c.class != nil || ev.language() != ir.Python {
			return always
		}
		if c.rest == nil && c.typ == nil && c.base == nil {
			return never
		}
	case *term.Text:
		for _, p := range v.Parts {
			if c, ok := p.(*term.Constant); ok && c.Text != "" {
				return always
			}
		}
	case *term.OneOf:
		t := ev.truthOf(v.Options[0])
		for _, o := range v.Options[1:] {
			if ev.truthOf(o) != t {
				return maybe
			}
		}
		return t
	case *term.Combined:
		switch {
		case v.How == string(ir.Not) && len(v.Of) == 1:
			return ev.truthOf(v.Of[0]).not()
		case v.How == string(ir.And):
			return ev.truthOfAll(v.Of, never)
		case v.How == string(ir.Or):
			return ev.truthOfAll(v.Of, always)
		}
	}
	return maybe
}

// truthOfAll is the truth of a conjunction (decisive: never) or disjunction (always).
func (ev *evaluator) truthOfAll(vs []term.Value, decisive truth) truth {
	t := decisive.not()
	for _, v := range vs {
		of := ev.truthOf(v)
		if of == decisive {
			return decisive
		}
		if of == maybe {
			t = maybe
		}
	}
	return t
}

func isZero(number string) bool {
	zero := false
	for _, r := range number {
		switch r {
		case '0':
			zero = true
		case '.', '_', '-', '+':
		default:
			return false
		}
	}
	return zero
}
