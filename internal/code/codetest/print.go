package codetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// Print is a module as text that people can read and tests can compare: first what the module is, then its classes,
// then every function with its statements, each after the number of its line. It is no language: variables stand under
// their names (a second variable of a name as name~2), what nothing declares as $name, and functions as name#number,
// by their place among the module's functions; "_" is nothing.
func Print(m *ir.Module) string {
	p := &printer{module: m, functions: map[*ir.Function]int{}, variables: map[*ir.Variable]string{}, names: map[string]int{}}
	for _, f := range m.Functions {
		if f != m.Init {
			p.functions[f] = len(p.functions) + 1
		}
	}
	p.header()
	for _, c := range m.Classes {
		p.class(c)
	}
	if m.Init != nil {
		p.function(m.Init)
	}
	for _, f := range m.Functions {
		if f != m.Init {
			p.function(f)
		}
	}
	if m.Main != nil && m.Main != m.Init && !slices.Contains(m.Functions, m.Main) {
		p.function(m.Main)
	}
	return p.out.String()
}

// printer writes one module.
type printer struct {
	module    *ir.Module
	functions map[*ir.Function]int // their numbers, without Init
	variables map[*ir.Variable]string
	names     map[string]int // how many variables have a name
	out       strings.Builder
	depth     int
}

// line writes a line that begins with where it stands.
func (p *printer) line(at ir.Span, format string, args ...any) {
	if at.File == nil {
		p.out.WriteString("     ")
	} else {
		fmt.Fprintf(&p.out, "%4d ", at.Line())
	}
	p.out.WriteString(strings.Repeat("  ", p.depth))
	fmt.Fprintf(&p.out, format, args...)
	p.out.WriteByte('\n')
}

// header writes what the module is.
func (p *printer) header() {
	m := p.module
	fmt.Fprintf(&p.out, "module %s %s\n", m.Language, m.Path)
	globals := make([]string, len(m.Globals))
	for i, v := range m.Globals {
		globals[i] = p.declaration(v)
	}
	p.list("globals", globals)
	exports := make([]string, len(m.Exports))
	for i, e := range m.Exports {
		exports[i] = e.Name
		if name := p.variable(e.Variable); name != e.Name {
			exports[i] += " = " + name
		}
	}
	if !slices.Equal(exports, globals) {
		p.list("exports", exports)
	}
	for _, i := range m.Reexports {
		fmt.Fprintf(&p.out, "reexports %s\n", p.expression(i))
	}
	if m.CommonJS != nil {
		fmt.Fprintf(&p.out, "commonjs %s exported %s\n", p.variable(m.CommonJS), p.variable(m.Exported))
	}
	if m.Main != nil {
		fmt.Fprintf(&p.out, "main %s\n", p.reference(m.Main))
	}
	for _, g := range m.Gaps {
		fmt.Fprintf(&p.out, "gap line %d: %s\n", g.Line(), g.Reason)
	}
}

func (p *printer) list(title string, names []string) {
	if len(names) > 0 {
		fmt.Fprintf(&p.out, "%s %s\n", title, strings.Join(names, ", "))
	}
}

// class writes what a class is; its methods are among the functions.
func (p *printer) class(c *ir.Class) {
	title := "class " + c.Name
	if c.Interface {
		title = "interface " + c.Name
	}
	if len(c.Bases) > 0 {
		title += " of " + p.expressions(c.Bases)
	}
	if c.Underlying != nil {
		title += " = " + p.expression(c.Underlying)
	}
	p.line(c.Span, "%s", title)
	p.depth++
	for _, d := range c.Decorators {
		p.line(d.At(), "decorator %s", p.expression(d))
	}
	for _, f := range c.Fields {
		text := f.Name
		if f.Static {
			text = "static " + text
		}
		if f.Embedded {
			text = "embedded " + text
		}
		if f.Type != nil {
			text += ": " + p.expression(f.Type)
		}
		if f.Value != nil {
			text += " = " + p.expression(f.Value)
		}
		if f.Tag != "" {
			text += " tag " + f.Tag
		}
		p.line(f.Span, "field %s", text)
	}
	for _, m := range c.Methods {
		p.line(m.Span, "%s %s", functionKinds[m.Kind], p.reference(m))
	}
	p.depth--
}

var functionKinds = [...]string{
	ir.Plain: "func", ir.Method: "method", ir.StaticMethod: "static", ir.ClassMethod: "classmethod", ir.Getter: "get", ir.Setter: "set",
	ir.Constructor: "constructor",
}

var parameterKinds = [...]string{ir.Single: "", ir.Rest: "*", ir.NamedRest: "**", ir.NamedOnly: "named "}

// function writes a function with its body.
func (p *printer) function(f *ir.Function) {
	params := make([]string, len(f.Params))
	for i, q := range f.Params {
		params[i] = parameterKinds[q.Kind] + p.declaration(q.Variable)
		if q.Variable != nil && q.Name != q.Variable.Name {
			params[i] += " as " + orNothing(q.Name)
		}
		if q.Default != nil {
			params[i] += " = " + p.expression(q.Default)
		}
	}
	title := functionKinds[f.Kind] + " " + p.reference(f) + "(" + strings.Join(params, ", ") + ")"
	if f.Async {
		title = "async " + title
	}
	if f.Generator {
		title = "generator " + title
	}
	if f.Class != nil {
		title += " of " + f.Class.Name
	}
	if f.Outer != nil && f.Outer != p.module.Init {
		title += " in " + p.reference(f.Outer)
	}
	if f.This != nil {
		title += " this " + p.declaration(f.This)
	}
	if f.Result != nil {
		title += " -> " + p.expression(f.Result)
	}
	p.line(f.Span, "%s", title)
	p.body(f.Body)
}

// reference is how a function is referred to.
func (p *printer) reference(f *ir.Function) string {
	if f == nil {
		return "_"
	}
	if n := p.functions[f]; n > 0 {
		return fmt.Sprintf("%s#%d", f.Name, n)
	}
	return f.Name
}

// variable is the name of a variable, which no other one of the module has.
func (p *printer) variable(v *ir.Variable) string {
	if v == nil {
		return "_"
	}
	name, ok := p.variables[v]
	if !ok {
		p.names[v.Name]++
		name = orNothing(v.Name)
		if n := p.names[v.Name]; n > 1 {
			name = fmt.Sprintf("%s~%d", name, n)
		}
		p.variables[v] = name
	}
	return name
}

// declaration is a variable with what is declared about it.
func (p *printer) declaration(v *ir.Variable) string {
	name := p.variable(v)
	if v != nil && v.Captured {
		name += "^"
	}
	if v != nil && v.Type != nil {
		name += ": " + p.expression(v.Type)
	}
	return name
}

func orNothing(name string) string {
	if name == "" {
		return "_"
	}
	return name
}
