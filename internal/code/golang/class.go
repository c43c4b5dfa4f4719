package golang

import (
	"go/ast"
	"strconv"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// declareType makes a type known before it is read: types may refer to each other.
func (b *body) declareType(s *ast.TypeSpec, v *ir.Variable) *symbol {
	sym := &symbol{variable: v, spec: s, isType: true}
	b.scope.declare(s.Name.Name, sym)
	inner := *b
	inner.scope = &scope{outer: b.scope}
	inner.out, inner.targets = nil, nil
	sym.within = &inner
	sym.within.typeParameters(s.TypeParams)
	if !s.Assign.IsValid() {
		sym.class = &ir.Class{Span: b.file.span(s), Name: s.Name.Name, Module: b.module, Outer: b.function}
		b.module.Classes = append(b.module.Classes, sym.class)
	}
	return sym
}

// typeParameters declares the parameters of a generic type or function.
func (b *body) typeParameters(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			b.scope.declare(name.Name, &symbol{isType: true, parameter: field.Type, within: b})
		}
	}
}

// defineType reads what a declared type consists of. Its methods come with the functions.
func (b *body) defineType(sym *symbol) {
	if sym.class == nil {
		return
	}
	b.fill(sym.class, sym.spec.Type)
}

// fill gives a class the fields or methods that its text declares.
func (b *body) fill(class *ir.Class, e ast.Expr) {
	s := b.shapeOf(e)
	switch t := s.text.(type) {
	case *ast.StructType:
		if t.Fields == nil {
			return
		}
		for _, f := range t.Fields.List {
			s.at.fields(class, f)
		}
	case *ast.InterfaceType:
		class.Interface = true
		if t.Methods == nil {
			return
		}
		for _, m := range t.Methods.List {
			s.at.required(class, m)
		}
	default:
		class.Underlying = b.typeOf(e)
	}
}

// fields reads one line of a struct.
func (b *body) fields(class *ir.Class, f *ast.Field) {
	typ, tag := b.typeOf(f.Type), ""
	if f.Tag != nil {
		tag, _ = strconv.Unquote(f.Tag.Value)
	}
	for _, name := range f.Names {
		class.Fields = append(class.Fields, ir.Field{Span: b.file.span(name), Name: name.Name, Type: typ, Tag: tag})
	}
	if len(f.Names) > 0 {
		return
	}
	if name := embeddedName(f.Type); name != "" {
		class.Fields = append(class.Fields, ir.Field{Span: b.file.span(f), Name: name, Type: typ, Embedded: true, Tag: tag})
		class.Bases = append(class.Bases, withoutPointer(typ))
	}
}

// embeddedName is the name of the field that embedding a type makes.
func embeddedName(e ast.Expr) string {
	for {
		switch t := e.(type) {
		case *ast.Ident:
			return t.Name
		case *ast.SelectorExpr:
			return t.Sel.Name
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		default:
			return ""
		}
	}
}

func withoutPointer(t ir.Expression) ir.Expression {
	if p, ok := t.(*ir.TypeOfItems); ok && p.Name == "pointer" {
		return p.Item
	}
	return t
}

// required reads one line of an interface: a method that others have, or another interface.
func (b *body) required(class *ir.Class, m *ast.Field) {
	signature, ok := m.Type.(*ast.FuncType)
	if !ok || len(m.Names) == 0 {
		if t := b.constraint(m.Type); t != nil {
			class.Bases = append(class.Bases, t)
		}
		return
	}
	for _, name := range m.Names {
		inner := b.begin(&ir.Function{Span: b.file.span(m), Name: name.Name, Kind: ir.Method, Class: class})
		inner.signature(signature)
		class.Methods = append(class.Methods, inner.function)
	}
}
