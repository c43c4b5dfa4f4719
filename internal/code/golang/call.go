package golang

import (
	"go/ast"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// call is a call, a conversion, or something that the language has built in.
func (b *body) call(e *ast.CallExpr, at ir.Span) ir.Expression {
	fun := ast.Unparen(e.Fun)
	if b.isType(fun) {
		return b.conversion(e, fun, at)
	}
	if name, ok := b.predeclared(fun); ok && len(e.Args) > 0 {
		switch name {
		case "append":
			return b.appended(e, at)
		case "make":
			return b.made(e, at)
		case "new":
			if b.isForeign(e.Args[0]) {
				return &ir.Unary{Span: at, Op: ir.Address, X: &ir.ObjectLiteral{Span: at, Type: b.typeOf(e.Args[0])}}
			}
			if b.isType(e.Args[0]) {
				return &ir.Unary{Span: at, Op: ir.Address, X: b.zero(e.Args[0])}
			}
			return &ir.Unary{Span: at, Op: ir.Address, X: b.expression(e.Args[0])}
		}
	}
	callee := fun
	if i, ok := fun.(*ast.IndexExpr); ok && b.isGeneric(i) {
		callee = i.X
	}
	c := &ir.Call{Span: at, Callee: b.expression(callee), Args: b.arguments(e)}
	if len(e.Args) == 1 && !e.Ellipsis.IsValid() && b.takesSeveral(callee, e.Args[0]) {
		c.Args[0].Spread = true
	}
	return c
}

// isForeign reports whether an expression is a name of an imported package.
func (b *body) isForeign(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	_, ok = b.imported(s.X)
	return ok
}

// isGeneric reports whether what is called with an index is an instance of a generic function: of a package's function
// it is where the index is a type, or a name of a package; a table of functions is rather a variable.
func (b *body) isGeneric(e *ast.IndexExpr) bool {
	return b.instantiates(e) || b.isForeign(e.X) && b.isForeign(e.Index)
}

func (b *body) arguments(e *ast.CallExpr) []ir.Argument {
	list := make([]ir.Argument, len(e.Args))
	for i, x := range e.Args {
		list[i] = ir.Argument{Value: b.expression(x), Spread: e.Ellipsis.IsValid() && i == len(e.Args)-1}
	}
	return list
}

// takesSeveral reports whether a call f(g()) gives f all that g answers, as far as the package says.
func (b *body) takesSeveral(fun, arg ast.Expr) bool {
	inner, ok := ast.Unparen(arg).(*ast.CallExpr)
	if !ok {
		return false
	}
	if f := b.declaredAs(fun); f != nil {
		n := f.Type.Params.NumFields()
		return n > 1 && !isVariadic(f.Type) || n > 2
	}
	if g := b.declaredAs(inner.Fun); g != nil {
		return g.Type.Results.NumFields() > 1
	}
	return false
}

// declaredAs is the text of a function of the package.
func (b *body) declaredAs(e ast.Expr) *ast.FuncDecl {
	switch t := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		e = t.X
	case *ast.IndexListExpr:
		e = t.X
	}
	name, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	if sym := b.scope.lookup(name.Name); sym != nil {
		return sym.function
	}
	return nil
}

func isVariadic(t *ast.FuncType) bool {
	if t.Params == nil || len(t.Params.List) == 0 {
		return false
	}
	_, ok := t.Params.List[len(t.Params.List)-1].Type.(*ast.Ellipsis)
	return ok
}

// conversion is T(x).
func (b *body) conversion(e *ast.CallExpr, fun ast.Expr, at ir.Span) ir.Expression {
	if len(e.Args) != 1 {
		parts := make([]ir.Expression, len(e.Args))
		for i, x := range e.Args {
			parts[i] = b.expression(x)
		}
		return b.opaque(e, "a conversion has not one value", parts...)
	}
	return &ir.Cast{Span: at, X: b.expression(e.Args[0]), Type: b.known(fun)}
}
