package golang

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// assign reads =, := and the operators that assign.
func (b *body) assign(s *ast.AssignStmt) {
	at := b.file.span(s)
	switch {
	case s.Tok != token.ASSIGN && s.Tok != token.DEFINE:
		if len(s.Lhs) == 1 && len(s.Rhs) == 1 {
			op := operator(strings.TrimSuffix(s.Tok.String(), "="))
			b.store(s.Lhs[0], &ir.Binary{Span: at, Op: op, Left: b.expression(s.Lhs[0]), Right: b.expression(s.Rhs[0])}, at)
		}
	case len(s.Lhs) > 1 && len(s.Rhs) == 1:
		values := b.several(s.Rhs[0], blankTargets(s.Lhs))
		b.storeAll(s, values, at)
	default:
		values := make([]ir.Expression, len(s.Rhs))
		for i, e := range s.Rhs {
			values[i] = b.expression(e)
		}
		if len(values) > 1 {
			b.keepApart(s, values)
		}
		b.storeAll(s, values, at)
	}
}

// keepApart puts values into temporaries where one assignment would change what the next one reads: a, b = b, a.
func (b *body) keepApart(s *ast.AssignStmt, values []ir.Expression) {
	if s.Tok == token.DEFINE && b.allNew(s.Lhs) {
		return
	}
	for i, x := range values {
		if _, constant := x.(*ir.Literal); constant || i == 0 && len(values) == 1 {
			continue
		}
		values[i] = b.stored(x)
	}
}

// allNew reports whether a := declares every name on its left.
func (b *body) allNew(list []ast.Expr) bool {
	for _, e := range list {
		name, ok := e.(*ast.Ident)
		if !ok || b.scope.names[name.Name] != nil {
			return false
		}
	}
	return true
}

// storeAll assigns one value to each target; nil is a value that nobody takes.
func (b *body) storeAll(s *ast.AssignStmt, values []ir.Expression, at ir.Span) {
	for i, e := range s.Lhs {
		if i >= len(values) || values[i] == nil {
			continue
		}
		where := at
		if len(s.Lhs) > 1 {
			where = b.file.span(e)
		}
		if s.Tok == token.DEFINE {
			b.begins(e, values[i], where)
		} else {
			b.store(e, values[i], where)
		}
	}
	for _, x := range values[min(len(s.Lhs), len(values)):] {
		b.emit(&ir.Do{Span: at, Value: x}) // an error of the language
	}
}

// begins is an assignment of :=, which declares the names that its block does not have yet.
func (b *body) begins(e ast.Expr, x ir.Expression, at ir.Span) {
	name, ok := e.(*ast.Ident)
	if !ok || name.Name == "_" || b.scope.names[name.Name] != nil {
		b.store(e, x, at)
		return
	}
	v := b.variable(name, typeOfLiteral(x))
	b.emit(&ir.Assign{Span: at, Target: b.use(v, b.file.span(e)), Value: x, Declare: true})
}

// store assigns to something that is there already.
func (b *body) store(e ast.Expr, x ir.Expression, at ir.Span) {
	target := b.target(e)
	if target == nil {
		b.emit(&ir.Do{Span: at, Value: x})
		return
	}
	b.emit(&ir.Assign{Span: at, Target: target, Value: x})
}

// target is what an assignment changes; nil for nothing.
func (b *body) target(e ast.Expr) ir.Expression {
	e = ast.Unparen(e)
	if name, ok := e.(*ast.Ident); ok && name.Name == "_" {
		return nil
	}
	switch t := b.expression(e).(type) {
	case *ir.Use, *ir.Attribute, *ir.Index:
		return t
	case *ir.Unary:
		if t.Op == ir.Deref {
			return t
		}
	}
	return nil
}

// several are the values of an expression that answers more than one. A nil stands for one that nobody takes.
func (b *body) several(e ast.Expr, blank []bool) []ir.Expression {
	e = ast.Unparen(e)
	at := b.file.span(e)
	values := make([]ir.Expression, len(blank))
	switch t := e.(type) {
	case *ast.TypeAssertExpr:
		if t.Type != nil && len(blank) == 2 {
			x := b.once(b.expression(t.X))
			typ := b.known(t.Type)
			values[0] = &ir.Cast{Span: at, X: x, Type: typ}
			values[1] = &ir.Binary{Span: at, Op: "instanceof", Left: x, Right: typ}
			return unused(values, blank)
		}
	case *ast.IndexExpr:
		if len(blank) == 2 {
			x, key := b.once(b.expression(t.X)), b.once(b.expression(t.Index))
			values[0] = &ir.Index{Span: at, X: x, Key: key}
			values[1] = &ir.Binary{Span: at, Op: ir.In, Left: key, Right: x}
			return unused(values, blank)
		}
	case *ast.UnaryExpr:
		if t.Op == token.ARROW && len(blank) == 2 {
			values[0] = b.expression(t)
			values[1] = &ir.Global{Span: at, Name: "<-"}
			return values // a value is taken from the channel also for nobody
		}
	}
	x := b.expression(e)
	if !slices.Contains(blank, false) {
		b.emit(&ir.Do{Span: at, Value: x})
	} else if _, ok := x.(*ir.Literal); !ok { // also for one value alone: it is known by the temporary that there are several
		x = b.stored(x)
	}
	for i := range values {
		if !blank[i] {
			values[i] = &ir.Index{Span: at, X: x, Key: &ir.Literal{Span: at, Kind: ir.Number, Text: strconv.Itoa(i)}}
		}
	}
	return values
}

// unused leaves out the values that nobody takes.
func unused(values []ir.Expression, blank []bool) []ir.Expression {
	for i, is := range blank {
		if is {
			values[i] = nil
		}
	}
	return values
}

// once is an expression that may stand in several places: a temporary holds its value.
func (b *body) once(x ir.Expression) ir.Expression {
	switch x := x.(type) {
	case *ir.Use, *ir.Literal:
		return x
	}
	return b.stored(x)
}

// stored puts a value into a temporary.
func (b *body) stored(x ir.Expression) *ir.Use {
	v := b.temporary(x.At())
	b.emit(&ir.Assign{Span: x.At(), Target: b.use(v, x.At()), Value: x, Declare: true})
	return b.use(v, x.At())
}

func blanks(names []*ast.Ident) []bool {
	list := make([]bool, len(names))
	for i, n := range names {
		list[i] = n.Name == "_"
	}
	return list
}

func blankTargets(targets []ast.Expr) []bool {
	list := make([]bool, len(targets))
	for i, e := range targets {
		n, ok := e.(*ast.Ident)
		list[i] = ok && n.Name == "_"
	}
	return list
}

// typeOfLiteral is the type that a literal of a struct or a conversion names; nil for any other value.
func typeOfLiteral(x ir.Expression) ir.Expression {
	switch x := x.(type) {
	case *ir.ObjectLiteral:
		return x.Type
	case *ir.Cast:
		if ref, ok := x.Type.(*ir.ClassRef); ok {
			return ref
		}
	case *ir.Unary:
		if t := typeOfLiteral(x.X); t != nil && x.Op == ir.Address {
			return &ir.TypeOfItems{Span: t.At(), Name: "pointer", Item: t}
		}
	}
	return nil
}
