package drawing

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
	"github.com/sconce-dev/sconce/internal/policy"
)

// uses are what the functions of an application take, to be compared with what they are granted.
type uses struct {
	sets   map[string]*need.Set               // by function
	on     map[string]map[string][]*need.Need // by function and element
	loose  map[string][]*need.Need            // by function: those that may be about several elements, or about one that is not known
	shared map[string]bool                    // roles that not only functions have, or nobody knows who
	grants map[string]*model.Grant            // by id
	about  map[*model.Grant]*policy.Statement // what each is about
	asked  bool                               // whether code was read at all
}

func (b *builder) usesOf() *uses {
	app := b.app
	u := &uses{
		sets: map[string]*need.Set{}, on: map[string]map[string][]*need.Need{}, loose: map[string][]*need.Need{}, shared: map[string]bool{},
		grants: map[string]*model.Grant{}, about: map[*model.Grant]*policy.Statement{}, asked: app.Code != nil,
	}
	for i := range app.Grants {
		u.grants[app.Grants[i].ID] = &app.Grants[i]
	}
	if !u.asked {
		return u
	}
	for i := range app.Functions {
		f := &app.Functions[i]
		set := need.Of(app, f)
		u.sets[f.ID], u.on[f.ID] = &set, map[string][]*need.Need{}
		for j := range set.Needs {
			switch n := &set.Needs[j]; n.On.Kind {
			case model.TargetRef, model.TargetLiteral:
				if n.On.ID != "" {
					u.on[f.ID][n.On.ID] = append(u.on[f.ID][n.On.ID], n)
				} else if n.On.Kind == model.TargetRef || strings.Contains(n.On.Name, "*") {
					u.loose[f.ID] = append(u.loose[f.ID], n)
				}
			case model.TargetEvent, model.TargetUnknown:
				u.loose[f.ID] = append(u.loose[f.ID], n)
			case model.TargetAny: // the action has no resource
			}
		}
	}
	for role := range b.used {
		u.shared[role] = !onlyFunctions(app, role)
	}
	return u
}

// onlyFunctions reports whether a role trusts nobody but the platform that runs functions, as far as that is written.
func onlyFunctions(app *model.App, role string) bool {
	functions := false
	for i := range app.Grants {
		g := &app.Grants[i]
		if g.Resource != role || g.Mechanism != model.MechanismTrust || g.Effect != model.Allow {
			continue
		}
		for _, who := range policy.Principals(g.Principals) {
			switch who.Name.TextOr("") {
			case "lambda.amazonaws.com", "edgelambda.amazonaws.com":
				functions = true
			default:
				return false
			}
		}
	}
	return functions
}

// takes reports whether a need is what an edge of a grant is for.
func (u *uses) takes(n *need.Need, e model.Edge, g *model.Grant) bool {
	if need.Kind(n.Action) != e.Kind {
		return false
	}
	s := u.about[g]
	if s == nil {
		s = &policy.Statement{Actions: g.Actions}
		if len(g.NotActions) > 0 {
			s.NotActions = g.NotActions
		}
		u.about[g] = s
	}
	return s.MatchesAction(n.Action) != policy.No
}

// of says whether the function where an edge begins needs it: "" where no grant makes the edge.
func (u *uses) of(e model.Edge, role string, kind model.ResourceKind) Need {
	g := u.grants[e.Via]
	if g == nil || g.Identity == "" {
		return NeedNone
	}
	set := u.sets[e.From]
	if set == nil {
		return NeedUnknown
	}
	takes := func(n *need.Need) bool { return u.takes(n, e, g) }
	may := func(n *need.Need) bool { return need.About(n.Action, kind) && takes(n) }
	switch {
	case e.Wide && slices.ContainsFunc(u.loose[e.From], func(n *need.Need) bool { return n.On.Kind == model.TargetEvent && may(n) }):
		return Needed // the caller names what: no fewer would do
	case !e.Wide && slices.ContainsFunc(u.on[e.From][e.To], takes):
		return Needed
	case set.Unread != "" || len(set.Gaps) > 0 || u.shared[role] || slices.ContainsFunc(u.loose[e.From], may):
		return NeedUnknown
	}
	return Unneeded
}

