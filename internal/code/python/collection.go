package python

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

func (r *reader) call(n syntax.Node) ir.Expression {
	at := r.span(n)
	function, args := n.Get("function"), n.Get("arguments")
	if function.Kind() == "identifier" && function.Text() == "super" && r.class != nil && r.scope.find("super") == nil {
		return &ir.Super{Span: at, Class: r.class}
	}
	call := &ir.Call{Span: at, Callee: r.expression(function)}
	if args.Kind() == "generator_expression" {
		call.Args = []ir.Argument{{Value: r.expression(args)}}
		return call
	}
	for p := range args.Parts() {
		switch p.Kind() {
		case "keyword_argument":
			call.Args = append(call.Args, ir.Argument{Name: p.Get("name").Text(), Value: r.expression(p.Get("value"))})
		case "list_splat", "parenthesized_list_splat":
			call.Args = append(call.Args, ir.Argument{Value: r.expression(p.First()), Spread: true})
		case "dictionary_splat":
			call.Args = append(call.Args, ir.Argument{Value: r.expression(p.First()), Spread: true, Named: true})
		default:
			call.Args = append(call.Args, ir.Argument{Value: r.expression(p)})
		}
	}
	return call
}

func (r *reader) list(n syntax.Node, kind ir.ListKind) ir.Expression {
	list := &ir.ListLiteral{Span: r.span(n), Kind: kind}
	for p := range n.Parts() {
		switch p.Kind() {
		case "list_splat", "list_splat_pattern":
			list.Items = append(list.Items, ir.Item{Value: r.expression(p.First()), Spread: true})
		default:
			list.Items = append(list.Items, ir.Item{Value: r.expression(p)})
		}
	}
	return list
}

func (r *reader) dictionary(n syntax.Node) ir.Expression {
	object := &ir.ObjectLiteral{Span: r.span(n)}
	for p := range n.Parts() {
		entry := ir.Entry{Span: r.span(p)}
		switch p.Kind() {
		case "dictionary_splat":
			entry.Spread, entry.Value = true, r.expression(p.First())
		case "pair":
			entry.Key, entry.Value = r.expression(p.Get("key")), r.expression(p.Get("value"))
		default:
			continue
		}
		object.Entries = append(object.Entries, entry)
	}
	return object
}

// comprehension reads one; its variables are its own.
func (r *reader) comprehension(n syntax.Node) ir.Expression {
	kinds := map[string]ir.ComprehensionKind{
		"list_comprehension": ir.ListOf, "set_comprehension": ir.SetOf, "dictionary_comprehension": ir.MappingOf, "generator_expression": ir.GeneratorOf,
	}
	c := &ir.Comprehension{Span: r.span(n), Kind: kinds[n.Kind()]}
	outer := r.scope
	inner := r.scopeOf(n)
	inner.function = r.function
	for p := range n.Parts() {
		switch p.Kind() {
		case "for_in_clause":
			clause := ir.Clause{Over: r.over(p)}
			r.scope = inner // what the first clause goes over stands outside
			at := r.span(p)
			r.assign(p.Get("left"), &ir.Element{Span: at, X: clause.Over}, at, &clause.Bind)
			c.Clauses = append(c.Clauses, clause)
		case "if_clause":
			if last := len(c.Clauses) - 1; last >= 0 {
				c.Clauses[last].Tests = append(c.Clauses[last].Tests, r.expression(p.First()))
			}
		}
	}
	r.scope = inner
	if body := n.Get("body"); body.Kind() == "pair" {
		c.Key, c.Value = r.expression(body.Get("key")), r.expression(body.Get("value"))
	} else {
		c.Value = r.expression(body)
	}
	r.scope = outer
	return c
}

// over is what a clause goes over: of several values a tuple.
func (r *reader) over(clause syntax.Node) ir.Expression {
	var rights []syntax.Node
	for p := range clause.Parts() {
		if p.Field() == "right" {
			rights = append(rights, p)
		}
	}
	if len(rights) == 1 {
		return r.expression(rights[0])
	}
	tuple := &ir.ListLiteral{Span: r.span(clause), Kind: ir.Tuple}
	for _, p := range rights {
		tuple.Items = append(tuple.Items, ir.Item{Value: r.expression(p)})
	}
	return tuple
}
