package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// What FastAPI hands to the parameters of a route and of what it depends on, and the resolvers of Powertools where they
// validate (https://fastapi.tiangolo.com/tutorial/): what stands in the path, what Query, Header, Body and the like say, a
// model the body, what Depends names its answer, and everything else the query.

// markedParts are the parts of an event that the markers of parameters name.
var markedParts = map[string]string{
	"Query": "queryStringParameters", "Path": "pathParameters", "Header": "headers", "Cookie": "cookies", "Body": "body", "Form": "body",
	"File": "body",
}

// asksFor is whether a router is of a framework that fills parameters by what they declare.
func asksFor(router term.Value) bool {
	e := externOf(router)
	return e != nil && (e.Module == "fastapi" || strings.HasPrefix(e.Module, "fastapi.") || converts(router))
}

// marker is what a parameter says about where it comes from: Query(...), Depends(f); nil for nothing.
func (ev *evaluator) marker(f *function, i int) *term.Call {
	p := &f.fn.Params[i]
	if call, ok := p.Default.(*ir.Call); ok {
		if f.given != nil && f.given.defaults != nil {
			return markerOf(f.given.defaults[i])
		}
		return markerOf(ev.eval(call))
	}
	if t, ok := variableType(p).(*ir.Use); ok { // Tenant = Annotated[str, Depends(tenant)]
		item, ok := ev.eval(t).(*term.Item)
		if !ok {
			return nil
		}
		if list, ok := item.Key.(*term.List); ok {
			for _, v := range list.Items {
				if m := markerOf(v); m != nil {
					return m
				}
			}
		}
	}
	return nil
}

// markerOf is the call of a marker that a value is the answer of; nil for others.
func markerOf(v term.Value) *term.Call {
	r, ok := v.(*term.Result)
	if !ok {
		return nil
	}
	e, ok := r.Call.Callee.(*term.Extern)
	if !ok || e.Module != "fastapi" && e.Module != "fastapi.params" && !strings.HasPrefix(e.Module, "aws_lambda_powertools.event_handler.openapi") {
		return nil
	}
	if dependsOn(e) || markedParts[e.Name] != "" {
		return r.Call
	}
	return nil
}

func dependsOn(e *term.Extern) bool {
	return (e.Module == "fastapi" || e.Module == "fastapi.params") && (e.Name == "Depends" || e.Name == "Security")
}

// declaredParameter is what a framework hands to a parameter by what it declares; nil where that does not say it.
func (ev *evaluator) declaredParameter(r *routed, f *function, i int) term.Value {
	p := &f.fn.Params[i]
	t := unwrapped(variableType(p))
	var kind term.Value
	if t != nil {
		kind = ev.eval(t)
	}
	if item, ok := kind.(*term.Item); ok { // the alias of an Annotated
		if list, isList := item.Key.(*term.List); isList && len(list.Items) > 0 {
			kind = list.Items[0]
			if c, isClass := kind.(*term.Class); isClass {
				kind = ev.classIn(c.Class, f.scope)
			}
		}
	}
	part := ""
	if m := ev.marker(f, i); m != nil {
		e := m.Callee.(*term.Extern)
		if dependsOn(e) {
			return ev.answerOf(m, kind, r)
		}
		part = markedParts[e.Name]
		return ev.limited(m, ev.parameterIn(part, p, t, kind))
	}
	if _, ok := kind.(*class); ok && !ev.isEnum(kind.(*class)) {
		part = "body"
	}
	if e, ok := kind.(*term.Extern); ok && (e.Module != "" && !plainTypes[term.Qualified(e)] || e.Name == "dict" || e.Name == "list") {
		if e.Module != "" {
			return ev.asgiTyped(e) // or a client
		}
		part = "body"
	}
	if part == "" {
		part = "queryStringParameters"
	}
	return ev.parameterIn(part, p, t, kind)
}

// plainTypes are the types of Python's library whose values stand in a text.
var plainTypes = map[string]bool{
	"uuid.UUID": true, "decimal.Decimal": true, "datetime.date": true, "datetime.datetime": true, "datetime.time": true, "datetime.timedelta": true,
	"typing.Any": true, "pydantic.EmailStr": true, "pydantic.constr": true, "pydantic.HttpUrl": true,
}

// parameterIn is a parameter of a part of the request, as its type makes it.
func (ev *evaluator) parameterIn(part string, p *ir.Parameter, t ir.Expression, kind term.Value) term.Value {
	body := ev.Input(ev.handler, 0, []string{part})
	if k, ok := kind.(*class); ok && part == "body" && !ev.isEnum(k) {
		return ev.fromMapping(k, body, p.Variable.Span)
	}
	if e, ok := kind.(*term.Extern); ok && part == "body" && e.Module == "" && (e.Name == "dict" || e.Name == "list") {
		return body
	}
	name := p.Name
	if part == "headers" {
		name = strings.ReplaceAll(name, "_", "-")
	}
	return ev.converted(t, kind, ev.Input(ev.handler, 0, []string{part, name}))
}

