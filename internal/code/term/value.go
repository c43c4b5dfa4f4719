package term

import "github.com/sconce-dev/sconce/internal/code/ir"

// Value is what an expression may be. The kinds are below; two values that are made alike are the same pointer, so
// that they can be compared and kept in maps. While code runs an evaluation has kinds of its own beside them.
type Value interface{ value() }

// Kind is embedded by such a kind: a pointer to it is a Value then.
type Kind struct{}

func (*Kind) value() {}

// Constant is a known scalar.
type Constant struct {
	Kind ir.LiteralKind
	Text string
}

// Text is text with holes: the parts in their order.
type Text struct{ Parts []Value }

// Environment is an environment variable. Default is what the code takes without it, nil for none.
type Environment struct {
	Name    string
	Default Value
}

// Input is a part of what the platform hands to the entry: Parameter 0 is the event, 1 the context (of Go the event is
// the one that is not a context). Path descends by name; "*" is any item of a list.
type Input struct {
	Entry     *ir.Function
	Parameter int
	Path      []string
}

// Extern is a module that is not part of the application, or a name in it: Module "boto3", Name "" or "client";
// "@aws-sdk/client-s3", "S3Client"; Go's "github.com/aws/aws-sdk-go-v2/service/s3", "NewFromConfig". What the language
// itself brings has Module "": "print", "fetch", "process". Language says which language's library it is.
type Extern struct {
	Language ir.Language
	Module   string
	Name     string
}

// Member is an attribute of a value that is not known further: Member{Extern boto3, "client"} is written
// Extern{boto3, client}; Member is for the rest: a method of a client, a property of a result.
type Member struct {
	Of   Value
	Name string
}

// Item is an entry of a value that is not known further; Key is nil for any of them.
type Item struct {
	Of  Value
	Key Value
}

// Result is what a call of something outside answered. Awaiting it, or entering it (with), is the same Result.
type Result struct{ Call *Call }

// Typed is an instance of Type: what a declared type promises where the value itself is not known: a parameter
// `client: S3Client`, a field of a struct. Type is an Extern.
type Typed struct {
	Type Value
	Why  *Unknown // why nothing more is known
}

// Object is a mapping or an object that the application made: dict, object literal, struct, instance. It changes
// while code runs; what an Object holds when a call is made stands in that Call's own copy (Snapshot).
type Object struct {
	Class  *ir.Class // nil for a plain mapping
	Type   Value     // of a struct literal of a library its type: an Extern
	Base   Value     // of an instance of a class that extends one of a library: that Extern; nil for none
	Names  []string  // the known entries in the order in which they were made
	Fields map[string]Value
	Rest   Value // what any further entry may be; nil: there are none
	Keys   Value // the names of further entries, where they were made of something: {[process.env.TABLE]: ...}; nil otherwise
	At     ir.Span
}

// List is a list whose items are known; Rest is what further ones may be, nil for none.
type List struct {
	Kind  ir.ListKind
	Items []Value
	Rest  Value
}

// Closure is a function of the application as a value, with its receiver where it is bound.
type Closure struct {
	Function *ir.Function
	This     Value
}

// Class is a class of the application as a value.
type Class struct {
	Class *ir.Class
}

// Module is a module of the application as a value.
type Module struct{ Module *ir.Module }

// Combined is something computed of other values in a way that loses what exactly: a sum, a sorted list, a slice, a
// comparison. How names the operation: "+", "slice", "==".
type Combined struct {
	How string
	Of  []Value
}

// Perhaps is how a value is said that was put under a name which neither the code nor who sends the event says: what is read
// under any name may be it.
const Perhaps = "perhaps"

// OneOf is a value that is one of several, at most MaxOptions.
type OneOf struct{ Options []Value }

// MaxOptions is how many alternatives are kept apart. Beyond it the value is a Combined of them, How "any of".
const MaxOptions = 12

// Unknown is a value of which nothing is known, and why.
type Unknown struct {
	Why string // a clause without a full stop: "the parameter name of load is not known: nothing calls it"
	At  ir.Span
}

// Call is a call of something that is not part of the application, with the values it gets.
type Call struct {
	Callee Value // an Extern, a Member of a Result, ...
	Args   []Argument
	New    bool
	At     ir.Span
	Within *ir.Function // whose text the call stands in
	Chain  []ir.Span    // the calls that lead there from the entry, outermost first
	// Guards are the tests that hold where the call is made: what was tested on the way and not left again.
	Guards []Guard
	// Initial says that it happens when a module is loaded, not on every invocation.
	Initial bool
	// Turn is the same for what is done for one request of those that a router or a library calls functions for: 0 for what
	// the handler does, and for what is done for several.
	Turn int
}

// Argument is an argument of a Call.
type Argument struct {
	Name   string // "" by position
	Value  Value
	Spread bool // Value is a list (or, with a Name "**", a mapping) of arguments that are not known one by one
}

// Guard is a test that came out one way.
type Guard struct {
	Test  Value
	Holds bool
	At    ir.Span
}

func (*Constant) value()    {}
func (*Text) value()        {}
func (*Environment) value() {}
func (*Input) value()       {}
func (*Extern) value()      {}
func (*Member) value()      {}
func (*Item) value()        {}
func (*Result) value()      {}
func (*Typed) value()       {}
func (*Object) value()      {}
func (*List) value()        {}
func (*Closure) value()     {}
func (*Class) value()       {}
func (*Module) value()      {}
func (*Combined) value()    {}
func (*OneOf) value()       {}
func (*Unknown) value()     {}
