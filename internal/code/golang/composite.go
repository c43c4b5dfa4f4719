package golang

import (
	"go/ast"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// composite is T{...}.
func (b *body) composite(e *ast.CompositeLit) ir.Expression {
	if e.Type == nil { // an error of the language
		return b.filled(e, nil, shape{nil, b})
	}
	return b.filled(e, b.typeOf(e.Type), b.shapeOf(e.Type))
}

// filled is a literal of a type: a struct, a mapping or a list, as far as the type's text is in the package.
func (b *body) filled(e *ast.CompositeLit, typ ir.Expression, s shape) ir.Expression {
	switch t := s.text.(type) {
	case *ast.ArrayType:
		return b.list(e, typ, t.Elt, s.at)
	case *ast.MapType:
		return b.mapping(e, typ, t, s.at)
	case *ast.StructType:
		return b.structure(e, typ, t)
	}
	return b.foreign(e, typ)
}

// list is a literal of a slice or array. Where its items have indexes, what stands at which is not kept.
func (b *body) list(e *ast.CompositeLit, typ ir.Expression, item ast.Expr, at *body) ir.Expression {
	l := &ir.ListLiteral{Span: b.file.span(e)}
	elided := b.elided(item, at)
	l.Type = elided.typ
	for _, x := range e.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			x = kv.Value
		}
		l.Items = append(l.Items, ir.Item{Value: b.element(x, elided)})
	}
	if class, ok := typ.(*ir.ClassRef); ok { // a type with a name: it may have methods
		return &ir.Cast{Span: l.Span, X: l, Type: class}
	}
	return l
}

// mapping is a literal of a map.
func (b *body) mapping(e *ast.CompositeLit, typ ir.Expression, t *ast.MapType, at *body) ir.Expression {
	o := &ir.ObjectLiteral{Span: b.file.span(e), Type: typ}
	keys, values := b.elided(t.Key, at), b.elided(t.Value, at)
	for _, x := range e.Elts {
		kv, ok := x.(*ast.KeyValueExpr)
		if !ok {
			b.opaque(x, "an entry of a map has no key")
			continue
		}
		o.Entries = append(o.Entries, ir.Entry{
			Span: b.file.span(kv), Key: b.element(kv.Key, keys), Value: b.element(kv.Value, values),
		})
	}
	return o
}

// structure is a literal of a struct that is declared in the package.
func (b *body) structure(e *ast.CompositeLit, typ ir.Expression, t *ast.StructType) ir.Expression {
	o := &ir.ObjectLiteral{Span: b.file.span(e), Type: typ}
	var names []string
	if t.Fields != nil {
		for _, f := range t.Fields.List {
			for _, n := range f.Names {
				names = append(names, n.Name)
			}
			if len(f.Names) == 0 {
				names = append(names, embeddedName(f.Type))
			}
		}
	}
	for i, x := range e.Elts {
		kv, ok := x.(*ast.KeyValueExpr)
		at := b.file.span(x)
		switch {
		case ok:
			key := b.fieldName(kv.Key)
			o.Entries = append(o.Entries, ir.Entry{Span: at, Key: key, Value: b.expression(kv.Value)})
		case i < len(names):
			key := &ir.Literal{Span: at, Text: names[i]}
			o.Entries = append(o.Entries, ir.Entry{Span: at, Key: key, Value: b.expression(x)})
		default:
			b.opaque(x, "a literal has more values than its type has fields")
		}
	}
	return o
}

// fieldName is the key of an entry of a struct.
func (b *body) fieldName(e ast.Expr) ir.Expression {
	if name, ok := e.(*ast.Ident); ok {
		return &ir.Literal{Span: b.file.span(e), Text: name.Name}
	}
	return b.expression(e)
}

