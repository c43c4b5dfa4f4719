package eval

import (
	"go/ast"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Package reflect calls methods whose names only the run knows: reflect.ValueOf(api).MethodByName(route).Call(args). What
// is reflected is kept, so that all methods that may be meant are found.

// reflectValue is reflect.ValueOf(x).
func reflectValue(ev *evaluator, c *invocation) term.Value {
	x := c.arg(0)
	if x == nil {
		return nil
	}
	v := ev.Result(ev.record(ev.Extern(ir.Go, "reflect", "ValueOf"), c.args, c.at, false))
	ev.reflected[v] = ev.join(ev.reflected[v], x)
	return v
}

// reflectSame is a reflected value of the same thing: v.Elem(), reflect.Indirect(v).
func reflectSame(ev *evaluator, c *invocation) term.Value {
	v := c.this
	if v == nil {
		v = c.arg(0)
	}
	if ev.reflected[v] == nil {
		return nil
	}
	return v
}

// reflectInterface is v.Interface(): what is reflected, or what a reflected method answered.
func reflectInterface(ev *evaluator, c *invocation) term.Value {
	if v := ev.reflected[c.this]; v != nil || len(c.args) > 0 {
		return v
	}
	return c.this
}

// reflectMethod is v.MethodByName(name): the exported methods that may be called that.
func reflectMethod(ev *evaluator, c *invocation) term.Value {
	var found []term.Value
	for _, o := range options(ev.reflected[c.this]) {
		r, ok := o.(*ref)
		if !ok {
			continue
		}
		for _, m := range ev.exportedMethods(r) {
			if name := c.arg(0); name == nil || ev.mayBe(name, m.fn.Name) {
				found = append(found, ev.bind(m, r))
			}
		}
	}
	return ev.joinAll(found...)
}

// reflectMethodAt is v.Method(i): any of them.
func reflectMethodAt(ev *evaluator, c *invocation) term.Value {
	return reflectMethod(ev, &invocation{this: c.this, at: c.at})
}

// exportedMethods are the methods of an instance, and of what is embedded in it, that others may call.
func (ev *evaluator) exportedMethods(r *ref) []*function {
	k := ev.read(r).class
	if k == nil || k.class.Interface {
		return nil
	}
	var list []*function
	for _, m := range k.class.Methods {
		if ast.IsExported(m.Name) {
			list = append(list, ev.function(function{fn: m, scope: k.scope, class: k}))
		}
	}
	return list
}

func (ev *evaluator) mayBe(v term.Value, name string) bool {
	for _, o := range options(v) {
		s, known := term.KnownText(o)
		if !known && matches(o, name) || s == name {
			return true
		}
	}
	return false
}

// reflectCall is v.Call(args) of a method that was found by its name.
func reflectCall(ev *evaluator, c *invocation) term.Value {
	f, ok := c.this.(*function)
	if !ok || len(c.args) != 1 {
		return nil
	}
	given, rest := ev.itemsOf(c.args[0].value)
	var args []argument
	for i := range f.fn.Params {
		var v term.Value
		switch {
		case i < len(given):
			v = given[i]
		case rest != nil:
			v = rest
		default:
			continue
		}
		args = append(args, argument{value: ev.reflectedArgument(&f.fn.Params[i], v)})
	}
	answer := ev.apply(f, args, c.at)
	if r, ok := answer.(*ref); ok && ev.read(r).list && ev.read(r).kind == ir.Tuple {
		return answer
	}
	return ev.newList(ir.List, c.at, []term.Value{answer}, nil)
}

// reflectedArgument is what a parameter gets of a reflected value: what is reflected, or a struct made of its parts.
func (ev *evaluator) reflectedArgument(p *ir.Parameter, v term.Value) term.Value {
	if x := ev.reflected[v]; x != nil {
		return x
	}
	k := ev.classOfType(variableType(p))
	if k == nil || k.class.Interface || k.class.Underlying != nil {
		return v
	}
	r := ev.newInstance(k, p.Variable.Span)
	ev.fillFrom(r, ev.term(v), "json", 0)
	return r
}

// callers are libraries that find the methods of what they are handed by themselves.
var callers = []string{"graphql", "net/rpc", "temporal.io/sdk", "gqlgen"}

// servedMethods are the methods of a struct that a library calls which it is handed to: of a handler of net/http the one,
// of a library that looks for methods all that it can.
func (ev *evaluator) servedMethods(call *term.Call, args []argument) {
	if ev.language() != ir.Go {
		return
	}
	module, _ := calledName(call.Callee)
	looks := false
	for _, c := range callers {
		looks = looks || strings.Contains(module, c)
	}
	for _, a := range args {
		for _, o := range options(a.value) {
			r, ok := o.(*ref)
			if !ok {
				continue
			}
			for _, m := range ev.exportedMethods(r) {
				if looks || m.fn.Name == "ServeHTTP" {
					ev.later(ev.bind(m, r).(*function))
				}
			}
		}
	}
}
