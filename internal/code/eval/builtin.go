package eval

import (
	"sync"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// builtin is what a function of a language or of its library does; nil where it is better kept as a call.
type builtin func(ev *evaluator, c *invocation) term.Value

// methods are those of the collections and texts of a language.
type methods struct{ list, object, text, any map[string]builtin }

// library is what is understood of a language: functions by their name with the module, methods by theirs.
type library struct {
	functions map[string]builtin
	methods   methods
}

// known are the libraries, made by the first evaluation: initialised where they stand they would refer to themselves.
var known struct {
	once sync.Once
	by   map[ir.Language]*library
}

func libraries() map[ir.Language]*library {
	known.once.Do(func() {
		known.by = map[ir.Language]*library{ir.Python: pythonLibrary(), ir.JavaScript: javascriptLibrary(), ir.Go: goLibrary()}
	})
	return known.by
}

// same answers the first argument: what only converts, checks or points.
func same(_ *evaluator, c *invocation) term.Value { return c.arg(0) }

// null answers nothing.
func null(ev *evaluator, _ *invocation) term.Value { return ev.Null() }

// ends does not come back.
func ends(ev *evaluator, c *invocation) term.Value {
	ev.record(ev.Extern(ev.language(), "", "exit"), c.args, c.at, false)
	ev.leave(exitTo{kind: raises}, nil)
	return nil
}

// aborts raises what a framework answers the request with.
func aborts(ev *evaluator, c *invocation) term.Value {
	ev.record(ev.Extern(ev.language(), "", "abort"), c.args, c.at, false)
	ev.leave(exitTo{kind: raises}, nil)
	return nil
}

// partial is a function with its first arguments.
func partial(_ *evaluator, c *invocation) term.Value {
	if len(c.args) == 0 {
		return nil
	}
	f, given := c.args[0].value, append([]argument(nil), c.args[1:]...)
	return &native{name: "partial", inner: c.arg(0), call: func(ev *evaluator, c *invocation) term.Value {
		return ev.invoke(f, &invocation{args: append(append([]argument(nil), given...), c.args...), at: c.at})
	}}
}

// decorator answers the function that it is called with, and so does what it answers when it is called with options.
func decorator(_ *evaluator, c *invocation) term.Value {
	switch f := c.arg(0).(type) {
	case *function, *class, *term.Result, *bound:
		return f
	}
	return &native{name: "decorator", call: func(_ *evaluator, c *invocation) term.Value { return c.arg(0) }}
}
