package python

import "github.com/sconce-dev/sconce/internal/code/syntax"

func (b *binder) parts(n syntax.Node) {
	for p := range n.Parts() {
		b.walk(p)
	}
}

// walk finds what is bound in a node.
func (b *binder) walk(n syntax.Node) {
	switch n.Kind() {
	case "identifier":
		b.reads(n)
	case "attribute":
		b.walk(n.Get("object"))
	case "keyword_argument":
		b.walk(n.Get("value"))
	case "function_definition", "lambda":
		b.callable(n)
	case "class_definition":
		b.scope.bind(n.Get("name").Text())
		b.walk(n.Get("superclasses"))
		b.within(n, classScope, func() { b.parts(n.Get("body")) })
	case "decorator":
		if !accessor(n.First()) {
			b.parts(n)
		}
	case "list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression":
		b.comprehension(n)
	case "assignment", "augmented_assignment":
		b.target(n.Get("left"))
		b.walk(n.Get("type"))
		b.walk(n.Get("right"))
	case "for_statement":
		b.target(n.Get("left"))
		b.walk(n.Get("right"))
		b.walk(n.Get("body"))
		b.walk(n.Child("else_clause"))
	case "named_expression":
		b.named(n)
	case "as_pattern_target":
		b.target(n.First())
	case "case_pattern", "union_pattern", "list_pattern", "tuple_pattern", "dict_pattern", "class_pattern", "keyword_pattern", "splat_pattern":
		b.pattern(n)
	case "import_statement", "import_from_statement":
		b.imports(n)
	case "future_import_statement": // says how the file is read
	case "type_alias_statement":
		b.scope.bind(aliasName(n).Text())
		b.walk(n.Get("right"))
	case "global_statement":
		b.declare(n, &b.scope.global)
	case "nonlocal_statement":
		b.declare(n, &b.scope.nonlocal)
	default:
		b.parts(n)
	}
}

// reads notes that a class body reads a name.
func (b *binder) reads(n syntax.Node) {
	if s := b.scope; s.kind == classScope {
		if s.read == nil {
			s.read = map[string]bool{}
		}
		s.read[n.Text()] = true
	}
}

// callable walks a function or a lambda: defaults and types outside, the rest in a scope of its own.
func (b *binder) callable(n syntax.Node) {
	b.scope.bind(n.Get("name").Text())
	params := n.Get("parameters")
	for p := range params.Parts() {
		b.walk(p.Get("type"))
		b.walk(p.Get("value"))
	}
	b.walk(n.Get("return_type"))
	b.within(n, functionScope, func() {
		for p := range params.Parts() {
			b.target(parameterName(p))
		}
		b.walk(n.Get("body"))
	})
}

// comprehension walks one: what its first for goes over is outside of its scope.
func (b *binder) comprehension(n syntax.Node) {
	first := n.Child("for_in_clause")
	b.rights(first)
	b.within(n, comprehensionScope, func() {
		for p := range n.Parts() {
			if p.Kind() != "for_in_clause" {
				b.walk(p)
				continue
			}
			b.target(p.Get("left"))
			if p != first {
				b.rights(p)
			}
		}
	})
}

func (b *binder) rights(clause syntax.Node) {
	for p := range clause.Parts() {
		if p.Field() == "right" {
			b.walk(p)
		}
	}
}

// named walks name := value, which binds outside of comprehensions.
func (b *binder) named(n syntax.Node) {
	s := b.scope
	for s.kind == comprehensionScope {
		s = s.outer
	}
	s.bind(n.Get("name").Text())
	b.walk(n.Get("value"))
}

// target binds what is assigned to.
func (b *binder) target(n syntax.Node) {
	switch n.Kind() {
	case "identifier":
		b.scope.bind(n.Text())
	case "tuple_pattern", "list_pattern", "pattern_list", "tuple", "list", "expression_list", "list_splat_pattern", "list_splat",
		"dictionary_splat_pattern", "parenthesized_expression", "as_pattern_target":
		for p := range n.Parts() {
			b.target(p)
		}
	default:
		b.walk(n)
	}
}

// pattern binds what a pattern of match captures.
func (b *binder) pattern(n syntax.Node) {
	switch n.Kind() {
	case "case_pattern", "as_pattern", "union_pattern", "list_pattern", "tuple_pattern", "splat_pattern":
		for p := range n.Parts() {
			b.pattern(p)
		}
	case "identifier":
		b.scope.bind(n.Text())
	case "dotted_name":
		if name, captures := capture(n); captures {
			b.scope.bind(name)
		} else {
			b.walk(n.First())
		}
	case "dict_pattern":
		for p := range n.Parts() {
			if p.Field() != "key" {
				b.pattern(p)
			}
		}
	case "class_pattern", "keyword_pattern": // what comes first is a class, or the name of an attribute
		first := true
		for p := range n.Parts() {
			if !first {
				b.pattern(p)
			}
			first = false
		}
	}
}

// capture is the name that a pattern of match binds: a name without a dot.
func capture(n syntax.Node) (string, bool) {
	text := n.First().Text()
	return text, text == n.Text() && text != "_"
}

// imports binds what an import statement brings.
func (b *binder) imports(n syntax.Node) {
	for p := range n.Parts() {
		if p.Field() != "name" {
			continue
		}
		if alias := p.Get("alias"); alias.Exists() {
			b.scope.bind(alias.Text())
		} else {
			b.scope.bind(p.First().Text())
		}
	}
}

// parameterName is the part of a parameter that is bound: a name, a starred one, or a pattern.
func parameterName(p syntax.Node) syntax.Node {
	switch p.Kind() {
	case "typed_parameter":
		return p.First()
	case "default_parameter", "typed_default_parameter":
		return p.Get("name")
	case "keyword_separator", "positional_separator":
		return syntax.Node{}
	}
	return p
}

// aliasName is the name of type Name[T] = ...
func aliasName(n syntax.Node) syntax.Node {
	name := n.Get("left")
	for name.First().Exists() {
		name = name.First()
	}
	return name
}

// accessor reports whether a decorator makes the second half of a property: @name.setter.
func accessor(n syntax.Node) bool {
	switch n.Get("attribute").Text() {
	case "setter", "getter", "deleter":
		return n.Get("object").Kind() == "identifier"
	}
	return false
}
