package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

func (ev *evaluator) indexOf(e *ir.Index) term.Value {
	x := ev.eval(e.X)
	if ev.frame.dead {
		return nil
	}
	if e.Optional && term.IsNull(x) {
		return ev.Null()
	}
	// Several results of Go are taken apart by a temporary variable: the first one is the result.
	if u, ok := e.X.(*ir.Use); ok && u.Variable.Name == "" && ev.language() == ir.Go {
		if l, ok := e.Key.(*ir.Literal); ok {
			switch x := x.(type) {
			case *term.Result, *term.Input, *term.Member, *term.Item, *term.Environment, *term.Unknown, *term.Typed, *term.Constant, *term.Text, *term.Combined:
				if l.Text == "0" {
					return x
				}
				if term.IsNull(x) {
					return x
				}
				return ev.itemOf(x, ev.Constant(ir.Number, l.Text))
			}
		}
	}
	return ev.index(x, ev.eval(e.Key), e.At())
}

// index is x[key]. It is never nil.
func (ev *evaluator) index(x, key term.Value, at ir.Span) term.Value {
	v := ev.each(x, func(x term.Value) term.Value {
		return ev.each(key, func(key term.Value) term.Value { return ev.orNone(x, ev.indexOne(x, key, at)) })
	})
	if v != nil {
		return v
	}
	if ev.language() == ir.JavaScript {
		return ev.Null()
	}
	return ev.Unknown(at, "there is no such entry")
}

func (ev *evaluator) indexOne(x, key term.Value, at ir.Span) term.Value {
	k, known := key.(*term.Constant)
	if v := ev.replacedAt(x, k); v != nil {
		return v
	}
	switch x := x.(type) {
	case *term.Constant:
		return ev.ofConstant(x, key)
	case *term.Input:
		switch {
		case known && k.Kind == ir.Number:
			return ev.Deeper(x, "*")
		case known:
			return ev.Deeper(x, k.Text)
		}
		return ev.itemOf(x, key)
	case *term.Extern:
		if v := ev.externIndex(x, key, at); v != nil {
			return v
		}
	case *class:
		if ev.isEnum(x) {
			return ev.memberNamed(x, key)
		}
		if ev.language() != ir.JavaScript {
			return x
		}
		if known {
			return ev.classAttribute(x, x, k.Text)
		}
	case *term.Module:
		if known {
			return ev.exported(x.Module, k.Text, at)
		}
		return ev.anyExport(x.Module)
	case *function:
		if ev.language() == ir.Go {
			return x
		}
		if known {
			return ev.functionAttribute(x, k.Text)
		}
	case *ref:
		return ev.refIndex(x, key, at)
	case *term.Result, *term.Member, *term.Item, *term.Typed:
		if known && k.Kind == ir.String && ev.language() == ir.JavaScript {
			return ev.memberOf(x, k.Text)
		}
	}
	return ev.itemOf(x, key)
}

// ofConstant is a part of something known: of nothing it is nothing.
func (ev *evaluator) ofConstant(x *term.Constant, key term.Value) term.Value {
	k, _ := key.(*term.Constant)
	if v := ev.character(x, k); v != nil || x.Kind == ir.Null {
		return v
	}
	return ev.itemOf(x, key)
}

// character is one of a known text, nil where it is not known which. Of Go it is a number.
func (ev *evaluator) character(x, k *term.Constant) term.Value {
	i, ok := position(k)
	if !ok || x.Kind != ir.String || ev.language() == ir.Go || max(i, -i-1) >= len(x.Text) {
		return nil
	}
	if i < 0 {
		i += len(x.Text)
	}
	return ev.Text(x.Text[i : i+1])
}

// externIndex is x[key] of something of a library or of the language, nil where that is an entry like others.
func (ev *evaluator) externIndex(x *term.Extern, key term.Value, at ir.Span) term.Value {
	if x.Language == ir.Python && x.Name == "Annotated" {
		return ev.itemOf(x, key)
	}
	k, known := key.(*term.Constant)
	switch joined := term.Qualified(x); {
	case joined == "sys.modules":
		return ev.moduleCalled(key, at)
	case joined == "os.environ" || joined == "process.env":
		if known {
			return ev.variableNamed(k.Text, nil)
		}
	case known && k.Kind == ir.String && ev.language() == ir.JavaScript:
		return ev.externAttribute(x, k.Text)
	case ev.language() != ir.JavaScript && x.Name != "":
		return x // a generic type or function with what it is of
	}
	return nil
}

