package golang

import (
	"go/ast"
	"go/token"
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// expression reads an expression. It is never nil.
func (b *body) expression(e ast.Expr) ir.Expression {
	if !b.enter() {
		return b.tooDeep(e)
	}
	defer b.leave()
	at := b.file.span(e)
	switch e := e.(type) {
	case *ast.Ident:
		return b.name(e, at)
	case *ast.BasicLit:
		return b.literal(e, at)
	case *ast.CompositeLit:
		return b.composite(e)
	case *ast.FuncLit:
		return b.closure(e)
	case *ast.ParenExpr:
		return b.expression(e.X)
	case *ast.SelectorExpr:
		return b.selector(e, at)
	case *ast.IndexExpr:
		return b.index(e, at)
	case *ast.IndexListExpr:
		return b.expression(e.X) // an instance of something generic
	case *ast.CallExpr:
		return b.call(e, at)
	case *ast.StarExpr:
		return &ir.Unary{Span: at, Op: ir.Deref, X: b.expression(e.X)}
	case *ast.UnaryExpr:
		return b.unary(e, at)
	case *ast.BinaryExpr:
		return &ir.Binary{Span: at, Op: operator(e.Op.String()), Left: b.expression(e.X), Right: b.expression(e.Y)}
	default:
		return b.typed(e, at)
	}
}

// typed reads expressions in which a type stands, and those that are none.
func (b *body) typed(e ast.Expr, at ir.Span) ir.Expression {
	switch e := e.(type) {
	case *ast.SliceExpr:
		s := &ir.Slice{Span: at, X: b.expression(e.X)}
		if e.Low != nil {
			s.Low = b.expression(e.Low)
		}
		if e.High != nil {
			s.High = b.expression(e.High)
		}
		return s
	case *ast.TypeAssertExpr:
		c := &ir.Cast{Span: at, X: b.expression(e.X)}
		if e.Type != nil {
			c.Type = b.known(e.Type)
		}
		return c
	case *ast.KeyValueExpr:
		return b.opaque(e, "a key with a value stands outside of a literal", b.expression(e.Key), b.expression(e.Value))
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		if t := b.typeOf(e); t != nil {
			return t
		}
	}
	return &ir.Opaque{Span: at, Reason: "this is not Go"} // the parser has said so
}

// name is what a name stands for.
func (b *body) name(e *ast.Ident, at ir.Span) ir.Expression {
	sym := b.scope.lookup(e.Name)
	switch {
	case sym == nil:
		return b.predeclaredName(e, at)
	case sym.path != "":
		return &ir.Import{Span: at, Module: sym.path}
	case sym.class != nil:
		return &ir.ClassRef{Span: at, Class: sym.class}
	case sym.isType:
		if t := sym.meaning(b.depth); t != nil {
			return t
		}
		return &ir.Global{Span: at, Name: e.Name}
	}
	return b.use(sym.variable, at)
}

func (b *body) predeclaredName(e *ast.Ident, at ir.Span) ir.Expression {
	switch e.Name {
	case "nil":
		return &ir.Literal{Span: at, Kind: ir.Null}
	case "true", "false":
		return &ir.Literal{Span: at, Kind: ir.Bool, Text: e.Name}
	case "iota":
		if b.iota >= 0 {
			return &ir.Literal{Span: at, Kind: ir.Number, Text: strconv.Itoa(b.iota)}
		}
	}
	if path, ok := b.file.imports.named[e.Name]; ok {
		return &ir.Import{Span: at, Module: path}
	}
	return &ir.Global{Span: at, Name: e.Name}
}

func (b *body) literal(e *ast.BasicLit, at ir.Span) ir.Expression {
	if e.Kind != token.STRING {
		return &ir.Literal{Span: at, Kind: ir.Number, Text: e.Value}
	}
	text, err := strconv.Unquote(e.Value)
	if err != nil {
		return &ir.Opaque{Span: at, Reason: "this is not a text of Go"} // the parser has said so
	}
	return &ir.Literal{Span: at, Kind: ir.String, Text: text}
}

// selector is x.y: something of a package, a field, a method.
func (b *body) selector(e *ast.SelectorExpr, at ir.Span) ir.Expression {
	if path, ok := b.imported(e.X); ok {
		return &ir.Attribute{Span: at, X: &ir.Import{Span: b.file.span(e.X), Module: path}, Name: e.Sel.Name}
	}
	if b.isType(e.X) {
		if t := withoutPointer(b.typeOf(e.X)); t != nil {
			return &ir.Attribute{Span: at, X: t, Name: e.Sel.Name}
		}
	}
	return &ir.Attribute{Span: at, X: b.expression(e.X), Name: e.Sel.Name}
}

// index is x[y], where x may be generic and y a type.
func (b *body) index(e *ast.IndexExpr, at ir.Span) ir.Expression {
	if b.instantiates(e) {
		return b.expression(e.X)
	}
	return &ir.Index{Span: at, X: b.expression(e.X), Key: b.expression(e.Index)}
}

// instantiates reports whether an index is the argument of something generic.
func (b *body) instantiates(e *ast.IndexExpr) bool {
	if name, ok := e.X.(*ast.Ident); ok {
		if sym := b.scope.lookup(name.Name); sym != nil && sym.function != nil {
			return sym.function.Type.TypeParams != nil
		}
	}
	return b.isType(e.X) || b.isType(e.Index)
}

func (b *body) unary(e *ast.UnaryExpr, at ir.Span) ir.Expression {
	x := b.expression(e.X)
	if e.Op == token.ARROW {
		return &ir.Element{Span: at, X: x}
	}
	return &ir.Unary{Span: at, Op: operator(e.Op.String()), X: x}
}

// operator is an operator in the common spelling.
func operator(text string) ir.Operator {
	switch text {
	case "&&":
		return ir.And
	case "||":
		return ir.Or
	case "!":
		return ir.Not
	}
	return ir.Operator(text)
}
