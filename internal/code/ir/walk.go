package ir

// Node is anything of a module that has a place.
type Node interface{ At() Span }

// Walk visits every statement and expression of a module, outer ones first, with the place of the nearest one around it
// that has one. Functions and classes are visited where they stand in the module's lists, not where something refers
// to them. What stands twice in the tree is visited twice.
func Walk(m *Module, visit func(n Node, in Span)) {
	w := walker{visit}
	for _, c := range m.Classes {
		w.class(c)
	}
	if m.Init != nil {
		w.function(m.Init)
	}
	for _, f := range m.Functions {
		if f != m.Init {
			w.function(f)
		}
	}
}

type walker struct{ visit func(n Node, in Span) }

func (w walker) class(c *Class) {
	w.visit(c, Span{})
	w.expressions(Span{}, c.Decorators...)
	w.expressions(c.Span, c.Bases...)
	w.expressions(c.Span, c.Underlying)
	for _, f := range c.Fields {
		w.expressions(f.Span, f.Type, f.Value)
	}
}

func (w walker) function(f *Function) {
	w.visit(f, Span{})
	for _, q := range f.Params {
		w.expressions(f.Span, q.Default)
		if q.Variable != nil {
			w.expressions(f.Span, q.Variable.Type)
		}
	}
	w.expressions(f.Span, f.Result)
	w.body(f.Span, f.Body)
}

func (w walker) body(in Span, body []Statement) {
	for _, s := range body {
		w.statement(in, s)
	}
}

// inside is the place that what is in a node stands in.
func inside(at, in Span) Span {
	if at.File == nil {
		return in
	}
	return at
}

func (w walker) statement(in Span, s Statement) {
	if s == nil {
		return
	}
	w.visit(s, in)
	in = inside(s.At(), in)
	switch s := s.(type) {
	case *Assign:
		w.expressions(in, s.Target, s.Value)
	case *Do:
		w.expressions(in, s.Value)
	case *Return:
		w.expressions(in, s.Value)
	case *Raise:
		w.expressions(in, s.Value)
	case *If:
		w.expressions(in, s.Test)
		w.body(in, s.Then)
		w.body(in, s.Else)
	case *Loop:
		w.expressions(in, s.Over, s.Test)
		w.body(in, s.Body)
		w.body(in, s.Post)
		w.body(in, s.Else)
	case *Try:
		w.body(in, s.Body)
		for _, h := range s.Handlers {
			w.expressions(in, h.Type)
			w.body(in, h.Body)
		}
		w.body(in, s.Else)
		w.body(in, s.Finally)
	case *Jump:
	case *Block:
		w.body(in, s.Body)
	}
}

func (w walker) expressions(in Span, list ...Expression) {
	for _, e := range list {
		if e == nil {
			continue
		}
		w.visit(e, in)
		w.parts(inside(e.At(), in), e)
	}
}

// parts visits what an expression consists of.
func (w walker) parts(in Span, e Expression) {
	switch e := e.(type) {
	case *Call:
		w.expressions(in, e.Callee)
		for _, a := range e.Args {
			w.expressions(in, a.Value)
		}
	case *ObjectLiteral:
		w.expressions(in, e.Type)
		for _, n := range e.Entries {
			w.expressions(in, n.Key, n.Value)
		}
	case *ListLiteral:
		w.expressions(in, e.Type)
		for _, n := range e.Items {
			w.expressions(in, n.Value)
		}
	case *Comprehension:
		for _, c := range e.Clauses {
			w.expressions(in, c.Over)
			w.body(in, c.Bind)
			w.expressions(in, c.Tests...)
		}
		w.expressions(in, e.Key, e.Value)
	case *Sequence:
		w.body(in, e.Do)
		w.expressions(in, e.Items...)
	case *Text:
		w.expressions(in, e.Parts...)
	case *Opaque:
		w.expressions(in, e.Parts...)
	case *Literal, *Use, *Global, *FunctionRef, *ClassRef, *Super:
	default:
		w.few(in, e)
	}
}

// few visits the parts of what has no list of them.
func (w walker) few(in Span, e Expression) {
	switch e := e.(type) {
	case *Import:
		w.expressions(in, e.Dynamic)
	case *Attribute:
		w.expressions(in, e.X)
	case *Index:
		w.expressions(in, e.X, e.Key)
	case *Slice:
		w.expressions(in, e.X, e.Low, e.High)
	case *Element:
		w.expressions(in, e.X)
	case *Binary:
		w.expressions(in, e.Left, e.Right)
	case *Unary:
		w.expressions(in, e.X)
	case *Conditional:
		w.expressions(in, e.Test, e.Then, e.Else)
	case *Await:
		w.expressions(in, e.X)
	case *Yield:
		w.expressions(in, e.X)
	case *Enter:
		w.expressions(in, e.X)
	case *Leave:
		w.expressions(in, e.X)
	case *Assignment:
		w.expressions(in, e.Target, e.Value)
	case *Cast:
		w.expressions(in, e.X, e.Type)
	case *TypeOfItems:
		w.expressions(in, e.Item)
	}
}
