package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// orOtherwise is the value of a function that answers an environment variable where it is set, and otherwise something
// else: env(name, fallback). Nil for others.
func (ev *evaluator) orOtherwise(left []exit, alive bool) term.Value {
	if alive || len(left) < 2 {
		return nil
	}
	for i := range left {
		env, ok := left[i].value.(*term.Environment)
		if !ok || env.Default != nil && !term.IsNull(env.Default) || !left[i].tested(env, always) {
			continue
		}
		var other term.Value
		for j := range left {
			switch {
			case j == i:
			case !left[j].tested(env, never):
				return nil
			default:
				other = ev.join(other, left[j].value)
			}
		}
		return ev.withDefault(env, other)
	}
	return nil
}

// conditional is one of two values. One that is an environment variable where it is set has the other one as its default.
func (ev *evaluator) conditional(e *ir.Conditional) term.Value {
	var v term.Value
	var ways []exit
	way := func(x ir.Expression) func() {
		return func() {
			one := ev.eval(x)
			ways = append(ways, exit{value: one, guards: ev.guards})
			v = ev.join(v, ev.checked(one))
		}
	}
	ev.branch(e.Test, e.At(), way(e.Then), way(e.Else))
	if env := ev.orOtherwise(ways, false); env != nil {
		return env
	}
	return v
}

// withDefault is an environment variable with what is taken where it is not set; nil where that is no name.
func (ev *evaluator) withDefault(env *term.Environment, other term.Value) term.Value {
	switch other.(type) {
	case *term.Constant, *term.Text, *term.Environment:
		return ev.Environment(env.Name, other)
	}
	return nil
}

// tested is whether an exit is taken only where a variable is set (always), or only where it is not (never).
func (x *exit) tested(env *term.Environment, is truth) bool {
	for g := x.guards; g != nil; g = g.up {
		name, set := setBy(g.Test)
		if !g.Holds {
			set = set.not()
		}
		if name == env.Name && set == is {
			return true
		}
	}
	return false
}

// setBy is what a test that holds says about whether an environment variable is set, and which one; an empty name for a
// test of something else.
func setBy(test term.Value) (name string, set truth) {
	if env, ok := test.(*term.Environment); ok {
		return env.Name, always
	}
	c, ok := test.(*term.Combined)
	if !ok {
		return "", maybe
	}
	switch {
	case c.How == string(ir.Not):
		name, set = setBy(c.Of[0])
		return name, set.not()
	case len(c.Of) != 2:
		return "", maybe
	case (c.How == string(ir.In) || c.How == string(ir.NotIn)) && isEnvironment(c.Of[1]):
		name, _ = term.KnownText(c.Of[0])
	default:
		env, ok := c.Of[0].(*term.Environment)
		if k, isConstant := c.Of[1].(*term.Constant); !ok || !isConstant || k.Kind != ir.Null && (k.Kind != ir.String || k.Text != "") {
			return "", maybe
		}
		name = env.Name
	}
	switch c.How {
	case string(ir.NotEqual), string(ir.IsNot), string(ir.In):
		return name, always
	case string(ir.Equal), string(ir.Is), string(ir.NotIn):
		return name, never
	}
	return "", maybe
}

// outcome is what cells hold at the end of the two ways of a test, and held before.
type outcome struct {
	before map[*cell]term.Value
	after  [2]map[*cell]term.Value
}

// note writes down what a way changed.
func (e *outcome) note(way int, changes []change) {
	e.after[way] = map[*cell]term.Value{}
	for _, ch := range changes {
		if _, known := e.after[way][ch.cell]; known {
			continue
		}
		e.after[way][ch.cell] = ch.cell.v
		if e.before == nil {
			e.before = map[*cell]term.Value{}
		}
		e.before[ch.cell] = ch.old
	}
}

// fallbacks gives variables that hold an environment variable where it is set, and something else where it is not, that as
// its default: if not name: name = "orders". first is the way that is taken where the test holds.
func (ev *evaluator) fallbacks(test term.Value, e *outcome) {
	name, set := setBy(test)
	if name == "" || e.after[0] == nil || e.after[1] == nil {
		return
	}
	there, missing := e.after[set-always], e.after[1-(set-always)]
	for c, before := range e.before {
		held := func(way map[*cell]term.Value) term.Value {
			if v, changed := way[c]; changed {
				return v
			}
			return before
		}
		env, ok := held(there).(*term.Environment)
		if !ok || env.Name != name || env.Default != nil {
			continue
		}
		if v := ev.withDefault(env, held(missing)); v != nil {
			ev.set(c, v)
		}
	}
}

// orFallback does that for a variable that is read in a try, and otherwise given by its handlers.
func (ev *evaluator) orFallback(s *ir.Try, ended []*delta) {
	a, ok := oneStatement(s.Body).(*ir.Assign)
	if !ok || len(ended) < 2 {
		return
	}
	u, ok := a.Target.(*ir.Use)
	if !ok {
		return
	}
	c := ev.cell(ev.frame, u.Variable)
	env, ok := ended[0].of(c).(*term.Environment)
	if !ok || env.Default != nil {
		return
	}
	var other term.Value
	for _, d := range ended[1:] {
		other = ev.join(other, d.of(c))
	}
	if v := ev.withDefault(env, other); v != nil {
		ev.set(c, v)
	}
}

func oneStatement(list []ir.Statement) ir.Statement {
	if len(list) != 1 {
		return nil
	}
	return list[0]
}

// orElse is an environment variable with what is taken where it is not set, behind what is taken before that; nil where
// it has a default that decides.
func (ev *evaluator) orElse(env *term.Environment, v term.Value, op ir.Operator) term.Value {
	switch d := env.Default.(type) {
	case nil:
		return ev.Environment(env.Name, v)
	case *term.Environment:
		if inner := ev.orElse(d, v, op); inner != nil {
			return ev.Environment(env.Name, inner)
		}
	case *term.Constant:
		if d.Kind == ir.Null || op == ir.Or && d.Kind == ir.String && d.Text == "" {
			return ev.Environment(env.Name, v)
		}
	}
	return nil
}
