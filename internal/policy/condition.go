package policy

import (
	"net/netip"
	"strings"
	"time"
)

// condition is a compiled Condition.
type condition struct {
	operator Operator
	class    class
	negated  bool
	key      string // in lower case
	operands []operand
	choices  [][][]operand // values with options: of each, the lists that it may stand for

	isHole       bool
	alternatives [][]condition
}

// operand is a compiled value of a condition.
type operand struct {
	pattern
	number  float64
	date    time.Time
	prefix  netip.Prefix
	boolean bool
	valid   bool   // it can be compared in the condition's way
	arn     string // of an ARN the compiled text
}

func (c *compiler) conditions(list []Condition) []condition {
	if len(list) == 0 {
		return nil
	}
	out := make([]condition, len(list))
	for i := range list {
		out[i] = c.condition(&list[i])
	}
	return out
}

func (c *compiler) condition(of *Condition) condition {
	if of.IsHole() {
		out := condition{isHole: true}
		for _, alternative := range of.Alternatives {
			out.alternatives = append(out.alternatives, c.conditions(alternative))
		}
		return out
	}
	comparison := of.Operator.Comparison
	out := condition{
		operator: of.Operator, class: comparison.class(), negated: comparison.IsNegated(), key: strings.ToLower(of.Key),
	}
	for _, v := range of.Values {
		all := spellings(v)
		choice := make([][]operand, len(all))
		for i, list := range all {
			for _, text := range list {
				choice[i] = append(choice[i], c.operand(comparison, text))
			}
		}
		if len(choice) == 1 {
			out.operands = append(out.operands, choice[0]...)
		} else {
			out.choices = append(out.choices, choice)
		}
	}
	return out
}

func (c *compiler) operand(comparison Comparison, text string) operand {
	o := operand{pattern: newPattern(text, operandSyntax(comparison, c.variables))}
	switch comparison.class() {
	case classString, classBinary:
		o.valid = true
	case classNumeric:
		o.number, o.valid = ParseNumber(text)
	case classDate:
		o.date, o.valid = ParseDate(text)
	case classIP:
		o.prefix, o.valid = ParseRange(text)
	case classBool, classNull:
		o.boolean, o.valid = parseBoolean(text)
	case classArn:
		o.arn, o.valid = o.glob.pattern(), true
	}
	return o
}

// operandSyntax is what a value of a comparison may contain.
func operandSyntax(comparison Comparison, variables Truth) syntax {
	s := syntax{wildcards: comparison == StringLike || comparison == StringNotLike || comparison.class() == classArn}
	if comparison.takesVariables() {
		s.variables = variables
	}
	return s
}

// Test is a condition that can be asked alone.
type Test struct{ condition condition }

// Compile prepares the condition to be asked alone. Variables says whether its document has policy variables.
func (c *Condition) Compile(variables Truth) *Test {
	of := compiler{variables: variables}
	return &Test{of.condition(c)}
}

// Holds answers whether the condition holds for the query.
func (t *Test) Holds(q *Query) Truth { return t.condition.holds(q) }

// holds answers whether the condition holds for the query.
func (c *condition) holds(q *Query) Truth {
	if c.isHole {
		return c.holdsAlternatively(q)
	}
	e, present := q.lookup(c.key)
	if present == Maybe {
		return Maybe
	}
	if c.class == classNull {
		return c.exists(present == No || e.null)
	}
	switch {
	case present == Yes && !e.null:
	case c.operator.Quantifier == ForAllValues:
		return Yes
	case c.operator.Quantifier == ForAnyValue:
		return No
	case present == No:
		return truth(c.negated || c.operator.IfExists)
	}
	switch c.operator.Quantifier {
	case ForAllValues:
		all := Yes
		for i := range e.items {
			all = all.And(c.accepts(q, &e.items[i]))
		}
		return all
	case ForAnyValue:
		some := No
		for i := range e.items {
			some = some.Or(c.accepts(q, &e.items[i]))
		}
		return some
	case Single:
	}
	if e.many { // a multivalued key is compared by set operators alone
		return No
	}
	return c.accepts(q, &e.items[0])
}

func (c *condition) holdsAlternatively(q *Query) Truth {
	if len(c.alternatives) == 0 {
		return Maybe
	}
	out := No
	for i, alternative := range c.alternatives {
		of := Yes
		for j := range alternative {
			of = of.And(alternative[j].holds(q))
		}
		if i == 0 {
			out = of
		} else {
			out = either(out, of)
		}
	}
	return out
}

// exists answers a Null operator.
func (c *condition) exists(null bool) Truth {
	compare := func(o *operand) comparison {
		switch {
		case o.shape == shapeHoles:
			return comparison{equal: Maybe, valid: Maybe}
		case !o.valid:
			return comparison{}
		}
		return comparison{equal: truth(o.boolean == null), valid: Yes}
	}
	return c.someEqual(compare).equal
}

// accepts answers whether one value of the request matches one of the condition's values; for a
// negated operator, none of them. Values that cannot be compared do not match either way.
func (c *condition) accepts(q *Query, i *item) Truth {
	found := c.someEqual(func(o *operand) comparison { return c.compare(q, o, i) })
	if c.negated {
		return found.equal.Not().And(found.valid)
	}
	return found.equal
}

// comparison is what is known of an operand compared with an item. The zero comparison is of values
// that cannot be compared.
type comparison struct {
	equal Truth // or less, or greater: what the operator asks for
	valid Truth // whether they can be compared
}

// someEqual is whether one of the operands compares as asked, and whether all of them can be compared.
func (c *condition) someEqual(compare func(*operand) comparison) comparison {
	out := anyEqual(c.operands, compare)
	for _, choice := range c.choices {
		of := anyEqual(choice[0], compare)
		for _, list := range choice[1:] {
			other := anyEqual(list, compare)
			of = comparison{either(of.equal, other.equal), either(of.valid, other.valid)}
		}
		out = comparison{out.equal.Or(of.equal), out.valid.And(of.valid)}
	}
	return out
}

func anyEqual(operands []operand, compare func(*operand) comparison) comparison {
	out := comparison{No, Yes}
	for i := range operands {
		of := compare(&operands[i])
		out = comparison{out.equal.Or(of.equal), out.valid.And(of.valid)}
	}
	return out
}
