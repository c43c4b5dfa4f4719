package least

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Statement is one statement of a role against what is needed.
type Statement struct {
	Grant    *model.Grant
	Gives    []Extent           // what it allows, as far as nothing else of the role takes it away
	Needs    []*Need            // that it serves, wholly or in part
	Unneeded []catalogue.Action // that it allows and no need takes on anything
	Wider    []Wider            // actions that are needed, but not on all that it allows them on
	Why      string             // why it is not known what it allows; "" where it is

	extents map[string]int // the place in Gives of each action; nil before it is asked for
}

// Extent is what a statement allows one action on.
type Extent struct {
	Action    catalogue.Action
	On        []string // declared elements by id, and names
	Elsewhere bool     // on what nobody declares or names too; the action may have no resources

	things  []int
	perhaps []int // that the platform names: a pattern may be written for them
}

// Wider is where a statement allows a needed action and nothing needs it.
type Wider struct {
	Action    catalogue.Action
	On        []string // declared elements by id, or names
	Elsewhere bool     // on what nobody declares or names too
	Condition []model.Field
}

// statement is what a grant allows.
func (a *Audit) statement(r *Role, h *access.Holding, g *model.Grant) Statement {
	s := Statement{Grant: g}
	for _, list := range [][]model.Value{g.Actions, g.NotActions, g.Resources, g.NotResources} {
		for _, v := range list {
			if cause, unknown := v.Cause(); unknown && s.Why == "" && len(v.Options()) == 0 && !given(cause) {
				s.Why = cause.Reason
			}
		}
	}
	for _, v := range g.Resources {
		if cause, unknown := a.ledger.Spell(v).Cause(); unknown && s.Why == "" && len(v.Options()) == 0 && !given(cause) {
			s.Why = cause.Reason
		}
	}
	t := teller{audit: a, set: ask(h.Alone(g))}
	t.everything = !h.Limited && slices.ContainsFunc(g.Resources, func(v model.Value) bool { return policy.ResourceWidth(v) == policy.WidthAll })
	actions := access.ActionsOf(g)
	s.Gives = make([]Extent, 0, actions.Len())
	for action := range actions.All() {
		if a.steps <= 0 {
			s.Why = "there is more to compare than is compared"
			break
		}
		e := t.extent(action)
		e.Elsewhere = e.Elsewhere || a.untyped(action, g)
		if e.Elsewhere || len(e.things)+len(e.perhaps) > 0 {
			s.Gives = append(s.Gives, e)
		}
	}
	for _, e := range s.Gives {
		w := r.want[e.Action]
		if w == nil || !slices.ContainsFunc(w.needs, func(n *Need) bool { return suits(n, g) && a.serves(e, n) }) {
			s.Unneeded = append(s.Unneeded, e.Action)
			continue
		}
		if more, wider := a.wider(e, w, g); wider && s.Why == "" {
			s.Wider = append(s.Wider, more)
		}
	}
	return s
}

// untyped reports whether a grant names something of an action's service in a form that the catalogue does not have, or
// that is not known because what is given at deployment may begin with the slash in it: the action may act on it.
func (a *Audit) untyped(action catalogue.Action, g *model.Grant) bool {
	return action.HasResources() && slices.ContainsFunc(g.Resources, func(v model.Value) bool {
		arn := policy.SampleARN(a.ledger.Spell(v))
		fields := strings.SplitN(arn, ":", 4)
		if len(fields) < 4 || fields[0] != "arn" || fields[2] != action.Service().Prefix() {
			return false
		}
		return len(catalogue.TypesOf(arn)) == 0 || inWord(v)
	})
}

// inWord reports whether something that is given at deployment stands directly behind a letter: parameter${Prefix}.
func inWord(v model.Value) bool {
	before := ""
	for _, p := range v.Parts() {
		cause, unknown := p.Cause()
		if unknown && given(cause) && before != "" && unicode.IsLetter(rune(before[len(before)-1])) {
			return true
		}
		before = p.TextOr("")
	}
	return false
}

// teller tells what some policies allow.
type teller struct {
	audit      *Audit
	set        question
	everything bool // that they are about, they allow
}

