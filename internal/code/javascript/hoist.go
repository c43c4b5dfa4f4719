package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// hoist declares what the statements of a block declare in it, before any of them is read: functions are there from
// the beginning, and closures may use what stands further down.
func (r *reader) hoist(block node) {
	for c := range block.Parts() {
		r.hoistStatement(c)
	}
}

func (r *reader) hoistStatement(n node) {
	switch n.Kind() {
	case "lexical_declaration", "using_declaration":
		r.hoistDeclarators(r.scope, n)
	case "function_declaration", "generator_function_declaration", "class_declaration", "abstract_class_declaration",
		"enum_declaration", "interface_declaration", "function_signature", "type_alias_declaration":
		if name := n.Get("name"); name.Exists() {
			b := r.declare(r.scope, r.span(name), name.Text())
			b.namespaced = b.namespaced || is(n, "function_declaration", "class_declaration", "enum_declaration")
		}
	case "internal_module", "module":
		if name := firstName(n.Get("name")); name.Kind() == "identifier" {
			r.declare(r.scope, r.span(name), name.Text())
		}
	case "expression_statement":
		if inner := n.First(); inner.Kind() == "internal_module" {
			r.hoistStatement(inner)
		}
	case "import_alias":
		if name := n.Child("identifier"); name.Exists() {
			r.declare(r.scope, r.span(name), name.Text())
		}
	case "import_statement":
		r.hoistImport(n)
	case "export_statement":
		if d := n.Get("declaration"); d.Exists() {
			r.hoistStatement(d)
		} else if v := n.Get("value"); is(v, "function_expression", "generator_function", "class") {
			if name := v.Get("name"); name.Exists() { // export default function f() {}
				r.declare(r.scope, r.span(name), name.Text())
			}
		}
	}
}

// firstName is the outermost part of a dotted name.
func firstName(n node) node {
	for n.Kind() == "nested_identifier" {
		n = n.Get("object")
	}
	return n
}

func (r *reader) hoistDeclarators(s *scope, n node) {
	for d := range n.Parts() {
		if d.Kind() != "variable_declarator" {
			continue
		}
		name := d.Get("name")
		if name.Kind() != "identifier" {
			r.hoistPattern(s, name)
			continue
		}
		b := r.declare(s, r.span(name), name.Text())
		r.notice(b, d.Get("value"))
	}
}

// hoistPattern declares the names in a pattern.
func (r *reader) hoistPattern(s *scope, n node) {
	switch n.Kind() {
	case "identifier", "shorthand_property_identifier_pattern":
		r.declare(s, r.span(n), n.Text())
	case "pair_pattern":
		r.hoistPattern(s, n.Get("value"))
	case "assignment_pattern", "object_assignment_pattern":
		r.hoistPattern(s, n.Get("left"))
	case "object_pattern", "array_pattern", "rest_pattern":
		for c := range n.Parts() {
			r.hoistPattern(s, c)
		}
	}
}

// hoistVars declares what var declares anywhere in a function, in its outermost scope.
func (r *reader) hoistVars(n node) {
	for c := range n.Parts() {
		switch c.Kind() {
		case "variable_declaration":
			r.hoistDeclarators(r.scope, c)
		case "export_statement":
			if d := c.Get("declaration"); d.Kind() == "variable_declaration" {
				r.hoistDeclarators(r.scope, d)
			}
		case "for_in_statement":
			if c.Get("kind").Kind() == "var" || c.Has("var") {
				r.hoistPattern(r.scope, c.Get("left"))
			}
			r.hoistVars(c)
		case "if_statement", "else_clause", "for_statement", "while_statement", "do_statement", "try_statement",
			"catch_clause", "finally_clause", "switch_statement", "switch_body", "switch_case", "switch_default",
			"statement_block", "labeled_statement", "with_statement", "ERROR":
			r.hoistVars(c)
		}
	}
}

// notice remembers what the initial value of a variable says about how its name is used.
func (r *reader) notice(b *binding, value node) {
	value = bare(value)
	b.helper = bundledName(value)
	if value.Kind() != "call_expression" {
		return
	}
	switch helper := r.helperOf(value.Get("function")); {
	case namespaceHelpers[helper]:
		b.namespace = requiredModule(firstArgument(value))
	case helper == "createRequire":
		b.require = true
	}
}

// functions are the assignments of the functions that a block declares: they are made when it begins.
func (r *reader) functions(block node) []ir.Statement {
	var made []ir.Statement
	for c := range block.Parts() {
		d := c
		if c.Kind() == "export_statement" {
			d = c.Get("declaration")
		}
		if is(d, "function_declaration", "generator_function_declaration") {
			made = append(made, r.declaredFunction(d))
		}
	}
	return made
}

func (r *reader) declaredFunction(d node) ir.Statement {
	name := d.Get("name")
	b := r.declare(r.scope, r.span(name), name.Text())
	return &ir.Assign{
		Span: r.span(d), Declare: true, Target: &ir.Use{Span: r.span(name), Variable: b.variable},
		Value: &ir.FunctionRef{Span: r.span(d), Function: r.function(d, name.Text(), ir.Plain)},
	}
}
