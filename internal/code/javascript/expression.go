package javascript

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// expression reads an expression. What is not understood is Opaque, with the parts it consists of.
func (r *reader) expression(n node) ir.Expression {
	at := r.span(n)
	if r.depth++; r.depth > maxDepth || n.Deep() {
		r.depth--
		r.gap(at, "expressions are nested too deeply")
		return &ir.Opaque{Span: at, Reason: "it is nested too deeply"}
	}
	defer func() { r.depth-- }()
	if e := r.atom(n, at); e != nil {
		return e
	}
	if e := r.operation(n, at); e != nil {
		return e
	}
	switch n.Kind() {
	case "call_expression":
		return r.call(n, at)
	case "new_expression":
		return r.instance(n, at)
	case "function_expression", "generator_function", "arrow_function":
		return &ir.FunctionRef{Span: at, Function: r.function(n, n.Get("name").Text(), ir.Plain)}
	case "class":
		return r.classExpression(n, at)
	case "object":
		return r.object(n, at)
	case "array":
		return r.array(n, at)
	case "jsx_element", "jsx_self_closing_element", "jsx_fragment", "jsx_expression":
		return r.markup(n, at)
	case "ERROR":
		r.broken(n)
	case "":
		return &ir.Opaque{Span: at, Reason: "something is missing"}
	default:
		r.gap(at, "it is not known what "+n.Kind()+" means here")
	}
	return &ir.Opaque{Span: at, Reason: "it is not read", Parts: r.parts(n)}
}

// parts reads what an expression consists of.
func (r *reader) parts(n node) []ir.Expression {
	var list []ir.Expression
	for c := range n.Parts() {
		if isExpression(c.Kind()) {
			list = append(list, r.expression(c))
		}
	}
	return list
}

// isExpression reports whether something of that kind has a value.
func isExpression(kind string) bool {
	switch kind {
	case "identifier", "member_expression", "subscript_expression", "call_expression", "new_expression", "string",
		"template_string", "number", "array", "object", "arrow_function", "function_expression", "binary_expression",
		"parenthesized_expression", "await_expression", "ternary_expression", "unary_expression", "this",
		"assignment_expression", "spread_element", "jsx_element", "jsx_self_closing_element", "jsx_expression",
		"non_null_expression", "as_expression", "satisfies_expression", "sequence_expression", "yield_expression":
		return true
	}
	return false
}

// atom reads an expression that is one word, and access to what something has.
func (r *reader) atom(n node, at ir.Span) ir.Expression {
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier":
		return r.name(at, n.Text())
	case "string":
		return &ir.Literal{Span: at, Kind: ir.String, Text: r.string(n)}
	case "number":
		return &ir.Literal{Span: at, Kind: ir.Number, Text: n.Text()}
	case "true", "false":
		return &ir.Literal{Span: at, Kind: ir.Bool, Text: n.Kind()}
	case "null", "undefined":
		return &ir.Literal{Span: at, Kind: ir.Null}
	case "regex":
		return &ir.Literal{Span: at, Kind: ir.Regexp, Text: n.Text()}
	case "template_string":
		return r.template(n, at)
	case "this":
		return r.receiver(at)
	case "super":
		return r.super(at)
	case "meta_property":
		return &ir.Global{Span: at, Name: n.Text()}
	case "import":
		return &ir.Global{Span: at, Name: "import"}
	case "parenthesized_expression":
		return r.expression(n.First())
	case "member_expression":
		return r.attribute(n, at)
	case "subscript_expression":
		optional := n.Has("optional_chain") || n.Has("?.")
		return &ir.Index{Span: at, X: r.expression(n.Get("object")), Key: r.expression(n.Get("index")), Optional: optional}
	case "private_property_identifier": // #x in y
		return &ir.Literal{Span: at, Kind: ir.String, Text: n.Text()}
	}
	return nil
}

// super is the receiver as an instance of what its class extends.
func (r *reader) super(at ir.Span) ir.Expression {
	f := r.frame
	for f.arrow && f.outer != nil {
		f = f.outer
	}
	if f.class == nil {
		return &ir.Global{Span: at, Name: "super"}
	}
	if f.function.This != nil {
		r.use(at, f.function.This)
	}
	return &ir.Super{Span: at, Class: f.class}
}

// attribute reads a.b.
func (r *reader) attribute(n node, at ir.Span) ir.Expression {
	object, name := n.Get("object"), n.Get("property").Text()
	if object.Kind() == "identifier" {
		if b := r.lookup(object.Text()); b != nil && b.namespace != "" && name == "default" {
			return &ir.Import{Span: at, Module: b.namespace, Name: "default", Default: true}
		}
	}
	return &ir.Attribute{Span: at, X: r.expression(object), Name: name, Optional: n.Has("optional_chain")}
}

