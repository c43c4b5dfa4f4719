package javascript

import "github.com/sconce-dev/sconce/internal/code/ir"

// call reads a call: of a function, of require, of what compilers write for an import or an await.
func (r *reader) call(n node, at ir.Span) ir.Expression {
	callee, args := n.Get("function"), n.Get("arguments")
	if callee.Kind() == "import" {
		return r.imported(at, firstArgument(n))
	}
	if callee.Kind() == "identifier" && r.isRequire(callee) && args.Kind() == "arguments" {
		return r.imported(at, firstArgument(n))
	}
	if e := r.helper(n, at); e != nil {
		return e
	}
	if callee.Kind() == "identifier" && callee.Text() == "await" && r.lookup("await") == nil { // the grammar takes await (x).f() for a call
		return &ir.Await{Span: at, X: r.expression(firstArgument(n))}
	}
	c := &ir.Call{Span: at, Callee: r.expression(callee), Optional: n.Has("?.") || n.Has("optional_chain")}
	if args.Kind() == "template_string" {
		c.Args = r.tagged(args)
	} else {
		c.Args = r.argumentsOf(args)
	}
	return c
}

// isRequire reports whether a name is require, or one made by createRequire.
func (r *reader) isRequire(n node) bool {
	name := n.Text()
	b := r.lookup(name)
	if b == nil {
		return name == "require"
	}
	return b.require
}

// imported is what require and import() answer.
func (r *reader) imported(at ir.Span, module node) ir.Expression {
	if name := literalText(r, module); name != "" {
		return &ir.Import{Span: at, Module: name}
	}
	return &ir.Import{Span: at, Dynamic: r.expression(module)}
}

// literalText is the text of a string or of a template without holes.
func literalText(r *reader, n node) string {
	if !is(n, "string", "template_string") {
		return ""
	}
	l, ok := r.expression(n).(*ir.Literal)
	if !ok {
		return ""
	}
	return l.Text
}

func (r *reader) argumentsOf(n node) []ir.Argument {
	var args []ir.Argument
	for a := range n.Parts() {
		args = append(args, ir.Argument{Value: r.expression(a), Spread: a.Kind() == "spread_element"})
	}
	return args
}

// instance reads new X(...).
func (r *reader) instance(n node, at ir.Span) ir.Expression {
	return &ir.Call{Span: at, Callee: r.expression(n.Get("constructor")), Args: r.argumentsOf(n.Get("arguments")), New: true}
}

// classExpression reads a class that is a value.
func (r *reader) classExpression(n node, at ir.Span) ir.Expression {
	var e ir.Expression
	r.block(func() {
		own := n.Get("name")
		var v *ir.Variable
		if own.Exists() {
			v = r.declare(r.scope, r.span(own), own.Text()).variable
		} else {
			v = r.temp(at)
		}
		list := r.class(n, own.Text(), v)
		if len(list) == 1 && !own.Exists() {
			e = list[0].(*ir.Assign).Value //nolint:forcetypeassert // a class begins with the assignment of itself
			return
		}
		e = &ir.Sequence{Span: at, Do: list, Items: []ir.Expression{&ir.Use{Span: at, Variable: v}}}
	})
	return e
}

// markup reads JSX: what it is made of goes somewhere, where is not followed.
func (r *reader) markup(n node, at ir.Span) ir.Expression {
	o := &ir.Opaque{Span: at, Reason: "JSX"}
	var collect func(n node, depth int)
	collect = func(n node, depth int) {
		for c := range n.Parts() {
			switch {
			case depth > maxDepth:
			case c.Kind() == "jsx_opening_element" || c.Kind() == "jsx_attribute":
				collect(c, depth+1)
			case isExpression(c.Kind()) && c.Kind() != "string":
				o.Parts = append(o.Parts, r.expression(c))
			}
		}
	}
	collect(n, 0)
	return o
}
