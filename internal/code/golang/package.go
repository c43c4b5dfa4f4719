package golang

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// reader makes one module.
type reader struct {
	module  *ir.Module
	scope   *scope // of the package
	files   []*file
	types   []*symbol // those of the package, in the order of the text
	methods map[string][]*ast.FuncDecl
	init    *body // what is outside of functions; its file is that of what is being read

	functions []declared     // those of the package
	inits     []*ir.Function // those called init, in their order

	literals map[ast.Expr]*ir.Class // the types without a name
	repeated int                    // how many nodes of constants were repeated
}

// file is one file of the package.
type file struct {
	*ir.File
	size    int
	syntax  *ast.File
	imports *imports
}

func newReader() *reader {
	m := &ir.Module{Language: ir.Go}
	m.Init = &ir.Function{Name: "<module>", Module: m}
	m.Functions = []*ir.Function{m.Init}
	r := &reader{module: m, scope: &scope{}, methods: map[string][]*ast.FuncDecl{}, literals: map[ast.Expr]*ir.Class{}}
	r.init = &body{reader: r, function: m.Init, scope: r.scope, iota: -1}
	return r
}

// open parses a file. After an error in its text the parser goes on: what it found is kept.
func (r *reader) open(s ir.Source) {
	set := token.NewFileSet() // each file its own: the position of a byte is its offset and one
	syntax, err := parser.ParseFile(set, "", s.Data, parser.SkipObjectResolution)
	f := &file{File: ir.NewFile(s.Path, s.Data), size: len(s.Data), syntax: syntax}
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		at := ir.Span{File: f.File, Start: f.offset(token.Pos(list[0].Pos.Offset + 1))}
		at.End = at.Start
		r.gap(at, fmt.Sprintf("line %d is not Go: %s", at.Line(), list[0].Msg))
	} else if err != nil {
		r.gap(ir.Span{File: f.File}, "the file is not Go: "+err.Error())
	}
	if syntax == nil || syntax.Name == nil {
		return
	}
	f.imports = readImports(syntax.Imports)
	r.files = append(r.files, f)
	r.module.Files = append(r.module.Files, f.File)
}

// choosePackage leaves out the files of another package in the same directory: the smaller number.
func (r *reader) choosePackage() {
	count := map[string]int{}
	name := ""
	for _, f := range r.files {
		n := f.syntax.Name.Name
		count[n]++
		if name == "" || count[n] > count[name] {
			name = n
		}
	}
	if len(count) < 2 {
		return
	}
	kept := r.files[:0]
	r.module.Files = nil
	for _, f := range r.files {
		if f.syntax.Name.Name != name {
			r.gap(f.span(f.syntax.Name), "the file is of package "+f.syntax.Name.Name+", its directory of package "+name)
			continue
		}
		kept = append(kept, f)
		r.module.Files = append(r.module.Files, f.File)
	}
	r.files = kept
}

func (r *reader) gap(at ir.Span, reason string) {
	r.module.Gaps = append(r.module.Gaps, ir.Gap{Span: at, Reason: reason})
}

// offset is the byte that a position means. Positions in a tree of a text with errors may be past its end.
func (f *file) offset(p token.Pos) uint32 {
	return uint32(max(0, min(int(p)-1, f.size))) //nolint:gosec // a file has fewer bytes than source reads at most
}

func (f *file) span(n ast.Node) ir.Span { return f.between(n.Pos(), n.End()) }

func (f *file) between(start, end token.Pos) ir.Span {
	s := ir.Span{File: f.File, Start: f.offset(start), End: f.offset(end)}
	s.End = max(s.Start, s.End)
	return s
}

func (f *file) whole() ir.Span { return ir.Span{File: f.File, End: uint32(f.size)} } //nolint:gosec // as in offset

// global declares a variable of the package.
func (r *reader) global(f *file, name *ast.Ident) *ir.Variable {
	v := &ir.Variable{Span: f.span(name), Name: name.Name, Owner: r.module.Init}
	if name.Name != "_" {
		r.module.Globals = append(r.module.Globals, v)
		r.module.Exports = append(r.module.Exports, ir.Export{Name: name.Name, Variable: v})
	}
	return v
}

// declare makes the names of the package known, so that the order of the text does not matter.
func (r *reader) declare() {
	for _, f := range r.files {
		for _, d := range f.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				r.declareFunction(f, d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						r.types = append(r.types, r.init.in(f).declareType(s, r.global(f, s.Name)))
					case *ast.ValueSpec:
						for _, name := range s.Names {
							r.scope.declare(name.Name, &symbol{variable: r.global(f, name)})
						}
					}
				}
			}
		}
	}
}

func (r *reader) declareFunction(f *file, d *ast.FuncDecl) {
	switch {
	case d.Recv != nil:
		r.methods[d.Name.Name] = append(r.methods[d.Name.Name], d)
	case d.Name.Name == "init" || d.Name.Name == "_":
	default:
		r.scope.declare(d.Name.Name, &symbol{variable: r.global(f, d.Name), function: d})
	}
}

// define reads what types are, and the functions.
func (r *reader) define() {
	for _, t := range r.types {
		t.within.defineType(t)
	}
	main := r.files[0].syntax.Name.Name == "main"
	for _, f := range r.files {
		for _, d := range f.syntax.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn := r.init.in(f).declaredFunction(d)
			if main && d.Recv == nil && d.Name.Name == "main" {
				r.module.Main = fn
			}
		}
	}
}
