package minimise

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// part is a statement whose texts are all known.
type part struct {
	effect     model.Effect
	actions    axis
	resources  axis
	conditions []condition
	from       []int
	at         model.Location
}

// axis is an Action, NotAction, Resource or NotResource.
type axis struct {
	not   bool
	items []item // by text, each once
}

// item is one text of an axis.
type item struct {
	text  compare.Text
	value model.Value // as it is written
}

// condition is a condition with the numbers of its values, in order.
type condition struct {
	policy.Condition
	texts []compare.Text
}

// part is a statement, or why it is none whose texts are all known.
func (m *minimiser) part(s *policy.Statement, place int) (part, string) {
	p := part{effect: s.Effect, from: []int{place}, at: s.At}
	switch {
	case s.IsHole():
		return p, "it is not known which statements stand here"
	case s.Effect == model.UnknownEffect:
		return p, "it is not known whether the statement allows or denies"
	case s.Principals != nil || s.NotPrincipals != nil:
		return p, "the statement names principals"
	}
	var ok bool
	if p.actions, ok = axisOf(spelled(s.Actions), spelled(s.NotActions), m.texts.Action); !ok {
		return p, "not all of its actions are known"
	}
	resource := func(v model.Value) (compare.Text, bool) { return m.texts.Resource(v, m.variables) }
	if p.resources, ok = axisOf(s.Resources, s.NotResources, resource); !ok {
		return p, "not all of its resources are known"
	}
	for i := range s.Conditions {
		c := condition{Condition: s.Conditions[i]}
		for _, v := range c.Values {
			text, ok := m.texts.Operand(v, c.Operator.Comparison, m.variables)
			if !ok {
				return p, "not all of its conditions are known"
			}
			if at, found := slices.BinarySearch(c.texts, text); !found {
				c.texts = slices.Insert(c.texts, at, text)
			}
		}
		if c.IsHole() || len(c.Values) == 0 {
			return p, "not all of its conditions are known"
		}
		p.conditions = append(p.conditions, c)
	}
	slices.SortFunc(p.conditions, func(a, b condition) int { return strings.Compare(a.key(), b.key()) })
	p.conditions = slices.CompactFunc(p.conditions, func(a, b condition) bool { return a.key() == b.key() })
	return p, ""
}

// spelled are actions as the provider spells them: their case does not matter, and two spellings are one action.
func spelled(actions []model.Value) []model.Value {
	if actions == nil {
		return nil
	}
	out := slices.Clone(actions)
	for i, v := range out {
		text, _ := v.Text()
		if a, ok := catalogue.LookupAction(text); ok {
			out[i] = model.NewString(a.String(), v.At)
		}
	}
	return out
}

// axisOf is a list of texts, or of those that are not meant.
func axisOf(values, not []model.Value, number func(model.Value) (compare.Text, bool)) (axis, bool) {
	var a axis
	if values == nil {
		values, a.not = not, true
	}
	for _, v := range values {
		text, ok := number(v)
		if !ok {
			return a, false
		}
		a.items = append(a.items, item{text, v})
	}
	slices.SortStableFunc(a.items, func(x, y item) int { return int(x.text - y.text) })
	a.items = slices.CompactFunc(a.items, func(x, y item) bool { return x.text == y.text })
	return a, len(a.items) > 0
}

// key tells axes apart.
func (a *axis) key() string {
	var b strings.Builder
	b.WriteString(strconv.FormatBool(a.not))
	for _, i := range a.items {
		b.WriteString(" " + strconv.Itoa(int(i.text)))
	}
	return b.String()
}

func (a *axis) values() []model.Value {
	out := make([]model.Value, len(a.items))
	for i := range a.items {
		out[i] = a.items[i].value
	}
	slices.SortStableFunc(out, func(x, y model.Value) int { return strings.Compare(x.String(), y.String()) })
	return out
}

// lists are an axis as a statement has it.
func (a *axis) lists() (values, not []model.Value) {
	if a.not {
		return nil, a.values()
	}
	return a.values(), nil
}

// on is what a condition asks and how.
func (c *condition) on() string { return c.Operator.String() + " " + strings.ToLower(c.Key) }

func (c *condition) key() string {
	var b strings.Builder
	b.WriteString(c.on())
	for _, t := range c.texts {
		b.WriteString(" " + strconv.Itoa(int(t)))
	}
	return b.String()
}

func (p *part) conditionsKey() string {
	keys := make([]string, len(p.conditions))
	for i := range p.conditions {
		keys[i] = p.conditions[i].key()
	}
	return strings.Join(keys, "\n")
}

// bare is a part as a statement.
func (p *part) bare() policy.Statement {
	s := policy.Statement{Effect: p.effect, At: p.at}
	s.Actions, s.NotActions = p.actions.lists()
	s.Resources, s.NotResources = p.resources.lists()
	for _, c := range p.conditions {
		s.Conditions = append(s.Conditions, c.Condition)
	}
	return s
}

// statement is a part as a statement of the result. One that is made of one of the document's keeps its Sid.
func (p *part) statement(of []policy.Statement) Statement {
	out := Statement{p.bare(), p.from}
	if len(p.from) == 1 {
		out.Sid = of[p.from[0]].Sid
	}
	return out
}
