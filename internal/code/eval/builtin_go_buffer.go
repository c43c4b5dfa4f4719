package eval

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// A strings.Builder and a bytes.Buffer of Go are objects whose only entry is the text that was written into them. What a
// library wrote into one is its rest: from then on nobody knows the text.

// inBuffer is the name of that entry, as both types have it.
const inBuffer = "buf"

// goBuffers are the types.
var goBuffers = map[string]bool{"strings.Builder": true, "bytes.Buffer": true}

// isBuffer is whether an object is one that texts are written into.
func isBuffer(c *contents) bool {
	e, ok := c.typ.(*term.Extern)
	return ok && e.Language == ir.Go && goBuffers[e.Module+"."+e.Name]
}

// empties begins the text of an object that is such a one: branches that write something differ from those that do not.
func (ev *evaluator) empties(c *contents) {
	if isBuffer(c) && c.fields[inBuffer] == nil {
		ev.put(c, inBuffer, ev.Text(""))
	}
}

// buffer is what was written so far; nil for what is none of them, or where a library may have written too.
func (ev *evaluator) buffer(v term.Value) (*ref, term.Value) {
	r, ok := v.(*ref)
	if !ok {
		return nil, nil
	}
	c := ev.read(r)
	if !isBuffer(c) || c.rest != nil || c.fields[inBuffer] == nil {
		return nil, nil
	}
	return r, c.fields[inBuffer]
}

// appended writes a text at the end; nil where that is not followed.
func (ev *evaluator) appended(to, text term.Value, c *invocation) term.Value {
	r, before := ev.buffer(to)
	if r == nil || text == nil {
		return nil
	}
	ev.put(ev.write(r), inBuffer, ev.concat(before, text))
	return ev.results(c.at, ev.Unknown(c.at, "it is the number of bytes that were written"), ev.Null())
}

// goBufferMethods are those of both types, https://pkg.go.dev/strings#Builder and https://pkg.go.dev/bytes#Buffer.
func goBufferMethods() map[string]builtin {
	read := func(ev *evaluator, c *invocation) term.Value {
		_, text := ev.buffer(c.this)
		return text
	}
	write := func(ev *evaluator, c *invocation) term.Value { return ev.appended(c.this, c.arg(0), c) }
	return map[string]builtin{
		"String": read, "Bytes": read, "WriteString": write, "Write": write, "WriteRune": goWriteCharacter,
		"WriteByte": func(ev *evaluator, c *invocation) term.Value {
			if goWriteCharacter(ev, c) == nil {
				return nil
			}
			return ev.Null() // it answers no number
		},
		"Reset": func(ev *evaluator, c *invocation) term.Value {
			r, _ := ev.buffer(c.this)
			if r == nil {
				return nil
			}
			ev.put(ev.write(r), inBuffer, ev.Text(""))
			return ev.Null()
		},
		"Len": func(ev *evaluator, c *invocation) term.Value {
			if text, ok := read(ev, c).(*term.Constant); ok {
				return length(ev, &invocation{args: values(text), at: c.at})
			}
			return nil
		},
	}
}

// goWriteCharacter writes one character: of those that are taken from a text one by one, a test mostly says which.
func goWriteCharacter(ev *evaluator, c *invocation) term.Value {
	var text term.Value = ev.Unknown(c.at, "it is one character")
	if k, ok := c.arg(0).(*term.Constant); ok && strings.HasPrefix(k.Text, "'") {
		if s, err := strconv.Unquote(k.Text); err == nil {
			text = ev.Text(s)
		}
	}
	return ev.appended(c.this, text, c)
}

// goWriteTo is io.WriteString(w, s), which writes its second argument into the first.
func goWriteTo(ev *evaluator, c *invocation) term.Value { return ev.appended(c.arg(0), c.arg(1), c) }

// goPrintTo is fmt.Fprintf, fmt.Fprint or fmt.Fprintln: printed says what the arguments after the first make.
func goPrintTo(printed builtin) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if r, _ := ev.buffer(c.arg(0)); r == nil {
			return nil
		}
		return ev.appended(c.arg(0), printed(ev, &invocation{args: c.args[1:], at: c.at}), c)
	}
}

// goSprint puts a space between two operands where neither is a text, https://pkg.go.dev/fmt#Sprint.
func goSprint(ev *evaluator, c *invocation) term.Value {
	var parts []term.Value
	for i, a := range c.args {
		if a.spread {
			return nil
		}
		if i > 0 && !ev.isText(c.args[i-1].value) && !ev.isText(a.value) {
			parts = append(parts, ev.Unknown(c.at, "it is a space where neither operand is a text"))
		}
		parts = append(parts, a.value)
	}
	return ev.asText(ev.concat(parts...))
}

// goSprintln puts a space between all operands, and a line break after them.
func goSprintln(ev *evaluator, c *invocation) term.Value {
	var parts []term.Value
	for i, a := range c.args {
		if a.spread {
			return nil
		}
		if i > 0 {
			parts = append(parts, ev.Text(" "))
		}
		parts = append(parts, a.value)
	}
	return ev.concat(append(parts, ev.Text("\n"))...)
}

// goNewBuffer is a buffer that begins with what the code writes. One of other data is made to be read.
func goNewBuffer(ev *evaluator, c *invocation) term.Value {
	text, known := term.KnownText(c.arg(0))
	if !known && !term.IsNull(c.arg(0)) {
		return nil
	}
	r := ev.newObject(c.at)
	w := ev.write(r)
	w.typ = ev.Extern(ir.Go, "bytes", "Buffer")
	ev.put(w, inBuffer, ev.Text(text))
	return r
}

// handsBuffers notes that a library may have written into what a call handed it, or have read it.
func (ev *evaluator) handsBuffers(e *ir.Call, args []argument, answer term.Value) {
	if called, ok := answer.(*term.Result); !ok || called.Call.At != e.At() || ev.language() != ir.Go || ev.frame.dead {
		return
	}
	for _, a := range args {
		if r, _ := ev.buffer(a.value); r != nil {
			w := ev.write(r)
			w.rest = ev.Unknown(w.at, "a library may have written into it")
		}
	}
}
