package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// A channel of Go is a set of what goes through it. What runs beside the function that started it (go f(c)) may receive
// what that sends later: it is run when it is started, and where something was sent since again when the function ends.

// goSend is c <- x.
func goSend(ev *evaluator, c *invocation) term.Value {
	for _, o := range options(c.arg(0)) {
		if r, ok := o.(*ref); ok && ev.isChannel(ev.read(r)) && c.arg(1) != nil {
			w := ev.write(r)
			w.rest = ev.join(w.rest, c.arg(1))
			ev.sent++
		}
	}
	return ev.Null()
}

// isChannel is whether contents are those of a channel.
func (ev *evaluator) isChannel(c *contents) bool {
	return c.list && c.kind == ir.Set && ev.language() == ir.Go
}

// receiving is the turns of a loop over a channel: any of what was sent.
func (ev *evaluator) receiving(c *contents, at ir.Span) *turn {
	v := c.rest
	if v == nil {
		if ev.early { // it is run again
			ev.starved = true
			return nil
		}
		v = ev.Unknown(at, "nothing is sent to the channel here")
	}
	return &turn{item: v, key: v, value: v}
}

// beside runs what go starts, and again when the function around it ends where more was sent by then.
func (ev *evaluator) beside(to callee, c *invocation) term.Value {
	before, early, starved := ev.sent, ev.early, ev.starved
	ev.early, ev.starved = true, false
	v := ev.invokeTo(to, c)
	waits := ev.starved
	ev.early, ev.starved = early, starved
	fr := ev.frame
	fr.deferred = append(fr.deferred, func() {
		if ev.sent == before && !waits || ev.active[fr.fn] > 1 {
			return
		}
		ev.fork(2, func(i int) {
			if i == 0 {
				ev.invokeTo(to, c)
			}
		})
	})
	return v
}
