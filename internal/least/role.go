package least

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Role is what an identity is granted against what the functions need that run as it.
type Role struct {
	Identity   *model.Identity
	Functions  []string // ids
	Users      []User   // what runs as it beside functions
	Needs      []*Need  // of all its functions, ordered by action
	Statements []Statement
	Because    []Reason // why more may be needed than Needs says; none where it is known
	Unknown    []Reason // why more may be granted than Statements says
	Limits     []Reason // why less may be

	set     compare.Set
	want    map[catalogue.Action]*want
	made    bool             // a framework makes it for a function
	limited bool             // a Deny or a boundary may take of what it is granted
	places  []model.Location // where it is written what the platform needs something for
	granted map[pair]bool    // what the statements give together; nil before it is asked for
}

// question are policies, to ask whether they allow something.
type question struct {
	named    *policy.Set // with own names
	patterns *policy.Set // that may mean what the platform names
}

func ask(s compare.Set) question { return question{compiled(ownSet(s)), compiled(patterns(s))} }

// allows reports whether the policies may allow an action on something.
func (q question) allows(action string, name *alias) bool {
	return q.named.EvaluateOwn(request.On(action, name.asAsked())).Access != policy.No
}

// mayMean reports whether a pattern of the policies may be written for something that the platform names.
func (q question) mayMean(action string, name *alias) bool {
	return !name.made.IsAbsent() && q.patterns.EvaluateOwn(request.On(action, name.asMeant())).Access != policy.No
}

// Certain reports whether it is known what is needed: what nothing of it takes is unneeded.
func (r *Role) Certain() bool { return len(r.Because) == 0 }

// Missing are the needs that nothing grants, for certain: the calls will be refused.
func (r *Role) Missing() []*Need {
	var out []*Need
	for _, n := range r.Needs {
		if n.Granted == policy.No && n.When == "" && !r.Elsewhere(n) && !r.alternative(n) {
			out = append(out, n)
		}
	}
	return out
}

// Elsewhere reports whether what takes a need may have other credentials than the role's: the functions take the ones of
// another role too, and which call has which is not always known.
func (r *Role) Elsewhere(n *Need) bool {
	if n.Platform() || strings.HasPrefix(n.Action, "sts:") {
		return false
	}
	return !slices.ContainsFunc(n.Functions, func(f string) bool {
		return !slices.ContainsFunc(r.Needs, func(of *Need) bool { return of.Action == "sts:AssumeRole" && slices.Contains(of.Functions, f) })
	})
}

// alternative reports whether the name of what a need is on is one of several that a call may have, of which another one is
// granted: not each of them may come up.
func (r *Role) alternative(n *Need) bool {
	return n.On.Kind == model.TargetLiteral && slices.ContainsFunc(r.Needs, func(of *Need) bool {
		return of.Action == n.Action && of.Granted != policy.No && slices.ContainsFunc(of.Reasons, func(a need.Reason) bool {
			return a.Call != nil && slices.ContainsFunc(n.Reasons, func(b need.Reason) bool { return b.Call != nil && a.At == b.At })
		})
	})
}

// Reason is why something is not known.
type Reason struct {
	Function string // id; "" where it is not of one function
	Text     string // a clause without a full stop
	At       model.Location
	Whole    bool // nothing of the code is known
}

// Need is a permission that functions with a role take.
type Need struct {
	need.Need
	Functions []string    // ids
	Value     model.Value // the name of what it is taken on, spelled as the set of the role is; absent where it is not known
	Granted   policy.Truth
}

// Open reports whether it is not known what the need is on: it is taken for everything that the action acts on.
func (n *Need) Open() bool {
	return n.On.Kind == model.TargetUnknown || n.On.Kind == model.TargetEvent
}

// spread reports whether the need is on what does not exist before the function runs, so that it names nothing, although
// its action acts on something: a network interface.
func (n *Need) spread() bool {
	action, known := catalogue.LookupAction(n.Action)
	return n.On.Kind == model.TargetAny && known && action.HasResources()
}

// want is what is needed of one action.
type want struct {
	needs      []*Need
	things     map[int]bool
	everywhere bool // on what is not known, or the action has no resources
}

