package python

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// match reads match: a chain of tests on a subject that is evaluated once
// (https://docs.python.org/3/reference/compound_stmts.html#the-match-statement).
func (r *reader) match(n syntax.Node, out *[]ir.Statement) {
	var subjects []syntax.Node
	for p := range n.Parts() {
		if p.Field() == "subject" {
			subjects = append(subjects, p)
		}
	}
	if len(subjects) == 0 {
		return
	}
	at := r.between(subjects[0], subjects[len(subjects)-1])
	subject := r.expression(subjects[0])
	if len(subjects) > 1 {
		tuple := &ir.ListLiteral{Span: at, Kind: ir.Tuple}
		for _, s := range subjects {
			tuple.Items = append(tuple.Items, ir.Item{Value: r.expression(s)})
		}
		subject = tuple
	}
	subject = r.keep(subject, at, out)
	var last *ir.If
	for p := range n.Get("body").Parts() {
		if p.Kind() != "case_clause" {
			continue
		}
		branch := r.matchCase(p, subject)
		branch.End = max(r.span(n).End, branch.Start)
		if last == nil {
			*out = append(*out, branch)
		} else {
			last.Else = []ir.Statement{branch}
		}
		last = branch
	}
}

// matchCase reads one case. A guard sees what the pattern binds.
func (r *reader) matchCase(n syntax.Node, subject ir.Expression) *ir.If {
	branch := &ir.If{Span: r.span(n)}
	var patterns []syntax.Node
	for p := range n.Parts() {
		if p.Kind() == "case_pattern" {
			patterns = append(patterns, p)
		}
	}
	c := &caseReader{reader: r, at: r.span(n)}
	subject = again(subject, c.at)
	if len(patterns) == 1 && !n.Has(",") {
		c.pattern(patterns[0], subject)
	} else {
		c.sequence(patterns, subject)
	}
	guard := n.Get("guard")
	if guard.Exists() {
		test := r.expression(guard.First())
		if len(c.binds) > 0 {
			test = &ir.Sequence{Span: c.at, Do: c.binds, Items: []ir.Expression{test}}
		}
		c.tests = append(c.tests, test)
	} else {
		branch.Then = c.binds
	}
	branch.Test = c.test()
	branch.Then = append(branch.Then, r.statements(n.Get("consequence"))...)
	return branch
}

// caseReader collects what one case tests and binds.
type caseReader struct {
	*reader
	at    ir.Span
	tests []ir.Expression
	binds []ir.Statement
}

// test is all tests.
func (c *caseReader) test() ir.Expression {
	if len(c.tests) == 0 {
		return &ir.Literal{Span: c.at, Kind: ir.Bool, Text: "true"}
	}
	all := c.tests[0]
	for _, t := range c.tests[1:] {
		all = &ir.Binary{Span: c.at, Op: ir.And, Left: all, Right: t}
	}
	return all
}

func (c *caseReader) equal(x, y ir.Expression) {
	c.tests = append(c.tests, &ir.Binary{Span: c.at, Op: ir.Equal, Left: x, Right: y})
}

func (c *caseReader) bind(name syntax.Node, value ir.Expression) {
	c.binds = append(c.binds, &ir.Assign{Span: c.at, Target: c.use(name.Text(), c.span(name)), Value: value})
}

// pattern reads a pattern that x has to match.
func (c *caseReader) pattern(n syntax.Node, x ir.Expression) {
	switch n.Kind() {
	case "case_pattern":
		if first := n.First(); first.Kind() == "integer" || first.Kind() == "float" {
			c.equal(x, c.signed(n))
		} else if first.Exists() {
			c.pattern(first, x)
		}
	case "as_pattern":
		c.pattern(n.First(), x)
		c.bind(n.Child("identifier"), x)
	case "dotted_name":
		if name, captures := capture(n); captures {
			c.bind(n.First(), x)
		} else if name != "_" || strings.Contains(n.Text(), ".") {
			c.equal(x, c.name(n))
		}
	case "union_pattern":
		c.union(n, x)
	case "list_pattern", "tuple_pattern":
		var items []syntax.Node
		for p := range n.Parts() {
			items = append(items, p)
		}
		if n.Kind() == "tuple_pattern" && len(items) == 1 && !n.Has(",") {
			c.pattern(items[0], x)
			return
		}
		c.sequence(items, x)
	case "dict_pattern":
		c.mapping(n, x)
	case "class_pattern":
		c.class(n, x)
	case "splat_pattern":
		if name := n.Child("identifier"); name.Exists() && name.Text() != "_" {
			c.bind(name, x)
		}
	case "none", "true", "false":
		c.tests = append(c.tests, &ir.Binary{Span: c.at, Op: ir.Is, Left: x, Right: c.expression(n)})
	default:
		c.equal(x, c.expression(n))
	}
}

