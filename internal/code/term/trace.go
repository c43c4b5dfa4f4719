package term

import "github.com/sconce-dev/sconce/internal/code/ir"

// Trace is what evaluating an entry answers. Its terms share parts: who walks many of them remembers where it was.
type Trace struct {
	// Handler is the function that is entered, under its wrappers; of an application of a framework the module that makes
	// it; nil if it was not found.
	Handler  *ir.Function
	Calls    []*Call         // in the order in which they were first reached; each site once for each different set of arguments
	Routes   []Route         // that a framework's router was given by the code
	Returns  []Value         // what the handler answers
	Answers  []Answer        // each return of the handler, and of what a router calls
	Loops    []*Loop         // that go on while a test says so, or for so many turns
	Kept     []*Keep         // what outlives the invocation
	Writes   []*Write        // by names that are not known, into what was taken out by such a name
	Demanded map[string]bool // environment variables without which the code raises, where it is for that to be run
	Gaps     []Unknown       // what could not be followed, and why; limits that were reached
	// Joined are the texts that hold a path which Python's os.path.join made: a part of it that begins with a slash is all of it.
	Joined map[Value]bool
	// Plain is whether Go decodes a part of a document into what is no document: a text, an identifier of a library.
	Plain map[Value]bool
	// Parts are the parameters of the paths of routes.
	Parts []PathPart
	// Settings are the environment variables that the function is given.
	Settings map[string]Setting
	// Classes are those that extend one of a library, and those that these hold: what a class says of itself stands there.
	Classes map[*ir.Class]Extended
}

// Extended is a class of the application as the evaluation left it.
type Extended struct {
	Base    Value   // the class of a library that it extends; nil for none
	Statics *Object // what it holds itself or inherits from classes of the application
}

// Answer is a return of the handler, or of a function that a router of a library calls.
type Answer struct {
	Value  Value
	Guards []Guard
	At     ir.Span
	Given  *Call // by which a router was given the function; nil for the handler
}

// Route is a function that a router of a library calls for a method and path.
type Route struct {
	Method  string // "" for any
	Path    string // "" where it is not known
	Handler *Closure
	At      ir.Span
}

// PathPart is a parameter of the path of a route.
type PathPart struct {
	Of    Value        // the part of the event that it is
	In    *ir.Function // that answers the route
	Plain bool         // it is what stands between two slashes
}

// Write is an entry that gets a value by a name that is not known, of something that was itself an entry by such a name:
// x[a][b] = v. In JavaScript it may be an entry of what all objects inherit from.
type Write struct {
	Outer, Key Value // the names
	Value      Value
	At         ir.Span
	Within     *ir.Function
	Chain      []ir.Span
	Guards     []Guard
}

// Loop is a loop whose turns a value decides: the test of a while, the number of a range of Go.
type Loop struct {
	Test   Value
	At     ir.Span
	Within *ir.Function
	Chain  []ir.Span
	Guards []Guard
}

// Keep is what an invocation leaves in a variable or an object that the next one finds, and that is read where it may
// still be what was left: not only behind the tests under which it was replaced.
type Keep struct {
	Value  Value
	At     ir.Span
	Within *ir.Function
	Chain  []ir.Span
	Guards []Guard // those that hold where it is replaced
	Grows  bool    // it is added to what is there
}

// Setting is an environment variable as the infrastructure code gives it to a function.
type Setting struct {
	Text  string
	Known bool // that it is always this text: it is written there as it is
}
