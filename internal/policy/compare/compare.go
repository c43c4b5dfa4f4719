package compare

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Compare answers what a new set is to an old one.
func Compare(old, new Set, o Options) Result { //nolint:revive // the word says it best
	b := newBook(o, old, new)
	r := Result{NewInOld: b.within(1, 0), OldInNew: b.within(0, 1), Catalogue: catalogue.Version()}
	r.Relation = RelationOf(r.NewInOld, r.OldInNew)
	return r
}

// RelationOf is the relation of a new set to an old one, by whether each is within the other.
func RelationOf(newInOld, oldInNew Answer) Relation {
	switch in, out := newInOld.Within, oldInNew.Within; {
	case in == policy.Maybe || out == policy.Maybe:
		return Unknown
	case in == policy.Yes && out == policy.Yes:
		return Equal
	case in == policy.Yes:
		return Narrower
	case out == policy.Yes:
		return Wider
	}
	return Incomparable
}

// Within answers whether everything that a allows is allowed by b.
func Within(a, b Set, o Options) Answer { return newBook(o, a, b).within(0, 1) }

// Entirely answers whether a set allows an action on everything that a resource pattern matches, whatever else the
// request says. The action may be a pattern, the resource may have holes.
func Entirely(s Set, action string, resource model.Value, o Options) Answer {
	return Within(single(action, resource), s, o)
}

// Partly answers whether a set allows some request of an action on something that a resource pattern matches. A witness
// is such a request; there is none when Within is Yes: it is then all denied.
func Partly(s Set, action string, resource model.Value, o Options) (allows policy.Truth, of Answer) {
	limited := s
	only := single(action, resource)
	if len(s.Boundary) > 0 {
		// Two limits at once are more than a set has: what the boundary leaves is asked of the boundary's own side.
		return partlyWithin(s, only, o)
	}
	limited.Boundary = only.Identity
	of = Within(limited, Set{}, o)
	return of.Within.Not(), of
}

// partlyWithin asks about a set with a boundary of its own.
func partlyWithin(s, only Set, o Options) (policy.Truth, Answer) {
	b := newBook(o, s, only)
	b.sides[0].allows = append(b.sides[0].allows, b.sides[1].allows[0])
	b.sides[1].allows, b.sides[1].set, b.names.extra = [][]*statement{nil}, policy.Compile(policy.Policies{}), true
	of := b.within(0, 1)
	return of.Within.Not(), of
}

func single(action string, resource model.Value) Set {
	return Set{Identity: []policy.Document{{Version: policy.Version2012, Variables: policy.Yes, Statements: []policy.Statement{{
		Effect: model.Allow, Actions: []model.Value{model.NewString(action, resource.At)}, Resources: []model.Value{resource}, At: resource.At,
	}}}}}
}
