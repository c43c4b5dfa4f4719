package python

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// imports reads an import statement.
func (r *reader) imports(n syntax.Node, out *[]ir.Statement) {
	from := ir.Import{Span: r.span(n), Type: r.typesDo}
	switch n.Kind() {
	case "import_statement":
		for p := range n.Parts() {
			r.importModule(p, out)
		}
		return
	case "future_import_statement":
		return
	}
	source := n.Get("module_name")
	from.Module = dotted(source)
	if source.Kind() == "relative_import" {
		from.Level = strings.Count(source.Child("import_prefix").Text(), ".")
		from.Module = dotted(source.Child("dotted_name"))
	}
	if n.Child("wildcard_import").Exists() {
		all := from
		if r.scope.kind == moduleScope {
			r.module.Reexports = append(r.module.Reexports, &all)
		}
		*out = append(*out, &ir.Do{Span: from.Span, Value: &all})
		return
	}
	for p := range n.Parts() {
		if p.Field() != "name" {
			continue
		}
		one, name := from, p
		if alias := p.Get("alias"); alias.Exists() {
			p, name = p.Get("name"), alias
		}
		one.Name = dotted(p)
		*out = append(*out, &ir.Assign{Span: from.Span, Target: r.use(name.Text(), r.span(name)), Value: &one})
	}
}

// importModule reads a part of import a.b as c, d.e.
func (r *reader) importModule(n syntax.Node, out *[]ir.Statement) {
	at := r.span(n)
	if alias := n.Get("alias"); alias.Exists() {
		whole := &ir.Import{Span: r.span(n.Get("name")), Module: dotted(n.Get("name")), Type: r.typesDo}
		*out = append(*out, &ir.Assign{Span: at, Target: r.use(alias.Text(), r.span(alias)), Value: whole})
		return
	}
	if n.Kind() != "dotted_name" {
		return
	}
	whole, first := dotted(n), n.First()
	if whole != first.Text() {
		*out = append(*out, &ir.Do{Span: at, Value: &ir.Import{Span: at, Module: whole, Type: r.typesDo}})
	}
	*out = append(*out, &ir.Assign{
		Span: at, Target: r.use(first.Text(), r.span(first)), Value: &ir.Import{Span: at, Module: first.Text(), Type: r.typesDo},
	})
}

// dotted is a name with dots, without what may stand between.
func dotted(n syntax.Node) string {
	var names []string
	for p := range n.Parts() {
		names = append(names, p.Text())
	}
	return strings.Join(names, ".")
}
