package golang

import (
	"go/ast"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// maxDepth is how deep expressions and statements may stand in one another.
const maxDepth = 1000

// body reads what stands in a function, or outside of all of them.
type body struct {
	*reader
	file     *file
	function *ir.Function
	scope    *scope
	out      []ir.Statement // of the block that is being read
	targets  []target       // what a break or continue may mean, innermost last
	results  []*ir.Variable // those with names
	depth    int
	iota     int // in a constant's declaration; -1 elsewhere
}

// in is the same body in another file.
func (b *body) in(f *file) *body {
	inner := *b
	inner.file = f
	return &inner
}

// begin starts a function inside this one.
func (b *body) begin(f *ir.Function) *body {
	f.Module, f.Outer = b.module, b.function
	b.module.Functions = append(b.module.Functions, f)
	return &body{
		reader: b.reader, file: b.file, function: f, scope: &scope{outer: b.scope}, depth: b.depth, iota: -1,
	}
}

func (b *body) enter() bool {
	b.depth++
	if b.depth > maxDepth {
		b.depth--
		return false
	}
	return true
}

func (b *body) leave() { b.depth-- }

// tooDeep stands for what is nested too deep.
func (b *body) tooDeep(n ast.Node) *ir.Opaque {
	at := b.file.span(n)
	const why = "the code is nested deeper than 1000 levels"
	b.gap(at, why)
	return &ir.Opaque{Span: at, Reason: why}
}

// opaque stands for what is not understood.
func (b *body) opaque(n ast.Node, why string, parts ...ir.Expression) *ir.Opaque {
	at := b.file.span(n)
	b.gap(at, why)
	return &ir.Opaque{Span: at, Reason: why, Parts: parts}
}

// nested reads a block with names of its own.
func (b *body) nested(read func()) []ir.Statement {
	out, names := b.out, b.scope
	b.out, b.scope = nil, &scope{outer: names}
	read()
	list := b.out
	b.out, b.scope = out, names
	return list
}

func (b *body) emit(s ir.Statement) { b.out = append(b.out, s) }

// variable declares a variable of the function.
func (b *body) variable(name *ast.Ident, typ ir.Expression) *ir.Variable {
	v := &ir.Variable{Span: b.file.span(name), Name: name.Name, Owner: b.function, Type: typ, Block: true}
	b.scope.declare(name.Name, &symbol{variable: v})
	return v
}

// temporary is a variable that the text does not name.
func (b *body) temporary(at ir.Span) *ir.Variable { return &ir.Variable{Span: at, Owner: b.function} }

// use is the value of a variable.
func (b *body) use(v *ir.Variable, at ir.Span) *ir.Use {
	if v.Owner != b.function {
		v.Captured = true
	}
	return &ir.Use{Span: at, Variable: v}
}

// declaredFunction reads a function or method of the package.
func (b *body) declaredFunction(d *ast.FuncDecl) *ir.Function {
	f := &ir.Function{Span: b.file.span(d), Name: d.Name.Name}
	inner := b.begin(f)
	switch {
	case d.Recv != nil && len(d.Recv.List) > 0:
		inner.receiver(d.Recv.List[0])
	case d.Name.Name == "init":
		b.inits = append(b.inits, f)
	default:
		if sym := b.scope.names[d.Name.Name]; sym != nil && sym.function == d {
			b.functions = append(b.functions, declared{sym.variable, f})
		}
	}
	inner.typeParameters(d.Type.TypeParams)
	inner.signature(d.Type)
	inner.block(d.Body)
	return f
}

// receiver makes a function the method of a type.
func (b *body) receiver(field *ast.Field) {
	f := b.function
	f.Kind = ir.Method
	base := field.Type
	var parameters []ast.Expr
	for base != nil {
		switch t := base.(type) {
		case *ast.StarExpr:
			base = t.X
			continue
		case *ast.ParenExpr:
			base = t.X
			continue
		case *ast.IndexExpr:
			base, parameters = t.X, []ast.Expr{t.Index}
			continue
		case *ast.IndexListExpr:
			base, parameters = t.X, t.Indices
			continue
		}
		break
	}
	f.Class = b.methodsOf(base)
	b.receiverParameters(base, parameters)
	f.This = &ir.Variable{Span: b.file.span(field), Name: "_", Owner: f}
	if f.Class != nil {
		f.Class.Methods = append(f.Class.Methods, f)
		f.This.Type = &ir.ClassRef{Span: b.file.span(field.Type), Class: f.Class}
		if _, ok := ast.Unparen(field.Type).(*ast.StarExpr); ok {
			f.This.Type = &ir.TypeOfItems{Span: f.This.Type.At(), Name: "pointer", Item: f.This.Type}
		}
	} else {
		b.gap(b.file.span(field), "the type of the method "+f.Name+" is not declared in its package")
	}
	if len(field.Names) > 0 {
		f.This.Name, f.This.Span = field.Names[0].Name, b.file.span(field.Names[0])
		b.scope.declare(f.This.Name, &symbol{variable: f.This})
	}
}

// methodsOf is the class that the methods of a type belong to, through aliases.
func (b *body) methodsOf(base ast.Expr) *ir.Class {
	name, ok := base.(*ast.Ident)
	if !ok {
		return nil
	}
	sym := b.reader.scope.names[name.Name]
	if sym == nil || !sym.isType {
		return nil
	}
	if sym.class == nil {
		if ref, ok := withoutPointer(sym.meaning(b.depth)).(*ir.ClassRef); ok && ref.Class.Module == b.module {
			return ref.Class
		}
		return nil
	}
	return sym.class
}

// receiverParameters gives the type parameters of a generic receiver their names in the method.
func (b *body) receiverParameters(base ast.Expr, names []ast.Expr) {
	var constraints []ast.Expr
	at := b
	if name, ok := base.(*ast.Ident); ok && len(names) > 0 {
		if sym := b.reader.scope.names[name.Name]; sym != nil && sym.spec != nil && sym.spec.TypeParams != nil {
			at = sym.within
			for _, f := range sym.spec.TypeParams.List {
				for range f.Names {
					constraints = append(constraints, f.Type)
				}
			}
		}
	}
	for i, e := range names {
		sym := &symbol{isType: true, within: at}
		if i < len(constraints) {
			sym.parameter = constraints[i]
		}
		if name, ok := e.(*ast.Ident); ok {
			b.scope.declare(name.Name, sym)
		}
	}
}

// signature reads the parameters and results of a function.
func (b *body) signature(t *ast.FuncType) {
	f := b.function
	if t.Params != nil {
		for _, field := range t.Params.List {
			b.parameters(field)
		}
	}
	f.Result = b.resultType(t)
	if t.Results == nil {
		return
	}
	for _, field := range t.Results.List {
		for _, name := range field.Names {
			v := b.variable(name, b.typeOf(field.Type))
			b.results = append(b.results, v)
			b.emit(&ir.Assign{Span: v.Span, Target: b.use(v, v.Span), Value: b.zero(field.Type), Declare: true})
		}
	}
}

// parameters reads the parameters of one type.
func (b *body) parameters(field *ast.Field) {
	kind, typ := ir.Single, b.typeOf(field.Type)
	if _, ok := field.Type.(*ast.Ellipsis); ok {
		kind = ir.Rest
	}
	for _, name := range field.Names {
		v := b.variable(name, typ)
		b.function.Params = append(b.function.Params, ir.Parameter{Variable: v, Name: name.Name, Kind: kind})
	}
	if len(field.Names) == 0 {
		v := &ir.Variable{Span: b.file.span(field), Name: "_", Owner: b.function, Type: typ}
		b.function.Params = append(b.function.Params, ir.Parameter{Variable: v, Name: "_", Kind: kind})
	}
}

// block reads the body of a function; nil is one that is written in another language.
func (b *body) block(s *ast.BlockStmt) {
	if s == nil {
		b.out = nil
		return
	}
	b.statements(s.List)
	b.function.Body = b.out
}

// closure is a function literal.
func (b *body) closure(e *ast.FuncLit) ir.Expression {
	at := b.file.span(e)
	inner := b.begin(&ir.Function{Span: at})
	inner.signature(e.Type)
	inner.block(e.Body)
	return &ir.FunctionRef{Span: at, Function: inner.function}
}
