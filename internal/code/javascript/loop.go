package javascript

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// breakTarget is a statement that a break or continue may mean.
type breakTarget struct {
	label     string
	statement ir.Statement
	loop      bool
	labelOnly bool // only with its label
}

// within reads something that may leave a statement.
func (r *reader) within(t breakTarget, do func()) {
	r.frame.breaks = append(r.frame.breaks, t)
	do()
	r.frame.breaks = r.frame.breaks[:len(r.frame.breaks)-1]
}

func (r *reader) jump(n node) []ir.Statement {
	label := n.Get("label").Text()
	j := &ir.Jump{Span: r.span(n), Continue: n.Kind() == "continue_statement"}
	loops := 0
	for _, t := range slices.Backward(r.frame.breaks) {
		if label == "" && (t.labelOnly || j.Continue && !t.loop) || label != "" && t.label != label {
			if t.loop {
				loops++
			}
			continue
		}
		if !t.loop || loops > 0 {
			j.Target = t.statement
		}
		return []ir.Statement{j}
	}
	return nil // the text does not say what is left
}

// labeled reads a statement with a label.
func (r *reader) labeled(n node) []ir.Statement {
	label, inner := n.Get("label").Text(), n.Get("body")
	switch inner.Kind() {
	case "for_statement", "for_in_statement", "while_statement", "do_statement":
		return r.loop(inner, label)
	case "switch_statement":
		return r.switches(inner, label)
	}
	b := &ir.Block{Span: r.span(n)}
	r.within(breakTarget{label: label, statement: b, labelOnly: true}, func() { b.Body = r.body(inner) })
	return []ir.Statement{b}
}

// loop reads a loop; what is done before it is around it.
func (r *reader) loop(n node, label string) []ir.Statement {
	l := &ir.Loop{Span: r.span(n)}
	var before []ir.Statement
	r.block(func() {
		switch n.Kind() {
		case "for_in_statement":
			before = r.each(n, l)
		case "for_statement":
			before = r.counting(n, l)
		default:
			l.Test, l.Once = r.expression(bare(n.Get("condition"))), n.Kind() == "do_statement"
		}
		r.within(breakTarget{label: label, statement: l, loop: true}, func() {
			l.Body = append(l.Body, r.body(n.Get("body"))...)
		})
	})
	if len(before) == 0 {
		return []ir.Statement{l}
	}
	return []ir.Statement{&ir.Block{Span: l.Span, Body: append(before, l)}}
}

// counting reads the head of a for with three parts.
func (r *reader) counting(n node, l *ir.Loop) []ir.Statement {
	var before []ir.Statement
	if first := n.Get("initializer"); first.Exists() {
		r.hoistStatement(first)
		before = r.statement(first)
	}
	if test := n.Get("condition"); test.Exists() && test.Named() && test.Kind() != "empty_statement" {
		if test.Kind() == "expression_statement" {
			test = test.First()
		}
		l.Test = r.optional(test)
	}
	l.Post = r.effect(n.Get("increment"))
	return before
}

// each reads the head of a for over a collection.
func (r *reader) each(n node, l *ir.Loop) []ir.Statement {
	var before []ir.Statement
	right := n.Get("right")
	l.Over = r.expression(right)
	if _, simple := l.Over.(*ir.Use); !simple {
		t := r.temp(r.span(right))
		before = []ir.Statement{&ir.Assign{Span: r.span(right), Target: &ir.Use{Span: r.span(right), Variable: t}, Value: l.Over, Declare: true}}
		l.Over = &ir.Use{Span: r.span(right), Variable: t}
	}
	left := n.Get("left")
	element := &ir.Element{Span: r.span(left), X: l.Over, Of: ir.EachItem}
	if n.Has("in") {
		element.Of = ir.EachKey
	}
	var value ir.Expression = element
	if n.Has("await") {
		value = &ir.Await{Span: r.span(left), X: element}
	}
	declared := n.Has("const") || n.Has("let") || n.Has("using")
	if declared {
		r.hoistPattern(r.scope, left)
	}
	l.Body = r.bind(left, value, declared || n.Has("var"))
	return before
}

// switches reads a switch: a Block of an If for each case, which a break leaves. A case that goes on in the next one
// has the statements of both.
func (r *reader) switches(n node, label string) []ir.Statement {
	b := &ir.Block{Span: r.span(n)}
	head := bare(n.Get("value"))
	value := r.expression(head)
	if _, simple := value.(*ir.Use); !simple {
		t := r.temp(r.span(head))
		b.Body = append(b.Body, &ir.Assign{Span: r.span(head), Target: &ir.Use{Span: r.span(head), Variable: t}, Value: value, Declare: true})
		value = &ir.Use{Span: r.span(head), Variable: t}
	}
	r.block(func() {
		r.within(breakTarget{label: label, statement: b}, func() {
			b.Body = append(b.Body, r.cases(n.Get("body"), value)...)
		})
	})
	return []ir.Statement{b}
}

// one case of a switch: its tests (those of the empty ones before it among them), nil for default alone.
type switchCase struct {
	node  node
	tests []ir.Expression
	other bool // default is one of its names
	body  []ir.Statement
}

func (r *reader) cases(body node, value ir.Expression) []ir.Statement {
	for c := range body.Parts() {
		r.hoist(c)
	}
	var all []*switchCase
	current := &switchCase{}
	for c := range body.Parts() {
		if !is(c, "switch_case", "switch_default") {
			continue
		}
		current.node = c
		if v := c.Get("value"); v.Exists() {
			at := r.span(v)
			current.tests = append(current.tests, &ir.Binary{Span: at, Op: ir.Equal, Left: value, Right: r.expression(v)})
		} else {
			current.other = true
		}
		current.body = r.functions(c)
		for s := range c.Parts() {
			if s.Field() == "body" {
				current.body = append(current.body, r.statement(s)...)
			}
		}
		if len(current.body) > 0 {
			all = append(all, current)
			current = &switchCase{}
		}
	}
	return r.chain(all)
}

// chain makes the cases one If after the other; the default one comes last, wherever it stands.
func (r *reader) chain(all []*switchCase) []ir.Statement {
	var otherwise []ir.Statement
	for i, c := range slices.Backward(all) {
		if i+1 < len(all) && !leaves(c.body) && len(all[i+1].body) < maxShared {
			c.body = append(slices.Clip(c.body), all[i+1].body...)
		}
		if c.other {
			otherwise = c.body
		}
	}
	list := otherwise
	for _, c := range slices.Backward(all) {
		if c.other || len(c.tests) == 0 {
			continue
		}
		test := c.tests[0]
		for _, t := range c.tests[1:] {
			test = &ir.Binary{Span: t.At(), Op: ir.Or, Left: test, Right: t}
		}
		list = []ir.Statement{&ir.If{Span: r.span(c.node), Test: test, Then: c.body, Else: list}}
	}
	return list
}

// maxShared is how many statements a case that goes on in the next one takes over.
const maxShared = 1000

// leaves reports whether nothing after a list of statements is reached.
func leaves(list []ir.Statement) bool {
	if len(list) == 0 {
		return false
	}
	switch s := list[len(list)-1].(type) {
	case *ir.Return, *ir.Raise, *ir.Jump:
		return true
	case *ir.Block:
		return leaves(s.Body)
	case *ir.If:
		return leaves(s.Then) && leaves(s.Else)
	}
	return false
}
