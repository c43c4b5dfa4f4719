package least

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/need"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Proposal is the policy that lets functions with a role do what they need.
type Proposal struct {
	Role      *Role
	Functions []string
	Lines     []Line
	Supplied  []*Need // that the framework grants by itself: nothing has to be written for them
	Left      []*Need // on what is not known, and nothing grants them now: what to write is not known either
}

// Line is one statement of a proposal.
type Line struct {
	Actions   []string
	Resources []model.Value // as a template writes them, with references
	Condition model.Value   // absent for none
	Needs     []*Need       // why it is there
}

// Open are those of the needs of a line for which it is not known what they are on.
func (l *Line) Open() []*Need {
	return slices.DeleteFunc(slices.Clone(l.Needs), func(n *Need) bool { return !n.Open() })
}

// Propose is the policy for one function of a role; for all of them where none is named.
func (a *Audit) Propose(r *Role, functions ...string) Proposal {
	if len(functions) == 0 {
		functions = r.Functions
	}
	p := Proposal{Role: r, Functions: functions}
	d := drafter{audit: a}
	for _, n := range r.Needs {
		if !slices.ContainsFunc(functions, func(f string) bool { return slices.Contains(n.Functions, f) }) {
			continue
		}
		serving := r.Serving(n)
		n = n.by(functions)
		switch {
		case n.Platform() && slices.ContainsFunc(serving, func(s *Statement) bool { return r.Supplies(s.Grant) }):
			p.Supplied = append(p.Supplied, n)
		case n.When != "" && n.Granted == policy.No: // it may not be needed, and so far it was not
		case n.Open() && len(serving) == 0:
			p.Left = append(p.Left, n)
		case n.Open(), n.spread() && n.Granted == policy.Maybe:
			for _, s := range serving {
				d.add(n, a.granting(n, s.Grant), together(conditionOf(n), s.Grant.Conditions))
			}
		default:
			d.add(n, []model.Value{a.Written(n)}, together(conditionOf(n), inherited(n, serving)))
		}
	}
	p.Lines = d.lines()
	return p
}

// by is the need with those reasons alone that are of some functions.
func (n *Need) by(functions []string) *Need {
	others := func(why need.Reason) bool { return why.Call != nil && !slices.Contains(functions, why.Call.Function) }
	if !slices.ContainsFunc(n.Reasons, others) {
		return n
	}
	of := *n
	of.Reasons = slices.DeleteFunc(slices.Clone(n.Reasons), others)
	return &of
}

// Serving are the statements of the role that serve a need.
func (r *Role) Serving(n *Need) []*Statement {
	var out []*Statement
	for i := range r.Statements {
		if slices.Contains(r.Statements[i].Needs, n) {
			out = append(out, &r.Statements[i])
		}
	}
	return out
}

// Supplies reports whether a framework grants a statement by itself: nobody wrote it as a policy. It stands where the
// function does whose role the framework makes, or where what the platform takes it for is written.
func (r *Role) Supplies(g *model.Grant) bool {
	if !r.made || g.At.IsZero() {
		return false
	}
	return g.Mechanism == model.MechanismEvent || g.At == r.Identity.At || slices.ContainsFunc(r.places, func(at model.Location) bool { return overlaps(at, g.At) })
}

func overlaps(a, b model.Location) bool {
	return a.File == b.File && a.Start < b.End && b.Start < a.End
}

