package ir

import "slices"

// Module is what one import brings: a file of Python or JavaScript, a package of Go.
type Module struct {
	Language  Language
	Path      string      // of the file; of a Go package its directory
	Files     []*File     // one, but for Go
	Init      *Function   // what runs when the module is loaded; its variables are the module's own
	Functions []*Function // all of them: methods, nested and anonymous ones too, in the order of the text
	Classes   []*Class    // all of them
	Globals   []*Variable // the variables of Init, in the order of their first appearance

	// Exports are the names under which others find something of this module. Python: every global. JavaScript: what
	// export says; "default" is the default one. Go: every global (the evaluation does not look at the case of names).
	Exports []Export
	// Reexports are modules whose exports are also this one's: export * from, from x import *.
	Reexports []*Import
	// CommonJS is the variable whose attribute "exports" is what require answers, nil where there is none. The
	// variable Exported is another name of that attribute's first value.
	CommonJS *Variable
	Exported *Variable
	// Main is what runs when the module is the program: main of Go, what stands under __name__ == "__main__" of
	// Python. Nil where there is none.
	Main *Function

	Gaps []Gap
}

// Export is a name under which other modules find a variable.
type Export struct {
	Name     string
	Variable *Variable
}

// Export looks an exported variable up, without those of Reexports.
func (m *Module) Export(name string) (*Variable, bool) {
	for i := range m.Exports {
		if m.Exports[i].Name == name {
			return m.Exports[i].Variable, true
		}
	}
	return nil, false
}

// Variable is one variable: of a module, a function or a block of one. Closures refer to the same Variable.
type Variable struct {
	Span
	Name     string
	Owner    *Function  // whose variable it is; a module's Init for a global
	Type     Expression // what is declared about it, nil for nothing: a ClassRef, an Import, an Attribute of one, ...
	Captured bool       // a function inside Owner uses it too
	Block    bool       // it is one of a block: each turn of a loop around its declaration has its own
}

// Function is a function, a method, a closure, or the text of a module.
type Function struct {
	Span
	Name      string // "" for an anonymous one; "<module>" for Init
	Module    *Module
	Outer     *Function // that it stands in; nil for Init
	Class     *Class    // whose method it is, nil for none
	Kind      FunctionKind
	Params    []Parameter
	This      *Variable  // the receiver: this, Go's receiver. Python's self is a parameter. Nil where there is none
	Result    Expression // the declared type of what it answers, nil for none; of several a ListLiteral of them
	Body      []Statement
	Async     bool
	Generator bool
}

// FunctionKind is how a function is called.
type FunctionKind uint8

// The kinds of function.
const (
	Plain        FunctionKind = iota
	Method                    // of an instance. In Python its first parameter is the instance
	StaticMethod              // of the class, which it does not get
	ClassMethod               // of the class. In Python its first parameter is the class
	Getter                    // runs when the attribute is read (properties)
	Setter                    // runs when the attribute is written
	Constructor               // runs when an instance is made: constructor, __init__
)

// Parameter is a parameter of a function. A destructured one is a temporary variable that the body takes apart first;
// Name is then "".
type Parameter struct {
	Variable *Variable
	Name     string // by which a call may name it
	Default  Expression
	Kind     ParameterKind
}

// ParameterKind is which arguments a parameter takes.
type ParameterKind uint8

// The kinds of parameter.
const (
	Single    ParameterKind = iota
	Rest                    // all further ones by position: *args, ...rest
	NamedRest               // all further ones by name: **kwargs
	NamedOnly               // only by name
)

// Class is a class; of Go a named type with its methods.
type Class struct {
	Span
	Name       string
	Module     *Module
	Outer      *Function // in which it is declared
	Bases      []Expression
	Methods    []*Function
	Fields     []Field
	Decorators []Expression // what is not done by an assignment: kept so that frameworks can be told
	Interface  bool         // it only says what others have
	Underlying Expression   // of a Go type that is no struct: what it stands for
}

// Field is a declared attribute of a class.
type Field struct {
	Span
	Name   string
	Type   Expression // nil for none
	Value  Expression // nil for none. Of a class attribute (Static) evaluated once, else for each instance
	Says   Expression // what the type says of it beside its kind, Field(pattern=...) of Annotated; nil for nothing
	Static bool       // of the class itself. Python: everything in the class body
	// Embedded says that what the value has, the instance has too, unless it has something of that name itself. A
	// promoted method gets the value as its receiver, not the instance.
	Embedded bool
	Tag      string // of Go: the text behind the field, `json:"id" env:"TABLE_NAME"`, without its quotes
}

// Method looks a method up by name and, where several share one, by kind.
func (c *Class) Method(name string, kinds ...FunctionKind) (*Function, bool) {
	for _, m := range c.Methods {
		if m.Name != name {
			continue
		}
		if len(kinds) == 0 || slices.Contains(kinds, m.Kind) {
			return m, true
		}
	}
	return nil, false
}
