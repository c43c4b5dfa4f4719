package change

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// Kind says what an actor is.
type Kind string

// The kinds of actor.
const (
	KindIdentity Kind = "identity" // what it may do
	KindFunction Kind = "function" // what it may do, as another identity than before
	KindResource Kind = "resource" // what others may do with it, by its own policy
)

// State says whether there was an actor before.
type State string

// The states of an actor.
const (
	StateAdded   State = "added"
	StateRemoved State = "removed"
	StateChanged State = "changed"
)

// Actor is somebody whose access changed, or a resource that others have another access to.
type Actor struct {
	ID        string
	Kind      Kind
	State     State
	Functions []string // that run as the identity
	Relation  compare.Relation
	Gained    []Access
	Lost      []Access
	Unknown   []Unknown
	// Before and After are how much the policies of an identity allow; nothing for resources.
	Before, After permit.Measure
}

// Access is a part of a statement that one revision allows and the other does not.
type Access struct {
	policy.Statement                  // with those of its actions and resources that are meant
	Level            permit.Level     // the worst of its actions
	Policy           string           // the provider's policy that it is of; "" for what is written here
	Witness          *compare.Witness // a request that makes the difference
}

// Unknown is a part of a statement of which it cannot be told whether it allows something that the other revision does
// not.
type Unknown struct {
	Gained bool // the later revision has it
	compare.Reason
}

// Between are the actors whose access is not the same, or not known to be, in the order of their ids.
func Between(before, after []*model.App) []Actor {
	d := &difference{old: newRevision(moved(before, after)), new: newRevision(after)}
	var out []Actor
	for _, id := range both(d.old.identities, d.new.identities) {
		out = d.identity(out, id)
	}
	for _, id := range both(d.old.functions, d.new.functions) {
		out = d.function(out, id)
	}
	for _, id := range both(d.old.guarded, d.new.guarded) {
		out = d.resource(out, id)
	}
	slices.SortStableFunc(out, func(a, b Actor) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// both are the ids of both revisions.
func both[T any](a, b map[string]T) []string {
	var out []string
	for id := range a {
		out = append(out, id)
	}
	for id := range b {
		if _, known := a[id]; !known {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// difference compares two revisions.
type difference struct {
	old, new *revision
	space    *permit.Space // of what both declare
	work     int           // statements that were compiled to look at parts of statements
}

// identity adds what an identity gained and lost. One that is new, or gone, is not looked at where all its functions are
// looked at themselves.
func (d *difference) identity(out []Actor, id string) []Actor {
	a := Actor{ID: id, Kind: KindIdentity, State: StateChanged, Functions: d.new.runAs[id]}
	was, isOld := d.old.holding(id)
	is, isNew := d.new.holding(id)
	switch {
	case !isOld:
		a.State = StateAdded
		if len(a.Functions) > 0 && !slices.ContainsFunc(a.Functions, func(f string) bool { return !d.old.has(f) }) {
			return out
		}
	case !isNew:
		a.State, a.Functions = StateRemoved, d.old.runAs[id]
		if len(a.Functions) > 0 && !slices.ContainsFunc(a.Functions, func(f string) bool { return !d.new.has(f) }) {
			return out
		}
	}
	return d.add(out, a, was, is)
}

// function adds what a function gained and lost that was there before and runs as another identity now.
func (d *difference) function(out []Actor, id string) []Actor {
	old, new := d.old.functions[id], d.new.functions[id] //nolint:revive // the words say it best
	if old == nil || new == nil || old.Role.String() == new.Role.String() || old.Role.Target() != "" && old.Role.Target() == new.Role.Target() {
		return out
	}
	a := Actor{ID: id, Kind: KindFunction, State: StateChanged}
	return d.add(out, a, d.old.role(old), d.new.role(new))
}

// resource adds who may do more or less with a resource by its own policy.
func (d *difference) resource(out []Actor, id string) []Actor {
	a := Actor{ID: id, Kind: KindResource, State: StateChanged}
	was, is := d.old.policyOf(id), d.new.policyOf(id)
	if !d.old.declares(id) {
		a.State = StateAdded
	} else if !d.new.declares(id) {
		a.State = StateRemoved
	}
	if a.State != StateChanged && (d.old.identities[id] != nil || d.new.identities[id] != nil) && servicesOnly(was.set) && servicesOnly(is.set) {
		return out // that a role is there for a service says nothing that the role itself does not
	}
	return d.add(out, a, was, is)
}

// servicesOnly reports whether a resource's own policy is about services of the provider alone.
func servicesOnly(s compare.Set) bool {
	for _, d := range s.Identity {
		for i := range d.Statements {
			if !slices.ContainsFunc(d.Statements[i].Conditions, func(c policy.Condition) bool {
				return c.Key == access.Requester && !c.Operator.Comparison.IsNegated() && !slices.ContainsFunc(c.Values, func(v model.Value) bool {
					return !strings.HasPrefix(v.String(), string(policy.PrincipalService)+" ")
				})
			}) {
				return false
			}
		}
	}
	return true
}

// add adds an actor, unless both revisions allow the same.
func (d *difference) add(out []Actor, a Actor, was, is holder) []Actor {
	a.Relation = access.Compare(was.set, is.set, compare.Options{}).Relation
	if a.Relation == compare.Equal {
		return out
	}
	var unknown []compare.Reason
	a.Gained, unknown = d.parts(is, was.set)
	for _, r := range unknown {
		a.Unknown = append(a.Unknown, Unknown{true, r})
	}
	a.Lost, unknown = d.parts(was, is.set)
	for _, r := range unknown {
		a.Unknown = append(a.Unknown, Unknown{false, r})
	}
	if a.Kind != KindResource {
		a.Before, a.After = d.measure(was.set), d.measure(is.set)
	}
	return append(out, a)
}

func (d *difference) measure(s compare.Set) permit.Measure {
	if d.space == nil {
		var declared []permit.Resource
		for _, app := range slices.Concat(d.new.apps, d.old.apps) {
			declared = append(declared, access.Declared(app)...)
		}
		d.space = permit.NewSpace(declared)
	}
	return d.space.Of(policy.Policies{Identity: s.Identity, Boundary: s.Boundary})
}