// operation reads operators, and what TypeScript is told about a value.
func (r *reader) operation(n node, at ir.Span) ir.Expression {
	switch n.Kind() {
	case "binary_expression":
		return r.binary(n)
	case "unary_expression":
		return r.unary(n, at)
	case "update_expression":
		target := r.target(unasserted(n.Get("argument")))
		op := ir.Operator(n.Get("operator").Text())
		if op == "" {
			op = "++"
			if n.Has("--") {
				op = "--"
			}
		}
		one := &ir.Literal{Span: at, Kind: ir.Number, Text: "1"}
		return &ir.Assignment{Span: at, Target: target, Value: &ir.Binary{Span: at, Op: op[:1], Left: target, Right: one}}
	case "augmented_assignment_expression":
		target := r.target(unasserted(n.Get("left")))
		op := r.operator(n)
		return &ir.Assignment{Span: at, Target: target, Value: &ir.Binary{
			Span: at, Op: operators(op[:max(len(op)-1, 0)]), Left: target, Right: r.expression(n.Get("right")),
		}}
	case "assignment_expression":
		return r.assigned(n)
	case "sequence_expression":
		return r.sequence(n, at)
	case "ternary_expression":
		return &ir.Conditional{
			Span: at, Test: r.expression(n.Get("condition")), Then: r.expression(n.Get("consequence")),
			Else: r.expression(n.Get("alternative")),
		}
	case "await_expression":
		return &ir.Await{Span: at, X: r.expression(n.First())}
	case "yield_expression":
		return r.yield(n, at)
	case "spread_element":
		return r.expression(n.First())
	case "non_null_expression", "instantiation_expression":
		return r.expression(n.First())
	case "as_expression", "satisfies_expression", "type_assertion":
		return r.cast(n, at)
	}
	return nil
}

func (r *reader) yield(n node, at ir.Span) ir.Expression {
	value := r.optional(n.First())
	if r.frame.awaits {
		if value == nil {
			value = &ir.Literal{Span: at, Kind: ir.Null}
		}
		return &ir.Await{Span: at, X: value}
	}
	return &ir.Yield{Span: at, X: value, From: n.Has("*")}
}

// sequence reads a, b. (0, a.b) is how compilers call a function without a receiver.
func (r *reader) sequence(n node, at ir.Span) ir.Expression {
	s := &ir.Sequence{Span: at}
	var last ir.Expression
	for c := range n.Parts() {
		if last != nil {
			if _, constant := last.(*ir.Literal); !constant {
				s.Items = append(s.Items, last)
			}
		}
		last = r.expression(c)
	}
	if len(s.Items) == 0 && last != nil {
		return last
	}
	s.Items = append(s.Items, last)
	return s
}

// binary reads an operator between two values. Long sums are many operators inside one another.
func (r *reader) binary(n node) ir.Expression {
	var chain []node
	for n.Kind() == "binary_expression" && !n.Deep() {
		chain = append(chain, n)
		n = n.Get("left")
	}
	e := r.expression(n)
	for _, c := range slices.Backward(chain) {
		e = &ir.Binary{
			Span: r.span(c), Op: operators(r.operator(c)), Left: e, Right: r.expression(c.Get("right")),
		}
	}
	return e
}

// operator is the word between the two sides of an operation.
func (r *reader) operator(n node) string {
	left := false
	for c := range n.Children() {
		if left && !c.Named() {
			return c.Kind()
		}
		left = left || c.Field() == "left"
	}
	return ""
}

// operators is an operator as every language has it.
func operators(op string) ir.Operator {
	switch op {
	case "===":
		return ir.Equal
	case "!==":
		return ir.NotEqual
	case "&&":
		return ir.And
	case "||":
		return ir.Or
	}
	return ir.Operator(op)
}

// entryOf are the object and the key of a.b or a[b], nil for others.
func (r *reader) entryOf(n node) (x, key ir.Expression) {
	switch e := r.expression(unasserted(n)).(type) {
	case *ir.Attribute:
		return e.X, &ir.Literal{Span: e.Span, Kind: ir.String, Text: e.Name}
	case *ir.Index:
		return e.X, e.Key
	}
	return nil, nil
}

func (r *reader) unary(n node, at ir.Span) ir.Expression {
	argument := n.Get("argument")
	op := ""
	for c := range n.Children() {
		if !c.Named() {
			op = c.Kind()
			break
		}
	}
	switch {
	case op == "!":
		return &ir.Unary{Span: at, Op: ir.Not, X: r.expression(argument)}
	case op == "-" && argument.Kind() == "number":
		return &ir.Literal{Span: at, Kind: ir.Number, Text: "-" + argument.Text()}
	case op == "delete":
		if x, key := r.entryOf(argument); x != nil {
			gone := &ir.Attribute{Span: at, X: &ir.Global{Span: at, Name: "Reflect"}, Name: "deleteProperty"}
			return &ir.Call{Span: at, Callee: gone, Args: []ir.Argument{{Value: x}, {Value: key}}}
		}
	case op == "void":
		null := &ir.Literal{Span: at, Kind: ir.Null}
		if argument.Kind() == "number" {
			return null
		}
		return &ir.Sequence{Span: at, Items: []ir.Expression{r.expression(argument), null}}
	}
	return &ir.Unary{Span: at, Op: ir.Operator(op), X: r.expression(argument)}
}
