package ir

// Expression is something that has a value.
type Expression interface {
	At() Span
	expression()
}

// Literal is a constant.
type Literal struct {
	Span
	Kind LiteralKind
	Text string // String, Bytes: the text itself; Number: as written; Bool: "true" or "false"; Regexp: as written, between slashes and with its flags
}

// LiteralKind is the type of a constant.
type LiteralKind uint8

// The kinds of literal.
const (
	String LiteralKind = iota
	Bytes
	Number
	Bool
	Null // None, null, undefined, nil
	Regexp
)

// Text is text with holes: an f-string, a template literal. Parts that are not text are converted.
type Text struct {
	Span
	Parts []Expression
}

// Use is the value of a variable.
type Use struct {
	Span
	Variable *Variable
}

// Global is a name that nothing in the module declares: of the language, of the platform, or unknown.
type Global struct {
	Span
	Name string // "print", "process", "fetch", "__file__"
}

// Import is another module, or something of it. As an expression it loads the module.
type Import struct {
	Span
	Module string // as written: "boto3", "./store", "github.com/aws/aws-sdk-go-v2/service/s3"; of a relative one of Python without its dots
	Level  int    // Python: the number of leading dots
	Name   string // what of it; "" for the module itself. "default" is JavaScript's default export
	// Default says that without such an export the module itself is meant (interoperation of JavaScript's two kinds).
	Default bool
	// Dynamic is the name where it is computed; Module is then "".
	Dynamic Expression
	// Type says that only a type is meant: nothing is loaded.
	Type bool
}

// Attribute is X.Name.
type Attribute struct {
	Span
	X        Expression
	Name     string
	Optional bool // X?.Name
}

// Index is X[Key].
type Index struct {
	Span
	X        Expression
	Key      Expression
	Optional bool
}

// Slice is a part of X: X[Low:High], and the rest after some items of a pattern.
type Slice struct {
	Span
	X         Expression
	Low, High Expression // nil for the ends
}

// Call calls a function, or makes an instance (New; where the language does not say, the callee decides).
type Call struct {
	Span
	Callee   Expression
	Args     []Argument
	New      bool
	Optional bool // Callee?.()
	// Concurrent says that it runs beside what follows: Go's go.
	Concurrent bool
}

// Argument is an argument of a call.
type Argument struct {
	Value  Expression
	Name   string // by which it is given, "" by position
	Spread bool   // *args, ...args: the items are arguments
	Named  bool   // with Spread: **kwargs: the entries are arguments
}

// ObjectLiteral is a value with named entries: a dict, an object, a struct.
type ObjectLiteral struct {
	Span
	Type    Expression // of a struct literal its type; nil for none
	Entries []Entry
}

// Entry is an entry of an ObjectLiteral.
type Entry struct {
	Span
	Key    Expression // a Literal for a name; nil with Spread
	Value  Expression
	Spread bool // all entries of Value
}

// ListLiteral is a list, tuple, set or array.
type ListLiteral struct {
	Span
	Kind  ListKind
	Type  Expression // of a Go slice or array: what its items are; nil for none
	Items []Item
}

// ListKind is what kind of sequence a ListLiteral is.
type ListKind uint8

// The kinds of list.
const (
	List ListKind = iota
	Tuple
	Set
)

// Item is an item of a ListLiteral.
type Item struct {
	Value  Expression
	Spread bool // all items of Value
}

// Element is what a loop gets of a collection in one of its turns.
type Element struct {
	Span
	X  Expression
	Of ElementKind
}

// ElementKind is which part of an element.
type ElementKind uint8

// The kinds of element.
const (
	EachItem  ElementKind = iota // Python's and JavaScript's for of: of a mapping of Python its keys
	EachKey                      // Go's first variable, JavaScript's for in: the index or the key
	EachValue                    // Go's second variable: the item or the value
)

// Binary joins two values.
type Binary struct {
	Span
	Op          Operator
	Left, Right Expression
}

// Unary changes one value.
type Unary struct {
	Span
	Op Operator
	X  Expression
}

// Operator is an operator in the spelling below, whatever the language writes.
type Operator string

