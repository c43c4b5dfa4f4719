package python

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// try reads try with its handlers.
func (r *reader) try(n syntax.Node, out *[]ir.Statement) {
	try := &ir.Try{Span: r.span(n), Body: r.statements(n.Get("body"))}
	for p := range n.Parts() {
		if p.Kind() == "except_clause" {
			try.Handlers = append(try.Handlers, r.handler(p))
		}
	}
	try.Else = r.clause(n, "else_clause")
	try.Finally = r.clause(n, "finally_clause")
	*out = append(*out, try)
}

// handler reads an except. Of several types without parentheses (Python 3.14) it is all of them; in Python 2 the
// second one was the variable, which is what an unknown name in lower case is taken for.
func (r *reader) handler(n syntax.Node) ir.Handler {
	h := ir.Handler{Span: r.span(n)}
	var values []syntax.Node
	for p := range n.Parts() {
		switch {
		case p.Field() == "value" && p.Kind() == "as_pattern":
			values = append(values, p.First())
			if name := p.Get("alias").First(); name.Kind() == "identifier" {
				if use, ok := r.use(name.Text(), r.span(name)).(*ir.Use); ok {
					h.Variable = use.Variable
				}
			}
		case p.Field() == "value":
			values = append(values, p)
		}
	}
	if len(values) == 1 {
		h.Type = r.expression(values[0])
	} else if len(values) > 1 {
		types := &ir.ListLiteral{Span: r.between(values[0], values[len(values)-1]), Kind: ir.Tuple}
		for _, v := range values {
			types.Items = append(types.Items, ir.Item{Value: r.expression(v)})
		}
		h.Type = types
	}
	h.Body = r.statements(n.Child("block"))
	return h
}

// with reads with: each item is entered, in order, and left after the body, in the opposite order.
func (r *reader) with(n syntax.Node, out *[]ir.Statement) {
	var items []syntax.Node
	for p := range n.Child("with_clause").Parts() {
		if p.Kind() == "with_item" {
			items = append(items, p)
		}
	}
	block := &ir.Block{Span: r.span(n)}
	r.enter(n, items, &block.Body)
	*out = append(*out, block)
}

func (r *reader) enter(n syntax.Node, items []syntax.Node, out *[]ir.Statement) {
	if len(items) == 0 {
		*out = append(*out, r.statements(n.Get("body"))...)
		return
	}
	item := items[0].Get("value")
	at := r.span(item)
	value := item
	if item.Kind() == "as_pattern" {
		value = item.First()
	}
	manager := r.keep(r.expression(value), at, out)
	entered := &ir.Enter{Span: at, X: manager}
	if alias := item.Get("alias"); item.Kind() == "as_pattern" && alias.Exists() {
		r.assign(alias, entered, at, out)
	} else {
		*out = append(*out, &ir.Do{Span: at, Value: entered})
	}
	body := &ir.Try{Span: r.between(item, n)}
	body.End = max(r.span(n).End, body.Start)
	r.enter(n, items[1:], &body.Body)
	body.Finally = []ir.Statement{&ir.Do{Span: at, Value: &ir.Leave{Span: at, X: manager}}}
	*out = append(*out, body)
}
