package python

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// scope is where names are bound. Python binds a name in the whole of a function, a class body, a comprehension or the
// module as soon as it is assigned anywhere in it (https://docs.python.org/3/reference/executionmodel.html).
type scope struct {
	kind     scopeKind
	outer    *scope
	function *ir.Function // whose variables these are; known when the scope is entered

	names     []string // what is bound, in its order; some may be global or nonlocal
	bound     map[string]int
	global    map[string]bool
	nonlocal  map[string]bool
	read      map[string]bool // of a class body: what the body itself reads
	variables map[string]*ir.Variable
}

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	functionScope
	classScope
	comprehensionScope
)

func newScope(kind scopeKind, outer *scope) *scope {
	return &scope{kind: kind, outer: outer, bound: map[string]int{}, variables: map[string]*ir.Variable{}}
}

func (s *scope) bind(name string) {
	if name == "" {
		return
	}
	if s.bound[name]++; s.bound[name] == 1 {
		s.names = append(s.names, name)
	}
}

// variable is the variable of a name that is bound here; nil for none.
func (s *scope) variable(name string) *ir.Variable {
	if s.bound[name] == 0 || s.global[name] || s.nonlocal[name] {
		return nil
	}
	v := s.variables[name]
	if v == nil {
		v = &ir.Variable{Name: name, Owner: s.function}
		s.variables[name] = v
	}
	return v
}

// find is the variable that a name means here; nil for none that the module declares. Class bodies are seen from
// themselves only.
func (s *scope) find(name string) *ir.Variable {
	if s.global[name] {
		for s.outer != nil {
			s = s.outer
		}
		return s.variable(name)
	}
	for at := s; at != nil; at = at.outer {
		if at != s && at.kind == classScope {
			continue
		}
		if at.global[name] {
			return at.find(name)
		}
		if v := at.variable(name); v != nil {
			return v
		}
	}
	return nil
}

// binder finds the scopes of a module and what is bound in them.
type binder struct {
	scopes map[int]*scope
	scope  *scope
}

// scopesOf answers the scopes by the nodes that have one: the root, functions, lambdas, classes and comprehensions.
func scopesOf(root syntax.Node) map[int]*scope {
	b := &binder{scopes: map[int]*scope{}}
	module := newScope(moduleScope, nil)
	b.scope, b.scopes[root.Index()] = module, module
	b.parts(root)
	var elsewhere []string // variables of the module that only functions assign
	for _, s := range b.scopes {
		for name := range s.global {
			if s.bound[name] > 0 && module.bound[name] == 0 {
				elsewhere = append(elsewhere, name)
			}
		}
	}
	slices.Sort(elsewhere)
	for _, name := range slices.Compact(elsewhere) {
		module.bind(name)
	}
	return b.scopes
}

// scopeOf is the scope of a node: a function, a class or a comprehension. Where what is broken put one in a place that the binder
// does not look at, it is found now.
func (r *reader) scopeOf(n syntax.Node) *scope {
	if r.scopes[n.Index()] == nil {
		b := &binder{scopes: r.scopes, scope: r.scope}
		b.walk(n)
	}
	return r.scopes[n.Index()]
}

// within walks a part in a scope of its own.
func (b *binder) within(n syntax.Node, kind scopeKind, walk func()) {
	s := newScope(kind, b.scope)
	b.scopes[n.Index()], b.scope = s, s
	walk()
	b.scope = s.outer
}

// declare notes a global or nonlocal statement.
func (b *binder) declare(n syntax.Node, in *map[string]bool) {
	if *in == nil {
		*in = map[string]bool{}
	}
	for p := range n.Parts() {
		(*in)[p.Text()] = true
	}
}
