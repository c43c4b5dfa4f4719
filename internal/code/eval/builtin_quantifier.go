package eval

import "github.com/sconce-dev/sconce/internal/code/ir"

// A question about the items of a collection is a Combined of its answers for each: How "some" where one that is true is
// enough, "every" where all have to be.
const (
	howSome  = "some"
	howEvery = "every"
)

// jsAsk is a method of arrays that asks a function about the items: some, every.
func jsAsk(how string) builtin {
	return func(ev *evaluator, c *invocation) Value {
		if c.arg(0) == nil {
			return nil
		}
		var tests []Value
		ev.mapping(c.this, c.arg(0), c, func(_, answer Value, _ bool) { tests = append(tests, ev.term(answer)) })
		if len(tests) == 0 {
			return ev.unknown(c.at, "the list is empty")
		}
		return ev.quantified(how, tests)
	}
}

// pythonAsk is any and all of what was asked of the items of a collection. Where only some of them were asked the answer says
// nothing of the others.
func pythonAsk(how string) builtin {
	return func(ev *evaluator, c *invocation) Value {
		r, ok := c.arg(0).(*ref)
		if !ok || len(c.args) != 1 {
			return nil
		}
		of := ev.read(r)
		if !of.list || of.sifted || len(of.items) > 0 && of.rest != nil {
			return nil
		}
		var tests []Value
		for _, v := range append(append([]Value(nil), of.items...), of.rest) {
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
func (ev *evaluator) quantified(how string, tests []Value) Value {
	var open []Value
	for _, t := range tests {
		switch known := ev.truthOf(t); {
		case known == maybe:
			open = append(open, t)
		case (known == always) == (how == howSome):
			return ev.boolean(how == howSome)
		}
	}
	if len(open) == 0 {
		return ev.boolean(how == howEvery)
	}
	return ev.combined(how, open...)
}

// asks is whether a value is what a question was answered, and no item itself.
func asks(v Value) bool {
	switch v := v.(type) {
	case *Combined:
		return truthful(v)
	case *Result:
		return true
	case *OneOf:
		for _, o := range v.Options {
			if c, ok := o.(*Constant); !asks(o) && (!ok || c.Kind != ir.Bool) {
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
