package python

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// optional is an expression, or nil for none.
func (r *reader) optional(n syntax.Node) ir.Expression {
	if !n.Exists() {
		return nil
	}
	return r.expression(n)
}

// expression reads an expression; never nil.
func (r *reader) expression(n syntax.Node) ir.Expression {
	at := r.span(n)
	if n.Deep() {
		return &ir.Opaque{Span: at, Reason: "it is nested too deeply to be read"}
	}
	switch n.Kind() {
	case "identifier":
		return r.use(n.Text(), at)
	case "string", "concatenated_string":
		return r.text(n)
	case "integer", "float":
		return number(at, n.Text())
	case "true", "false":
		return &ir.Literal{Span: at, Kind: ir.Bool, Text: map[string]string{"true": "true", "false": "false"}[n.Kind()]}
	case "none":
		return &ir.Literal{Span: at, Kind: ir.Null}
	case "ellipsis":
		return &ir.Global{Span: at, Name: "Ellipsis"}
	case "attribute":
		return &ir.Attribute{Span: at, X: r.expression(n.Get("object")), Name: r.private(n.Get("attribute").Text())}
	case "subscript":
		return r.subscript(n)
	case "call":
		return r.call(n)
	case "list":
		return r.list(n, ir.List)
	case "tuple", "expression_list", "pattern_list", "tuple_pattern":
		return r.list(n, ir.Tuple)
	case "set":
		return r.list(n, ir.Set)
	case "list_pattern":
		return r.list(n, ir.List)
	case "dictionary":
		return r.dictionary(n)
	case "list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression":
		return r.comprehension(n)
	case "parenthesized_expression", "type", "as_pattern_target", "as_pattern":
		return r.expression(n.First())
	case "lambda":
		return r.lambda(n)
	default:
		return r.operation(n)
	}
}

// operation reads what combines other expressions.
func (r *reader) operation(n syntax.Node) ir.Expression {
	at := r.span(n)
	switch n.Kind() {
	case "binary_operator":
		return &ir.Binary{Span: at, Op: operatorOf(n), Left: r.expression(n.Get("left")), Right: r.expression(n.Get("right"))}
	case "boolean_operator":
		return &ir.Binary{Span: at, Op: operatorOf(n), Left: r.expression(n.Get("left")), Right: r.expression(n.Get("right"))}
	case "unary_operator":
		if x := n.Get("argument"); operatorOf(n) == "-" && (x.Kind() == "integer" || x.Kind() == "float") {
			return number(at, "-"+x.Text())
		}
		return &ir.Unary{Span: at, Op: operatorOf(n), X: r.expression(n.Get("argument"))}
	case "not_operator":
		return &ir.Unary{Span: at, Op: ir.Not, X: r.expression(n.Get("argument"))}
	case "comparison_operator":
		return r.comparison(n)
	case "conditional_expression":
		var parts []ir.Expression
		for p := range n.Parts() {
			parts = append(parts, r.expression(p))
		}
		if len(parts) == 3 {
			return &ir.Conditional{Span: at, Test: parts[1], Then: parts[0], Else: parts[2]}
		}
		return &ir.Opaque{Span: at, Reason: "it is no whole conditional expression", Parts: parts}
	case "named_expression":
		return &ir.Assignment{Span: at, Target: r.use(n.Get("name").Text(), r.span(n.Get("name"))), Value: r.expression(n.Get("value"))}
	case "await":
		return &ir.Await{Span: at, X: r.expression(n.First())}
	case "yield":
		r.function.Generator = true
		return &ir.Yield{Span: at, X: r.optional(n.First()), From: n.Has("from")}
	case "list_splat", "list_splat_pattern", "dictionary_splat", "splat_type":
		return r.expression(n.First())
	case "assignment": // inside an expression it is not Python
		return &ir.Sequence{Span: at, Items: []ir.Expression{r.optional(n.Get("right")), r.expression(n.Get("left"))}}
	case "generic_type", "union_type", "constrained_type", "member_type":
		return r.typeOf(n)
	case "":
		return &ir.Opaque{Reason: "an expression is missing"} // nowhere
	default:
		return r.opaque(n, "it is not an expression of Python 3")
	}
}

