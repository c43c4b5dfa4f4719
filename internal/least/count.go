package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// Count is how much a function is granted and how much of it is needed, as pairs of an action of the catalogue and
// something that it acts on: each thing that the application declares or that the role's code or statements name, and
// once what nobody names.
type Count struct {
	Granted int
	Needed  int
	Open    int // of those that are needed: because it is not known on what
	// Change is by which part of itself the permissiveness (package permit) changes where only what is needed is granted:
	// -0.93. It is not given where nothing is granted.
	Change  float64
	Changes bool
}

// pair is an action on a thing, or on what nobody names (-1).
type pair struct {
	action catalogue.Action
	thing  int
}

// Count counts for a function of a role.
func (a *Audit) Count(r *Role, function string) Count {
	granted := a.pairs(r)
	c := Count{Granted: len(granted)}
	needed, open := map[pair]bool{}, map[pair]bool{}
	for _, n := range r.NeedsOf(function) {
		action, known := catalogue.LookupAction(n.Action)
		if !known {
			continue
		}
		switch {
		case n.On.Kind == model.TargetAny:
			needed[pair{action, -1}] = true
		case n.Open():
			for p := range granted {
				if p.action == action {
					open[p] = true
				}
			}
		default:
			for i := range a.things {
				if a.isOn(n, i, action) {
					needed[pair{action, i}] = true
				}
			}
		}
	}
	for p := range open {
		if !needed[p] {
			c.Open++
		}
	}
	c.Needed = len(needed) + c.Open
	proposed := a.Propose(r, function)
	left := a.set(&proposed)
	left.Identity = slices.Concat(left.Identity, a.telemetry(r))
	c.Change, c.Changes = a.measure(r.set).Change(a.measure(left))
	return c
}

// isOn reports whether a need is on a thing that an action acts on: the element that it names or, of a part that is named
// apart from its whole (the schedules of a group), what its name can mean.
func (a *Audit) isOn(n *Need, i int, action catalogue.Action) bool {
	t := &a.things[i]
	for _, use := range action.Resources() {
		if t.names[use.Type] == nil {
			continue
		}
		if n.On.ID != "" && (n.On.Part == "" || t.id != "") {
			return t.id == n.On.ID
		}
		return slices.Contains(a.meantBy(n.Value), i)
	}
	return false
}

// pairs are what the statements of a role give together.
func (a *Audit) pairs(r *Role) map[pair]bool {
	if r.granted != nil {
		return r.granted
	}
	r.granted = map[pair]bool{}
	named := a.namedBy(r)
	for i := range r.Statements {
		for _, e := range r.Statements[i].Gives {
			if e.Elsewhere {
				r.granted[pair{e.Action, -1}] = true
			}
			for _, thing := range e.things {
				if a.things[thing].id != "" || named[thing] {
					r.granted[pair{e.Action, thing}] = true
				}
			}
		}
	}
	return r.granted
}

// namedBy are the things that nobody declares and that a role's code or statements name.
func (a *Audit) namedBy(r *Role) map[int]bool {
	named := map[int]bool{}
	note := func(name model.Value) {
		for _, i := range a.meantBy(name) {
			if a.things[i].id == "" {
				named[i] = true
			}
		}
	}
	for _, n := range r.Needs {
		if !n.Open() && n.On.Kind != model.TargetAny {
			note(n.Value)
		}
	}
	for i := range r.Statements {
		for _, v := range r.Statements[i].Grant.Resources {
			if policy.ResourceWidth(v) < policy.WidthKind {
				note(a.ledger.Spell(v))
			}
		}
	}
	return named
}

// NeedsOf are the needs of one of the role's functions.
func (r *Role) NeedsOf(function string) []*Need {
	var out []*Need
	for _, n := range r.Needs {
		for _, of := range n.Functions {
			if of == function {
				out = append(out, n)
			}
		}
	}
	return out
}

// measure is how much some policies allow, whose texts are spelled with own names.
func (a *Audit) measure(of compare.Set) permit.Measure {
	if a.space == nil {
		declared := access.Declared(a.app)
		for _, r := range declared {
			for i := range r {
				r[i] = own(r[i])
			}
		}
		a.space = permit.NewSpace(declared)
	}
	return a.space.Of(policy.Policies{Identity: of.Identity, Boundary: of.Boundary})
}
