// Package python reads Python 3.8 to 3.14 into the form of package ir: how its text becomes a module (Parse), and where
// its imports lead (Find). Any text gives a module: what is not Python, or that of another major version, is a Gap,
// and what stands around it is read.
//
// What Python writes in a way of its own becomes:
//
//   - a class body runs in the function around it: fields that are simply assigned keep their values in the class,
//     names that the class body itself uses are variables there;
//   - a decorated method is among the methods as it is written, and a field of its name holds what the decorators made;
//   - for and comprehensions assign from Element of the very expression that is Over: it is evaluated once;
//   - with is Enter and, however the body ends, Leave;
//   - match is a chain of If on a temporary; what a pattern binds is assigned before its guard is asked.
package python

import (
	grammar "github.com/tree-sitter/tree-sitter-python/bindings/go"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// Frontend is Python.
var Frontend = ir.Frontend{Language: ir.Python, Extensions: []string{".py"}, Parse: Parse, Find: Find, Among: among}

var language = syntax.NewLanguage(grammar.Language(), "comment", "line_continuation")

// maxGaps is how many places of one file are named that could not be read.
const maxGaps = 50

// Parse reads one file. Of several only the first is read: a module of Python is a file.
func Parse(files []ir.Source) *ir.Module {
	m := &ir.Module{Language: ir.Python}
	m.Init = &ir.Function{Name: "<module>", Module: m}
	if len(files) == 0 {
		return m
	}
	file := files[0].File()
	m.Path, m.Files = file.Path, []*ir.File{file}
	m.Init.Span = ir.Span{File: file, End: uint32(min(len(files[0].Data), syntax.MaxSize))}
	tree, err := language.Parse(files[0].Data)
	if err != nil {
		m.Gaps = append(m.Gaps, ir.Gap{Span: ir.Span{File: file}, Reason: "the file is not read: " + err.Error()})
		return m
	}
	r := &reader{tree: tree, file: file, module: m, function: m.Init, scopes: scopesOf(tree.Root())}
	r.scope = r.scopes[tree.Root().Index()]
	r.scope.function = m.Init
	r.gaps()
	m.Init.Body = r.statements(tree.Root())
	for _, name := range r.scope.names {
		if v := r.scope.variable(name); v != nil {
			m.Globals = append(m.Globals, v)
			m.Exports = append(m.Exports, ir.Export{Name: name, Variable: v})
		}
	}
	return m
}

// reader makes a module of a tree.
type reader struct {
	tree     *syntax.Tree
	file     *ir.File
	base     uint32 // where the tree's text stands in the file: of a quoted annotation
	module   *ir.Module
	scopes   map[int]*scope // of the nodes that have one
	scope    *scope         // where names are looked up
	function *ir.Function   // whose body is read
	class    *ir.Class      // the innermost one around
	typesDo  bool           // what is read is there for types only
}

func (r *reader) span(n syntax.Node) ir.Span {
	return ir.Span{File: r.file, Start: r.base + n.Start(), End: r.base + n.End()}
}

// between is from the beginning of one node to the end of another one.
func (r *reader) between(from, to syntax.Node) ir.Span {
	return ir.Span{File: r.file, Start: r.base + from.Start(), End: r.base + to.End()}
}

// gaps notes what is not Python, or more of it than is read.
func (r *reader) gaps() {
	for n := range r.tree.Root().All() {
		reason := ""
		switch {
		case n.Deep():
			reason = "it is nested too deeply to be read"
		case n.Kind() == syntax.Broken:
			reason = "it is not Python 3"
		case n.Missing():
			reason = "it is not Python 3: " + n.Kind() + " is missing"
		case n.Kind() == "print_statement":
			reason = "print is a statement in Python 2 only"
		case n.Kind() == "exec_statement":
			reason = "exec is a statement in Python 2 only"
		default:
			continue
		}
		if len(r.module.Gaps) == maxGaps {
			r.module.Gaps = append(r.module.Gaps, ir.Gap{Span: r.span(n), Reason: "further places are not Python 3"})
			return
		}
		r.module.Gaps = append(r.module.Gaps, ir.Gap{Span: r.span(n), Reason: reason})
	}
}

// temporary is a variable that the text has no name for.
func (r *reader) temporary() *ir.Variable { return &ir.Variable{Owner: r.function} }

// use is a name where it is read or assigned.
func (r *reader) use(name string, at ir.Span) ir.Expression {
	if v := r.scope.find(name); v != nil {
		if v.Owner != r.function {
			v.Captured = true
		}
		return &ir.Use{Span: at, Variable: v}
	}
	return &ir.Global{Span: at, Name: name}
}

// opaque is what is not understood, with what of it is.
func (r *reader) opaque(n syntax.Node, reason string) ir.Expression {
	o := &ir.Opaque{Span: r.span(n), Reason: reason}
	for p := range n.Parts() {
		o.Parts = append(o.Parts, r.expression(p))
	}
	return o
}

func number(at ir.Span, text string) *ir.Literal {
	return &ir.Literal{Span: at, Kind: ir.Number, Text: text}
}
