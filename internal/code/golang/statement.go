package golang

import (
	"go/ast"
	"go/token"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

func (b *body) statements(list []ast.Stmt) {
	for _, s := range list {
		b.statement(s)
	}
}

// statement reads one statement.
func (b *body) statement(s ast.Stmt) {
	if !b.enter() {
		b.emit(&ir.Do{Span: b.file.span(s), Value: b.tooDeep(s)})
		return
	}
	defer b.leave()
	at := b.file.span(s)
	switch s := s.(type) {
	case nil, *ast.EmptyStmt:
	case *ast.ExprStmt:
		b.alone(s, at)
	case *ast.AssignStmt:
		b.assign(s)
	case *ast.IncDecStmt:
		b.increase(s, at)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			b.declaration(d)
		}
	case *ast.BlockStmt:
		b.emit(&ir.Block{Span: at, Body: b.nested(func() { b.statements(s.List) })})
	case *ast.ReturnStmt:
		b.emit(&ir.Return{Span: at, Value: b.answer(s, at)})
	case *ast.SendStmt:
		b.emit(&ir.Do{Span: at, Value: &ir.Call{
			Span: at, Callee: &ir.Global{Span: at, Name: "<-"},
			Args: []ir.Argument{{Value: b.expression(s.Chan)}, {Value: b.expression(s.Value)}},
		}})
	case *ast.GoStmt:
		x := b.expression(s.Call)
		if c, ok := x.(*ir.Call); ok {
			c.Concurrent = true
		}
		b.emit(&ir.Do{Span: at, Value: x})
	case *ast.DeferStmt:
		b.emit(&ir.Do{Span: at, Value: b.expression(s.Call), Deferred: true})
	default:
		b.control(s, at)
	}
}

// control reads the statements that decide what is done.
func (b *body) control(s ast.Stmt, at ir.Span) {
	switch s := s.(type) {
	case *ast.IfStmt:
		b.branch(s, at)
	case *ast.ForStmt:
		b.loop(s, "")
	case *ast.RangeStmt:
		b.each(s, "")
	case *ast.SwitchStmt:
		b.choice(s, "")
	case *ast.TypeSwitchStmt:
		b.typeChoice(s, "")
	case *ast.SelectStmt:
		b.wait(s, "")
	case *ast.LabeledStmt:
		b.labelled(s)
	case *ast.BranchStmt:
		b.jump(s, at)
	default:
		// What is no statement the parser has said already.
		b.emit(&ir.Do{Span: at, Value: &ir.Opaque{Span: at, Reason: "this is not Go"}})
	}
}

// alone is a call whose answer nobody takes.
func (b *body) alone(s *ast.ExprStmt, at ir.Span) {
	if c, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && len(c.Args) == 1 {
		if name, ok := b.predeclared(ast.Unparen(c.Fun)); ok && name == "panic" {
			b.emit(&ir.Raise{Span: at, Value: b.expression(c.Args[0])})
			return
		}
	}
	b.emit(&ir.Do{Span: at, Value: b.expression(s.X)})
}

// answer is what a return gives; without a value the results that have names.
func (b *body) answer(s *ast.ReturnStmt, at ir.Span) ir.Expression {
	list := make([]ir.Item, 0, max(len(s.Results), len(b.results)))
	for _, e := range s.Results {
		list = append(list, ir.Item{Value: b.expression(e)})
	}
	if len(s.Results) == 0 {
		for _, v := range b.results {
			list = append(list, ir.Item{Value: b.use(v, at)})
		}
	}
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0].Value
	}
	return &ir.ListLiteral{Span: at, Kind: ir.Tuple, Items: list}
}

func (b *body) increase(s *ast.IncDecStmt, at ir.Span) {
	op := ir.Add
	if s.Tok == token.DEC {
		op = "-"
	}
	b.store(s.X, &ir.Binary{Span: at, Op: op, Left: b.expression(s.X), Right: &ir.Literal{Span: at, Kind: ir.Number, Text: "1"}}, at)
}