// moduleCalled is a module of Python by its name: sys.modules[__name__]. Nil where it is none of the application.
func (ev *evaluator) moduleCalled(key term.Value, at ir.Span) term.Value {
	if e, ok := key.(*term.Extern); ok && e.Name == "__name__" && ev.frame.fn.Module != nil {
		return ev.Module(ev.frame.fn.Module)
	}
	if name, ok := term.KnownText(key); ok {
		i := &ir.Import{Span: at, Module: name}
		if _, here := ev.load(i); here {
			return ev.imported(i)
		}
	}
	return nil
}

// refIndex is an entry of an object or a list.
func (ev *evaluator) refIndex(r *ref, key term.Value, at ir.Span) term.Value {
	c := ev.read(r)
	k, known := key.(*term.Constant)
	if c.list {
		if known && k.Kind == ir.String && ev.language() == ir.JavaScript {
			return ev.refAttribute(r, k.Text, at)
		}
		return ev.listIndex(c, k)
	}
	if c.fill != nil {
		return ev.filled(r, key, at)
	}
	if known {
		if v, ok := c.fields[k.Text]; ok {
			return ev.got(v, r, at)
		}
		if ev.language() == ir.JavaScript || c.class != nil || c.typ != nil && (ev.language() != ir.Go || c.rest == nil) {
			if m, ok := ev.findMethod(c.class, "__getitem__"); ok {
				return ev.apply1(ev.bind(m, r), at, key)
			}
			return ev.refAttribute(r, k.Text, at)
		}
		if c.rest != nil {
			return ev.furtherNamed(c, k.Text)
		}
		return nil
	}
	if m, ok := ev.findMethod(c.class, "__getitem__"); ok {
		return ev.apply1(ev.bind(m, r), at, key)
	}
	if c.class != nil && ev.language() == ir.JavaScript {
		if v := ev.membersLike(c.class, key); v != nil {
			return ev.bind(v, r)
		}
	}
	if ev.truths(c) { // hosts[x]: whether it is among them
		return ev.itemOf(r, key)
	}
	var all []term.Value
	for _, n := range c.names {
		if matches(key, n) {
			all = append(all, c.fields[n])
		}
	}
	if v := ev.joinAll(append(all, c.rest)...); v != nil {
		return ev.taken(v, key)
	}
	return ev.itemOf(r, key)
}

func (ev *evaluator) listIndex(c *contents, k *term.Constant) term.Value {
	i, ok := position(k)
	if ok && i < 0 && c.rest == nil {
		i += len(c.items)
	}
	switch {
	case ok && i >= 0 && i < len(c.items):
		return c.items[i]
	case ok && i >= 0:
		return c.rest
	}
	return ev.joinAll(append(append([]term.Value(nil), c.items...), c.rest)...)
}

// matches is whether a text with holes may be a name.
func matches(pattern term.Value, name string) bool {
	t, ok := pattern.(*term.Text)
	if !ok {
		return true
	}
	for i, p := range t.Parts {
		c, ok := p.(*term.Constant)
		if !ok {
			continue
		}
		j := strings.Index(name, c.Text)
		if j < 0 || i == 0 && j != 0 || i == len(t.Parts)-1 && !strings.HasSuffix(name, c.Text) {
			return false
		}
		name = name[j+len(c.Text):]
		if i == len(t.Parts)-1 {
			return true
		}
	}
	return true
}

// truths is whether a mapping holds nothing but true: it is a set.
func (ev *evaluator) truths(c *contents) bool {
	for _, n := range c.names {
		if k, ok := c.fields[n].(*term.Constant); !ok || k.Kind != ir.Bool || k.Text != "true" {
			return false
		}
	}
	return len(c.names) > 0 && c.rest == nil && c.class == nil
}
