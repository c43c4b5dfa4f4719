package eval

import "github.com/sconce-dev/sconce/internal/code/ir"

// Loader finds the module that an import means. ok is false for a library that is not in the tree.
type Loader interface {
	Load(from *ir.File, i *ir.Import) (module *ir.Module, ok bool)
}

// Entry is where the platform enters a function.
type Entry struct {
	Module *ir.Module
	Path   []string // of the exported value: "handler"; "Orders", "handle" for a method of a class
}

// Trace is what evaluating an entry answers.
type Trace struct {
	Handler *ir.Function // the function that is entered, under its wrappers; nil if it was not found
	Calls   []*Call      // in the order in which they were first reached; each site once for each different set of arguments
	Routes  []Route      // that a framework's router was given by the code
	Returns []Value      // what the handler answers
	Gaps    []Unknown    // what could not be followed, and why; limits that were reached
}

// Route is a function that a router of a library calls for a method and path.
type Route struct {
	Method  string // "" for any
	Path    string // "" where it is not known
	Handler *Closure
	At      ir.Span
}
