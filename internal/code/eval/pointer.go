package eval

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// A library's function of Go that is given a pointer may write through it. Which do, their names say: decoders, scanners
// of rows, readers of flags and of the environment. What they wrote is a part of what they answer.

// writers are the beginnings of the names of functions that write what a pointer refers to.
var writers = regexp.MustCompile(`^(Unmarshal|Decode|Scan|Sscan|Fscan|Bind|ShouldBind|BodyParser|Parse|Process|MustProcess|Read|MustRead|Load|Get|Select|` +
	`First|Find|Take|Into|Populate|Var|StringVar|As|ToStruct|Convert|Copy|Map|Execute)`)

// writtenThrough gives what a call was handed pointers to the values that it may have written.
func (ev *evaluator) writtenThrough(e *ir.Call, args []argument, answer term.Value) {
	if ev.language() != ir.Go || ev.frame.dead {
		return
	}
	r, ok := answer.(*term.Result)
	if !ok {
		return
	}
	module, name := calledName(r.Call.Callee)
	if joined := module + "." + name; joined == "encoding/json.Unmarshal" || !writers.MatchString(name) {
		return
	}
	for i, a := range e.Args {
		if i >= len(args) || args[i].spread {
			return
		}
		to, _ := args[i].value.(*ref)
		if to != nil && ev.fromEnvironment(to, module, args) {
			continue
		}
		u, pointed := a.Value.(*ir.Unary)
		pointed = pointed && u.Op == ir.Address
		switch {
		case to != nil && ev.read(to).typ != nil && !ev.read(to).zero && !isBuffer(ev.read(to)):
			// What a library's struct holds was put there to be read: the input of an operation.
		case to != nil && (pointed || ev.read(to).class != nil) && i > 0 || to != nil && pointed:
			ev.fillFrom(to, answer, tagOf(module), 0)
		case pointed && to == nil:
			if _, isUse := u.X.(*ir.Use); isUse {
				ev.assign(u.X, answer)
			}
		}
	}
}

// calledName is the library and the last name of what is called.
func calledName(f term.Value) (module, name string) {
	switch f := f.(type) {
	case *term.Extern:
		return f.Module, f.Name[strings.LastIndexByte(f.Name, '.')+1:]
	case *term.Member:
		for v := f.Of; ; {
			switch o := v.(type) {
			case *term.Extern:
				return o.Module, f.Name
			case *term.Typed:
				v = o.Type
				continue
			case *term.Result:
				v = o.Call.Callee
				continue
			case *term.Member:
				v = o.Of
				continue
			case *term.Item:
				v = o.Of
				continue
			}
			return "", f.Name
		}
	}
	return "", ""
}

// outgoing is a parameter that a caller gave a pointer to one of its variables: what it holds in the end, that variable
// holds too.
type outgoing struct {
	variable *ir.Variable
	to       *term.Value
}

// pointed notes which arguments are pointers to variables that hold no object: what a function of the application leaves
// there is assigned afterwards. Objects are shared as they are.
func (ev *evaluator) pointed(e *ir.Call, args []argument) (back func()) {
	if ev.language() != ir.Go || len(args) != len(e.Args) {
		return func() {}
	}
	type pending struct {
		x     ir.Expression
		was   term.Value
		after *term.Value
	}
	var list []pending
	for i, a := range e.Args {
		u, ok := a.Value.(*ir.Unary)
		if !ok || u.Op != ir.Address || a.Spread {
			continue
		}
		if _, isObject := args[i].value.(*ref); isObject {
			continue
		}
		switch u.X.(type) {
		case *ir.Use, *ir.Attribute, *ir.Index:
			after := args[i].value
			args[i].out = &after
			list = append(list, pending{u.X, args[i].value, &after})
		}
	}
	return func() {
		for _, p := range list {
			if *p.after != nil && *p.after != p.was && !ev.frame.dead {
				ev.assign(p.x, *p.after)
			}
		}
	}
}

// alias is the variable that a pointer in a variable is to, and what it holds: after branches that make it another pointer
// it holds something else, and is nobody's alias.
type alias struct {
	to  *cell
	was term.Value
}

// refers notes that a variable of Go holds a pointer to another one: p := &x.
func (ev *evaluator) refers(target, value ir.Expression) {
	p, ok := target.(*ir.Use)
	to, ok2 := value.(*ir.Unary)
	if !ok || !ok2 || to.Op != ir.Address || ev.language() != ir.Go {
		return
	}
	if x, ok := to.X.(*ir.Use); ok {
		c := ev.cell(ev.frame, p.Variable)
		ev.aliases[c] = alias{ev.cell(ev.frame, x.Variable), c.v}
	}
}

// setPointed gives a variable a value, and the pointers to it.
func (ev *evaluator) setPointed(c *cell, v term.Value) {
	ev.set(c, v)
	for p, a := range ev.aliases {
		if a.to == c && a.was == p.v {
			ev.set(p, v)
			ev.aliases[p] = alias{c, v}
		}
	}
}