// judge works a role out.
func (a *Audit) judge(identity *model.Identity, functions []string) *Role {
	r := &Role{Identity: identity, Functions: functions, Users: a.users[identity.ID], want: map[catalogue.Action]*want{}}
	a.together(r)
	for _, id := range functions {
		f, _ := a.app.Function(id)
		r.made = r.made || f.At == identity.At
	}
	for _, n := range r.Needs {
		for _, why := range n.Reasons {
			if why.Call == nil && why.At != identity.At {
				r.places = append(r.places, why.At)
			}
		}
	}
	for _, n := range r.Needs {
		a.wanted(r, n)
	}
	h := a.ledger.Of(identity.ID)
	r.limited = h.Limited
	r.set = ownSet(h.Set())
	for _, g := range h.Grants {
		if g.Effect == model.UnknownEffect {
			r.Unknown = append(r.Unknown, Reason{Text: "what the policy " + g.Policy + " grants is not known", At: g.At})
			continue
		}
		r.Statements = append(r.Statements, a.statement(r, h, g))
	}
	if a.steps <= 0 {
		const reason = "there is more to compare than is compared"
		r.Because, r.Unknown = append(r.Because, Reason{Text: reason, At: identity.At}), append(r.Unknown, Reason{Text: reason, At: identity.At})
	}
	if reason, unknown := h.UnknownLimit(); unknown {
		r.Limits = append(r.Limits, Reason{Text: reason})
	}
	asked := ask(h.Set())
	for _, n := range r.Needs {
		n.Granted = a.granted(r, asked, n)
	}
	for i := range r.Statements {
		a.serve(r, &r.Statements[i])
	}
	return r
}

// together puts the needs of the functions of a role together, with why there may be more.
func (a *Audit) together(r *Role) {
	at := map[string]*Need{}
	for _, id := range r.Functions {
		s := a.needs[id]
		for i := range s.Needs {
			n := &s.Needs[i]
			key := keyOf(n)
			of := at[key]
			if of == nil {
				of = &Need{Need: *n}
				of.Reasons = nil
				if n.On.Kind == model.TargetAny {
					of.Value = model.NewString("*", model.Location{})
				} else if !of.Open() {
					of.Value = a.ledger.Spell(n.On.Value)
				}
				at[key] = of
				r.Needs = append(r.Needs, of)
			}
			of.Reasons = append(of.Reasons, n.Reasons...)
			of.Functions = append(of.Functions, id)
		}
		if s.Unread != "" {
			r.Because = append(r.Because, Reason{Function: id, Text: s.Unread, Whole: true})
		}
		for _, gap := range s.Gaps {
			r.Because = append(r.Because, Reason{Function: id, Text: gap.Reason, At: gap.At})
		}
	}
	for _, u := range r.Users {
		r.Because = append(r.Because, Reason{Text: model.LocalName(u.Element) + " runs as it too, and what that needs is not known", At: u.At})
	}
	slices.SortStableFunc(r.Needs, func(a, b *Need) int { return strings.Compare(a.Action, b.Action) })
}

func keyOf(n *need.Need) string {
	parts := []string{n.Action, n.On.Key(), n.When}
	for _, c := range n.Condition {
		parts = append(parts, c.Key, c.Value.String())
	}
	return strings.Join(parts, "\x00")
}

// wanted notes which things a need is on.
func (a *Audit) wanted(r *Role, n *Need) {
	action, known := catalogue.LookupAction(n.Action)
	if !known {
		return
	}
	w := r.want[action]
	if w == nil {
		w = &want{things: map[int]bool{}}
		r.want[action] = w
	}
	w.needs = append(w.needs, n)
	switch {
	case n.Open(), n.On.Kind == model.TargetAny:
		w.everywhere = true
	default:
		for i := range a.things {
			if a.isOn(n, i, action) {
				w.things[i] = true
			}
		}
	}
}

// granted answers whether the role may do what a need takes: Yes for all of it, No for none of it.
func (a *Audit) granted(r *Role, asked question, n *Need) policy.Truth {
	if n.Open() {
		if r.gives(n) || len(r.Unknown) > 0 {
			return policy.Maybe
		}
		return policy.No
	}
	plain := !strings.ContainsAny(n.Value.String(), "*?") || n.On.Kind == model.TargetAny
	name := aliasOf(n.Value)
	is := policy.No
	for _, as := range append(a.spellings(n), name) {
		is = max(is, asked.named.EvaluateOwn(asking(n).On(n.Action, as.asAsked())).Access)
	}
	if is == policy.No && asked.mayMean(n.Action, name) {
		is = policy.Maybe
	}
	if is == policy.Yes && (plain || r.everywhere(n)) {
		return policy.Yes
	}
	if compare.Within(taking(n, name.named), r.set, compare.Options{}).Within == policy.Yes {
		return policy.Yes
	}
	if is == policy.No && (n.spread() && r.gives(n) || n.On.Kind == model.TargetAny && r.narrows(n)) {
		is = policy.Maybe
	}
	if is == policy.No && !plain {
		is, _ = compare.Partly(r.set, n.Action, name.named, compare.Options{})
	}
	if is == policy.No && (len(r.Unknown) > 0 || a.opened(n)) {
		return policy.Maybe
	}
	return min(is, policy.Maybe)
}

