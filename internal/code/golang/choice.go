package golang

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// branch reads an if.
func (b *body) branch(s *ast.IfStmt, at ir.Span) {
	list := b.nested(func() {
		b.optional(s.Init)
		choice := &ir.If{Span: at, Test: b.expression(s.Cond)}
		choice.Then = b.nested(func() { b.statements(listOf(s.Body)) })
		switch e := s.Else.(type) {
		case nil:
		case *ast.BlockStmt:
			choice.Else = b.nested(func() { b.statements(e.List) })
		default:
			choice.Else = b.nested(func() { b.statement(e) })
		}
		b.emit(choice)
	})
	if len(list) == 1 {
		b.emit(list[0])
		return
	}
	b.emit(&ir.Block{Span: at, Body: list})
}

// option is a case of a switch: test is nil of the default.
type option struct {
	at   ir.Span
	test ir.Expression
	body []ir.Statement
	into bool // it falls through into the next one
}

const (
	maxFallthrough = 50  // cases that one case falls through into
	maxNestedCases = 100 // cases that stand in one another's Else
)

// choose makes of the cases of a switch what may be done.
func (b *body) choose(options []option) {
	passed := 0
	for i := len(options) - 2; i >= 0; i-- {
		if !options[i].into {
			passed = 0
			continue
		}
		next := options[i+1]
		if passed++; passed > maxFallthrough {
			b.gap(options[i].at, "too many cases fall through into one another")
			passed = 0
			continue
		}
		if len(next.body) > 0 {
			options[i].body = append(options[i].body, &ir.Block{Span: next.at, Body: next.body})
		}
	}
	var last []ir.Statement
	var tests []option
	for _, o := range options {
		if o.test == nil {
			last = o.body
		} else {
			tests = append(tests, o)
		}
	}
	if len(tests) > maxNestedCases {
		b.flat(tests, last)
		return
	}
	for _, o := range slices.Backward(tests) {
		last = []ir.Statement{&ir.If{Span: o.at, Test: o.test, Then: o.body, Else: last}}
	}
	b.out = append(b.out, last...)
}

// flat is many cases one after the other, each of which leaves the switch: in one another they would be too deep.
func (b *body) flat(tests []option, last []ir.Statement) {
	block := b.targets[len(b.targets)-1].statement
	for _, o := range tests {
		leave := &ir.Jump{Span: o.at, Target: block}
		b.emit(&ir.If{Span: o.at, Test: o.test, Then: append(o.body, leave)})
	}
	b.out = append(b.out, last...)
}

// switched is the Block of a switch.
func (b *body) switched(s ast.Stmt, label string, read func()) {
	block := &ir.Block{Span: b.file.span(s)}
	b.within(label, block, func() { block.Body = b.nested(read) })
	b.emit(block)
}

// choice reads a switch.
func (b *body) choice(s *ast.SwitchStmt, label string) {
	b.switched(s, label, func() {
		b.optional(s.Init)
		var tag ir.Expression
		if s.Tag != nil {
			tag = b.once(b.expression(s.Tag))
		}
		var options []option
		for _, c := range listOf(s.Body) {
			if c, ok := c.(*ast.CaseClause); ok {
				options = append(options, b.option(c, tag))
			}
		}
		b.choose(options)
	})
}

// option reads a case of a switch.
func (b *body) option(c *ast.CaseClause, tag ir.Expression) option {
	o := option{at: b.file.span(c)}
	var tests []ir.Expression
	for _, e := range c.List {
		at := b.file.span(e)
		test := b.expression(e)
		if tag != nil {
			test = &ir.Binary{Span: at, Op: ir.Equal, Left: tag, Right: test}
		}
		tests = append(tests, test)
	}
	o.test = either(tests)
	list := c.Body
	if n := len(list); n > 0 {
		if last, ok := list[n-1].(*ast.BranchStmt); ok && last.Tok == token.FALLTHROUGH {
			list, o.into = list[:n-1], true
		}
	}
	o.body = b.nested(func() { b.statements(list) })
	return o
}

// either is one of several tests, nil for none. They are halved again and again: in a row they would be too deep.
func either(tests []ir.Expression) ir.Expression {
	switch n := len(tests); n {
	case 0:
		return nil
	case 1:
		return tests[0]
	default:
		left, right := either(tests[:n/2]), either(tests[n/2:])
		at := left.At()
		at.End = right.At().End
		return &ir.Binary{Span: at, Op: ir.Or, Left: left, Right: right}
	}
}

// typeChoice reads a switch over the type of a value.
func (b *body) typeChoice(s *ast.TypeSwitchStmt, label string) {
	b.switched(s, label, func() {
		b.optional(s.Init)
		name, subject := switchedValue(s.Assign)
		var x ir.Expression
		if subject != nil {
			x = b.once(b.expression(subject))
		} else {
			x = b.opaque(s, "what the types are of is not written")
		}
		var options []option
		for _, c := range listOf(s.Body) {
			if c, ok := c.(*ast.CaseClause); ok {
				options = append(options, b.typeOption(c, name, x))
			}
		}
		b.choose(options)
	})
}

// switchedValue takes x := y.(type) apart.
func switchedValue(s ast.Stmt) (name *ast.Ident, subject ast.Expr) {
	var e ast.Expr
	switch s := s.(type) {
	case *ast.ExprStmt:
		e = s.X
	case *ast.AssignStmt:
		if len(s.Lhs) == 1 && len(s.Rhs) == 1 {
			name, _ = s.Lhs[0].(*ast.Ident)
			e = s.Rhs[0]
		}
	}
	if a, ok := e.(*ast.TypeAssertExpr); ok {
		subject = a.X
	}
	return name, subject
}

// typeOption reads a case of a type switch.
func (b *body) typeOption(c *ast.CaseClause, name *ast.Ident, x ir.Expression) option {
	o := option{at: b.file.span(c)}
	value := x
	var tests []ir.Expression
	for _, e := range c.List {
		at := b.file.span(e)
		if n, ok := b.predeclared(e); ok && n == "nil" {
			tests = append(tests, &ir.Binary{Span: at, Op: ir.Equal, Left: x, Right: &ir.Literal{Span: at, Kind: ir.Null}})
			continue
		}
		typ := b.known(e)
		tests = append(tests, &ir.Binary{Span: at, Op: "instanceof", Left: x, Right: typ})
		if len(c.List) == 1 {
			value = &ir.Cast{Span: at, X: x, Type: typ}
		}
	}
	o.test = either(tests)
	o.body = b.nested(func() {
		if name != nil && name.Name != "_" {
			b.begins(name, value, o.at)
		}
		b.statements(c.Body)
	})
	return o
}

// wait reads a select: any of its cases may happen.
func (b *body) wait(s *ast.SelectStmt, label string) {
	b.switched(s, label, func() {
		var options []option
		for _, c := range listOf(s.Body) {
			c, ok := c.(*ast.CommClause)
			if !ok {
				continue
			}
			o := option{at: b.file.span(c)}
			if c.Comm != nil {
				o.test = &ir.Global{Span: o.at, Name: "select"}
			}
			o.body = b.nested(func() {
				b.optional(c.Comm)
				b.statements(c.Body)
			})
			options = append(options, o)
		}
		// Without a default one of them happens: the last is what else is done.
		if n := len(options); n > 0 && !hasDefault(options) {
			options[n-1].test = nil
		}
		b.choose(options)
	})
}

func hasDefault(options []option) bool {
	for _, o := range options {
		if o.test == nil {
			return true
		}
	}
	return false
}
