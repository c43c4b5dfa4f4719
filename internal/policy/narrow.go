package policy

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Conditions reads a Condition element as [Parse] does; what is wrong with it is a hole.
func Conditions(v model.Value) []Condition {
	p := parser{}
	return p.conditions(v)
}

// Narrow answers whether the conditions of an Allow statement leave only some of an aspect: some of
// those who ask, some of the places. A key counts where it is compared for being something, and with
// something narrower than everything. A condition that holds also for requests without the key
// (IfExists, ForAllValues, Null, a negated operator) narrows nothing down, unless its key is one that
// says what a request is about: requests have it wherever it matters. A value that is given at
// deployment counts as one that its author thought of.
func Narrow(conditions []Condition, aspects ...Aspect) Truth {
	return eachCondition(conditions, func(c *Condition) Truth {
		if !slices.Contains(aspects, AspectOf(c.Key)) || !c.needsKey() && !c.isSet() {
			return No
		}
		return c.isNarrow()
	})
}

// eachCondition answers whether one of some conditions does something, whichever alternative holds.
func eachCondition(conditions []Condition, ask func(*Condition) Truth) Truth {
	answer := No
	for i := range conditions {
		c := &conditions[i]
		if !c.IsHole() {
			answer = answer.Or(ask(c))
			continue
		}
		if len(c.Alternatives) == 0 {
			answer = answer.Or(Maybe)
			continue
		}
		of := eachCondition(c.Alternatives[0], ask)
		for _, alternative := range c.Alternatives[1:] {
			of = either(of, eachCondition(alternative, ask))
		}
		answer = answer.Or(of)
	}
	return answer
}

// isSet reports whether requests to which it matters have the condition's key: keys of a service, such
// as dynamodb:LeadingKeys; tags are there or not.
func (c *Condition) isSet() bool {
	return AspectOf(c.Key) == AspectWhich && !strings.Contains(c.Key, "/") && !strings.HasPrefix(strings.ToLower(c.Key), "aws:") &&
		c.Operator.Comparison != Null && !c.Operator.Comparison.IsNegated()
}

// needsKey reports whether the condition holds for no request without its key.
func (c *Condition) needsKey() bool {
	op := c.Operator
	return !op.IfExists && op.Quantifier != ForAllValues && op.Comparison != Null && !op.Comparison.IsNegated()
}

// isNarrow answers whether every value of the condition is narrower than everything.
func (c *Condition) isNarrow() Truth {
	if len(c.Values) == 0 {
		return No
	}
	answer := Yes
	for _, v := range c.Values {
		answer = answer.And(isNarrower(v))
	}
	return answer
}

// isNarrower answers whether a value is narrower than everything; one of several that is absent makes
// the condition be absent.
func isNarrower(v model.Value) Truth {
	if options := v.Options(); len(options) > 0 {
		answer := isNarrower(options[0])
		for _, option := range options[1:] {
			answer = either(answer, isNarrower(option))
		}
		return answer
	}
	answer := Yes
	for _, item := range v.OneOrMany() {
		text, known := item.Text()
		if known && (text == "" || strings.Trim(text, "*") == "" || text == "0.0.0.0/0" || text == "::/0" || strings.HasPrefix(text, "arn:*:*:*:*:")) {
			answer = No
		}
	}
	if v.IsAbsent() {
		return No
	}
	return answer
}

// Cause is why it is not known what some conditions say: the reason of the first hole, or of a value
// that may be several.
func Cause(conditions []Condition) (model.Cause, bool) {
	for i := range conditions {
		if cause, unknown := conditions[i].Hole.Cause(); unknown {
			return cause, true
		}
		for _, v := range conditions[i].Values {
			if cause, unknown := v.Cause(); unknown && len(v.Options()) > 0 {
				return cause, true
			}
		}
	}
	return model.Cause{}, false
}
