package golang

import (
	"go/ast"
	"go/token"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// maxRepeated is how many nodes of constants without a text of their own are made: a group repeats the text above.
const maxRepeated = 1 << 20

// constantsOf are the lines of a group of constants.
func constantsOf(f *file, d *ast.GenDecl) []*value {
	var list []*value
	var last *ast.ValueSpec
	for i, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if len(spec.Values) > 0 || last == nil {
			last = spec
		}
		list = append(list, &value{file: f, spec: spec, from: last, iota: i})
	}
	return list
}

// constant gives the constants of one line their values. A line without a text repeats the one above, in which iota
// means another number.
func (b *body) constant(spec, from *ast.ValueSpec) {
	for i, name := range spec.Names {
		at := b.file.span(name)
		if i >= len(from.Values) {
			break // an error of the language: the variable has no value
		}
		if spec != from {
			ast.Inspect(from.Values[i], func(ast.Node) bool { b.repeated++; return true })
		}
		var x ir.Expression
		if b.repeated > maxRepeated {
			x = b.opaque(name, "the constants repeat too much text")
		} else {
			x = b.expression(from.Values[i])
		}
		b.assignDeclared(name, b.declaredType(from.Type), x, at)
	}
}

func (b *body) declaredType(e ast.Expr) ir.Expression {
	if e == nil {
		return nil
	}
	return b.typeOf(e)
}

// assignDeclared gives a variable of a declaration its value. One of the package is known already.
func (b *body) assignDeclared(name *ast.Ident, typ, x ir.Expression, at ir.Span) {
	if name.Name == "_" {
		b.emit(&ir.Do{Span: at, Value: x})
		return
	}
	var v *ir.Variable
	if b.function == b.module.Init {
		if sym := b.scope.lookup(name.Name); sym != nil {
			v = sym.variable
		}
		if v != nil && typ != nil {
			v.Type = typ
		}
	}
	if v == nil {
		v = b.variable(name, typ)
	}
	b.emit(&ir.Assign{Span: at, Target: b.use(v, at), Value: x, Declare: true})
}

// declaredVariables reads a line of a var declaration.
func (b *body) declaredVariables(spec *ast.ValueSpec) {
	typ := b.declaredType(spec.Type)
	at := b.file.span(spec)
	switch {
	case len(spec.Values) == 0:
		for _, name := range spec.Names {
			var x ir.Expression
			if spec.Type != nil {
				x = b.zero(spec.Type)
			} else {
				x = &ir.Literal{Span: at, Kind: ir.Null} // an error of the language
			}
			b.assignDeclared(name, typ, x, b.file.span(name))
		}
	case len(spec.Values) == 1 && len(spec.Names) > 1:
		values := b.several(spec.Values[0], blanks(spec.Names))
		for i, name := range spec.Names {
			if values[i] != nil {
				b.assignDeclared(name, typ, values[i], b.file.span(name))
			}
		}
	default:
		values := make([]ir.Expression, len(spec.Names)) // all of them first: the names begin after the line
		for i := range spec.Names {
			if i < len(spec.Values) {
				values[i] = b.expression(spec.Values[i])
			}
		}
		for i, name := range spec.Names {
			if values[i] != nil {
				b.assignDeclared(name, typ, values[i], at)
			}
		}
		for _, extra := range spec.Values[min(len(spec.Names), len(spec.Values)):] {
			b.emit(&ir.Do{Span: at, Value: b.expression(extra)})
		}
	}
}

// declaration reads a declaration inside a function.
func (b *body) declaration(d *ast.GenDecl) {
	if d.Tok == token.CONST {
		saved := b.iota
		for _, v := range constantsOf(b.file, d) {
			b.iota = v.iota
			b.constant(v.spec, v.from)
		}
		b.iota = saved
		return
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.ValueSpec:
			b.declaredVariables(s)
		case *ast.TypeSpec:
			b.localType(s)
		}
	}
}

// localType declares a type inside a function.
func (b *body) localType(s *ast.TypeSpec) {
	at := b.file.span(s.Name)
	v := &ir.Variable{Span: at, Name: s.Name.Name, Owner: b.function}
	sym := b.declareType(s, v)
	sym.within.defineType(sym)
	var what ir.Expression
	if sym.class != nil {
		what = &ir.ClassRef{Span: at, Class: sym.class}
	} else {
		what = sym.meaning(b.depth)
	}
	if what != nil {
		b.emit(&ir.Assign{Span: at, Target: b.use(v, at), Value: what, Declare: true})
	}
}