// calls draws what functions use: along the edges of their grants, and where only a grant on everything allows it, or
// none does, along edges of its own.
func (b *builder) calls() {
	if !b.uses.asked {
		return
	}
	ledger := access.NewLedger(b.app)
	unsure := map[string]bool{} // resources whose own policy may let somebody in, and roles that not all is known of
	for i := range b.app.Grants {
		if g := &b.app.Grants[i]; g.Mechanism == model.MechanismResource {
			unsure[g.Resource] = true
		}
	}
	for _, g := range b.app.Unknowns {
		unsure[g.Element] = true
	}
	for i := range b.app.Functions {
		f := &b.app.Functions[i]
		set := b.uses.sets[f.ID]
		from, holding := f.ID, (*access.Holding)(nil)
		if role := b.roles[f.ID]; role != "" {
			if _, drawn := b.nodes[role]; drawn {
				from, holding = role, ledger.Of(role)
			}
		}
		for j := range set.Needs {
			if n := &set.Needs[j]; n.On.ID != "" && need.Kind(n.Action) != "" {
				b.call(f, from, n, holding, unsure[from] || unsure[n.On.ID])
			}
		}
	}
}

// call draws one need. That nothing allows it is said of calls: of what the platform takes the provider's own policies have
// more than it always needs.
func (b *builder) call(f *model.Function, from string, n *need.Need, holding *access.Holding, unsure bool) {
	e := Edge{Need: Needed}
	for _, why := range n.Reasons {
		e.Calls = append(e.Calls, Source{ID: f.ID, At: why.At})
	}
	if holding != nil {
		switch holding.May(n.Action, n.On.Value).Access {
		case policy.Yes:
			e.Wide = true // where no grant on this one says otherwise
		case policy.No:
			if n.Platform() {
				return
			}
			if n.When == "" && !unsure && !mayMean(holding, n) {
				e.Need, e.Lacks = Missing, []string{n.Action}
			}
		case policy.Maybe:
		}
	}
	b.join(from, n.On.ID, need.Kind(n.Action), e)
}

// mayMean reports whether a grant of a need's action may be written for what the need is on, which has a name that only the
// platform knows: a pattern that such names match.
func mayMean(h *access.Holding, n *need.Need) bool {
	return slices.ContainsFunc(h.Grants, func(g *model.Grant) bool {
		s := policy.Statement{Actions: g.Actions}
		if len(g.NotActions) > 0 {
			s.NotActions = g.NotActions
		}
		return s.MatchesAction(n.Action) != policy.No &&
			(len(g.Resources) == 0 || slices.ContainsFunc(g.Resources, func(r model.Value) bool { return r.Target() == "" || r.Target() == n.On.ID }))
	})
}

// strength orders what is known of the need of merged edges: whoever needs one needs both, and only what nobody needs is
// not needed.
var strength = map[Need]int{NeedNone: 0, Missing: 1, Unneeded: 2, NeedUnknown: 3, Needed: 4}

// settle says of an edge what its kinds say. A kind that nothing allows counts where there is no other.
func (e *Edge) settle() {
	e.Need, e.Unneeded = NeedNone, nil
	for _, kind := range e.Kinds {
		of := e.needs[kind]
		if strength[of] > strength[e.Need] {
			e.Need = of
		}
		if of == Unneeded {
			e.Unneeded = append(e.Unneeded, kind)
		}
	}
	if e.Need != Missing {
		e.Kinds = slices.DeleteFunc(e.Kinds, func(kind model.EdgeKind) bool { return e.needs[kind] == Missing })
	}
}

// merge adds what another edge between the same nodes says.
func (e *Edge) merge(o *Edge) {
	for _, kind := range o.Kinds {
		if !slices.Contains(e.Kinds, kind) {
			e.Kinds = append(e.Kinds, kind)
		}
		of := o.Need
		if o.needs != nil {
			of = o.needs[kind]
		}
		if strength[of] > strength[e.needs[kind]] {
			if e.needs == nil {
				e.needs = map[model.EdgeKind]Need{}
			}
			e.needs[kind] = of
		}
	}
	sortKinds(e.Kinds)
	e.Via, e.Calls, e.Lacks = union(e.Via, o.Via), union(e.Calls, o.Calls), union(e.Lacks, o.Lacks)
	e.Wide, e.Open = e.Wide && o.Wide, e.Open || o.Open
	e.settle()
}

func union[T comparable](list, more []T) []T {
	for _, one := range more {
		if !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}
