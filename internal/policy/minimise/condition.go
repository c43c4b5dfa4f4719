package minimise

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// mergeable reports whether a condition holds for several values just when it holds for one of them (IAM User Guide,
// "Conditions with multiple context keys or values": the values are evaluated with OR). That of all values of a request
// each has to be among them is another thing.
func mergeable(o policy.Operator) bool {
	switch o.Comparison { //nolint:exhaustive // the others hold where none of the values does, or compare with one
	case policy.StringEquals, policy.StringEqualsIgnoreCase, policy.StringLike, policy.NumericEquals, policy.DateEquals,
		policy.BinaryEquals, policy.IPAddress, policy.ArnEquals, policy.ArnLike:
		return o.Quantifier != policy.ForAllValues
	}
	return false
}

// keyWithout tells parts apart but for the values of one condition.
func (p *part) keyWithout(condition int) string {
	var b strings.Builder
	b.WriteString(p.actions.key() + "\n" + p.resources.key() + "\n" + p.conditions[condition].on())
	for i := range p.conditions {
		if i != condition {
			b.WriteString("\n" + p.conditions[i].key())
		}
	}
	return b.String()
}

// join adds the values of a condition of another part. It answers false where more than that is different.
func join(p, other *part, place int) bool {
	more := &other.conditions[place]
	at := slices.IndexFunc(p.conditions, func(c condition) bool { return c.on() == more.on() })
	if at < 0 || p.keyWithout(at) != other.keyWithout(place) {
		return false
	}
	p.conditions = slices.Clone(p.conditions)
	c := &p.conditions[at]
	c.Values, c.texts = slices.Clone(c.Values), slices.Clone(c.texts)
	c.texts = append(c.texts, more.texts...)
	slices.Sort(c.texts)
	c.texts = slices.Compact(c.texts)
	c.Values = append(c.Values, more.Values...)
	slices.SortStableFunc(c.Values, func(a, b model.Value) int { return strings.Compare(a.String(), b.String()) })
	c.Values = slices.CompactFunc(c.Values, func(a, b model.Value) bool { return a.String() == b.String() && !a.IsSecret() })
	p.from = append(slices.Clone(p.from), other.from...)
	slices.Sort(p.from)
	p.from = slices.Compact(p.from)
	return true
}
