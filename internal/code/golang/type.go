package golang

import (
	"go/ast"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// typeOf is what a type's text means; nil for what says nothing: a type parameter that may be anything.
func (b *body) typeOf(e ast.Expr) ir.Expression {
	if !b.enter() {
		return b.tooDeep(e)
	}
	defer b.leave()
	at := b.file.span(e)
	switch e := e.(type) {
	case *ast.Ident:
		return b.namedType(e, at)
	case *ast.ParenExpr:
		return b.typeOf(e.X)
	case *ast.IndexExpr:
		return b.typeOf(e.X)
	case *ast.IndexListExpr:
		return b.typeOf(e.X)
	case *ast.SelectorExpr:
		if path, ok := b.imported(e.X); ok {
			return &ir.Attribute{Span: at, X: &ir.Import{Span: b.file.span(e.X), Module: path}, Name: e.Sel.Name}
		}
	case *ast.StarExpr:
		return &ir.TypeOfItems{Span: at, Name: "pointer", Item: b.typeOf(e.X)}
	case *ast.ArrayType:
		return &ir.TypeOfItems{Span: at, Name: "list", Item: b.typeOf(e.Elt)}
	case *ast.Ellipsis:
		return &ir.TypeOfItems{Span: at, Name: "list", Item: b.typeOf(e.Elt)}
	case *ast.MapType:
		return &ir.TypeOfItems{Span: at, Name: "map", Item: b.typeOf(e.Value)}
	case *ast.ChanType:
		return &ir.TypeOfItems{Span: at, Name: "channel", Item: b.typeOf(e.Value)}
	case *ast.FuncType:
		return &ir.TypeOfItems{Span: at, Name: "function", Item: b.resultType(e)}
	case *ast.StructType, *ast.InterfaceType:
		return b.literalType(e)
	}
	return nil
}

// known is what a type's text means where something has to stand.
func (b *body) known(e ast.Expr) ir.Expression {
	if t := b.typeOf(e); t != nil {
		return t
	}
	return &ir.Global{Span: b.file.span(e), Name: "any"}
}

func (b *body) namedType(e *ast.Ident, at ir.Span) ir.Expression {
	sym := b.scope.lookup(e.Name)
	switch {
	case sym == nil:
		return &ir.Global{Span: at, Name: e.Name}
	case !sym.isType:
		return nil
	case sym.class != nil:
		return &ir.ClassRef{Span: at, Class: sym.class}
	}
	return sym.meaning(b.depth)
}

// meaning is what an alias or a type parameter stands for. It is asked once: a hundred uses of a long alias are one.
func (s *symbol) meaning(depth int) ir.Expression {
	if s.asked {
		return s.alias // nil while it is being asked: a type that is only itself
	}
	s.asked = true
	if s.within != nil {
		s.within.depth = depth
	}
	switch {
	case s.spec != nil:
		s.alias = s.within.typeOf(s.spec.Type)
	case s.parameter != nil:
		s.alias = s.within.constraint(s.parameter)
	}
	return s.alias
}

// constraint is what a type parameter is known to be: an interface with methods.
func (b *body) constraint(e ast.Expr) ir.Expression {
	switch e := e.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		return nil
	case *ast.Ident:
		if name, ok := b.predeclared(e); ok && (name == "any" || name == "comparable") {
			return nil
		}
	}
	return b.typeOf(e)
}

// literalType is a struct or interface without a name.
func (b *body) literalType(e ast.Expr) ir.Expression {
	at := b.file.span(e)
	if i, ok := e.(*ast.InterfaceType); ok && (i.Methods == nil || len(i.Methods.List) == 0) {
		return &ir.Global{Span: at, Name: "any"}
	}
	class, ok := b.literals[e]
	if !ok {
		class = &ir.Class{Span: at, Module: b.module, Outer: b.function}
		b.literals[e] = class
		b.module.Classes = append(b.module.Classes, class)
		b.fill(class, e)
	}
	return &ir.ClassRef{Span: at, Class: class}
}

// resultType is the type of what a function answers: nil for nothing, of several values a Tuple of their types.
func (b *body) resultType(f *ast.FuncType) ir.Expression {
	if f.Results == nil || len(f.Results.List) == 0 {
		return nil
	}
	list := &ir.ListLiteral{Span: b.file.span(f.Results), Kind: ir.Tuple}
	for _, field := range f.Results.List {
		t := b.typeOf(field.Type)
		for range max(1, len(field.Names)) {
			list.Items = append(list.Items, ir.Item{Value: t})
		}
	}
	if len(list.Items) == 1 {
		return list.Items[0].Value
	}
	return list
}

// shape is the text that says what a type consists of, with where it stands.
type shape struct {
	text ast.Expr // nil where it is not known: of a library
	at   *body
}

// maxNames is how many names are followed to what a type is.
const maxNames = 50

// shapeOf follows the names of types of this package.
func (b *body) shapeOf(e ast.Expr) shape {
	for range maxNames {
		switch t := e.(type) {
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		case *ast.Ident:
			sym := b.scope.lookup(t.Name)
			switch {
			case sym == nil:
				return shape{e, b}
			case sym.spec == nil:
				return shape{nil, b}
			}
			e, b = sym.spec.Type, sym.within
		case *ast.SelectorExpr:
			return shape{nil, b}
		default:
			return shape{e, b}
		}
	}
	return shape{nil, b}
}

// zero is what a variable of a type holds before it gets a value. Of a library's type it is nil, also where it is a
// struct: which it is, the type of the variable does not say.
func (b *body) zero(e ast.Expr) ir.Expression {
	at := b.file.span(e)
	s := b.shapeOf(e)
	switch t := s.text.(type) {
	case nil:
		if b.isParameter(e) {
			return &ir.Opaque{Span: at, Reason: "the type of this value is a parameter"}
		}
	case *ast.StructType:
		return &ir.ObjectLiteral{Span: at, Type: b.typeOf(e)}
	case *ast.ArrayType:
		if t.Len != nil {
			return &ir.ListLiteral{Span: at, Type: s.at.typeOf(t.Elt)}
		}
	case *ast.Ident:
		switch t.Name {
		case "string":
			return &ir.Literal{Span: at, Kind: ir.String}
		case "bool":
			return &ir.Literal{Span: at, Kind: ir.Bool, Text: "false"}
		case "any", "error", "comparable":
		default:
			return &ir.Literal{Span: at, Kind: ir.Number, Text: "0"}
		}
	}
	return &ir.Literal{Span: at, Kind: ir.Null}
}

// isParameter reports whether a type is a type parameter.
func (b *body) isParameter(e ast.Expr) bool {
	name, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	sym := b.scope.lookup(name.Name)
	return sym != nil && sym.isType && sym.spec == nil
}
