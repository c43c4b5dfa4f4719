package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// group is what kind of values the operators of a condition compare. Values of one group are cut into cells together.
type group uint8

const (
	groupNone group = iota // whether there is a value
	groupText
	groupNumber
	groupDate
	groupAddress
)

// atom is one condition: equal ones are the same pointer.
type atom struct {
	id       int
	key      string // in lower case
	source   *policy.Condition
	test     *policy.Test
	group    group
	style    style
	operands []*pattern // all that its values may be
	uses     []string   // the keys of its policy variables
	gaps     bool       // a value is not known
	// factors says that a value satisfies the condition just when it can be written, with symbols for what they stand
	// for, so that it does whatever they stand for.
	factors bool
}

func (b *book) atom(c *policy.Condition, variables policy.Truth) *atom {
	comparison := c.Operator.Comparison
	a := &atom{key: strings.ToLower(c.Key), source: c, group: groupOf(comparison)}
	switch {
	case comparison == policy.StringEqualsIgnoreCase || comparison == policy.StringNotEqualsIgnoreCase || comparison == policy.Bool:
		a.style = foldCase
	case comparison >= policy.ArnEquals && comparison <= policy.ArnNotLike:
		a.style = asARN
	}
	var identity strings.Builder
	identity.WriteString(c.Operator.String() + "\x00" + a.key + "\x00" + variables.String())
	options := false
	var items [][][]*pattern
	for _, v := range c.Values {
		item := b.shapes(policy.OperandPieces(v, comparison, variables), a.style)
		items = append(items, item)
		options = options || len(item) != 1
		for _, spelling := range item {
			for _, p := range spelling {
				a.operands = append(a.operands, p)
				a.gaps = a.gaps || p.gaps
				identity.WriteString("\x00" + strconv.Itoa(p.id))
			}
		}
	}
	a.uses = b.usedIn(items)
	a.gaps = a.gaps || options
	parts := a.style == asARN && !slices.ContainsFunc(a.operands, (*pattern).crossesParts)
	a.factors = a.group == groupText && (a.style == exactly || parts) && !comparison.IsNegated() && c.Operator.Quantifier == policy.Single && !a.gaps
	if !a.gaps {
		if known := b.atoms[identity.String()]; known != nil {
			return known
		}
		b.atoms[identity.String()] = a
	}
	a.test = c.Compile(variables)
	a.id = b.count
	b.count++
	return a
}

func groupOf(c policy.Comparison) group {
	switch {
	case c == policy.Null:
		return groupNone
	case c >= policy.NumericEquals && c <= policy.NumericGreaterThanEquals:
		return groupNumber
	case c >= policy.DateEquals && c <= policy.DateGreaterThanEquals:
		return groupDate
	case c == policy.IPAddress || c == policy.NotIPAddress:
		return groupAddress
	}
	return groupText
}

// keyType is what the catalogue says of a condition key.
type keyType struct {
	single bool // a request has at most one value
	base   catalogue.ConditionType
}

func (b *book) keyType(key string) keyType {
	if known, found := b.keys[key]; found {
		return known
	}
	var out keyType
	if k, ok := catalogue.LookupKey(key); ok {
		out = keyType{single: !k.Type().Multivalued() && k.Type() != catalogue.TypeUnknown, base: k.Type().Base()}
	}
	b.keys[key] = out
	return out
}

// typed reports whether all values of the key in a request are of the kind that the conditions compare.
func (t keyType) typed(of group, atoms []*atom) bool {
	switch t.base {
	case catalogue.TypeNumeric:
		return of == groupNumber
	case catalogue.TypeDate:
		return of == groupDate
	case catalogue.TypeIPAddress:
		return of == groupAddress
	case catalogue.TypeBool:
		return of == groupText || of == groupNone
	case catalogue.TypeUnknown, catalogue.TypeString, catalogue.TypeBinary:
	case catalogue.TypeARN:
		return of == groupText && !slices.ContainsFunc(atoms, func(a *atom) bool { return a.group == groupText && a.style != asARN })
	}
	return false
}
