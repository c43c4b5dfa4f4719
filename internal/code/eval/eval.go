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
	Settings map[string]term.Setting
}

// Limits bound what evaluating one entry may take. What is zero is the default.
type Limits struct {
	Steps     int // expressions and statements that are evaluated: 300,000
	Depth     int // calls of the application within one another: 64
	Recursion int // activations of one function within one another: 3
}

// Run evaluates an entry: the modules that it loads, then the handler with the event as Input, then what was only handed
// to libraries. It may be called for several entries at once; the modules are not changed.
func Run(loader Loader, entry Entry, limits Limits) term.Trace {
	ev := newEvaluator(loader, entry, limits)
	ev.run()
	ev.trace.Settings = entry.Settings
	return ev.trace
}