// converted is a value that a framework, or a model, makes one of a type: of a number, one of some constants, nothing
// can be written into.
func (ev *evaluator) converted(t ir.Expression, kind term.Value, v term.Value) term.Value {
	if x, ok := t.(*ir.Index); ok {
		if e, isExtern := ev.eval(x.X).(*term.Extern); isExtern && e.Name == "Literal" {
			return ev.numeric(v)
		}
	}
	switch k := kind.(type) {
	case *term.Extern:
		if unwritable[term.Qualified(k)] {
			return ev.numeric(v)
		}
	case *class:
		if ev.isEnum(k) {
			return ev.numeric(v)
		}
	case *term.Result: // constr(regex="^[a-z]+$"), and a name for it
		if e, ok := k.Call.Callee.(*term.Extern); ok && ofNumbers[e.Name] {
			return ev.numeric(v)
		}
		return ev.limited(k.Call, v)
	}
	return v
}

// ofNumbers are the functions of pydantic that make a type of numbers (https://docs.pydantic.dev/latest/api/types/).
var ofNumbers = map[string]bool{"conint": true, "confloat": true, "condecimal": true, "condate": true}

// unwritable are the types whose values nobody can write anything into.
var unwritable = map[string]bool{
	"int": true, "float": true, "bool": true, "uuid.UUID": true, "decimal.Decimal": true, "datetime.date": true, "datetime.datetime": true,
	"datetime.time": true, "datetime.timedelta": true, "pydantic.UUID4": true, "pydantic.PositiveInt": true, "pydantic.NonNegativeInt": true,
	"pydantic.PositiveFloat": true, "pydantic.IPvAnyAddress": true,
}

// unwrapped is a type without that it may be nothing.
func unwrapped(t ir.Expression) ir.Expression {
	if o, ok := t.(*ir.TypeOfItems); ok && (o.Name == "optional" || o.Name == "list") {
		return unwrapped(o.Item)
	}
	return t
}

// limited is a value that a marker, or a field of a model, holds to a pattern: Query(pattern="^[a-z]+$").
func (ev *evaluator) limited(marker *term.Call, v term.Value) term.Value {
	for _, a := range marker.Args {
		if a.Name == "pattern" || a.Name == "regex" {
			test := ev.Result(&term.Call{
				Callee: ev.Extern(ir.Python, "re", "search"), Args: []term.Argument{{Value: a.Value}, {Value: ev.term(v)}}, At: marker.At, Within: marker.Within,
			})
			return ev.withTest(v, test)
		}
	}
	return v
}

// answerOf is what a function or a class answers that a parameter depends on. What it gets itself is handed to it in the
// same way; one that cleans up afterwards gives one value.
func (ev *evaluator) answerOf(m *term.Call, kind term.Value, r *routed) term.Value {
	of := kind
	for _, a := range m.Args {
		if a.Name == "" || a.Name == "dependency" {
			of = a.Value
			break
		}
	}
	switch of := ev.lived(of).(type) {
	case *function:
		if ev.active[of.fn] > 0 {
			return nil
		}
		v := ev.apply(of, ev.askedFor(of, r, "a framework calls it"), ir.Span{})
		if of.fn.Generator {
			return ev.anyItem(v)
		}
		return v
	case *class:
		init, ok := ev.constructor(of)
		if !ok {
			return ev.fromMapping(of, ev.Input(ev.handler, 0, []string{"queryStringParameters"}), m.At)
		}
		return ev.instantiate(of, &invocation{args: ev.askedFor(ev.bind(init, ev.newObject(m.At)).(*function), r, "a framework calls it"), at: m.At})
	case *ref:
		if call, ok := ev.findMethod(ev.read(of).class, "__call__"); ok {
			f := ev.bind(call, of).(*function)
			return ev.apply(f, ev.askedFor(f, r, "a framework calls it"), ir.Span{})
		}
	}
	return nil
}

// lived is the function or the class that a term was made of.
func (ev *evaluator) lived(v term.Value) term.Value {
	switch v := v.(type) {
	case *term.Closure:
		if f, ok := ev.thawed[v]; ok {
			return f
		}
	case *term.Class:
		return ev.classIn(v.Class, ev.frame)
	}
	return v
}

// askedFor are the arguments that a framework hands to a function for a route.
func (ev *evaluator) askedFor(f *function, r *routed, why string) []argument {
	was := ev.asking
	ev.asking = r
	args := ev.unknownArguments(f, why)
	ev.asking = was
	return args
}
