package python

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// definition reads def and class, with their decorators: an assignment of what they make.
func (r *reader) definition(n syntax.Node, out *[]ir.Statement) {
	name, value := r.defined(n, out)
	*out = append(*out, &ir.Assign{Span: r.span(n), Target: r.use(name.Text(), r.span(name)), Value: value})
}

// defined is the value that a def or class makes, and its name.
func (r *reader) defined(n syntax.Node, out *[]ir.Statement) (name syntax.Node, value ir.Expression) {
	var decorators []syntax.Node
	definition := n
	if n.Kind() == "decorated_definition" {
		definition = n.Get("definition")
		for p := range n.Parts() {
			if p.Kind() == "decorator" {
				decorators = append(decorators, p.First())
			}
		}
	}
	if definition.Kind() == "class_definition" {
		value = r.classOf(definition, &decorators, out)
	} else {
		value = r.functionOf(definition, &decorators)
	}
	for _, d := range slices.Backward(decorators) { // the nearest one first
		value = &ir.Call{Span: r.span(n), Callee: r.expression(d), Args: []ir.Argument{{Value: value}}}
	}
	return definition.Get("name"), value
}

// functionOf reads a def. What a decorator says about the kind of a method is taken off the decorators.
func (r *reader) functionOf(n syntax.Node, decorators *[]syntax.Node) *ir.FunctionRef {
	f := &ir.Function{Span: r.span(n), Name: n.Get("name").Text(), Module: r.module, Outer: r.function, Async: n.Has("async")}
	removed := false
	if r.scope.kind == classScope && r.class != nil {
		f.Class = r.class
		f.Name = r.private(f.Name)
		f.Kind = methodKind(f.Name)
		*decorators = takeKind(*decorators, f, &removed)
	}
	r.module.Functions = append(r.module.Functions, f)
	if f.Class != nil && !removed {
		addMethod(f.Class, f)
	}
	r.callable(n, f)
	return &ir.FunctionRef{Span: f.Span, Function: f}
}

// callable reads parameters, types and body of a def or lambda.
func (r *reader) callable(n syntax.Node, f *ir.Function) {
	inner := r.scopeOf(n)
	inner.function = f
	outerScope, outerFunction := r.scope, r.function
	named, after := ir.Single, []syntax.Node{}
	for p := range n.Get("parameters").Parts() {
		name := parameterName(p)
		q := ir.Parameter{Name: name.Text(), Kind: named}
		switch name.Kind() {
		case "list_splat_pattern":
			q.Name, q.Kind, named = name.First().Text(), ir.Rest, ir.NamedOnly
		case "dictionary_splat_pattern":
			q.Name, q.Kind = name.First().Text(), ir.NamedRest
		case "identifier":
		case "tuple_pattern": // of Python 2
			q.Name = ""
			after = append(after, name)
		default:
			switch p.Kind() {
			case "keyword_separator":
				named = ir.NamedOnly
			case "positional_separator":
				for i := range f.Params {
					f.Params[i].Name = ""
				}
			}
			continue
		}
		q.Default = r.optional(p.Get("value"))
		q.Variable = inner.variable(q.Name)
		if q.Variable == nil {
			q.Variable = &ir.Variable{Owner: f, Name: q.Name}
		}
		if t := p.Get("type"); t.Exists() {
			q.Variable.Type = r.typeOf(t)
			if d := r.marker(t, markers); d != nil {
				q.Default = d
			}
		}
		f.Params = append(f.Params, q)
	}
	if t := n.Get("return_type"); t.Exists() {
		f.Result = r.typeOf(t)
	}
	r.scope, r.function = inner, f
	r.takeApart(f, after)
	if body := n.Get("body"); body.Kind() == "block" {
		f.Body = append(f.Body, r.statements(body)...)
	} else if body.Exists() {
		f.Body = []ir.Statement{&ir.Return{Span: r.span(body), Value: r.expression(body)}}
	}
	r.scope, r.function = outerScope, outerFunction
}

// takeApart assigns the parameters that are patterns.
func (r *reader) takeApart(f *ir.Function, patterns []syntax.Node) {
	for _, q := range f.Params {
		if q.Name == "" && q.Variable.Name == "" && len(patterns) > 0 {
			at := r.span(patterns[0])
			r.assign(patterns[0], &ir.Use{Span: at, Variable: q.Variable}, at, &f.Body)
			patterns = patterns[1:]
		}
	}
}

// methodKind is how a method of a name is called without a decorator.
func methodKind(name string) ir.FunctionKind {
	switch name {
	case "__init__":
		return ir.Constructor
	case "__new__", "__init_subclass__", "__class_getitem__":
		return ir.ClassMethod
	}
	return ir.Method
}

// takeKind is the decorators without those that say what kind of method it is, or nothing that matters when it runs.
// removed says that it is no method to be called by its name.
func takeKind(decorators []syntax.Node, f *ir.Function, removed *bool) []syntax.Node {
	var rest []syntax.Node
	for _, d := range decorators {
		name := d.Text()
		if accessor(d) {
			if strings.HasSuffix(name, ".setter") {
				f.Kind = ir.Setter
			} else {
				*removed = strings.HasSuffix(name, ".deleter")
				f.Kind = ir.Getter
			}
			continue
		}
		if d.Kind() == "attribute" {
			name = d.Get("attribute").Text()
		}
		switch name {
		case "property", "cached_property", "abstractproperty":
			f.Kind = ir.Getter
		case "staticmethod":
			f.Kind = ir.StaticMethod
		case "classmethod":
			f.Kind = ir.ClassMethod
		case "abstractmethod", "override", "final":
		case "overload":
			*removed = true
		default:
			rest = append(rest, d)
		}
	}
	return rest
}

// addMethod adds a method; a later one of a name takes the place of an earlier one, but for the two of a property.
func addMethod(c *ir.Class, f *ir.Function) {
	for i, m := range c.Methods {
		if m.Name == f.Name && (m.Kind == f.Kind || m.Kind != ir.Getter && m.Kind != ir.Setter) {
			c.Methods[i] = f
			return
		}
	}
	c.Methods = append(c.Methods, f)
}

func (r *reader) lambda(n syntax.Node) ir.Expression {
	f := &ir.Function{Span: r.span(n), Module: r.module, Outer: r.function}
	r.module.Functions = append(r.module.Functions, f)
	r.callable(n, f)
	return &ir.FunctionRef{Span: f.Span, Function: f}
}