// everything is what actions without resources are asked about. It is prepared here, since all applications share it.
var everything = func() *alias {
	a := &alias{named: model.NewString("*", model.Location{})}
	a.asAsked()
	return a
}()

// extent is what the policies allow an action on.
func (t teller) extent(action catalogue.Action) Extent {
	e := Extent{Action: action}
	uses, single := action.Resources(), false
	if len(uses) == 0 {
		e.Elsewhere = t.everything || t.set.allows(action.String(), everything)
	}
	for _, use := range uses {
		for _, i := range t.audit.byType[use.Type] {
			t.audit.steps--
			if t.audit.steps <= 0 {
				return e
			}
			if slices.Contains(e.things, i) {
				continue
			}
			names := t.audit.things[i].names[use.Type]
			switch {
			case t.everything, slices.ContainsFunc(names, func(name *alias) bool { return t.set.allows(action.String(), name) }):
				e.things, e.On = append(e.things, i), append(e.On, t.audit.things[i].called())
			case slices.ContainsFunc(names, func(name *alias) bool { return t.set.mayMean(action.String(), name) }):
				e.perhaps = append(e.perhaps, i)
			}
		}
		allowed := t.everything || t.set.allows(action.String(), t.audit.other(use.Type))
		if singular(use.Type) { // it stands beside what the action is about: the catalog beside the table
			single = single || allowed
		} else {
			e.Elsewhere = e.Elsewhere || allowed
		}
	}
	e.Elsewhere = e.Elsewhere || single && len(e.things)+len(e.perhaps) == 0
	return e
}

// singular reports whether there is one thing of a type in an account and region: nothing in its ARN names it.
func singular(t catalogue.ResourceType) bool {
	rest := t.ARN()
	for {
		_, inside, found := strings.Cut(rest, "${")
		if !found {
			return true
		}
		inside, rest, _ = strings.Cut(inside, "}")
		if inside != "Partition" && inside != "Region" && inside != "Account" {
			return false
		}
	}
}

// given reports whether a value is given when the application is deployed, so that it names one thing, whichever.
func given(c model.Cause) bool { return c.Name != "" }

// wider is what an extent has beyond what is wanted.
func (a *Audit) wider(e Extent, w *want, g *model.Grant) (Wider, bool) {
	out := Wider{Action: e.Action, Condition: fixed(w, g)}
	meant := slices.ContainsFunc(e.perhaps, func(i int) bool { return w.things[i] })
	if !w.everywhere && !meant {
		out.Elsewhere = e.Elsewhere
		for _, i := range e.things {
			if w.things[i] {
				continue
			}
			out.On = append(out.On, a.things[i].called())
		}
	}
	return out, out.Elsewhere || len(out.On) > 0 || len(out.Condition) > 0
}

// fixed is what the code fixes of every request of an action and a grant does not ask for.
func fixed(w *want, g *model.Grant) []model.Field {
	var out []model.Field
	for _, field := range w.needs[0].Condition {
		always := !slices.ContainsFunc(w.needs, func(n *Need) bool {
			return !slices.ContainsFunc(n.Condition, func(f model.Field) bool { return f.Key == field.Key })
		})
		asked := slices.ContainsFunc(policy.Conditions(g.Conditions), func(c policy.Condition) bool { return strings.EqualFold(c.Key, field.Key) })
		if always && !asked {
			out = append(out, field)
		}
	}
	return out
}

// serve notes the needs that a statement serves.
func (a *Audit) serve(r *Role, s *Statement) {
	for _, e := range s.Gives {
		w := r.want[e.Action]
		if w == nil {
			continue
		}
		for _, n := range w.needs {
			if suits(n, s.Grant) && a.serves(e, n) {
				s.Needs = append(s.Needs, n)
			}
		}
	}
}

func (a *Audit) serves(e Extent, n *Need) bool {
	if n.Open() || n.On.Kind == model.TargetAny || e.Elsewhere {
		return true
	}
	return slices.ContainsFunc(slices.Concat(e.things, e.perhaps), func(i int) bool { return a.isOn(n, i, e.Action) })
}
