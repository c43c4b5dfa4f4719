package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// plainToInstance makes an instance of a class of the application of a document (https://github.com/typestack/class-transformer).
func plainToInstance(ev *evaluator, c *invocation) term.Value {
	k, ok := c.arg(0).(*class)
	if !ok || c.arg(1) == nil {
		return nil
	}
	if l, ok := c.arg(1).(*ref); ok && ev.read(l).list {
		return nil
	}
	r := ev.newObject(c.at)
	w := ev.write(r)
	w.class = k
	for _, of := range ev.line(k) {
		for i := range of.class.Fields {
			if f := &of.class.Fields[i]; !f.Static {
				ev.put(w, f.Name, ev.index(c.arg(1), ev.Text(f.Name), c.at))
			}
		}
	}
	if len(w.names) == 0 {
		return nil
	}
	return r
}

// validatesInstance is validate(x) of class-validator: what follows has an x whose fields are what the decorators of its class
// say (https://github.com/typestack/class-validator#usage).
func validatesInstance(name string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		answer := ev.outside(ev.Extern(ir.JavaScript, "class-validator", name), c)
		r, ok := c.arg(0).(*ref)
		if !ok || ev.read(r).class == nil {
			return answer
		}
		for _, of := range ev.line(ev.read(r).class) {
			for i := range of.class.Fields {
				field := of.class.Fields[i].Name
				if v := ev.read(r).fields[field]; v != nil {
					ev.put(ev.write(r), field, ev.validField(fieldKey{of, field}, v, c.at))
				}
			}
		}
		return answer
	}
}
