package python

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// assignment reads a = b = value, name: type = value and name: type.
func (r *reader) assignment(n syntax.Node, out *[]ir.Statement) {
	at := r.span(n)
	targets := []syntax.Node{n.Get("left")}
	r.declared(n)
	value, declared := n.Get("right"), n.Get("type")
	for value.Kind() == "assignment" {
		targets = append(targets, value.Get("left"))
		r.declared(value)
		value = value.Get("right")
	}
	if !value.Exists() {
		return
	}
	if value.Kind() == "augmented_assignment" { // not Python
		r.augmented(value, out)
		value = value.Get("left")
	}
	v := r.expression(value)
	if declared.Exists() && targets[0].Kind() != "identifier" {
		v = &ir.Cast{Span: at, X: v, Type: r.typeOf(declared)}
	}
	if len(targets) > 1 {
		v = r.keep(v, at, out)
	}
	for _, t := range targets {
		r.assign(t, v, at, out)
	}
}

// declared notes what is declared of a variable.
func (r *reader) declared(n syntax.Node) {
	left, declared := n.Get("left"), n.Get("type")
	if left.Kind() != "identifier" || !declared.Exists() {
		return
	}
	if use, ok := r.use(left.Text(), r.span(left)).(*ir.Use); ok && use.Variable.Type == nil {
		use.Variable.Type = r.typeOf(declared)
	}
}

// keep evaluates a value once: what is no name or constant goes into a temporary variable.
func (r *reader) keep(value ir.Expression, at ir.Span, out *[]ir.Statement) ir.Expression {
	switch value.(type) {
	case *ir.Use, *ir.Literal, *ir.Global:
		return value
	}
	t := &ir.Use{Span: at, Variable: r.temporary()}
	*out = append(*out, &ir.Assign{Span: at, Target: t, Value: value, Declare: true})
	return t
}

// again is a value that was kept, where it is used at another place.
func again(e ir.Expression, at ir.Span) ir.Expression {
	switch e := e.(type) {
	case *ir.Use:
		return &ir.Use{Span: at, Variable: e.Variable}
	case *ir.Literal:
		return &ir.Literal{Span: at, Kind: e.Kind, Text: e.Text}
	case *ir.Global:
		return &ir.Global{Span: at, Name: e.Name}
	}
	return e
}

// assign gives a target a value, and takes the value apart where the target is a pattern.
func (r *reader) assign(target syntax.Node, value ir.Expression, at ir.Span, out *[]ir.Statement) {
	switch target.Kind() {
	case "tuple_pattern", "list_pattern", "pattern_list", "tuple", "list", "expression_list":
		r.unpack(target, value, at, out)
	case "as_pattern_target", "parenthesized_expression", "list_splat_pattern", "list_splat", "dictionary_splat_pattern":
		r.assign(target.First(), value, at, out)
	case "identifier":
		*out = append(*out, &ir.Assign{Span: at, Target: r.use(target.Text(), r.span(target)), Value: value})
	case "attribute", "subscript":
		*out = append(*out, &ir.Assign{Span: at, Target: r.expression(target), Value: value})
	default:
		*out = append(*out, &ir.Do{Span: at, Value: value})
	}
}

func (r *reader) unpack(target syntax.Node, value ir.Expression, at ir.Span, out *[]ir.Statement) {
	value = r.keep(value, at, out)
	var items []syntax.Node
	star := -1
	for p := range target.Parts() {
		if strings.HasPrefix(p.Kind(), "list_splat") {
			star = len(items)
		}
		items = append(items, p)
	}
	for i, p := range items {
		var part ir.Expression
		switch {
		case star < 0 || i < star:
			part = &ir.Index{Span: at, X: value, Key: number(at, strconv.Itoa(i))}
		case i == star:
			rest := &ir.Slice{Span: at, X: value, Low: number(at, strconv.Itoa(i))}
			if after := len(items) - 1 - i; after > 0 {
				rest.High = number(at, strconv.Itoa(-after))
			}
			part = rest
		default:
			part = &ir.Index{Span: at, X: value, Key: number(at, strconv.Itoa(i-len(items)))}
		}
		r.assign(p, part, at, out)
	}
}

// augmented reads x += value as x = x + value. What x consists of is evaluated once.
func (r *reader) augmented(n syntax.Node, out *[]ir.Statement) {
	at := r.span(n)
	op := ir.Operator("")
	for p := range n.Children() {
		if text, ok := strings.CutSuffix(p.Kind(), "="); ok && !p.Named() {
			op = ir.Operator(text)
		}
	}
	target := r.expression(n.Get("left"))
	switch t := target.(type) {
	case *ir.Attribute:
		t.X = r.stable(t.X, out)
	case *ir.Index:
		t.X, t.Key = r.stable(t.X, out), r.stable(t.Key, out)
	case *ir.Use:
	default:
		*out = append(*out, &ir.Do{Span: at, Value: target})
	}
	value := &ir.Binary{Span: at, Op: op, Left: target, Right: r.expression(n.Get("right"))}
	*out = append(*out, &ir.Assign{Span: at, Target: target, Value: value})
}

// stable is an expression that may be evaluated twice.
func (r *reader) stable(e ir.Expression, out *[]ir.Statement) ir.Expression {
	for x := e; ; {
		a, ok := x.(*ir.Attribute)
		if !ok {
			if _, called := x.(*ir.Call); !called {
				return e
			}
			return r.keep(e, e.At(), out)
		}
		x = a.X
	}
}
