package python

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// statements reads the statements that stand in a node. Of what is broken they are what is understood.
func (r *reader) statements(n syntax.Node) []ir.Statement {
	var out []ir.Statement
	for p := range n.Parts() {
		r.statement(p, &out)
	}
	return out
}

// statement reads one statement and appends what it becomes.
func (r *reader) statement(n syntax.Node, out *[]ir.Statement) {
	at := r.span(n)
	switch n.Kind() {
	case "expression_statement":
		r.expressionStatement(n, out)
	case "return_statement":
		*out = append(*out, &ir.Return{Span: at, Value: r.optional(n.First())})
	case "if_statement":
		r.branch(n, out)
	case "for_statement":
		r.loopOver(n, out)
	case "while_statement":
		test := r.expression(n.Get("condition"))
		*out = append(*out, &ir.Loop{Span: at, Test: test, Body: r.statements(n.Get("body")), Else: r.clause(n, "else_clause")})
	case "try_statement":
		r.try(n, out)
	case "with_statement":
		r.with(n, out)
	case "match_statement":
		r.match(n, out)
	case "function_definition", "class_definition", "decorated_definition":
		r.definition(n, out)
	case "import_statement", "import_from_statement", "future_import_statement":
		r.imports(n, out)
	case "raise_statement":
		r.raise(n, out)
	case "break_statement":
		*out = append(*out, &ir.Jump{Span: at})
	case "continue_statement":
		*out = append(*out, &ir.Jump{Span: at, Continue: true})
	case "type_alias_statement":
		name := aliasName(n)
		*out = append(*out, &ir.Assign{Span: at, Target: r.use(name.Text(), r.span(name)), Value: r.typeOf(n.Get("right"))})
	default:
		r.smallStatement(n, out)
	}
}

func (r *reader) smallStatement(n syntax.Node, out *[]ir.Statement) {
	switch n.Kind() {
	case "pass_statement", "global_statement", "nonlocal_statement", "identifier", "string", "string_content", "type_parameter", "parameters":
	case "assert_statement":
		r.assert(n, out)
	case "delete_statement":
		r.deletions(n.First(), out)
	case "print_statement", "exec_statement":
		*out = append(*out, &ir.Do{Span: r.span(n), Value: r.oldCall(n)})
	case "block", syntax.Broken, "else_clause", "elif_clause", "except_clause", "finally_clause", "case_clause", "module":
		if !n.Deep() {
			*out = append(*out, r.statements(n)...)
			return
		}
		fallthrough
	default:
		*out = append(*out, &ir.Do{Span: r.span(n), Value: r.expression(n)})
	}
}

// clause is the body of the else or finally of a statement.
func (r *reader) clause(n syntax.Node, kind string) []ir.Statement {
	return r.statements(n.Child(kind).Child("block"))
}

func (r *reader) expressionStatement(n syntax.Node, out *[]ir.Statement) {
	first, several := n.First(), false
	for p := range n.Children() {
		several = several || p.Kind() == ","
	}
	switch first.Kind() {
	case "assignment":
		r.assignment(first, out)
	case "augmented_assignment":
		r.augmented(first, out)
	case "string", "concatenated_string", "integer", "ellipsis", "none", "true", "false": // documentation, or nothing
		if several || strings.Contains(first.Text(), "{") {
			r.doAll(n, out)
		}
	default:
		r.doAll(n, out)
	}
}

func (r *reader) doAll(n syntax.Node, out *[]ir.Statement) {
	for p := range n.Parts() {
		*out = append(*out, &ir.Do{Span: r.span(p), Value: r.expression(p)})
	}
}

// branch reads if, elif and else, the last one first. What is there for type checkers, or for when the file is the
// program, is no branch.
func (r *reader) branch(n syntax.Node, out *[]ir.Statement) {
	var alternatives []syntax.Node
	for p := range n.Parts() {
		if p.Field() == "alternative" {
			alternatives = append(alternatives, p)
		}
	}
	condition := n.Get("condition")
	isMain := r.function == r.module.Init && r.scope.kind == moduleScope && mainGuard(condition)
	if isMain {
		r.main(n.Get("consequence"))
	}
	isTypes := typeGuard(condition)
	if isTypes {
		before := r.typesDo
		r.typesDo = true
		*out = append(*out, r.statements(n.Get("consequence"))...)
		r.typesDo = before
	}
	var first *ir.If
	if !isMain && !isTypes {
		first = &ir.If{Span: r.span(n), Test: r.expression(condition), Then: r.statements(n.Get("consequence"))}
	}
	top, last := first, first
	for _, a := range alternatives {
		var body []ir.Statement
		if a.Kind() == "elif_clause" {
			next := &ir.If{Span: r.between(a, n), Test: r.expression(a.Get("condition")), Then: r.statements(a.Get("consequence"))}
			next.End = max(r.span(n).End, next.Start)
			if top == nil {
				top, last = next, next
				continue
			}
			last.Else, last = []ir.Statement{next}, next
			continue
		}
		body = r.statements(a.Get("body"))
		if last == nil {
			*out = append(*out, body...)
		} else {
			last.Else = body
		}
	}
	if top != nil {
		*out = append(*out, top)
	}
}

