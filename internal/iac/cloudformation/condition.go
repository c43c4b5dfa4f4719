package cloudformation

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// truth is a condition's value: true, false or unknown with a reason.
type truth struct {
	known  bool
	value  bool
	reason string
	cause  model.Cause
}

func unknownTruth(reason string, at model.Location) truth {
	return truth{reason: reason, cause: model.Cause{Reason: reason, At: at}}
}

const undecided = " is not decided: "

// condition is the value of a named condition.
func (s *stack) condition(name string, at model.Location) truth {
	if c, done := s.conditions[name]; done {
		return c
	}
	e, ok := s.conditionOf[name]
	if !ok {
		return unknownTruth("there is no condition "+name, at)
	}
	if s.busy["condition "+name] {
		return unknownTruth("condition "+name+" depends on itself", at)
	}
	s.busy["condition "+name] = true
	c := s.truthOf(e.node, e.scope)
	delete(s.busy, "condition "+name)
	if !c.known {
		why := c.reason
		if _, first, found := strings.Cut(why, undecided); found { // of a row of conditions the first cause
			why = first
		}
		c.cause.Reason, c.cause.Made = "condition "+name+undecided+why, true
		c.reason = c.cause.Reason
	}
	s.conditions[name] = c
	return c
}

// truthOf evaluates a condition function.
func (s *stack) truthOf(n *source.Node, sc *scope) truth {
	if !s.spend(1, n) {
		return unknownTruth(tooLarge, n.Location())
	}
	if s.project.depth >= maxReference {
		return unknownTruth(tooDeep, n.Location())
	}
	s.project.depth++
	defer func() { s.project.depth-- }()
	fn, arg, ok := call(n)
	if !ok {
		if v, known := s.eval(n, sc).Truth(); known {
			return truth{known: true, value: v}
		}
		return unknownTruth("not a condition", n.Location())
	}
	switch fn {
	case "Condition":
		name, _ := arg.Scalar()
		return s.condition(s.substitute(name, sc), n.Location())
	case "Fn::Equals":
		return s.equals(arg, sc)
	case "Fn::Not":
		if arg.Kind == source.List && len(arg.Items) == 1 {
			c := s.truthOf(arg.Items[0], sc)
			c.value = !c.value
			return c
		}
	case "Fn::And", "Fn::Or":
		if arg.Kind == source.List {
			return s.combine(arg.Items, fn == "Fn::Or", sc)
		}
	default:
		if v, known := s.eval(n, sc).Truth(); known {
			return truth{known: true, value: v}
		}
	}
	return unknownTruth(fn+" does not make a condition here", n.Location())
}

// combine is And, or Or when deciding is true: one deciding operand decides, whatever the others.
func (s *stack) combine(operands []*source.Node, deciding bool, sc *scope) truth {
	result := truth{known: true, value: !deciding}
	for _, n := range operands {
		c := s.truthOf(n, sc)
		if c.known && c.value == deciding {
			return c
		}
		if !c.known && result.known {
			result = c
		}
	}
	return result
}

func (s *stack) equals(arg *source.Node, sc *scope) truth {
	if arg.Kind != source.List || len(arg.Items) != 2 {
		return unknownTruth("Fn::Equals takes two values", arg.Location())
	}
	a, b := s.eval(arg.Items[0], sc), s.eval(arg.Items[1], sc)
	x, xKnown := a.Text()
	y, yKnown := b.Text()
	switch {
	case xKnown && yKnown:
		return truth{known: true, value: x == y}
	case a.IsUnknown() && yKnown && excludes(a.Options(), y), b.IsUnknown() && xKnown && excludes(b.Options(), x):
		return truth{known: true, value: false}
	case a.Kind() == model.List && b.Kind() == model.List, a.Kind() == model.Reference && b.Kind() == model.Reference:
		if a.String() == b.String() {
			return truth{known: true, value: true}
		}
	}
	for _, v := range append(a.Parts(), b.Parts()...) {
		if c, ok := v.Cause(); ok {
			return truth{reason: c.Reason, cause: c}
		}
	}
	for _, v := range append(a.Parts(), b.Parts()...) {
		if r, ok := v.Ref(); ok {
			return unknownTruth(r.String()+" is known only when deployed", v.At)
		}
	}
	return unknownTruth("the two values cannot be compared", arg.Location())
}

// excludes reports whether a value is none of the options, when these are all there are.
func excludes(options []model.Value, text string) bool {
	for _, o := range options {
		if t, known := o.Text(); !known || t == text {
			return false
		}
	}
	return len(options) > 0
}
