package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// needs are the permissions that a request takes.
func (r *run) needs(q *request, at model.Location) []model.Need {
	mapping, ok := catalogue.Operation(q.service, q.operation)
	if !ok {
		return nil
	}
	var out []model.Need
	seen := map[string]bool{}
	for i := range mapping.Needs {
		need := &mapping.Needs[i]
		for _, on := range r.related(q, need, mapping.Needs, at) {
			when, holds := r.when(q, need, on.of)
			if holds == policy.No {
				continue
			}
			n := model.Need{Action: need.Action.String(), On: on.Target, When: when, Condition: r.conditions(q, need.Action, on.of)}
			if key := needKey(&n); !seen[key] {
				seen[key] = true
				out = append(out, n)
			}
		}
	}
	return out
}

// needKey is the same for needs that say the same.
func needKey(n *model.Need) string {
	fixed := model.NewMap(n.Condition, model.Location{}).Meaning()
	return strings.Join([]string{n.Action, string(n.On.Kind), n.On.ID, n.On.Name, n.On.Part, n.On.Value.Meaning(), n.On.Why, n.When, fixed}, "\x00")
}

// when answers whether the conditions of a need hold, and where that is not known what they are.
func (r *run) when(q *request, need *catalogue.Need, of *element) (string, policy.Truth) {
	holds := policy.Yes
	var open []string
	for _, c := range need.When {
		is := r.holds(q, c, of)
		if is == policy.Maybe {
			open = append(open, circumstance(c))
		}
		holds = holds.And(is)
	}
	return strings.Join(open, " and "), holds
}

// holds answers one condition.
func (r *run) holds(q *request, c catalogue.Condition, of *element) policy.Truth {
	is := policy.Maybe
	switch {
	case c.Test == catalogue.Property && c.Name == "result-location":
		is = r.writesResults(q, of)
	case c.Test == catalogue.Property:
		is = property(c.Name, of)
	default:
		is = r.parameterHolds(q, c)
	}
	if c.Negated {
		return is.Not()
	}
	return is
}

// parameterHolds answers a condition on what the request says.
func (r *run) parameterHolds(q *request, c catalogue.Condition) policy.Truth {
	values, given := q.input.at(c.Name)
	switch {
	case c.Test == catalogue.Present:
		return given
	case given == policy.No:
		return policy.No
	case given == policy.Maybe:
		return policy.Maybe
	}
	is := policy.No
	for _, v := range values {
		is = is.Or(r.compares(v, c))
	}
	return is
}

// compares answers whether a value is, begins with or contains what a condition says.
func (r *run) compares(v term.Value, c catalogue.Condition) policy.Truth {
	if object, ok := v.(*term.Object); ok && c.Test == catalogue.Contains { // CopySource as a mapping: {Bucket, Key, VersionId}
		_, given := descendObject(object, []string{strings.TrimSuffix(c.Value, "=")})
		return given
	}
	is := policy.No
	for _, n := range r.names(v) {
		if c.Test == catalogue.Begins && r.isParameter(n) {
			continue // what is declared begins with neither aws nor ssm
		}
		is = is.Or(n.compares(c))
	}
	return is
}

// isParameter reports whether a name is that of a declared parameter of Systems Manager. It cannot begin with "aws" or
// "ssm", nor with a slash and one of these (AWS Systems Manager API Reference, PutParameter).
func (r *run) isParameter(n name) bool {
	p, isHole := n.hole()
	e := r.elements[p.value.Target()]
	return isHole && e != nil && e.kind == "AWS::SSM::Parameter"
}

func (n name) compares(c catalogue.Condition) policy.Truth {
	fixed := n.fixed()
	text, want := strings.ToLower(n.known()), strings.ToLower(c.Value)
	switch c.Test {
	case catalogue.Equals:
		if fixed {
			return yes(text == want)
		}
		return policy.Maybe
	case catalogue.Begins:
		text = strings.TrimLeft(text, " \t\r\n(")
		if len(text) >= len(want) || fixed {
			return yes(strings.HasPrefix(text, want))
		}
		if !n.mayBegin(want) {
			return policy.No
		}
		return policy.Maybe
	case catalogue.Contains:
		if strings.Contains(strings.ToLower(n.all()), want) {
			return policy.Yes
		}
		if _, _, composed := n.cut("/"); fixed || composed && c.Name == "CopySource" { // bucket/key is put together here: a version would be, too
			return policy.No
		}
	case catalogue.Present, catalogue.Property:
	}
	return policy.Maybe
}

// circumstance is a condition in words.
func circumstance(c catalogue.Condition) string {
	what := c.Name
	not := ""
	if c.Negated {
		not = "not "
	}
	switch c.Test {
	case catalogue.Equals:
		return what + " is " + not + c.Value
	case catalogue.Begins:
		if c.Negated {
			return what + " does not begin with " + c.Value
		}
		return what + " begins with " + c.Value
	case catalogue.Contains:
		if c.Negated {
			return what + " does not contain " + c.Value
		}
		return what + " contains " + c.Value
	case catalogue.Property:
		if said, ok := propertyWords[c.Name]; ok {
			if c.Negated {
				return "not: " + said
			}
			return said
		}
	case catalogue.Present:
	}
	return what + " is " + not + "given"
}

var propertyWords = map[string]string{
	"customer-key":        "it is encrypted with a key that the customer manages",
	"source-customer-key": "the source is encrypted with a key that the customer manages",
	"source-tagged":       "the source has tags",
	"task-roles":          "the task definition names roles",
	"catalogue-tables":    "the query reads tables of the data catalogue",
	"result-location":     "the work group writes results to a bucket",
	"dns":                 "the namespace has a hosted zone",
}

// property answers whether an element has a property; what that is stands in docs/catalogue.md.
func property(name string, of *element) policy.Truth {
	if name == "task-roles" && of != nil {
		return yes(len(of.taskRoles()) > 0)
	}
	if name == "catalogue-tables" && of != nil {
		return policy.Yes // it is a table of the catalogue
	}
	if name != "customer-key" || of == nil {
		return policy.Maybe
	}
	key, where := of.key()
	text, known := key.Text()
	switch {
	case !where:
		return policy.Maybe
	case key.IsAbsent(), known && strings.HasPrefix(text, "alias/aws/"):
		return policy.No
	case key.IsUnknown():
		return policy.Maybe
	}
	return policy.Yes
}