// granting are the resources that a grant names and that the action of a need acts on. What is everything is everything
// of the types that the action acts on.
func (a *Audit) granting(n *Need, g *model.Grant) []model.Value {
	action, known := catalogue.LookupAction(n.Action)
	if !known || len(g.Resources) == 0 {
		return []model.Value{model.NewString("*", g.At)}
	}
	var out []model.Value
	for _, r := range g.Resources {
		switch {
		case policy.ResourceWidth(r) == policy.WidthAll && action.HasResources():
			for _, use := range action.Resources() {
				if use.Required || len(action.Resources()) == 1 {
					out = append(out, every(use.Type, r.At))
				}
			}
			if len(out) == 0 {
				out = append(out, r)
			}
		case access.Fits(action, r):
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return []model.Value{model.NewString("*", g.At)}
	}
	return out
}

// every is everything of a type in the own region and account.
func every(t catalogue.ResourceType, at model.Location) model.Value {
	v, _ := filled(t, model.NewString("*", at), at)
	return v
}

// filled is the ARN of something of a type in the own region and account, with a value in each place that names it, and
// how many of these there are.
func filled(t catalogue.ResourceType, name model.Value, at model.Location) (arn model.Value, places int) {
	var parts []model.Value
	form := t.ARN()
	for {
		text, after, found := strings.Cut(form, "${")
		parts = append(parts, model.NewString(text, at))
		if !found {
			return model.NewTemplate(parts, at), places
		}
		placeholder, rest, _ := strings.Cut(after, "}")
		switch placeholder {
		case "Partition", "Region":
			parts = append(parts, model.NewReference(model.Ref{Attribute: "AWS::" + placeholder}, at))
		case "Account":
			parts = append(parts, model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, at))
		default:
			parts, places = append(parts, name), places+1
		}
		form = rest
	}
}

// conditionOf is what the code fixes of the requests, as a Condition element: an operator for each kind of key (IAM User
// Guide, "Single-valued vs. multivalued context keys").
func conditionOf(n *Need) model.Value {
	var fields []model.Field
	for _, c := range n.Condition {
		operator := "StringEquals"
		if key, ok := catalogue.LookupKey(c.Key); ok && key.Type().Multivalued() {
			operator = "ForAllValues:StringEquals"
		}
		fields = append(fields, model.Field{Key: operator, Value: model.NewMap([]model.Field{{Key: c.Key, Value: c.Value}}, n.On.At)})
	}
	if len(fields) == 0 {
		return model.Value{}
	}
	return model.NewMap(fields, n.On.At)
}

// inherited is the condition under which a need is granted now, where each statement that serves it has the same.
func inherited(n *Need, serving []*Statement) model.Value {
	if n.Granted != policy.Maybe && n.via().IsAbsent() || len(serving) == 0 {
		return model.Value{}
	}
	first := serving[0].Grant.Conditions
	for _, s := range serving[1:] {
		if s.Grant.Conditions.Meaning() != first.Meaning() {
			return model.Value{}
		}
	}
	return first
}

// together is a Condition element that asks for two.
func together(a, b model.Value) model.Value {
	switch {
	case a.IsAbsent() || a.Meaning() == b.Meaning():
		return b
	case b.IsAbsent():
		return a
	}
	fields := slices.Clone(b.Fields())
	for _, f := range a.Fields() {
		i := slices.IndexFunc(fields, func(g model.Field) bool { return g.Key == f.Key })
		if i < 0 {
			fields = append(fields, f)
			continue
		}
		keys := fields[i].Value.Fields()
		for _, k := range f.Value.Fields() {
			if !slices.ContainsFunc(keys, func(g model.Field) bool { return strings.EqualFold(g.Key, k.Key) }) {
				keys = append(slices.Clip(keys), k)
			}
		}
		fields[i].Value = model.NewMap(keys, fields[i].Value.At)
	}
	return model.NewMap(fields, b.At)
}

// drafter puts the statements of a policy together. What is open stands in statements of its own, with what they take in:
// they go when it is known.
type drafter struct {
	of    []draft
	audit *Audit
}

// draft is one action with what it is allowed on.
type draft struct {
	action    string
	open      bool
	condition model.Value
	resources []model.Value
	needs     []*Need
}

// add allows what a need takes on some resources.
func (d *drafter) add(n *Need, on []model.Value, condition model.Value) {
	i := slices.IndexFunc(d.of, func(o draft) bool {
		return o.action == n.Action && o.open == n.Open() && o.condition.Meaning() == condition.Meaning()
	})
	if i < 0 {
		i = len(d.of)
		d.of = append(d.of, draft{action: n.Action, open: n.Open(), condition: condition})
	}
	of := &d.of[i]
	of.needs = append(of.needs, n)
	for _, v := range on {
		if !slices.ContainsFunc(of.resources, func(r model.Value) bool { return r.Meaning() == v.Meaning() }) {
			of.resources = append(of.resources, v)
		}
	}
}

