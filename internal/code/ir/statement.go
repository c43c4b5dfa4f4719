package ir

// Statement is something that is done.
type Statement interface {
	At() Span
	statement()
}

// Assign gives a variable, an attribute or an entry a value.
type Assign struct {
	Span
	Target  Expression // Use, Attribute or Index; of Go's *p = v the Unary Deref
	Value   Expression
	Declare bool // the variable begins here
}

// Do evaluates an expression for what it does.
type Do struct {
	Span
	Value Expression
	// Deferred says that it is done when the function ends (Go's defer).
	Deferred bool
}

// Return ends the function. Value is nil for nothing, a ListLiteral of kind Tuple for several.
type Return struct {
	Span
	Value Expression
}

// Raise ends what is done with an error: raise, throw, panic.
type Raise struct {
	Span
	Value Expression // nil for the one being handled
}

// If does one thing or the other.
type If struct {
	Span
	Test Expression
	Then []Statement
	Else []Statement
}

// Loop does its body any number of times. Over a collection (Over) the body begins with assignments from Element of
// it; while Test holds otherwise. Both may be nil.
type Loop struct {
	Span
	Over Expression
	Test Expression
	Body []Statement
	Else []Statement // Python's else: after a loop without break
	// Post is done after each turn (the third part of a for).
	Post []Statement
	// Once says that the body is done before Test is asked the first time: do ... while.
	Once bool
}

// Try does the body and, when it raises, one of the handlers.
type Try struct {
	Span
	Body     []Statement
	Handlers []Handler
	Else     []Statement
	Finally  []Statement
}

// Handler is an except or catch.
type Handler struct {
	Span
	Variable *Variable  // nil for none
	Type     Expression // what is caught, nil for everything
	Body     []Statement
}

// Jump leaves a loop or begins its next turn.
type Jump struct {
	Span
	Continue bool
	// Target is the Loop or Block that is meant, where it is not the innermost Loop: of a jump with a label, and of a
	// break that leaves a switch, which is a Block. It is one of the statements around the jump.
	Target Statement
}

// Block is statements that belong together: of a language with blocks, or what one statement was taken apart into.
type Block struct {
	Span
	Body []Statement
}

func (*Assign) statement() {}
func (*Do) statement()     {}
func (*Return) statement() {}
func (*Raise) statement()  {}
func (*If) statement()     {}
func (*Loop) statement()   {}
func (*Try) statement()    {}
func (*Jump) statement()   {}
func (*Block) statement()  {}