// foreign is a literal of a type whose text is not in the package. Names in capitals are fields: of a library's map
// they would be constants, of which nobody makes keys that way. Values without keys are a list or all the fields of a
// struct.
func (b *body) foreign(e *ast.CompositeLit, typ ir.Expression) ir.Expression {
	at := b.file.span(e)
	if len(e.Elts) > 0 {
		if _, ok := e.Elts[0].(*ast.KeyValueExpr); !ok {
			l := &ir.ListLiteral{Span: at}
			for _, x := range e.Elts {
				l.Items = append(l.Items, ir.Item{Value: b.element(x, elided{at: b})})
			}
			if typ == nil {
				return l
			}
			return &ir.Cast{Span: at, X: l, Type: typ}
		}
	}
	o := &ir.ObjectLiteral{Span: at, Type: typ}
	for _, x := range e.Elts {
		entry := ir.Entry{Span: b.file.span(x)}
		kv, ok := x.(*ast.KeyValueExpr)
		if !ok {
			entry.Spread, entry.Value = true, b.opaque(x, "a value stands beside entries", b.element(x, elided{at: b}))
			o.Entries = append(o.Entries, entry)
			continue
		}
		name, isName := kv.Key.(*ast.Ident)
		if isName && name.IsExported() {
			entry.Key = &ir.Literal{Span: b.file.span(name), Text: name.Name}
		} else {
			entry.Key = b.element(kv.Key, elided{at: b})
		}
		entry.Value = b.element(kv.Value, elided{at: b})
		o.Entries = append(o.Entries, entry)
	}
	return o
}

// elided is the type that the items of a literal have and need not name.
type elided struct {
	typ     ir.Expression
	shape   shape
	at      *body
	pointer bool
}

// elided reads the type of items, which may be written in another place.
func (b *body) elided(e ast.Expr, at *body) elided {
	n := elided{at: at}
	at.depth = max(at.depth, b.depth)
	n.typ = at.typeOf(e)
	n.shape = at.shapeOf(e)
	if p, ok := n.shape.text.(*ast.StarExpr); ok {
		n.pointer = true
		n.shape = n.shape.at.shapeOf(p.X)
	}
	return n
}

// element is an item of a literal: one without a type has that of the items.
func (b *body) element(e ast.Expr, n elided) ir.Expression {
	c, ok := e.(*ast.CompositeLit)
	if !ok || c.Type != nil {
		return b.expression(e)
	}
	if !b.enter() {
		return b.tooDeep(e)
	}
	defer b.leave()
	typ := n.typ
	if n.pointer {
		typ = withoutPointer(typ)
		return &ir.Unary{Span: b.file.span(e), Op: ir.Address, X: b.filled(c, typ, n.shape)}
	}
	return b.filled(c, typ, n.shape)
}

// made is what make answers: an empty literal of a map or slice, of a channel a set of what goes through it. What is in a
// slice of a given length is not known.
func (b *body) made(e *ast.CallExpr, at ir.Span) ir.Expression {
	s := b.shapeOf(e.Args[0])
	switch t := s.text.(type) {
	case *ast.MapType:
		return &ir.ObjectLiteral{Span: at, Type: b.typeOf(e.Args[0])}
	case *ast.ArrayType:
		if t.Len == nil {
			return &ir.ListLiteral{Span: at, Type: s.at.typeOf(t.Elt)}
		}
	case *ast.ChanType:
		return &ir.ListLiteral{Span: at, Kind: ir.Set, Type: s.at.typeOf(t.Value)}
	}
	return b.outside("make", e, at)
}

// outside is a call of a function of the language.
func (b *body) outside(name string, e *ast.CallExpr, at ir.Span) ir.Expression {
	return &ir.Call{Span: at, Callee: &ir.Global{Span: b.file.span(e.Fun), Name: name}, Args: b.arguments(e)}
}

// appended is what append answers: a list that begins with the items of another.
func (b *body) appended(e *ast.CallExpr, at ir.Span) ir.Expression {
	spread := e.Ellipsis.IsValid()
	if c, ok := e.Args[0].(*ast.CallExpr); ok && spread && len(e.Args) == 2 && b.isType(c.Fun) && len(c.Args) == 1 {
		if t, ok := b.shapeOf(c.Fun).text.(*ast.ArrayType); ok {
			if name, ok := b.predeclared(t.Elt); ok && name == "byte" { // text as bytes
				return &ir.Binary{Span: at, Op: ir.Add, Left: b.expression(e.Args[0]), Right: b.expression(e.Args[1])}
			}
		}
	}
	l := &ir.ListLiteral{Span: at}
	for i, x := range e.Args {
		l.Items = append(l.Items, ir.Item{Value: b.expression(x), Spread: i == 0 || spread && i == len(e.Args)-1})
	}
	if isEmpty(l.Items[0].Value) {
		l.Items = l.Items[1:]
	}
	return l
}

// isEmpty recognises []T(nil), nil and []T{}.
func isEmpty(x ir.Expression) bool {
	switch x := x.(type) {
	case *ir.Literal:
		return x.Kind == ir.Null
	case *ir.Cast:
		return isEmpty(x.X)
	case *ir.ListLiteral:
		return len(x.Items) == 0
	}
	return false
}