// typeGuard reports whether a test holds for type checkers only.
func typeGuard(n syntax.Node) bool {
	return n.Text() == "TYPE_CHECKING" || n.Kind() == "attribute" && n.Get("attribute").Text() == "TYPE_CHECKING"
}

// mainGuard reports whether a test is __name__ == "__main__".
func mainGuard(n syntax.Node) bool {
	if n.Kind() == "parenthesized_expression" {
		n = n.First()
	}
	if n.Kind() != "comparison_operator" || !n.Has("==") {
		return false
	}
	var name, text bool
	for p := range n.Parts() {
		name = name || p.Text() == "__name__"
		text = text || p.Kind() == "string" && strings.Trim(p.Text(), `'"`) == "__main__"
	}
	return name && text
}

// main adds to what runs when the module is the program.
func (r *reader) main(body syntax.Node) {
	m := r.module
	if m.Main == nil {
		m.Main = &ir.Function{Span: r.span(body), Name: "<main>", Module: m, Outer: m.Init}
		m.Functions = append(m.Functions, m.Main)
	}
	r.function = m.Main
	m.Main.Body = append(m.Main.Body, r.statements(body)...)
	r.function = m.Init
}

func (r *reader) loopOver(n syntax.Node, out *[]ir.Statement) {
	over := r.expression(n.Get("right"))
	loop := &ir.Loop{Span: r.span(n), Over: over}
	r.assign(n.Get("left"), &ir.Element{Span: r.between(n.Get("left"), n.Get("right")), X: over}, r.between(n.Get("left"), n.Get("right")), &loop.Body)
	loop.Body = append(loop.Body, r.statements(n.Get("body"))...)
	loop.Else = r.clause(n, "else_clause")
	*out = append(*out, loop)
}

func (r *reader) raise(n syntax.Node, out *[]ir.Statement) {
	raise := &ir.Raise{Span: r.span(n)}
	for p := range n.Parts() {
		if p.Field() != "cause" && raise.Value == nil {
			raise.Value = r.expression(p)
		}
	}
	if cause := n.Get("cause"); cause.Kind() == "call" {
		*out = append(*out, &ir.Do{Span: r.span(cause), Value: r.expression(cause)})
	}
	*out = append(*out, raise)
}

// assert reads assert as what it does: a test, and an error where it does not hold.
func (r *reader) assert(n syntax.Node, out *[]ir.Statement) {
	at := r.span(n)
	fails := &ir.Call{Span: at, Callee: &ir.Global{Span: at, Name: "AssertionError"}}
	var test ir.Expression
	for p := range n.Parts() {
		if test == nil {
			test = &ir.Unary{Span: r.span(p), Op: ir.Not, X: r.expression(p)}
		} else {
			fails.Args = append(fails.Args, ir.Argument{Value: r.expression(p)})
		}
	}
	*out = append(*out, &ir.If{Span: at, Test: test, Then: []ir.Statement{&ir.Raise{Span: at, Value: fails}}})
}

// deletions reads del. Of an entry it is what pop does; a name or an attribute is only read.
func (r *reader) deletions(n syntax.Node, out *[]ir.Statement) {
	at := r.span(n)
	switch n.Kind() {
	case "expression_list", "tuple", "list", "parenthesized_expression":
		for p := range n.Parts() {
			r.deletions(p, out)
		}
	case "subscript":
		if key := n.Get("subscript"); key.Kind() != "slice" {
			pop := &ir.Attribute{Span: at, X: r.expression(n.Get("value")), Name: "pop"}
			*out = append(*out, &ir.Do{Span: at, Value: &ir.Call{Span: at, Callee: pop, Args: []ir.Argument{{Value: r.expression(key)}}}})
			return
		}
		*out = append(*out, &ir.Do{Span: at, Value: r.expression(n)})
	case "attribute":
		*out = append(*out, &ir.Do{Span: at, Value: r.expression(n)})
	}
}

// oldCall reads a statement of Python 2 that became a function.
func (r *reader) oldCall(n syntax.Node) ir.Expression {
	name, _, _ := strings.Cut(n.Kind(), "_")
	call := &ir.Call{Span: r.span(n), Callee: &ir.Global{Span: r.span(n), Name: name}}
	for p := range n.Parts() {
		call.Args = append(call.Args, ir.Argument{Value: r.expression(p)})
	}
	return call
}
