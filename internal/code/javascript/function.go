package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// function reads a function, a method or an arrow.
func (r *reader) function(n node, name string, kind ir.FunctionKind) *ir.Function {
	f := r.newFunction(r.span(n), name, kind)
	defer r.generic(n)()
	f.Async, f.Generator = n.Has("async"), n.Has("*") || is(n, "generator_function", "generator_function_declaration")
	f.Result = r.annotation(n.Get("return_type"))
	r.inside(f, n.Kind() == "arrow_function", func() { r.functionBody(n, f) })
	return f
}

// newFunction makes a function of the current one.
func (r *reader) newFunction(at ir.Span, name string, kind ir.FunctionKind) *ir.Function {
	f := &ir.Function{Span: at, Name: name, Module: r.module, Outer: r.frame.function, Kind: kind}
	r.module.Functions = append(r.module.Functions, f)
	return f
}

// inside reads something that belongs to a function.
func (r *reader) inside(f *ir.Function, arrow bool, do func()) {
	around, outer := r.frame, r.scope
	r.frame = &frame{function: f, outer: around, arrow: arrow, class: f.Class}
	if arrow {
		r.frame.class = around.class
	}
	r.scope = &scope{outer: outer, frame: r.frame}
	do()
	if a := r.frame.arguments; a != nil {
		f.Body = append([]ir.Statement{allArguments(f, a)}, f.Body...)
	}
	r.frame, r.scope = around, outer
}

// functionBody reads the parameters and the body of a function whose frame is open.
func (r *reader) functionBody(n node, f *ir.Function) {
	if n.Kind() == "function_expression" || n.Kind() == "generator_function" {
		if own := n.Get("name"); own.Exists() { // known inside, as itself
			b := r.declare(r.scope, r.span(own), own.Text())
			f.Body = append(f.Body, &ir.Assign{
				Span: r.span(own), Target: &ir.Use{Span: r.span(own), Variable: b.variable},
				Value: &ir.FunctionRef{Span: r.span(own), Function: f}, Declare: true,
			})
		}
	}
	if p := n.Get("parameter"); p.Exists() {
		r.parameter(f, p)
	}
	for p := range n.Get("parameters").Parts() {
		r.parameter(f, p)
	}
	body := n.Get("body")
	switch body.Kind() {
	case "":
	case "statement_block":
		if r.depth++; r.depth > maxDepth {
			r.gap(r.span(body), "functions are nested too deeply")
		} else {
			f.Body = append(f.Body, r.statements(body, true)...)
		}
		r.depth--
	default:
		f.Body = append(f.Body, &ir.Return{Span: r.span(body), Value: r.expression(body)})
	}
}

// parameter reads one parameter. A pattern is taken apart at the beginning of the body.
func (r *reader) parameter(f *ir.Function, n node) {
	pattern, value, kind := n, node{}, ir.Single
	var declared node
	var given ir.Expression
	if is(n, "required_parameter", "optional_parameter") {
		pattern, value, declared = n.Get("pattern"), n.Get("value"), n.Get("type")
		if !pattern.Exists() {
			pattern = n.Get("name")
		}
		r.decorators(n, func(e ir.Expression) { given = e })
	}
	if pattern.Kind() == "assignment_pattern" {
		pattern, value = pattern.Get("left"), pattern.Get("right")
	}
	if pattern.Kind() == "rest_pattern" {
		pattern, kind = pattern.First(), ir.Rest
	}
	at := r.span(n)
	switch pattern.Kind() {
	case "this", "":
		return // what TypeScript is told of the receiver
	case "identifier":
		name := pattern.Text()
		p := ir.Parameter{Variable: r.declare(r.scope, r.span(pattern), name).variable, Name: name, Kind: kind}
		p.Variable.Type = r.annotation(declared)
		if p.Default = r.optional(value); p.Default == nil {
			p.Default = marker(given)
		}
		f.Params = append(f.Params, p)
	default:
		p := ir.Parameter{Variable: r.temp(at), Kind: kind}
		p.Variable.Type = r.annotation(declared)
		p.Default = r.optional(value)
		f.Params = append(f.Params, p)
		r.hoistPattern(r.scope, pattern)
		f.Body = append(f.Body, r.bind(pattern, &ir.Use{Span: at, Variable: p.Variable}, true)...)
	}
}

// markers are the decorators by which a parameter says what a framework hands to it (https://docs.nestjs.com/controllers).
var markers = map[string]bool{
	"Body": true, "Param": true, "Query": true, "Headers": true, "Req": true, "Request": true, "Res": true, "Response": true, "Args": true,
	"UploadedFile": true, "UploadedFiles": true,
}

// marker is a decorator of a parameter that says what a framework hands to it: what it gets where nobody else gives it
// something. Nil for others.
func marker(e ir.Expression) ir.Expression {
	call, ok := e.(*ir.Call)
	if !ok {
		return nil
	}
	name := ""
	switch callee := call.Callee.(type) {
	case *ir.Use:
		name = callee.Variable.Name
	case *ir.Import:
		name = callee.Name
	case *ir.Attribute:
		name = callee.Name
	}
	if !markers[name] {
		return nil
	}
	return call
}

// allArguments makes the list arguments of the parameters and of what comes after them.
func allArguments(f *ir.Function, arguments *ir.Variable) ir.Statement {
	all := &ir.ListLiteral{Span: arguments.Span}
	rest := false
	for _, p := range f.Params {
		all.Items = append(all.Items, ir.Item{Value: &ir.Use{Span: arguments.Span, Variable: p.Variable}, Spread: p.Kind == ir.Rest})
		rest = rest || p.Kind == ir.Rest
	}
	if !rest {
		more := &ir.Variable{Span: arguments.Span, Name: ".arguments", Owner: f}
		f.Params = append(f.Params, ir.Parameter{Variable: more, Kind: ir.Rest})
		all.Items = append(all.Items, ir.Item{Value: &ir.Use{Span: arguments.Span, Variable: more}, Spread: true})
	}
	return &ir.Assign{Span: arguments.Span, Target: &ir.Use{Span: arguments.Span, Variable: arguments}, Value: all, Declare: true}
}
