package golang

import (
	"go/ast"
	"go/token"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// declared is a function of the package with its variable.
type declared struct {
	variable *ir.Variable
	function *ir.Function
}

// value is one line of a declaration of variables or constants of the package.
type value struct {
	file *file
	spec *ast.ValueSpec
	from *ast.ValueSpec // of a constant the line whose text is repeated: itself, if it has some
	iota int            // -1 of variables
	done bool
}

// initialise makes the text of Init: see the package's comment.
func (r *reader) initialise() {
	init := r.module.Init
	body := r.load()
	for _, t := range r.types {
		v := t.variable
		var what ir.Expression
		if t.class != nil {
			what = &ir.ClassRef{Span: v.Span, Class: t.class}
		} else {
			what = t.meaning(0)
		}
		if v.Name != "_" && what != nil {
			body = append(body, &ir.Assign{Span: v.Span, Target: &ir.Use{Span: v.Span, Variable: v}, Value: what, Declare: true})
		}
	}
	for _, d := range r.functions {
		at := d.function.Span
		body = append(body, &ir.Assign{
			Span: at, Target: &ir.Use{Span: d.variable.Span, Variable: d.variable},
			Value: &ir.FunctionRef{Span: at, Function: d.function}, Declare: true,
		})
	}
	for _, v := range r.ordered() {
		b := r.init.in(v.file)
		b.iota = v.iota
		if v.iota >= 0 {
			b.constant(v.spec, v.from)
		} else {
			b.declaredVariables(v.spec)
		}
		body = append(body, b.out...)
	}
	for _, f := range r.inits {
		at := ir.Span{File: f.File, Start: f.Start, End: f.Start + uint32(len("func init"))}
		body = append(body, &ir.Do{Span: at, Value: &ir.Call{Span: at, Callee: &ir.FunctionRef{Span: at, Function: f}}})
	}
	init.Body = body
}

// dependencies finds out which values of the package others need first.
type dependencies struct {
	*reader
	values    map[string]*value
	functions map[string]*ast.FuncDecl
	visited   map[ast.Node]bool
	order     []*value
}

// ordered are the values of the package, each after those that its text refers to, also through functions
// (https://go.dev/ref/spec#Package_initialization). Names count whatever scope they stand in, and of a method all of
// that name: where that makes a circle, the order of the text decides.
func (r *reader) ordered() []*value {
	d := &dependencies{
		reader: r, values: map[string]*value{}, functions: map[string]*ast.FuncDecl{}, visited: map[ast.Node]bool{},
	}
	var constants, variables []*value
	for _, f := range r.files {
		for _, decl := range f.syntax.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil {
					d.functions[decl.Name.Name] = decl
				}
			case *ast.GenDecl:
				if decl.Tok == token.CONST {
					constants = append(constants, constantsOf(f, decl)...)
					continue
				}
				for _, s := range decl.Specs {
					if s, ok := s.(*ast.ValueSpec); ok {
						variables = append(variables, &value{file: f, spec: s, from: s, iota: -1})
					}
				}
			}
		}
	}
	all := append(constants, variables...) //nolint:gocritic // constants need no variables: they come first
	for _, v := range all {
		for _, name := range v.spec.Names {
			d.values[name.Name] = v
		}
	}
	for _, v := range all {
		d.visit(v)
	}
	return d.order
}

func (d *dependencies) visit(v *value) {
	if v.done {
		return
	}
	v.done = true
	for _, e := range v.from.Values {
		d.references(e)
	}
	d.order = append(d.order, v)
}

// references visits what a text refers to. Each text is gone through once.
func (d *dependencies) references(n ast.Node) {
	if d.visited[n] {
		return
	}
	d.visited[n] = true
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			for _, m := range d.methods[n.Sel.Name] {
				d.function(m)
			}
			d.references(n.X)
			return false
		case *ast.Ident:
			if v, ok := d.values[n.Name]; ok {
				d.visit(v)
			} else if f, ok := d.functions[n.Name]; ok {
				d.function(f)
			}
		}
		return true
	})
}

func (d *dependencies) function(f *ast.FuncDecl) {
	if f.Body != nil {
		d.references(f.Body)
	}
}
