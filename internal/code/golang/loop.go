package golang

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// target is a statement that a break or continue may mean.
type target struct {
	label     string
	statement ir.Statement // a Loop, or the Block of a switch
	isLoop    bool
	named     bool // a jump has to name it: a block with a label
}

// within reads statements that a jump may leave.
func (b *body) within(label string, s ir.Statement, read func()) {
	_, isLoop := s.(*ir.Loop)
	b.targets = append(b.targets, target{label: label, statement: s, isLoop: isLoop})
	read()
	b.targets = b.targets[:len(b.targets)-1]
}

// jump reads break, continue, goto and a fallthrough where none may stand.
func (b *body) jump(s *ast.BranchStmt, at ir.Span) {
	if s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
		b.emit(&ir.Do{Span: at, Value: b.opaque(s, "where "+s.Tok.String()+" leads is not followed")})
		return
	}
	next := s.Tok == token.CONTINUE
	for _, t := range slices.Backward(b.targets) {
		if next && !t.isLoop || t.named && s.Label == nil || s.Label != nil && t.label != s.Label.Name {
			continue
		}
		j := &ir.Jump{Span: at, Continue: next}
		if s.Label != nil || !t.isLoop {
			j.Target = t.statement
		}
		b.emit(j)
		return
	}
	b.emit(&ir.Do{Span: at, Value: b.opaque(s, "nothing stands around this jump that it could leave")})
}

// labelled reads a statement with a label.
func (b *body) labelled(s *ast.LabeledStmt) {
	label := s.Label.Name
	switch t := s.Stmt.(type) {
	case *ast.ForStmt:
		b.loop(t, label)
	case *ast.RangeStmt:
		b.each(t, label)
	case *ast.SwitchStmt:
		b.choice(t, label)
	case *ast.TypeSwitchStmt:
		b.typeChoice(t, label)
	case *ast.SelectStmt:
		b.wait(t, label)
	case *ast.BlockStmt:
		block := &ir.Block{Span: b.file.span(t)}
		b.emit(block)
		b.targets = append(b.targets, target{label: label, statement: block, named: true})
		block.Body = b.nested(func() { b.statements(t.List) })
		b.targets = b.targets[:len(b.targets)-1]
	default:
		b.statement(s.Stmt)
	}
}

// loop reads a for with a condition.
func (b *body) loop(s *ast.ForStmt, label string) {
	at := b.file.span(s)
	loop := &ir.Loop{Span: at}
	list := b.nested(func() {
		b.optional(s.Init)
		if s.Cond != nil {
			loop.Test = b.expression(s.Cond)
		}
		b.within(label, loop, func() {
			loop.Body = b.nested(func() { b.statements(listOf(s.Body)) })
		})
		loop.Post = b.nested(func() { b.optional(s.Post) })
		b.emit(loop)
	})
	if len(list) == 1 {
		b.emit(loop)
		return
	}
	b.emit(&ir.Block{Span: at, Body: list})
}

// optional is a statement that may be missing.
func (b *body) optional(s ast.Stmt) {
	if s != nil {
		b.statement(s)
	}
}

func listOf(s *ast.BlockStmt) []ast.Stmt {
	if s == nil {
		return nil
	}
	return s.List
}

// each reads a for over something.
func (b *body) each(s *ast.RangeStmt, label string) {
	at := b.file.span(s)
	loop := &ir.Loop{Span: at}
	list := b.nested(func() {
		loop.Over = b.expression(s.X)
		if s.Key != nil || s.Value != nil {
			loop.Over = b.once(loop.Over)
		}
		b.within(label, loop, func() {
			loop.Body = b.nested(func() {
				b.turn(s, s.Key, loop.Over, ir.EachKey)
				b.turn(s, s.Value, loop.Over, ir.EachValue)
				// The body is a block of its own: it may have a name that the range has.
				b.scope = &scope{outer: b.scope}
				b.statements(listOf(s.Body))
			})
		})
		b.emit(loop)
	})
	if len(list) == 1 {
		b.emit(loop)
		return
	}
	b.emit(&ir.Block{Span: at, Body: list})
}

// turn gives a variable of a range its value in a turn.
func (b *body) turn(s *ast.RangeStmt, e ast.Expr, over ir.Expression, of ir.ElementKind) {
	if e == nil {
		return
	}
	if name, ok := e.(*ast.Ident); ok && name.Name == "_" {
		return
	}
	at := b.file.span(e)
	x := &ir.Element{Span: at, X: over, Of: of}
	if s.Tok == token.DEFINE {
		b.begins(e, x, at)
	} else {
		b.store(e, x, at)
	}
}
