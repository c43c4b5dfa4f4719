package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// listener is a function that hears an event of an object: emitter.on("job", f).
type listener struct {
	event string
	f     *function
}

// listening are the methods by which a function comes to hear an event (https://nodejs.org/api/events.html).
var listening = map[string]bool{"on": true, "once": true, "addListener": true, "prependListener": true}

// heard notes who hears the events of an object, and runs these when the application lets one happen itself: what a
// library lets happen is a callback like others.
func (ev *evaluator) heard(call *term.Call, c *invocation) {
	m, ok := call.Callee.(*term.Member)
	if !ok || ev.language() != ir.JavaScript {
		return
	}
	event, named := term.KnownText(c.arg(0))
	switch f, isFunction := c.arg(1).(*function); {
	case !named:
	case listening[m.Name] && isFunction && len(ev.listeners[m.Of]) < term.MaxOptions:
		ev.listeners[m.Of] = append(ev.listeners[m.Of], listener{event, f})
	case m.Name == "emit":
		for _, l := range ev.listeners[m.Of] {
			if l.event != event {
				continue
			}
			ev.fork(2, func(i int) {
				if i == 0 {
					ev.apply(l.f, c.args[1:], c.at)
				}
			})
		}
	}
}
