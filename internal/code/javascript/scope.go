package javascript

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// frame is a function that is being read.
type frame struct {
	reader   *reader
	function *ir.Function
	outer    *frame
	arrow    bool      // this, arguments and super are those of the function around it
	class    *ir.Class // whose text it stands in, for super
	this     ir.Expression
	// awaits says that yield waits: the generators that compilers make of async functions.
	awaits    bool
	arguments *ir.Variable
	breaks    []breakTarget
}

// scope is a block: the names that are declared in it.
type scope struct {
	outer *scope
	frame *frame
	names map[string]*binding
}

// binding is what a name means.
type binding struct {
	variable *ir.Variable
	// namespace is the module of which the variable holds a namespace that a compiler made: v.default is then its
	// default export.
	namespace string
	require   bool          // it is another require
	helper    string        // which function of a compiler it is
	alias     ir.Expression // of a type that only names another one
	// namespaced says that it has a value which a namespace of its name adds to.
	namespaced bool
}

// variable makes a variable of the current function.
func (r *reader) variable(at ir.Span, name string) *ir.Variable {
	v := &ir.Variable{Span: at, Name: name, Owner: r.frame.function}
	if r.frame.function == r.module.Init {
		r.module.Globals = append(r.module.Globals, v)
	}
	return v
}

// temp makes a variable that the text has no name for.
func (r *reader) temp(at ir.Span) *ir.Variable {
	r.temporary++
	return r.variable(at, fmt.Sprintf(".%d", r.temporary))
}

// declare makes a name known in a scope: a second declaration is the same variable.
func (r *reader) declare(s *scope, at ir.Span, name string) *binding {
	if b, ok := s.names[name]; ok {
		return b
	}
	if s.names == nil {
		s.names = map[string]*binding{}
	}
	was := r.frame
	r.frame = s.frame
	b := &binding{variable: r.variable(at, name)}
	b.variable.Block = s.outer != nil && s.outer.frame == s.frame
	r.frame = was
	s.names[name] = b
	return b
}

// lookup finds what a name means here, nil for what nobody declares.
func (r *reader) lookup(name string) *binding {
	for s := r.scope; s != nil; s = s.outer {
		if b, ok := s.names[name]; ok {
			if b.variable.Owner != r.frame.function {
				b.variable.Captured = true
			}
			return b
		}
	}
	return nil
}

// use is the value of a variable.
func (r *reader) use(at ir.Span, v *ir.Variable) *ir.Use {
	delete(r.elided, v)
	if v.Owner != r.frame.function {
		v.Captured = true
	}
	return &ir.Use{Span: at, Variable: v}
}

// name is what a name means as a value.
func (r *reader) name(at ir.Span, name string) ir.Expression {
	if b := r.lookup(name); b != nil {
		return r.use(at, b.variable)
	}
	switch name {
	case "module":
		return r.use(at, r.commonJS())
	case "exports":
		r.commonJS()
		return r.use(at, r.module.Exported)
	case "arguments":
		if v := r.arguments(at); v != nil {
			return r.use(at, v)
		}
	}
	return &ir.Global{Span: at, Name: name}
}

// commonJS is the variable module; asked for, the file is a CommonJS module.
func (r *reader) commonJS() *ir.Variable {
	if r.module.CommonJS == nil {
		was := r.frame
		for r.frame.outer != nil {
			r.frame = r.frame.outer
		}
		r.module.CommonJS = r.variable(ir.Span{}, "module")
		r.module.Exported = r.variable(ir.Span{}, "exports")
		r.frame = was
	}
	return r.module.CommonJS
}

// arguments is the variable that holds what the function around was called with, nil outside of one.
func (r *reader) arguments(at ir.Span) *ir.Variable {
	f := r.frame
	for f.arrow && f.outer != nil {
		f = f.outer
	}
	if f.outer == nil {
		return nil
	}
	if f.arguments == nil {
		f.arguments = &ir.Variable{Span: at, Name: "arguments", Owner: f.function}
	}
	return f.arguments
}

// receiver is this.
func (r *reader) receiver(at ir.Span) ir.Expression {
	f := r.frame
	for f.arrow && f.outer != nil {
		f = f.outer
	}
	switch {
	case f.this != nil: // in the initial value of a static field: the class
		if u, ok := f.this.(*ir.Use); ok {
			return r.use(at, u.Variable)
		}
	case f.outer == nil && !r.esm: // at the top of a CommonJS module
		return r.name(at, "exports")
	case f.outer == nil:
		return &ir.Literal{Span: at, Kind: ir.Null}
	}
	if f.function.This == nil {
		f.function.This = &ir.Variable{Span: at, Name: "this", Owner: f.function}
	}
	return r.use(at, f.function.This)
}

// block reads something in a scope of its own.
func (r *reader) block(do func()) {
	was := r.scope
	r.scope = &scope{outer: was, frame: r.frame}
	do()
	r.scope = was
}
