package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// hoistImport declares the names of an import.
func (r *reader) hoistImport(n node) {
	for _, c := range importedNames(n) {
		r.declare(r.scope, r.span(c.local), c.local.Text())
	}
}

// importedName is one name of an import.
type importedName struct {
	local    node
	name     string // of the module; "" for all of it
	typeOnly bool
}

func importedNames(n node) []importedName {
	var names []importedName
	types := n.Has("type") || n.Has("typeof")
	if c := n.Child("import_require_clause"); c.Exists() {
		return []importedName{{local: c.Child("identifier"), typeOnly: types}}
	}
	for c := range n.Child("import_clause").Parts() {
		switch c.Kind() {
		case "identifier":
			names = append(names, importedName{local: c, name: "default", typeOnly: types})
		case "namespace_import":
			names = append(names, importedName{local: c.First(), typeOnly: types})
		case "named_imports":
			for s := range c.Parts() {
				local := s.Get("alias")
				if !local.Exists() {
					local = s.Get("name")
				}
				name, _ := specified(s)
				if s.Kind() == "import_specifier" && local.Exists() {
					names = append(names, importedName{local, name, types || s.Has("type") || s.Has("typeof")})
				}
			}
		}
	}
	return names
}

// moduleName is a name that may be written as a string.
func moduleName(n node) string {
	if n.Kind() == "string" {
		return n.First().Text()
	}
	return n.Text()
}

// specified is what a as b names, and as what: default is a word there.
func specified(n node) (name, as string) {
	for c := range n.Children() {
		if is(c, "identifier", "string", "default") {
			as = moduleName(c)
			if name == "" {
				name = as
			}
		}
	}
	return name, as
}

// imports reads the import that a statement is: they are all done before anything else.
func (r *reader) imports(n node) []ir.Statement {
	if n.Kind() != "import_statement" {
		return nil
	}
	at := r.span(n)
	source := n.Get("source")
	if !source.Exists() {
		source = n.Child("import_require_clause").Get("source")
	}
	module := moduleName(source)
	if module == "" {
		return nil
	}
	names := importedNames(n)
	if len(names) == 0 {
		return []ir.Statement{&ir.Do{Span: at, Value: &ir.Import{Span: at, Module: module}}}
	}
	var list []ir.Statement
	for _, c := range names {
		b := r.lookup(c.local.Text())
		i := &ir.Import{Span: at, Module: module, Name: c.name, Default: c.name == "default", Type: c.typeOnly}
		if r.typed {
			r.elided[b.variable] = i
		}
		list = append(list, &ir.Assign{Span: at, Target: &ir.Use{Span: r.span(c.local), Variable: b.variable}, Value: i, Declare: true})
	}
	return list
}