// signed is a number with its sign, which stands beside it.
func (c *caseReader) signed(n syntax.Node) ir.Expression {
	return number(c.span(n), strings.ReplaceAll(n.Text(), " ", ""))
}

// name is a dotted name as an expression.
func (c *caseReader) name(n syntax.Node) ir.Expression {
	var x ir.Expression
	for p := range n.Parts() {
		if x == nil {
			x = c.use(p.Text(), c.span(p))
		} else {
			x = &ir.Attribute{Span: c.between(n, p), X: x, Name: p.Text()}
		}
	}
	return x
}

// union reads one of several. A name that they bind is what the one that holds gives it.
func (c *caseReader) union(n syntax.Node, x ir.Expression) {
	var either ir.Expression
	sign := ""
	var options []*caseReader
	for p := range n.Children() {
		if !p.Named() {
			if p.Kind() == "-" {
				sign = "-"
			}
			if p.Kind() != "_" {
				continue
			}
		}
		option := &caseReader{reader: c.reader, at: c.at}
		if sign != "" {
			option.equal(x, number(c.span(p), sign+p.Text()))
			sign = ""
		} else if p.Named() {
			option.pattern(p, x)
		}
		options = append(options, option)
		if test := option.test(); either == nil {
			either = test
		} else {
			either = &ir.Binary{Span: c.at, Op: ir.Or, Left: either, Right: test}
		}
	}
	if either != nil {
		c.tests = append(c.tests, either)
	}
	for i, o := range options {
		if len(o.binds) == 0 {
			continue
		}
		if i == 0 {
			c.binds = append(c.binds, o.binds...)
		} else {
			c.binds = append(c.binds, &ir.If{Span: c.at, Test: o.test(), Then: o.binds})
		}
	}
}

// sequence reads the items of a list, of which one may be starred.
func (c *caseReader) sequence(items []syntax.Node, x ir.Expression) {
	star := -1
	for i, p := range items {
		if p.Kind() == "splat_pattern" || p.First().Kind() == "splat_pattern" {
			star = i
		}
	}
	length := &ir.Call{Span: c.at, Callee: &ir.Global{Span: c.at, Name: "len"}, Args: []ir.Argument{{Value: x}}}
	least, op := len(items), ir.Equal
	if star >= 0 {
		least, op = least-1, ir.GreaterEqual
	}
	c.tests = append(c.tests, &ir.Binary{Span: c.at, Op: op, Left: length, Right: number(c.at, strconv.Itoa(least))})
	for i, p := range items {
		switch {
		case star < 0 || i < star:
			c.pattern(p, &ir.Index{Span: c.at, X: x, Key: number(c.at, strconv.Itoa(i))})
		case i == star:
			rest := &ir.Slice{Span: c.at, X: x, Low: number(c.at, strconv.Itoa(i))}
			if after := len(items) - 1 - i; after > 0 {
				rest.High = number(c.at, strconv.Itoa(-after))
			}
			c.pattern(p, rest)
		default:
			c.pattern(p, &ir.Index{Span: c.at, X: x, Key: number(c.at, strconv.Itoa(i-len(items)))})
		}
	}
}

func (c *caseReader) mapping(n syntax.Node, x ir.Expression) {
	var key ir.Expression
	for p := range n.Parts() {
		switch p.Field() {
		case "key":
			if key = c.expression(p); p.Kind() == "dotted_name" {
				key = c.name(p)
			}
			c.tests = append(c.tests, &ir.Binary{Span: c.at, Op: ir.In, Left: key, Right: x})
		case "value":
			if key != nil {
				c.pattern(p, &ir.Index{Span: c.at, X: x, Key: key})
			}
		default:
			c.pattern(p, x) // **rest
		}
	}
}

// class reads Name(pattern, attribute=pattern). What an argument by position means the class says (__match_args__);
// of those of the language it is the value itself.
func (c *caseReader) class(n syntax.Node, x ir.Expression) {
	class := n.First()
	test := &ir.Call{Span: c.at, Callee: &ir.Global{Span: c.at, Name: "isinstance"}, Args: []ir.Argument{{Value: x}, {Value: c.name(class)}}}
	c.tests = append(c.tests, test)
	for p := range n.Parts() {
		if p == class {
			continue
		}
		keyword := p.First()
		if keyword.Kind() != "keyword_pattern" {
			part := x
			switch class.Text() {
			case "str", "int", "float", "bool", "bytes", "bytearray", "list", "tuple", "dict", "set", "frozenset":
			default:
				part = &ir.Opaque{Span: c.at, Reason: "which attribute a pattern by position means is not known", Parts: []ir.Expression{x}}
			}
			c.pattern(p, part)
			continue
		}
		name := keyword.First()
		part := &ir.Attribute{Span: c.at, X: x, Name: name.Text()}
		for value := range keyword.Parts() {
			if value != name {
				c.pattern(value, part)
			}
		}
	}
}