// operatorOf is the operator of a node: the token in it.
func operatorOf(n syntax.Node) ir.Operator {
	for p := range n.Children() {
		if !p.Named() && p.Kind() != "(" && p.Kind() != ")" {
			return ir.Operator(p.Kind())
		}
	}
	return ""
}

// comparison reads a < b < c, in which b is evaluated once.
func (r *reader) comparison(n syntax.Node) ir.Expression {
	var left, all ir.Expression
	op := ir.Operator("")
	from := n
	for p := range n.Children() {
		if !p.Named() || p.Field() == "operators" {
			if op = ir.Operator(p.Kind()); op == "<>" {
				op = ir.NotEqual
			}
			continue
		}
		right := r.expression(p)
		if left == nil {
			left, from = right, p
			continue
		}
		again := right
		if _, called := right.(*ir.Call); called && p.End() < n.End() {
			t := &ir.Use{Span: right.At(), Variable: r.temporary()}
			right, again = &ir.Assignment{Span: right.At(), Target: t, Value: right}, t
		}
		test := &ir.Binary{Span: r.between(from, p), Op: op, Left: left, Right: right}
		if all == nil {
			all = test
		} else {
			all = &ir.Binary{Span: ir.Span{File: r.file, Start: all.At().Start, End: r.base + p.End()}, Op: ir.And, Left: all, Right: test}
		}
		left, from = again, p
	}
	if all == nil {
		return r.opaque(n, "it is no whole comparison")
	}
	return all
}

func (r *reader) subscript(n syntax.Node) ir.Expression {
	at := r.span(n)
	x := r.expression(n.Get("value"))
	var keys []syntax.Node
	for p := range n.Parts() {
		if p.Field() == "subscript" {
			keys = append(keys, p)
		}
	}
	switch {
	case len(keys) == 0:
		return &ir.Opaque{Span: at, Reason: "a subscript is missing", Parts: []ir.Expression{x}}
	case len(keys) > 1 || n.Has(","):
		tuple := &ir.ListLiteral{Span: r.between(keys[0], keys[len(keys)-1]), Kind: ir.Tuple}
		for _, k := range keys {
			tuple.Items = append(tuple.Items, ir.Item{Value: r.key(k)})
		}
		return &ir.Index{Span: at, X: x, Key: tuple}
	case keys[0].Kind() == "slice":
		if low, high, step := r.bounds(keys[0]); step == nil {
			return &ir.Slice{Span: at, X: x, Low: low, High: high}
		}
	}
	return &ir.Index{Span: at, X: x, Key: r.key(keys[0])}
}

// key is a subscript; a slice that is no plain part is a call of slice.
func (r *reader) key(n syntax.Node) ir.Expression {
	if n.Kind() != "slice" {
		return r.expression(n)
	}
	call := &ir.Call{Span: r.span(n), Callee: &ir.Global{Span: r.span(n), Name: "slice"}}
	low, high, step := r.bounds(n)
	for _, bound := range []ir.Expression{low, high, step} {
		if bound == nil {
			bound = &ir.Literal{Span: r.span(n), Kind: ir.Null}
		}
		call.Args = append(call.Args, ir.Argument{Value: bound})
	}
	return call
}

func (r *reader) bounds(n syntax.Node) (low, high, step ir.Expression) {
	bounds, i := [3]ir.Expression{}, 0
	for p := range n.Children() {
		if p.Kind() == ":" {
			i = min(i+1, 2)
		} else if p.Named() {
			bounds[i] = r.expression(p)
		}
	}
	return bounds[0], bounds[1], bounds[2]
}
