package policy

import (
	"cmp"
	"strings"
)

// compare compares an operand with a value of the request in the condition's way.
func (c *condition) compare(q *Query, o *operand, i *item) comparison {
	if (o.shape == shapeHoles && o.pieces == nil) || i.holey {
		return c.compareHoles(q, o, i)
	}
	switch c.class {
	case classString:
		return c.compareString(q, o, i)
	case classNumeric:
		if !o.valid || !i.numeric {
			return comparison{}
		}
		return comparison{truth(c.ordered(cmp.Compare(i.number, o.number))), Yes}
	case classDate:
		if !o.valid || !i.dated {
			return comparison{}
		}
		return comparison{truth(c.ordered(i.date.Compare(o.date))), Yes}
	case classBool:
		return c.compareBool(q, o, i)
	case classIP:
		if !o.valid || !i.addr.IsValid() {
			return comparison{}
		}
		return comparison{truth(o.prefix.Contains(i.addr)), Yes}
	case classBinary:
		return comparison{truth(o.text == i.text), Yes}
	case classArn, classNull:
	}
	return compareARN(q, o, i)
}

// ordered reports whether an order is what the operator asks for. Of a negated operator it is the
// positive counterpart's answer.
func (c *condition) ordered(order int) bool {
	of := c.operator.Comparison
	if of == NumericLessThan || of == DateLessThan {
		return order < 0
	}
	if of == NumericLessThanEquals || of == DateLessThanEquals {
		return order <= 0
	}
	if of == NumericGreaterThan || of == DateGreaterThan {
		return order > 0
	}
	if of == NumericGreaterThanEquals || of == DateGreaterThanEquals {
		return order >= 0
	}
	return order == 0
}

func (c *condition) compareString(q *Query, o *operand, i *item) comparison {
	if c.operator.Comparison != StringEqualsIgnoreCase && c.operator.Comparison != StringNotEqualsIgnoreCase {
		match, _ := o.matches(q, i.text, false)
		return comparison{match, Yes}
	}
	if o.pieces == nil {
		return comparison{truth(strings.EqualFold(o.text, i.text)), Yes}
	}
	var space [256]byte
	text, resolved := o.expand(space[:0], q)
	if hasHole(text) {
		return comparison{Maybe, Yes}
	}
	return comparison{resolved.And(truth(strings.EqualFold(string(text), i.text))), Yes}
}

func (c *condition) compareBool(q *Query, o *operand, i *item) comparison {
	value, valid := o.boolean, o.valid
	if o.pieces != nil {
		var space [256]byte
		text, resolved := o.expand(space[:0], q)
		if hasHole(text) {
			maybe := truth(matchGlob(text, "true") || matchGlob(text, "false")).And(Maybe)
			return comparison{maybe, maybe}
		}
		value, valid = parseBoolean(string(text))
		valid = valid && resolved == Yes
	}
	if !valid || !i.boolean {
		return comparison{}
	}
	return comparison{truth(value == i.truth), Yes}
}

// compareARN compares the six parts of an ARN each for itself.
func compareARN(q *Query, o *operand, i *item) comparison {
	if o.pieces == nil {
		return matchARN(o.arn, i.text)
	}
	var space [256]byte
	text, resolved := o.expand(space[:0], q)
	switch {
	case resolved == No: // equal to nothing
		return comparison{No, truth(strings.Count(i.text, ":") >= arnParts-1)}
	case resolved == Maybe || hasHole(text):
		return comparison{Maybe, Maybe}
	}
	return matchARN(text, i.text)
}

// arnParts is how many parts an ARN has; the last may have colons of its own.
const arnParts = 6

// matchARN compares what may be an ARN with a pattern. They can be compared when both have all parts.
func matchARN[P string | []byte](pattern P, text string) comparison {
	equal := true
	for n := range arnParts {
		p, t := len(pattern), len(text)
		if n < arnParts-1 {
			if p, t = indexColon(pattern), strings.IndexByte(text, ':'); p < 0 || t < 0 {
				return comparison{}
			}
		}
		equal = equal && matchGlob(pattern[:p], text[:t])
		if n < arnParts-1 {
			pattern, text = pattern[p+1:], text[t+1:]
		}
	}
	return comparison{truth(equal), Yes}
}

func indexColon[P string | []byte](text P) int {
	for i := range len(text) {
		if text[i] == ':' {
			return i
		}
	}
	return -1
}

// compareHoles compares where the operand or the value has a hole.
func (c *condition) compareHoles(q *Query, o *operand, i *item) comparison {
	unknown := comparison{Maybe, Maybe}
	switch c.class {
	case classString:
		if c.operator.Comparison == StringEqualsIgnoreCase || c.operator.Comparison == StringNotEqualsIgnoreCase {
			return comparison{Maybe, Yes}
		}
		match, _ := o.matches(q, i.text, true)
		return comparison{match, Yes}
	case classBinary:
		match, _ := o.matches(q, i.text, true)
		return comparison{match, Yes}
	case classArn:
		if o.pieces == nil {
			if c, ok := matchARNHoles(o.arn, i.text); ok {
				return c
			}
		}
		match, _ := o.matches(q, i.text, true)
		if match == Yes && o.pieces == nil && o.text == i.text {
			return comparison{Yes, Yes}
		}
		return comparison{match.And(Maybe), Maybe}
	case classNumeric, classDate, classBool, classIP, classNull:
	}
	return unknown
}
