package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// NestJS calls the methods of a class that decorators name, with what decorators say of their parameters
// (https://docs.nestjs.com/controllers, https://docs.nestjs.com/pipes).

// nestParts are the parts of an event that decorators of parameters name.
var nestParts = map[string][]string{
	"Body": {"body"}, "Param": {"pathParameters"}, "Query": {"queryStringParameters"}, "Headers": {"headers"}, "UploadedFile": {"body"},
	"UploadedFiles": {"body"}, "Args": {"body", "variables"},
}

// nestLibraries are the libraries whose decorators mean this.
func nestLibrary(e *term.Extern) bool {
	return strings.HasPrefix(e.Module, "@nestjs/") || e.Module == "routing-controllers"
}

// decoratedMethod notes a method that a decorator names as one for requests: @Get(":id"). The decorator is called with the
// method's name, and what that answers with the class.
func (ev *evaluator) decoratedMethod(call *term.Call, c *invocation) {
	k, ok := c.arg(0).(*class)
	named, ok2 := call.Callee.(*term.Result)
	if !ok || !ok2 || len(named.Call.Args) != 1 {
		return
	}
	decorator, ok := named.Call.Callee.(*term.Result)
	if !ok {
		if e, ok := named.Call.Callee.(*term.Extern); ok && nestLibrary(e) && e.Name == "Controller" {
			ev.pipelines.prefixes[k], _ = term.KnownText(named.Call.Args[0].Value)
		}
		return
	}
	e, ok := decorator.Call.Callee.(*term.Extern)
	name, known := term.KnownText(named.Call.Args[0].Value)
	if !ok || !known {
		return
	}
	if e.Module == "class-validator" && harmlessBy[e.Name] {
		ev.pipelines.valid[fieldKey{k, name}] = true
		return
	}
	if e.Module == "class-validator" && e.Name == "Matches" && len(decorator.Call.Args) > 0 {
		ev.pipelines.matching[fieldKey{k, name}] = decorator.Call.Args[0].Value
		return
	}
	verb, routed := verbs[e.Name]
	switch e.Name {
	case "All", "Head", "Options", "Mutation", "Subscription":
		routed = true
	case "Query": // of GraphQL
		routed = strings.HasSuffix(e.Module, "graphql")
	}
	m, has := k.class.Method(name)
	if !routed || !has || !nestLibrary(e) {
		return
	}
	path := ""
	if len(decorator.Call.Args) > 0 {
		path, _ = term.KnownText(decorator.Call.Args[0].Value)
	}
	f := ev.function(function{fn: m, scope: k.scope, class: k})
	ev.route(f, term.Route{Method: verb, Path: "/" + strings.Trim(joinPaths(ev.pipelines.prefixes[k], path), "/"), At: call.At})
	ev.later(f)
}

// harmlessBy are the decorators of class-validator that let only what does no harm through
// (https://github.com/typestack/class-validator#validation-decorators).
var harmlessBy = map[string]bool{
	"IsInt": true, "IsNumber": true, "IsBoolean": true, "IsDate": true, "IsDateString": true, "IsUUID": true, "IsEnum": true, "IsIn": true, "IsAlpha": true,
	"IsAlphanumeric": true, "IsMongoId": true, "IsNumberString": true, "IsPositive": true, "IsISO8601": true, "IsHexadecimal": true, "IsIP": true,
}

// fieldKey is a field of a class.
type fieldKey struct {
	class *class
	name  string
}

// harmlessPipes are those that let only what does no harm through.
var harmlessPipes = map[string]bool{"ParseIntPipe": true, "ParseFloatPipe": true, "ParseBoolPipe": true, "ParseUUIDPipe": true, "ParseEnumPipe": true, "ParseDatePipe": true}

// decoratedParameter is what a decorator says of a parameter of a method; nil where there is none.
func (ev *evaluator) decoratedParameter(f *function, p *ir.Parameter) term.Value {
	call, ok := p.Default.(*ir.Call)
	if !ok || f.fn.Class == nil {
		return nil
	}
	e, ok := ev.eval(call.Callee).(*term.Extern)
	if !ok || !nestLibrary(e) {
		return nil
	}
	at := p.Variable.Span
	switch e.Name {
	case "Req", "Request":
		return ev.requestOf(at, false)
	case "Res", "Response":
		return ev.responseOf(at)
	}
	part := nestParts[e.Name]
	if part == nil {
		return nil
	}
	path := append([]string(nil), part...)
	harmless := false
	for i, a := range call.Args {
		v := ev.eval(a.Value)
		if name, ok := term.KnownText(v); ok && i == 0 {
			path = append(path, name)
		}
		if r, ok := v.(*term.Result); ok {
			v = r.Call.Callee
		}
		if pipe, ok := v.(*term.Extern); ok {
			harmless = harmless || harmlessPipes[pipe.Name]
		}
	}
	v := ev.Input(ev.handler, 0, path)
	if harmless {
		return ev.numeric(v)
	}
	if k, ok := ev.declaredClass(p); ok && len(path) == len(part) {
		return ev.validInstance(k, v, at)
	}
	return v
}

// declaredClass is the class of the application that a parameter is declared to be of.
func (ev *evaluator) declaredClass(p *ir.Parameter) (*class, bool) {
	t := variableType(p)
	if t == nil {
		return nil, false
	}
	k, ok := ev.eval(t).(*class)
	return k, ok
}

// validField is a field of a document that is held to what its decorators say.
func (ev *evaluator) validField(f fieldKey, v term.Value, at ir.Span) term.Value {
	if ev.pipelines.valid[f] {
		return ev.numeric(v)
	}
	if pattern := ev.pipelines.matching[f]; pattern != nil {
		return ev.withTest(v, ev.Result(&term.Call{Callee: ev.memberOf(pattern, "test"), Args: []term.Argument{{Value: ev.term(v)}}, At: at, Within: ev.frame.fn}))
	}
	return v
}

// validInstance is a document whose fields are held to what the decorators of a class say.
func (ev *evaluator) validInstance(k *class, v term.Value, at ir.Span) term.Value {
	r := ev.newObject(at)
	w := ev.write(r)
	for _, c := range ev.line(k) {
		for i := range c.class.Fields {
			name := c.class.Fields[i].Name
			ev.put(w, name, ev.validField(fieldKey{c, name}, ev.index(v, ev.Text(name), at), at))
		}
	}
	if len(w.names) == 0 {
		return v
	}
	return r
}