// The operators that mean the same everywhere. Others stand as they are written.
const (
	Add          Operator = "+"
	Remainder    Operator = "%"  // and Python's formatting of text
	Equal        Operator = "==" // also ===
	NotEqual     Operator = "!=" // also !==
	Less         Operator = "<"
	Greater      Operator = ">"
	LessEqual    Operator = "<="
	GreaterEqual Operator = ">="
	And          Operator = "and" // &&
	Or           Operator = "or"  // ||
	Coalesce     Operator = "??"
	Not          Operator = "not" // !
	In           Operator = "in"
	NotIn        Operator = "not in"
	Is           Operator = "is" // Python's is; instanceof is "instanceof"
	IsNot        Operator = "is not"
	Address      Operator = "&" // as a Unary: Go's address
	Deref        Operator = "*" // as a Unary: Go's *p
	TypeOf       Operator = "typeof"
)

// Conditional is one of two values.
type Conditional struct {
	Span
	Test, Then, Else Expression
}

// FunctionRef is a function as a value: a lambda where it stands, a declared one where it is declared.
type FunctionRef struct {
	Span
	Function *Function
}

// ClassRef is a class as a value.
type ClassRef struct {
	Span
	Class *Class
}

// Super is the receiver seen as an instance of the bases of Class. As a callee it is their constructor.
type Super struct {
	Span
	Class *Class
}

// Await is what a promise holds.
type Await struct {
	Span
	X Expression
}

// Yield gives X to who iterates, or everything that X gives (From). Its value is what is sent back.
type Yield struct {
	Span
	X    Expression // nil for nothing
	From bool
}

// Enter is what a context manager hands out: with X as ...
type Enter struct {
	Span
	X Expression
}

// Leave ends what Enter of X began. It is done when the body ends, however it ends.
type Leave struct {
	Span
	X Expression
}

// Comprehension is a collection that is made from others, item by item.
type Comprehension struct {
	Span
	Kind    ComprehensionKind
	Clauses []Clause
	Key     Expression // of a mapping
	Value   Expression
}

// ComprehensionKind is what a comprehension makes.
type ComprehensionKind uint8

// The kinds of comprehension.
const (
	ListOf ComprehensionKind = iota
	SetOf
	MappingOf
	GeneratorOf
)

// Clause is one for of a comprehension with the tests that follow it.
type Clause struct {
	Over  Expression
	Bind  []Statement // assignments from Element of Over
	Tests []Expression
}

// Assignment is an assignment that is a value: a := b inside an expression, a = b = c.
type Assignment struct {
	Span
	Target Expression
	Value  Expression
}

// Sequence is several values in their order, of which the last counts. Do holds statements that come first.
type Sequence struct {
	Span
	Do    []Statement
	Items []Expression
}

// Cast is X, said to be of a type.
type Cast struct {
	Span
	X    Expression
	Type Expression
}

// TypeOfItems is the type of a collection, a pointer or a function whose items, target or results are of type Item:
// list[Item], Item[], []Item, map[string]Item, Promise<Item>, Optional[Item]. Only in types.
type TypeOfItems struct {
	Span
	Name string // "list", "map", "pointer", "promise", "optional", "function"
	Item Expression
}

// Opaque is something the front end does not understand, with the expressions it consists of.
type Opaque struct {
	Span
	Reason string
	Parts  []Expression
}

func (*Literal) expression()       {}
func (*Text) expression()          {}
func (*Use) expression()           {}
func (*Global) expression()        {}
func (*Import) expression()        {}
func (*Attribute) expression()     {}
func (*Index) expression()         {}
func (*Slice) expression()         {}
func (*Call) expression()          {}
func (*ObjectLiteral) expression() {}
func (*ListLiteral) expression()   {}
func (*Element) expression()       {}
func (*Binary) expression()        {}
func (*Unary) expression()         {}
func (*Conditional) expression()   {}
func (*FunctionRef) expression()   {}
func (*ClassRef) expression()      {}
func (*Super) expression()         {}
func (*Await) expression()         {}
func (*Yield) expression()         {}
func (*Enter) expression()         {}
func (*Leave) expression()         {}
func (*Comprehension) expression() {}
func (*Assignment) expression()    {}
func (*Sequence) expression()      {}
func (*Cast) expression()          {}
func (*TypeOfItems) expression()   {}
func (*Opaque) expression()        {}
