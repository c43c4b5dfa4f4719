package eval

import (
	"slices"
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// turn is one turn of a loop over a collection: what Element answers.
type turn struct {
	over             ir.Expression
	item, key, value term.Value
}

// maxUnrolled is how many items of a known list are taken one after the other. Loops in one another share it.
const maxUnrolled = 32

func (ev *evaluator) loop(s *ir.Loop) {
	was := ev.frame.loop
	ev.frame.loop = s
	r := ev.open()
	entered := ev.guards
	ended := true        // it may come to its end without a break
	var all []term.Value // what holds of each item
	if s.Over != nil {
		all = ev.loopOver(s)
	} else {
		ended = ev.loopWhile(s)
	}
	if !ev.frame.dead {
		if s.Over == nil {
			ev.guards = common(ev.guards, entered)
		}
		if len(all) > 0 && !slices.ContainsFunc(ev.exits[r.pending:], func(x exit) bool { return x.exitTo == exitTo{kind: breaks, target: s} }) {
			ev.guard(ev.Combined(howEach, all...), true, s.At())
		}
		if !ended {
			ev.frame.dead = true
		}
	}
	if !ev.frame.dead {
		ev.block(s.Else)
	}
	ev.settle(r, exitTo{kind: breaks, target: s})
	ev.frame.loop = was
}

// maxLeft is how many tests of one turn are kept behind it.
const maxLeft = 4

// howEach is a Combined of tests, each with how it came out, that hold of every item of a collection.
const howEach = "each"

// loopOver answers what holds of each of many items behind the loop: who is still there has tested them all.
func (ev *evaluator) loopOver(s *ir.Loop) (all []term.Value) {
	over := ev.eval(s.Over)
	if ev.frame.dead {
		return nil
	}
	if ev.language() == ir.Go {
		ev.repeats(over, s.At())
	}
	turns, more := ev.turns(s.Over, over)
	if more == nil && len(turns)*ev.unrolled() > maxUnrolled {
		more = &turn{over: s.Over}
		for _, t := range turns {
			more.item, more.key, more.value = ev.join(more.item, t.item), ev.join(more.key, t.key), ev.join(more.value, t.value)
		}
		turns = nil
	}
	for _, t := range turns {
		if ev.frame.dead {
			return nil
		}
		t.over = s.Over
		ev.inTurn(t, len(turns), func() { // what it leaves tested stays so: it is done
			before := ev.guards.length()
			if end := ev.turnOf(s); !ev.frame.dead && end.length()-before <= maxLeft {
				ev.guards = end
			}
		})
	}
	if more != nil && !ev.frame.dead {
		ev.inTurn(more, 1, func() {
			before := ev.guards.length()
			all = ev.ofEach(more, ev.anyTimes(s), before)
		})
	}
	return all
}

// ofEach are the tests of an item that hold at the end of a turn, beyond those from before, each with how it came out.
func (ev *evaluator) ofEach(t *turn, end *guards, before int) (all []term.Value) {
	for ; end.length() > before; end = end.up {
		for _, of := range []term.Value{t.item, t.key, t.value} {
			_, isMember := end.Test.(*term.Member) // address.is_private
			if of != nil && (asksOf(end.Test, ev.term(of)) || isMember && mentions(end.Test, ev.term(of), 0)) {
				all = append(all, end.Test, ev.Boolean(end.Holds))
				break
			}
		}
	}
	return all
}

// unrolled is how many turns of the loops around are taken one by one.
func (ev *evaluator) unrolled() int { return max(1, ev.width) }

func (ev *evaluator) inTurn(t *turn, width int, do func()) {
	was := ev.width
	ev.width = ev.unrolled() * width
	ev.looping = append(ev.looping, t)
	do()
	ev.looping = ev.looping[:len(ev.looping)-1]
	ev.width = was
}

// turnOf does the body once, and answers what was tested at its end.
func (ev *evaluator) turnOf(s *ir.Loop) (end *guards) {
	r := ev.open()
	gs := ev.guards
	ev.turnBegins(s)
	ev.block(s.Body)
	ev.settle(r, exitTo{kind: continues, target: s})
	if !ev.frame.dead {
		ev.block(s.Post)
		end = ev.guards
		ev.guards = common(gs, ev.guards)
	}
	return end
}

// anyTimes does the body any number of times: twice, the second time from what held before or after the first. Where
// that is the same, once. It answers what was tested at the end of the last turn.
func (ev *evaluator) anyTimes(s *ir.Loop) (end *guards) {
	for range 2 {
		mark, epoch := len(ev.trail), ev.epoch
		ev.fork(2, func(i int) {
			if i == 0 {
				end = ev.turnOf(s)
			}
		})
		if !ev.differs(mark, epoch) {
			break
		}
	}
	return end
}

// differs is whether something that was there at a mark of the trail holds something else now.
func (ev *evaluator) differs(mark int, epoch uint32) bool {
	for _, ch := range ev.trail[mark:] {
		if ch.cell.born <= epoch && ch.old != nil && ch.cell.v != ch.old {
			return true
		}
	}
	return false
}

// loopWhile answers whether the loop ends by its test.
func (ev *evaluator) loopWhile(s *ir.Loop) (ended bool) {
	for i := range 2 {
		var v term.Value = ev.Boolean(true)
		if s.Test != nil && (i > 0 || !s.Once) {
			if v = ev.test(s.Test); ev.frame.dead {
				return true
			}
		}
		t := ev.truthOf(v)
		if t == never {
			return true
		}
		ev.repeats(v, s.At())
		if t == always {
			if ev.turnOf(s); ev.frame.dead {
				return true
			}
			continue
		}
		ended = true
		ev.fork(2, func(i int) {
			if i == 0 {
				ev.guard(v, true, s.Test.At())
				ev.refine(s.Test, true)
				ev.turnOf(s)
			}
		})
	}
	return ended || s.Test != nil
}

// turns are the turns of a loop over a value, as far as they are known one by one; more stands for any number of others.
func (ev *evaluator) turns(over ir.Expression, v term.Value) (turns []*turn, more *turn) {
	var at ir.Span
	if over != nil {
		at = over.At()
	}
	switch v := v.(type) {
	case *ref:
		ev.finds(v.cell)
		c := ev.read(v)
		if ev.isChannel(c) {
			more = ev.receiving(c, v.at)
			break
		}
		if c.list {
			for i, item := range c.items {
				turns = append(turns, &turn{item: item, key: ev.number(i), value: item})
			}
			if c.rest != nil {
				more = &turn{item: c.rest, key: ev.Unknown(v.at, "it is any index of a list"), value: c.rest}
			}
			break
		}
		if items := ev.iterated(v); items != nil {
			return ev.turns(over, items)
		}
		turns, more = ev.entryTurns(v.at, c)
	case *class:
		for i, member := range ev.members(v) {
			if ev.isEnum(v) {
				turns = append(turns, &turn{item: member, key: ev.number(i), value: member})
			}
		}
	case *term.Constant:
		switch n, err := strconv.Atoi(v.Text); {
		case v.Kind == ir.Null:
		case v.Kind == ir.Number && err == nil && n <= maxUnrolled: // Go: for i := range 3
			for i := range n {
				turns = append(turns, &turn{item: ev.number(i), key: ev.number(i), value: ev.number(i)})
			}
		default:
			part := ev.Combined("item", v)
			more = &turn{item: part, key: ev.Unknown(at, "it is any index of a text"), value: part}
		}
	case *function:
		turns = ev.iteration(v, at)
	default:
		item := ev.anyItem(v)
		more = &turn{item: item, key: ev.keyOf(v, at), value: item}
	}
	for _, t := range turns {
		t.over = over
	}
	if more != nil {
		more.over = over
	}
	return turns, more
}

// entryTurns are the turns of a loop over a mapping: its keys, or the entries of a Map.
func (ev *evaluator) entryTurns(at ir.Span, c *contents) (turns []*turn, more *turn) {
	pairs := ev.isMap(c)
	of := func(key, value term.Value) *turn {
		t := &turn{item: key, key: key, value: value}
		if pairs {
			t.item = ev.newList(ir.Tuple, at, []term.Value{key, value}, nil)
		}
		return t
	}
	for _, n := range c.names {
		turns = append(turns, of(ev.Text(n), c.fields[n]))
	}
	if c.rest != nil {
		more = of(ev.keysOf(c), c.rest)
	}
	return turns, more
}

// anyItem is any item of a collection.
func (ev *evaluator) anyItem(v term.Value) term.Value {
	return ev.each(v, func(v term.Value) term.Value {
		switch v := v.(type) {
		case *term.Input:
			return ev.Deeper(v, "*")
		case *term.Constant:
			if v.Kind == ir.Null {
				return nil
			}
		case *ref:
			turns, more := ev.turns(nil, v)
			if more != nil {
				turns = append(turns, more)
			}
			var item term.Value
			for _, t := range turns {
				item = ev.join(item, t.item)
			}
			return item
		case *term.Combined:
			switch v.How {
			case "sorted", "reversed", "slice", "filter", "set", "list":
				return ev.anyItem(v.Of[0])
			}
		}
		return ev.Item(v, nil)
	})
}

// keyOf is any key of a collection that is not known: of a list of pieces it is a number, and nothing of what they are.
func (ev *evaluator) keyOf(v term.Value, at ir.Span) term.Value {
	if isPieces(v) {
		return ev.Unknown(at, "it is any index of a list")
	}
	return ev.Combined(howKey, ev.term(v), ev.Unknown(at, "it is any key of a collection"))
}

// isPieces is whether a value is the list of what a text was cut into, or of what an object has.
func isPieces(v term.Value) bool {
	r, ok := v.(*term.Result)
	if !ok {
		return false
	}
	switch f := r.Call.Callee.(type) {
	case *term.Member:
		return f.Name == "split"
	case *term.Extern:
		return f.Module == "strings" && (f.Name == "Split" || f.Name == "Fields") ||
			f.Language == ir.JavaScript && f.Module == "" && (f.Name == "Object.keys" || f.Name == "Object.entries" || f.Name == "Object.values")
	}
	return false
}

func (ev *evaluator) number(i int) term.Value { return ev.Constant(ir.Number, strconv.Itoa(i)) }

// element is what Element answers in this turn.
func (ev *evaluator) element(e *ir.Element) term.Value {
	for _, t := range slices.Backward(ev.looping) {
		if t.over != e.X && !sameUse(t.over, e.X) {
			continue
		}
		return t.of(e.Of)
	}
	v := ev.eval(e.X)
	if e.Of == ir.EachKey {
		return ev.keyOf(v, e.At())
	}
	return ev.anyItem(v)
}

func (t *turn) of(k ir.ElementKind) term.Value {
	switch k {
	case ir.EachKey:
		return t.key
	case ir.EachValue:
		return t.value
	case ir.EachItem:
	}
	return t.item
}

func sameUse(a, b ir.Expression) bool {
	ua, ok := a.(*ir.Use)
	ub, ok2 := b.(*ir.Use)
	return ok && ok2 && ua.Variable == ub.Variable
}

// iteration is what an iterator of Go gives: a function that calls the function which it gets for each turn.
func (ev *evaluator) iteration(f *function, at ir.Span) []*turn {
	var turns []*turn
	yield := &native{name: "yield", call: func(ev *evaluator, c *invocation) term.Value {
		t := &turn{key: c.arg(0), value: c.arg(1), item: c.arg(0)}
		if t.key == nil {
			t.key = ev.Unknown(at, "it is any turn of an iterator")
		}
		if t.value == nil {
			t.value = t.key
		}
		if len(turns) < maxEntries {
			turns = append(turns, t)
		}
		return ev.Unknown(at, "a loop may end before its iterator")
	}}
	ev.apply1(f, at, yield)
	return turns
}
