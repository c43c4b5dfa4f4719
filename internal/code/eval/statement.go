package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// block does statements in their order, as long as what follows is reached.
func (ev *evaluator) block(body []ir.Statement) {
	for _, s := range body {
		if ev.frame.dead {
			return
		}
		if !ev.step(s.At()) {
			return
		}
		ev.statement(s)
	}
}

func (ev *evaluator) statement(s ir.Statement) {
	switch s := s.(type) {
	case *ir.Assign:
		v := ev.eval(s.Value)
		if ev.frame.dead {
			return
		}
		ev.filling = fills(s.Value)
		ev.assign(s.Target, ev.assigned(s.Target, s.Value, v))
		ev.filling = false
		ev.refers(s.Target, s.Value)
	case *ir.Do:
		if s.Deferred {
			ev.deferred(s.Value)
			return
		}
		ev.eval(s.Value)
	case *ir.Return:
		var v term.Value = ev.Null()
		if s.Value != nil {
			v = ev.eval(s.Value)
		}
		if ev.frame.fn != ev.handler && !ev.frame.dead {
			v = ev.checkedResults(v)
		}
		ev.answered(v, s.At())
		if ev.falling == ev.frame.fn && term.IsNull(v) {
			ev.passOn()
		}
		ev.leave(exitTo{kind: returns}, v)
	case *ir.Raise:
		var v term.Value
		if s.Value != nil {
			v = ev.eval(s.Value)
		}
		ev.demand()
		ev.leave(exitTo{kind: raises}, v)
	case *ir.If:
		ev.branch(s.Test, s.Test.At(), func() { ev.block(s.Then) }, func() { ev.block(s.Else) })
	case *ir.Loop:
		ev.loop(s)
	case *ir.Try:
		ev.try(s)
	case *ir.Jump:
		to := exitTo{kind: breaks, target: s.Target}
		if s.Continue {
			to.kind = continues
		}
		if to.target == nil {
			to.target = ev.frame.loop
		}
		ev.leave(to, nil)
	case *ir.Block:
		r := ev.open()
		ev.block(s.Body)
		ev.settle(r, exitTo{kind: breaks, target: s})
	}
}

// deferred does something when the function ends, with the arguments that it has now.
func (ev *evaluator) deferred(e ir.Expression) {
	call, ok := e.(*ir.Call)
	if !ok {
		ev.eval(e)
		return
	}
	callee, args := ev.prepare(call)
	ev.frame.deferred = append(ev.frame.deferred, func() {
		ev.invokeTo(callee, &invocation{args: args, at: call.At()})
	})
}

// branch does one of two things, or both where the test may come out either way.
func (ev *evaluator) branch(test ir.Expression, at ir.Span, then, otherwise func()) {
	v := ev.test(test)
	if ev.frame.dead {
		return
	}
	ways := []func(){then, otherwise}
	if t := ev.truthOf(v); t != maybe {
		ways[t-always]()
		return
	}
	var changed []*cell
	var ends []*guards
	var added [2]map[*cell]bool
	var e outcome
	before := ev.guards
	ev.fork(2, func(i int) {
		ev.guard(v, i == 0, at)
		ev.refine(test, i == 0)
		mark := len(ev.trail)
		ways[i]()
		if !ev.frame.dead {
			ev.keepOwn(mark)
			e.note(i, ev.trail[mark:])
			ends = append(ends, ev.guards)
			added[i] = ev.addedSince(mark)
		}
		switch {
		case ev.frame.dead:
		case i == 0:
			for _, ch := range ev.trail[mark:] {
				changed = append(changed, ch.cell)
			}
		default:
			ev.keepTests(changed, mark)
		}
	})
	if !ev.frame.dead {
		ev.fallbacks(v, &e)
		ev.either(ends, before, at)
		ev.noteAdded(added, ev.term(v))
	}
}

func (ev *evaluator) try(s *ir.Try) {
	r := ev.open()
	start := ev.guards
	ev.tries++
	ev.block(s.Body)
	ev.tries--
	raised := ev.raisedIn(r)
	if !ev.frame.dead {
		ev.block(s.Else)
	}
	alive := !ev.frame.dead
	gs := ev.guards
	done := ev.close(r)
	ev.frame.dead = false
	ev.guards = start
	ev.take(r, exitTo{kind: raises})

	ends, endGuards := []*delta{}, []*guards{}
	if alive {
		ends, endGuards = append(ends, done), append(endGuards, gs)
	}
	if len(s.Handlers) == 0 && !alive {
		ev.frame.dead = true
	}
	// A handler begins where the body was left: anywhere.
	before := ev.joinDeltas(r.epoch, []*delta{{}, done, raised})
	for _, h := range s.Handlers {
		hr := ev.open()
		ev.redo(before)
		ev.handle(h)
		if !ev.frame.dead {
			ends, endGuards = append(ends, ev.close(hr)), append(endGuards, ev.guards)
		} else {
			ev.close(hr)
		}
		ev.frame.dead = false
		ev.guards = start
	}
	if len(ends) > 0 {
		ev.guards = endGuards[0]
		for _, g := range endGuards[1:] {
			ev.guards = common(ev.guards, g)
		}
		ev.redo(ev.joinDeltas(r.epoch, ends))
		ev.orFallback(s, ends)
		ev.block(s.Finally)
		return
	}
	if len(s.Finally) > 0 { // it is done, and then what follows is not
		fr := ev.open()
		ev.frame.dead = false
		ev.block(s.Finally)
		ev.close(fr)
	}
	ev.frame.dead = true
}

// raisedIn is what held wherever the region raised.
func (ev *evaluator) raisedIn(r region) *delta {
	now := ev.since(r.mark)
	var ds []*delta
	for i := r.pending; i < len(ev.exits); i++ {
		if x := ev.exits[i]; x.kind == raises {
			ev.relate(&x, r.mark, now)
			ds = append(ds, x.d)
		}
	}
	if len(ds) == 0 {
		return &delta{}
	}
	return ev.joinDeltas(r.epoch, ds)
}

func (ev *evaluator) handle(h ir.Handler) {
	why := "it is the error that was caught"
	if h.Type != nil && ev.ownErrors(ev.eval(h.Type)) {
		why = "it is an error of the application that was caught"
	}
	if h.Variable != nil {
		ev.set(ev.cell(ev.frame, h.Variable), ev.Unknown(h.At(), why))
	}
	ev.block(h.Body)
}

// ownErrors is whether a type of errors, or each of several, is a class of the application.
func (ev *evaluator) ownErrors(t term.Value) bool {
	switch t := t.(type) {
	case *class:
		return true
	case *ref:
		c := ev.read(t)
		for _, item := range c.items {
			if !ev.ownErrors(item) {
				return false
			}
		}
		return c.list && len(c.items) > 0
	}
	return false
}
