package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// statements reads the statements of a block whose scope is open. whole says that it is the body of a function or a
// module, in which var is declared.
func (r *reader) statements(block node, whole bool) []ir.Statement {
	if whole {
		r.hoistVars(block)
	}
	r.hoist(block)
	var list []ir.Statement
	if r.frame.outer == nil && whole {
		for c := range block.Parts() {
			list = append(list, r.imports(c)...)
		}
	}
	list = append(list, r.functions(block)...)
	for c := range block.Parts() {
		list = append(list, r.statement(c)...)
	}
	return list
}

// body is a statement or block as a list, in a scope of its own.
func (r *reader) body(n node) []ir.Statement {
	var list []ir.Statement
	r.block(func() {
		if n.Kind() == "statement_block" {
			list = r.statements(n, false)
			return
		}
		r.hoistStatement(n)
		if is(n, "function_declaration", "generator_function_declaration") {
			list = append(list, r.declaredFunction(n))
			return
		}
		list = r.statement(n)
	})
	return list
}

// statement reads one statement. Those nested too deeply are a gap.
func (r *reader) statement(n node) []ir.Statement {
	if !n.Exists() {
		return nil
	}
	if r.depth++; r.depth > maxDepth {
		r.depth--
		r.gap(r.span(n), "statements are nested too deeply")
		return nil
	}
	defer func() { r.depth-- }()
	if n.Deep() {
		r.gap(r.span(n), "the text is nested too deeply")
	}
	switch n.Kind() {
	case "lexical_declaration", "variable_declaration", "using_declaration":
		return r.declarators(n)
	case "class_declaration", "abstract_class_declaration":
		return r.declaredClass(n)
	case "interface_declaration", "type_alias_declaration", "enum_declaration", "internal_module", "module",
		"ambient_declaration", "import_alias":
		return r.typeScriptStatement(n)
	case "export_statement":
		return r.export(n)
	case "import_statement", "function_declaration", "generator_function_declaration", "function_signature",
		"empty_statement", "debugger_statement", "hash_bang_line":
		return nil // done when the block began, or nothing
	case "expression_statement":
		return r.effect(n.First())
	case "statement_block":
		return []ir.Statement{&ir.Block{Span: r.span(n), Body: r.body(n)}}
	default:
		return r.control(n)
	}
}

// control reads a statement that decides what is done next.
func (r *reader) control(n node) []ir.Statement {
	at := r.span(n)
	switch n.Kind() {
	case "if_statement":
		return []ir.Statement{r.choice(n)}
	case "return_statement":
		return r.leave(n)
	case "throw_statement":
		return []ir.Statement{&ir.Raise{Span: at, Value: r.optional(n.First())}}
	case "for_statement", "for_in_statement", "while_statement", "do_statement":
		return r.loop(n, "")
	case "switch_statement":
		return r.switches(n, "")
	case "try_statement":
		return r.try(n)
	case "labeled_statement":
		return r.labeled(n)
	case "break_statement", "continue_statement":
		return r.jump(n)
	case "with_statement":
		r.gap(at, "names inside with are not followed")
		list := r.effect(bare(n.Get("object")))
		return append(list, r.body(n.Get("body"))...)
	case "ERROR":
		r.broken(n)
		var list []ir.Statement
		for c := range n.Parts() {
			list = append(list, r.statement(c)...)
		}
		return list
	default: // an expression where a statement should stand
		return r.effect(n)
	}
}

// choice reads an if, with the else ifs that follow it.
func (r *reader) choice(n node) ir.Statement {
	first := &ir.If{}
	last := first
	for {
		*last = ir.If{Span: r.span(n), Test: r.expression(bare(n.Get("condition"))), Then: r.body(n.Get("consequence"))}
		otherwise := n.Get("alternative").First()
		if !otherwise.Exists() {
			return first
		}
		if otherwise.Kind() != "if_statement" {
			last.Else = r.body(otherwise)
			return first
		}
		next := &ir.If{}
		last.Else = []ir.Statement{next}
		last, n = next, otherwise
	}
}

// leave reads a return.
func (r *reader) leave(n node) []ir.Statement {
	return []ir.Statement{&ir.Return{Span: r.span(n), Value: r.optional(n.First())}}
}

// optional reads an expression where there may be none.
func (r *reader) optional(n node) ir.Expression {
	if !n.Exists() {
		return nil
	}
	return r.expression(n)
}

// effect reads an expression that stands for what it does.
func (r *reader) effect(n node) []ir.Statement {
	n = bare(n)
	at := r.span(n)
	switch n.Kind() {
	case "":
		return nil
	case "internal_module":
		return r.statement(n)
	case "sequence_expression":
		var list []ir.Statement
		for c := range n.Parts() {
			list = append(list, r.effect(c)...)
		}
		return list
	case "assignment_expression":
		return r.assignment(n)
	case "augmented_assignment_expression", "update_expression":
		if e, ok := r.expression(n).(*ir.Assignment); ok {
			return []ir.Statement{&ir.Assign{Span: at, Target: e.Target, Value: e.Value}}
		}
		return nil
	case "string":
		return nil // "use strict"
	case "call_expression":
		if list, done := r.exported(n); done {
			return list
		}
	}
	e := r.expression(n)
	if s, ok := e.(*ir.Sequence); ok && len(s.Items) == 0 {
		return s.Do
	}
	return []ir.Statement{&ir.Do{Span: at, Value: e}}
}

func (r *reader) try(n node) []ir.Statement {
	t := &ir.Try{Span: r.span(n), Body: r.body(n.Get("body"))}
	if c := n.Get("handler"); c.Exists() {
		h := ir.Handler{Span: r.span(c)}
		r.block(func() {
			switch p := c.Get("parameter"); p.Kind() {
			case "":
			case "identifier":
				h.Variable = r.declare(r.scope, r.span(p), p.Text()).variable
			default:
				h.Variable = r.temp(r.span(p))
				r.hoistPattern(r.scope, p)
				h.Body = r.bind(p, &ir.Use{Span: r.span(p), Variable: h.Variable}, true)
			}
			h.Body = append(h.Body, r.body(c.Get("body"))...)
		})
		t.Handlers = []ir.Handler{h}
	}
	if f := n.Get("finalizer"); f.Exists() {
		t.Finally = r.body(f.Get("body"))
	}
	return []ir.Statement{t}
}
