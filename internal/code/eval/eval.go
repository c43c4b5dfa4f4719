package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Loader finds the module that an import means. ok is false for a library that is not in the tree.
type Loader interface {
	Load(from *ir.File, i *ir.Import) (module *ir.Module, ok bool)
	// Among are the modules that an import may mean whose Module is only how the name begins.
	Among(from *ir.File, i *ir.Import) (names []string)
}

// Entry is where the platform enters a function.
type Entry struct {
	Module *ir.Module
	// Path is of the exported value: "handler"; "Orders", "handle" for a method of a class. Without one the module is
	// the program: its Main runs, and what it hands to the platform's runtime library (Go's lambda.Start) is entered.
	Path []string
	// Registers says that it is a function that is given an application of a web framework, and puts routes into it.
	Registers bool
	// Settings are the environment variables that the function is given, by their names.
	Settings map[string]Setting
}

// Setting is an environment variable as the infrastructure code gives it to a function.
type Setting struct {
	Text  string
	Known bool // that it is always this text: it is written there as it is
}

// Limits bound what evaluating one entry may take. What is zero is the default.
type Limits struct {
	Steps     int // expressions and statements that are evaluated: 300,000
	Depth     int // calls of the application within one another: 64
	Recursion int // activations of one function within one another: 3
}

// Trace is what evaluating an entry answers. Its terms share parts: who walks many of them remembers where it was.
type Trace struct {
	// Handler is the function that is entered, under its wrappers; of an application of a framework the module that makes
	// it; nil if it was not found.
	Handler  *ir.Function
	Calls    []*term.Call    // in the order in which they were first reached; each site once for each different set of arguments
	Routes   []Route         // that a framework's router was given by the code
	Returns  []term.Value    // what the handler answers
	Answers  []Answer        // each return of the handler, and of what a router calls
	Loops    []*Loop         // that go on while a test says so, or for so many turns
	Kept     []*Keep         // what outlives the invocation
	Writes   []*Write        // by names that are not known, into what was taken out by such a name
	Demanded map[string]bool // environment variables without which the code raises, where it is for that to be run
	Gaps     []term.Unknown  // what could not be followed, and why; limits that were reached
	// Joined are the texts that hold a path which Python's os.path.join made: a part of it that begins with a slash is all of it.
	Joined map[term.Value]bool
	// Plain is whether Go decodes a part of a document into what is no document: a text, an identifier of a library.
	Plain map[term.Value]bool
	// Parts are the parameters of the paths of routes.
	Parts []PathPart
	// Settings are the environment variables that the function is given.
	Settings map[string]Setting
	// Classes are those that extend one of a library, and those that these hold: what a class says of itself stands there.
	Classes map[*ir.Class]Extended
}

// Extended is a class of the application as the evaluation left it.
type Extended struct {
	Base    term.Value   // the class of a library that it extends; nil for none
	Statics *term.Object // what it holds itself or inherits from classes of the application
}

// Answer is a return of the handler, or of a function that a router of a library calls.
type Answer struct {
	Value  term.Value
	Guards []term.Guard
	At     ir.Span
	Given  *term.Call // by which a router was given the function; nil for the handler
}

// Route is a function that a router of a library calls for a method and path.
type Route struct {
	Method  string // "" for any
	Path    string // "" where it is not known
	Handler *term.Closure
	At      ir.Span
}

// Run evaluates an entry: the modules that it loads, then the handler with the event as Input, then what was only handed
// to libraries. It may be called for several entries at once; the modules are not changed.
func Run(loader Loader, entry Entry, limits Limits) Trace {
	ev := newEvaluator(loader, entry, limits)
	ev.run()
	ev.trace.Settings = entry.Settings
	return ev.trace
}

// PathPart is a parameter of the path of a route.
type PathPart struct {
	Of    term.Value   // the part of the event that it is
	In    *ir.Function // that answers the route
	Plain bool         // it is what stands between two slashes
}