// spellings are the names of what a need is on, where it is all of something that is declared.
func (a *Audit) spellings(n *Need) []*alias {
	action, known := catalogue.LookupAction(n.Action)
	if n.On.ID == "" || n.On.Part != "" || !known {
		return nil
	}
	var out []*alias
	for i := range a.things {
		if a.things[i].id != n.On.ID {
			continue
		}
		for _, use := range action.Resources() {
			out = append(out, a.things[i].names[use.Type]...)
		}
	}
	return out
}

// gives reports whether a statement of the role gives the action of a need on anything.
func (r *Role) gives(n *Need) bool {
	return slices.ContainsFunc(r.Statements, func(s Statement) bool {
		return suits(n, s.Grant) && slices.ContainsFunc(s.Gives, func(e Extent) bool { return e.Action.String() == n.Action })
	})
}

// narrows reports whether a statement of the role gives the action of a need, which the reference of its service gives no
// resource, on something of the service: services ask about one all the same (logs:DescribeLogGroups about log groups,
// codedeploy:PutLifecycleEventHookExecutionStatus about a deployment group, as the AWS SAM Developer Guide grants it).
func (r *Role) narrows(n *Need) bool {
	service, _, _ := strings.Cut(n.Action, ":")
	return slices.ContainsFunc(r.Statements, func(s Statement) bool {
		of := policy.Statement{Actions: s.Grant.Actions}
		return s.Grant.Effect == model.Allow && of.MatchesAction(n.Action) == policy.Yes && slices.ContainsFunc(s.Grant.Resources, func(v model.Value) bool {
			return strings.HasPrefix(policy.SampleARN(v), "arn:aws:"+service+":")
		})
	})
}

// everywhere reports whether a statement of the role gives the action of a need on everything, and nothing takes of it.
func (r *Role) everywhere(n *Need) bool {
	return !r.limited && slices.ContainsFunc(r.Statements, func(s Statement) bool {
		wide := s.Grant.Conditions.IsAbsent() && slices.ContainsFunc(s.Grant.Resources, func(v model.Value) bool { return policy.ResourceWidth(v) == policy.WidthAll })
		return wide && slices.ContainsFunc(s.Gives, func(e Extent) bool { return e.Action.String() == n.Action })
	})
}

// opened reports whether the own policy of what a need is on may allow the action.
func (a *Audit) opened(n *Need) bool {
	return n.On.ID != "" && slices.ContainsFunc(a.app.Grants, func(g model.Grant) bool {
		of := policy.Statement{Actions: g.Actions}
		return g.Resource == n.On.ID && g.Mechanism == model.MechanismResource && g.Effect == model.Allow && of.MatchesAction(n.Action) != policy.No
	})
}

// taking is a policy that allows what a need takes on what is called by a name, and nothing else.
func taking(n *Need, name model.Value) compare.Set {
	return compare.Set{Identity: []policy.Document{{Version: policy.Version2012, Variables: policy.Yes, Statements: []policy.Statement{{
		Effect: model.Allow, Actions: []model.Value{model.NewString(n.Action, name.At)}, Resources: []model.Value{name},
		Conditions: policy.Conditions(n.throughIt()), At: name.At,
	}}}}}
}

// requested is what a function asks for, whatever the circumstances.
var requested = func() policy.Request {
	account := model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, model.Location{})
	return policy.Request{
		PrincipalKind: policy.RequesterRole, PrincipalAccount: account, ResourceAccount: account, Open: true,
		Principal: model.NewUnknown(model.Cause{Reason: "it is not said which session of the role it is"}, model.Location{}),
		Context:   map[string]policy.Values{"aws:SecureTransport": policy.One("true")},
	}
}()

var request = requested.Prepare()
