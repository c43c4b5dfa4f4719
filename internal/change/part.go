package change

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// What is hostile has many large policies: so many actions or resources of a statement, and statements of somebody, are
// looked at one by one, and so many statements are compiled for that of all together.
const (
	maxItems = 64
	maxParts = 256
	maxWork  = 40_000
	// partSteps bound a question about a part of a statement.
	partSteps = compare.DefaultSteps / 64
)

// parts are the parts of what somebody may do that are not within another set, and why of some that is not known.
func (d *difference) parts(of holder, in compare.Set) (out []Access, unknown []compare.Reason) {
	work := statements(of.set) + statements(in)
	for i, p := range permissions(of.set) {
		if d.work > maxWork || i == maxParts {
			return out, append(unknown, compare.Reason{Text: "there is more than is looked at statement by statement", At: p.source.Statement.At})
		}
		within := func(s policy.Statement) compare.Answer {
			d.work += work
			return access.Within(p.alone(s, in), in, compare.Options{Steps: partSteps})
		}
		answer := within(*p.source.Statement)
		if answer.Within == policy.Yes {
			continue
		}
		part := *p.source.Statement
		var doubts []compare.Reason
		part.Actions, doubts = narrow(part.Actions, answer, doubts, func(v []model.Value) compare.Answer {
			s := part
			s.Actions = v
			return within(s)
		})
		part.Resources, doubts = narrow(part.Resources, answer, doubts, func(v []model.Value) compare.Answer {
			s := part
			s.Resources = v
			return within(s)
		})
		if answer.Within == policy.Maybe {
			doubts = answer.Because
		}
		for _, r := range doubts {
			if !slices.Contains(unknown, r) {
				unknown = append(unknown, r)
			}
		}
		if answer.Within == policy.Maybe {
			continue
		}
		a := Access{Statement: part, Level: levelOf(&part), Witness: answer.Witness}
		if again := within(part); again.Witness != nil { // the first witness may be of what is left out
			a.Witness = again.Witness
		}
		if of.policy != nil {
			a.Policy = of.policy(p.source)
		}
		out = append(out, a)
	}
	return out, unknown
}

// statements are how many a set has.
func statements(s compare.Set) int {
	n := 0
	for _, d := range slices.Concat(s.Identity, s.Boundary) {
		n += len(d.Statements)
	}
	return n
}

// narrow leaves out the actions, or resources, of which it is proved that they make no difference.
func narrow(values []model.Value, whole compare.Answer, doubts []compare.Reason, within func([]model.Value) compare.Answer) ([]model.Value, []compare.Reason) {
	if whole.Within != policy.No || len(values) < 2 || len(values) > maxItems {
		return values, doubts
	}
	var out []model.Value
	for i := range values {
		switch answer := within(values[i : i+1]); answer.Within {
		case policy.No:
			out = append(out, values[i])
		case policy.Maybe:
			doubts = append(doubts, answer.Because...)
		case policy.Yes:
		}
	}
	if out == nil { // each alone is in doubt
		return values, doubts
	}
	return out, doubts
}

// levelOf is the worst level of the actions of a statement.
func levelOf(s *policy.Statement) permit.Level {
	actions := catalogue.AllActions()
	if s.NotActions == nil {
		actions = &catalogue.Set{}
		for _, v := range s.Actions {
			text, _ := v.Text()
			actions.AddPattern(text)
		}
	}
	for _, v := range s.NotActions {
		not := &catalogue.Set{}
		text, _ := v.Text()
		not.AddPattern(text)
		actions.Subtract(not)
	}
	worst := permit.List
	levels := permit.Levels()
	for a := range actions.All() {
		if of := permit.LevelOf(a); slices.Index(levels, of) < slices.Index(levels, worst) {
			worst = of
		}
	}
	return worst
}
