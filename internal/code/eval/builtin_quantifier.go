package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// A question about the items of a collection is a Combined of its answers for each: How "some" where one that is true is
// enough, "every" where all have to be.
const (
	howSome  = "some"
	howEvery = "every"
)

// jsAsk is a method of arrays that asks a function about the items: some, every.
func jsAsk(how string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		if c.arg(0) == nil {
			return nil
		}
		var tests []term.Value
		ev.mapping(c.this, c.arg(0), c, func(_, answer term.Value, _ bool) { tests = append(tests, ev.term(answer)) })
		if len(tests) == 0 {
			return ev.Unknown(c.at, "the list is empty")
		}
		return ev.quantified(how, tests)
	}
}

// pythonAsk is any and all of what was asked of the items of a collection. Where only some of them were asked the answer says
// nothing of the others.
func pythonAsk(how string) builtin {
	return func(ev *evaluator, c *invocation) term.Value {
		r, ok := c.arg(0).(*ref)
		if !ok || len(c.args) != 1 {
			return nil
		}
		of := ev.read(r)
		if !of.list || of.sifted || len(of.items) > 0 && of.rest != nil {
			return nil
		}
		var tests []term.Value
		for _, v := range append(append([]term.Value(nil), of.items...), of.rest) {
			if v == nil {
				continue
			}
			if v = ev.term(v); !asks(v) {
				return nil
			}
			tests = append(tests, v)
		}
		if len(tests) == 0 {
			return nil
		}
		return ev.quantified(how, tests)
	}
}

// quantified is the answer for all items, without those that do not decide it.
func (ev *evaluator) quantified(how string, tests []term.Value) term.Value {
	var open []term.Value
	for _, t := range tests {
		switch known := ev.truthOf(t); {
		case known == maybe:
			open = append(open, t)
		case (known == always) == (how == howSome):
			return ev.Boolean(how == howSome)
		}
	}
	if len(open) == 0 {
		return ev.Boolean(how == howEvery)
	}
	return ev.Combined(how, open...)
}

// asks is whether a value is what a question was answered, and no item itself.
func asks(v term.Value) bool {
	switch v := v.(type) {
	case *term.Combined:
		return truthful(v)
	case *term.Result:
		return true
	case *term.OneOf:
		for _, o := range v.Options {
			if c, ok := o.(*term.Constant); !asks(o) && (!ok || c.Kind != ir.Bool) {
				return false
			}
		}
		return true
	}
	return false
}

// siftedIn is whether a comprehension leaves items out.
func siftedIn(e *ir.Comprehension) bool {
	for _, c := range e.Clauses {
		if len(c.Tests) > 0 {
			return true
		}
	}
	return false
}
