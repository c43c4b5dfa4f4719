package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// namespaceHelpers make a namespace of what require answers: TypeScript's, Babel's, esbuild's.
var namespaceHelpers = map[string]bool{
	"__importDefault": true, "__importStar": true, "_interopRequireDefault": true, "_interopRequireWildcard": true,
	"__toESM": true,
}

// helperName is the name of a called function, without the library in which compilers look for it: tslib_1.__awaiter.
func helperName(callee node) string {
	callee = bare(callee)
	if callee.Kind() == "sequence_expression" { // (0, tslib_1.__importDefault)(...)
		var last node
		for c := range callee.Parts() {
			last = c
		}
		callee = last
	}
	return lastName(callee)
}

func firstArgument(call node) node { return call.Get("arguments").First() }

// argument is the argument of a call at a position.
func argument(call node, i int) node {
	for a := range call.Get("arguments").Parts() {
		if i == 0 {
			return a
		}
		i--
	}
	return node{}
}

// requiredModule is the module of require("x"), "" for anything else.
func requiredModule(n node) string {
	n = bare(n)
	if n.Kind() != "call_expression" || n.Get("function").Text() != "require" {
		return ""
	}
	s := firstArgument(n)
	if s.Kind() != "string" {
		return ""
	}
	return s.First().Text()
}

// helper reads calls of what compilers bring along. Nil for any other call.
func (r *reader) helper(n node, at ir.Span) ir.Expression {
	name := r.helperOf(n.Get("function"))
	switch {
	case namespaceHelpers[name]:
		module := requiredModule(firstArgument(n))
		if module == "" {
			return r.optional(firstArgument(n))
		}
		return &ir.Import{Span: at, Module: module}
	case name == "__toCommonJS":
		return r.optional(firstArgument(n))
	case name == "__awaiter":
		return r.awaiter(n, at)
	case name == "__decorate":
		return r.decorate(n, at)
	case name == "defineProperty" && n.Get("function").Get("object").Text() == "Object":
		return r.defined(n, at)
	}
	return nil
}

// awaiter reads __awaiter(this, void 0, void 0, function* () {...}): an async function that is called at once.
func (r *reader) awaiter(n node, at ir.Span) ir.Expression {
	body := argument(n, 3)
	if !is(body, "function_expression", "generator_function") {
		return nil
	}
	f := r.newFunction(r.span(body), "", ir.Plain)
	f.Async = true
	r.inside(f, true, func() {
		r.frame.awaits = true
		r.functionBody(body, f)
	})
	return &ir.Call{Span: at, Callee: &ir.FunctionRef{Span: f.Span, Function: f}}
}

// decorate reads __decorate([...], target, ...): what is decorated, after the decorators.
func (r *reader) decorate(n node, at ir.Span) ir.Expression {
	target := argument(n, 1)
	if !target.Exists() {
		return nil
	}
	s := &ir.Sequence{Span: at}
	for d := range firstArgument(n).Parts() {
		if isExpression(d.Kind()) {
			s.Items = append(s.Items, r.expression(d))
		}
	}
	s.Items = append(s.Items, r.expression(target))
	return s
}

// defined reads Object.defineProperty(x, "a", {get} or {value}): an assignment, of an accessor for the former.
func (r *reader) defined(n node, at ir.Span) ir.Expression {
	key, what := argument(n, 1), argument(n, 2)
	name := literalText(r, key)
	if name == "" || what.Kind() != "object" {
		return nil
	}
	if name == "__esModule" {
		return &ir.Sequence{Span: at}
	}
	target := &ir.Attribute{Span: r.span(key), X: r.expression(firstArgument(n)), Name: name}
	for c := range what.Parts() {
		key := c.Get("key").Text()
		if c.Kind() == "method_definition" {
			key = c.Get("name").Text()
		}
		switch key {
		case "get":
			if value := returned(c); value.Exists() {
				return &ir.Assignment{Span: at, Target: target, Value: r.expression(value)}
			}
		case "value":
			return &ir.Assignment{Span: at, Target: target, Value: r.optional(c.Get("value"))}
		}
	}
	return nil
}

// returned is what a getter answers that does nothing else: function () { return x.y; }, () => x.
func returned(n node) node {
	if v := n.Get("value"); v.Exists() {
		n = v
	}
	body := n.Get("body")
	if body.Kind() != "statement_block" {
		return body
	}
	if s := body.First(); s.Kind() == "return_statement" {
		return s.First()
	}
	return node{}
}