// lines are the statements: actions that are allowed on the same under the same condition stand in one.
func (d *drafter) lines() []Line {
	var out []Line
	at := map[string]int{}
	for _, of := range d.apart() {
		of.resources = d.spare(of.resources)
		slices.SortFunc(of.resources, func(a, b model.Value) int { return cmp.Compare(a.String(), b.String()) })
		key := model.NewList(of.resources, model.Location{}).Meaning() + "\x00" + of.condition.Meaning() + "\x00" + strconv.FormatBool(of.open)
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, Line{Resources: of.resources, Condition: of.condition})
		}
		out[i].Actions = append(out[i].Actions, of.action)
		out[i].Needs = append(out[i].Needs, of.needs...)
	}
	return out
}

// apart are the drafts without those that stand beside the same action on what is not known, which takes theirs in: a
// statement of their own would allow nothing more.
func (d *drafter) apart() []draft {
	var out []draft
	for _, of := range d.of {
		if of.open {
			out = append(out, of)
		}
	}
	for _, of := range d.of {
		if of.open {
			continue
		}
		i := slices.IndexFunc(out, func(o draft) bool {
			return o.open && o.action == of.action && (o.condition.IsAbsent() || o.condition.Meaning() == of.condition.Meaning()) && d.takes(o.resources, of.resources)
		})
		if i >= 0 {
			out[i].needs = append(out[i].needs, of.needs...)
		} else {
			out = append(out, of)
		}
	}
	slices.SortStableFunc(out, func(a, b draft) int { return cmp.Compare(a.action, b.action) })
	return out
}

// takes reports whether names take some others in.
func (d *drafter) takes(wide, narrow []model.Value) bool {
	own := func(v model.Value) model.Value { return own(d.audit.ledger.Spell(v)) }
	return !slices.ContainsFunc(narrow, func(n model.Value) bool {
		return !slices.ContainsFunc(wide, func(w model.Value) bool { return policy.MatchResource(own(w), own(n)) == policy.Yes })
	})
}

// spare leaves out names that another one takes in.
func (d *drafter) spare(resources []model.Value) []model.Value {
	var out []model.Value
	own := func(v model.Value) model.Value { return own(d.audit.ledger.Spell(v)) }
	for i, v := range resources {
		covered := false
		for j, other := range resources {
			if i != j && policy.MatchResource(own(other), own(v)) == policy.Yes && (j < i || policy.MatchResource(own(v), own(other)) != policy.Yes) {
				covered = true
			}
		}
		if !covered {
			out = append(out, v)
		}
	}
	return out
}

// set is what a function may do with a proposal, with own names: the proposal, what the framework grants by itself, and
// what limits the role now.
func (a *Audit) set(p *Proposal) compare.Set {
	stays := a.ledger.Of(p.Role.Identity.ID).Only(func(g *model.Grant) bool {
		return g.Effect == model.Deny || p.Role.Supplies(g)
	})
	of := ownSet(stays)
	of.Identity = append(of.Identity, a.document(p.Lines))
	return of
}

// document is a policy of some statements, with own names.
func (a *Audit) document(lines []Line) policy.Document {
	d := policy.Document{Version: policy.Version2012, Variables: policy.Yes}
	for _, l := range lines {
		s := policy.Statement{Effect: model.Allow, Conditions: policy.Conditions(l.Condition)}
		for _, action := range l.Actions {
			s.Actions = append(s.Actions, model.NewString(action, model.Location{}))
		}
		for _, r := range l.Resources {
			s.Resources = append(s.Resources, own(a.ledger.Spell(a.defaulted(r))))
		}
		d.Statements = append(d.Statements, s)
	}
	return d
}
