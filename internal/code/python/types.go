package python

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/syntax"
)

// maxAnnotation is how many bytes of an annotation in quotes are read.
const maxAnnotation = 1_000

// collections are the generic types that stand for their items, by their last name.
var collections = map[string]string{
	"list": "list", "List": "list", "set": "list", "Set": "list", "frozenset": "list", "FrozenSet": "list", "tuple": "list", "Tuple": "list",
	"deque": "list", "Deque": "list", "Sequence": "list", "MutableSequence": "list", "Iterable": "list", "Iterator": "list", "Collection": "list",
	"Generator": "list", "AsyncIterable": "list", "AsyncIterator": "list", "AsyncGenerator": "list", "AbstractSet": "list",
	"dict": "map", "Dict": "map", "Mapping": "map", "MutableMapping": "map", "defaultdict": "map", "DefaultDict": "map", "OrderedDict": "map",
	"Awaitable": "promise", "Coroutine": "promise", "Future": "promise", "Task": "promise",
	"Callable": "function", "Optional": "optional",
}

// typeOf reads a type: annotations are expressions with a meaning of their own.
func (r *reader) typeOf(n syntax.Node) ir.Expression {
	if n.Deep() {
		return r.expression(n)
	}
	switch n.Kind() {
	case "type", "parenthesized_expression", "constrained_type":
		return r.typeOf(n.First())
	case "string", "concatenated_string":
		return r.quoted(n)
	case "generic_type":
		var args []syntax.Node
		for p := range n.Child("type_parameter").Parts() {
			args = append(args, p)
		}
		return r.generic(n, n.First(), args)
	case "subscript":
		var args []syntax.Node
		for p := range n.Parts() {
			if p.Field() == "subscript" {
				args = append(args, p)
			}
		}
		return r.generic(n, n.Get("value"), args)
	case "union_type", "binary_operator":
		var options []syntax.Node
		for p := range n.Parts() {
			options = append(options, p)
		}
		if n.Kind() == "union_type" || n.Has("|") {
			return r.union(n, options)
		}
	case "member_type":
		return &ir.Attribute{Span: r.span(n), X: r.typeOf(n.First()), Name: n.Child("identifier").Text()}
	}
	return r.expression(n)
}

// generic reads Name[arguments].
func (r *reader) generic(n, name syntax.Node, args []syntax.Node) ir.Expression {
	at := r.span(n)
	last := name.Text()
	if i := strings.LastIndexByte(last, '.'); i >= 0 {
		last = last[i+1:]
	}
	if len(args) == 1 && args[0].Kind() == "tuple" {
		tuple := args[0]
		args = nil
		for p := range tuple.Parts() {
			args = append(args, p)
		}
	}
	if len(args) == 0 {
		return r.expression(name)
	}
	item := args[0]
	switch last {
	case "Union":
		return r.union(n, args)
	case "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Unpack":
		return r.typeOf(item)
	case "Literal":
		return &ir.Index{Span: at, X: r.expression(name), Key: r.expression(item)}
	case "Coroutine", "Callable", "dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict":
		item = args[len(args)-1]
	}
	if kind, ok := collections[last]; ok {
		return &ir.TypeOfItems{Span: at, Name: kind, Item: r.typeOf(item)}
	}
	return &ir.Index{Span: at, X: r.expression(name), Key: r.typeOf(item)}
}

// markers are the calls by which the type of a parameter says what a framework hands to it.
var markers = map[string]bool{
	"Depends": true, "Security": true, "Query": true, "Path": true, "Header": true, "Cookie": true, "Body": true, "Form": true, "File": true,
}

// limits are the calls by which the type of a field says which texts it takes
// (https://docs.pydantic.dev/latest/concepts/fields/#the-annotated-pattern).
var limits = map[string]bool{"Field": true, "StringConstraints": true}

// marker is what a parameter of the type Annotated[Type, Depends(make)] says about what a framework hands to it
// (https://fastapi.tiangolo.com/tutorial/dependencies/), and a field of a model about its texts; nil for nothing.
func (r *reader) marker(n syntax.Node, markers map[string]bool) ir.Expression {
	if !strings.Contains(n.Text(), "Annotated[") {
		return nil
	}
	for c := range n.All() {
		if c.Kind() != "call" {
			continue
		}
		name := c.Get("function").Text()
		if markers[name[strings.LastIndexByte(name, '.')+1:]] {
			return r.expression(c)
		}
	}
	return nil
}

// union reads one of several types: with None an optional one.
func (r *reader) union(n syntax.Node, options []syntax.Node) ir.Expression {
	at := r.span(n)
	var all ir.Expression
	none := false
	for _, o := range options {
		x := r.typeOf(o)
		if l, ok := x.(*ir.Literal); ok && l.Kind == ir.Null {
			none = true
			continue
		}
		if t, ok := x.(*ir.TypeOfItems); ok && t.Name == "optional" {
			none, x = true, t.Item
		}
		if all == nil {
			all = x
		} else {
			all = &ir.Binary{Span: at, Op: "|", Left: all, Right: x}
		}
	}
	switch {
	case all == nil:
		return &ir.Literal{Span: at, Kind: ir.Null}
	case none:
		return &ir.TypeOfItems{Span: at, Name: "optional", Item: all}
	}
	return all
}

// quoted reads an annotation in quotes: an expression inside a string.
func (r *reader) quoted(n syntax.Node) ir.Expression {
	content := n.Child("string_content")
	text := content.Text()
	if n.Kind() != "string" || text == "" || len(text) > maxAnnotation || strings.ContainsAny(text, "\\\n") {
		return r.expression(n)
	}
	tree, err := language.Parse([]byte(text))
	if err != nil {
		return r.expression(n)
	}
	statement := tree.Root().First()
	for x := range tree.Root().All() {
		switch x.Kind() {
		case syntax.Broken, "lambda", "list_comprehension", "generator_expression", "set_comprehension", "dictionary_comprehension", "yield", "await":
			return r.expression(n) // it is no type
		}
	}
	if statement.Kind() != "expression_statement" {
		return r.expression(n)
	}
	inner := *r
	inner.tree, inner.base = tree, r.base+content.Start()
	return inner.typeOf(statement.First())
}
