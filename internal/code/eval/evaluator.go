package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// evaluator is the evaluation of one entry.
type evaluator struct {
	*term.Interner
	loader Loader
	entry  Entry
	limits Limits
	trace  term.Trace

	// The state that branches change: see state.go.
	trail     []change
	exits     []exit
	epoch     uint32
	epochs    uint32
	gathering uint32 // how many deltas were gathered
	tries     int
	guards    *guards

	sent    int  // how often something was sent through a channel of Go
	early   bool // what go starts is run before what follows it
	starved bool // and looked for something in a channel that is sent later

	frame   *frame // that runs
	depth   int    // of calls
	nesting int    // of expressions
	steps   int
	limit   int  // of steps, with those that loading modules took
	loading int  // steps that loading modules took
	initial bool // a module is being loaded
	turn    int  // of what a library calls
	width   int  // turns of loops that are taken one by one
	flat    flat // how it goes on after a limit was reached
	running []*function

	libraries    map[ir.Language]*library
	active       map[*ir.Function]int  // how often a function runs now
	done         map[*ir.Function]bool // what ran
	called       map[*function]bool    // the same, with the variables around it
	modules      map[*ir.Module]*frame
	loaded       map[*ir.Module]bool
	loads        map[loadKey]*ir.Module
	variables    map[string]*cell      // environment variables that code sets
	aliases      map[*cell]alias       // of variables of Go that hold a pointer to a variable
	directories  []directory           // of Python: what is added to sys.path
	dotted       map[string]*ir.Module // of Python: the modules that were imported with their whole name
	classOf      map[classKey]*class
	instances    map[*ir.Class]*ref // of which only the type is known
	made         map[*ir.Class][]*ref
	madeOrder    []*ir.Class
	calls        map[string]*term.Call
	sites        map[ir.Span]int                // how many different calls are made there
	inContexts   map[term.Value]term.Value      // what contexts of Go were given
	inferred     map[*ir.Variable]ir.Expression // the types of variables of Go that are declared without one
	reflected    map[term.Value]term.Value      // what the values of Go's package reflect are of
	looping      []*turn
	waiting      []*function                            // that were handed to a library and may run later
	texts        map[term.Value]term.Value              // what a JSON text was made of
	functions    map[function]*function                 // one for each that is alike
	closures     map[closureKey]*term.Closure           // and as terms have them
	thawed       map[*term.Closure]*function            // the function that a term was last made of
	heldBy       map[*function]term.Value               // the result of the call that a function was handed to
	takenBy      map[*cell]term.Value                   // of objects of JavaScript: the names, not known, by which they were taken out of others
	kept         []*keeping                             // what outlives the invocation
	defaults     map[*cell]bool                         // objects that Python makes once, as defaults of parameters
	entries      int                                    // how often the handler was entered
	outer        map[*cell]bool                         // variables of modules and what they held before the invocation
	left         map[*cell]bool                         // and what after the first one
	replaced     map[term.Value]map[string]*replacement // parts of terms that the code has given another value
	filling      bool                                   // what is assigned is there already, or else another value
	listeners    map[term.Value][]listener              // by the object whose events they hear
	attached     map[term.Value][]*function             // to an object of a library, by one of its methods
	usage        *usage                                 // which of these objects the invocation uses
	classWaiting []*function
	queued       map[*function]bool                // what waits, or waited
	ways         map[term.Value]map[term.Value]way // of what functions answer one of
	wayOf        map[string]*term.OneOf            // one for each that is alike, with its ways
	wayKey       []byte
	ruled        map[*cell][]ruledOut // what an empty list rules out
	waits        map[*ir.Function]int // how many of it
	gaps         map[term.Unknown]bool
	handler      *ir.Function
	serves       bool // a program handed something to the platform
	onFunctions  map[*function]*ref
	subclasses   map[*class][]term.Value
	given        map[*ir.Function][]*given // what functions brought so far
	routes       map[*function]*routed
	routeOrder   []*routed
	pipelines    *pipelines
	files        map[term.Value]*cell // what was written to files, by their names
	undeclared   map[string]*cell     // of JavaScript: what is assigned to names that nothing declares
	within       map[*class]bool      // the models whose fields are being filled with one another
	asking       *routed              // for which a framework fills the parameters of what a route depends on
	falling      *ir.Function         // that goes on to what stands behind it where it answers nothing
}

type loadKey struct {
	from, module, name string
	level              int
}

type classKey struct {
	class *ir.Class
	scope *frame
}

func newEvaluator(loader Loader, entry Entry, limits Limits) *evaluator {
	defaults := Limits{Steps: 300_000, Depth: 64, Recursion: 3}
	if limits.Steps == 0 {
		limits.Steps = defaults.Steps
	}
	if limits.Depth == 0 {
		limits.Depth = defaults.Depth
	}
	if limits.Recursion == 0 {
		limits.Recursion = defaults.Recursion
	}
	ev := &evaluator{
		Interner:    term.NewInterner(),
		within:      map[*class]bool{},
		loader:      loader,
		entry:       entry,
		limits:      limits,
		libraries:   libraries(),
		active:      map[*ir.Function]int{},
		done:        map[*ir.Function]bool{},
		called:      map[*function]bool{},
		modules:     map[*ir.Module]*frame{},
		loaded:      map[*ir.Module]bool{},
		loads:       map[loadKey]*ir.Module{},
		dotted:      map[string]*ir.Module{},
		classOf:     map[classKey]*class{},
		instances:   map[*ir.Class]*ref{},
		made:        map[*ir.Class][]*ref{},
		ways:        map[term.Value]map[term.Value]way{},
		wayOf:       map[string]*term.OneOf{},
		ruled:       map[*cell][]ruledOut{},
		calls:       map[string]*term.Call{},
		sites:       map[ir.Span]int{},
		inContexts:  map[term.Value]term.Value{},
		inferred:    map[*ir.Variable]ir.Expression{},
		reflected:   map[term.Value]term.Value{},
		variables:   map[string]*cell{},
		aliases:     map[*cell]alias{},
		waits:       map[*ir.Function]int{},
		queued:      map[*function]bool{},
		texts:       map[term.Value]term.Value{},
		functions:   map[function]*function{},
		closures:    map[closureKey]*term.Closure{},
		thawed:      map[*term.Closure]*function{},
		heldBy:      map[*function]term.Value{},
		defaults:    map[*cell]bool{},
		takenBy:     map[*cell]term.Value{},
		replaced:    map[term.Value]map[string]*replacement{},
		listeners:   map[term.Value][]listener{},
		attached:    map[term.Value][]*function{},
		usage:       newUsage(),
		gaps:        map[term.Unknown]bool{},
		routes:      map[*function]*routed{},
		pipelines:   newPipelines(),
		files:       map[term.Value]*cell{},
		undeclared:  map[string]*cell{},
		onFunctions: map[*function]*ref{},
		given:       map[*ir.Function][]*given{},
		subclasses:  map[*class][]term.Value{},
	}
	ev.limit = limits.Steps
	ev.advance()
	return ev
}

// step counts what is evaluated. It is false once the limit is reached.
func (ev *evaluator) step(at ir.Span) bool {
	ev.steps++
	if ev.steps <= ev.limit {
		return true
	}
	what := "the evaluation"
	if ev.initial && ev.limit < ev.limits.Steps+ev.loading {
		what = "loading a module"
	}
	ev.gap(at, what+" takes too many steps: it is not followed to its end")
	ev.stop()
	return false
}

// gap notes what could not be followed, once for each reason of a function.
func (ev *evaluator) gap(at ir.Span, why string) *term.Unknown {
	u := ev.Unknown(at, why)
	key := term.Unknown{Why: why}
	if ev.frame != nil {
		key.At = ev.frame.fn.Span
	}
	if !ev.gaps[key] {
		ev.gaps[key] = true
		ev.trace.Gaps = append(ev.trace.Gaps, *u)
	}
	return u
}

func (ev *evaluator) language() ir.Language {
	if ev.frame == nil || ev.frame.fn.Module == nil {
		return ev.entry.Module.Language
	}
	return ev.frame.fn.Module.Language
}

// frame is one activation of a function: its variables, and those around it.
type frame struct {
	fn       *ir.Function
	outer    *frame
	vars     map[*ir.Variable]*cell
	chain    *chain
	dead     bool // what follows is not reached
	loop     ir.Statement
	yields   term.Value
	deferred []func()
	outs     []outgoing // parameters whose values go back to the caller
	self     term.Value // the receiver
	class    *class
	given    *given
	waiting  []*function
}

// chain is the calls that lead to a frame.
type chain struct {
	at     ir.Span
	up     *chain
	n      int
	listed []ir.Span // the same as a list; nil before it is asked for
}

// list is the calls, the outermost first. It is shared: nobody changes it.
func (c *chain) list() []ir.Span {
	if c == nil {
		return nil
	}
	if c.listed == nil {
		c.listed = make([]ir.Span, c.n)
		for up := c; up != nil; up = up.up {
			c.listed[up.n-1] = up.at
		}
	}
	return c.listed
}

// cell is the place of a variable, as a frame sees it.
func (ev *evaluator) cell(f *frame, v *ir.Variable) *cell {
	owner := f
	for g := f; g != nil; g = g.outer {
		if g.given != nil {
			if c, ok := g.given.cells[v]; ok {
				return c
			}
		}
		if g.fn == v.Owner {
			owner = g
			break
		}
	}
	if owner.fn != v.Owner && v.Owner != nil && v.Owner.Module != nil && v.Owner == v.Owner.Module.Init {
		owner = ev.moduleFrame(v.Owner.Module)
	}
	c, ok := owner.vars[v]
	if !ok {
		c = &cell{born: ev.epoch}
		if owner != ev.frame {
			c.born = 0
		}
		owner.vars[v] = c
	}
	return c
}

// moduleFrame holds the variables of a module.
func (ev *evaluator) moduleFrame(m *ir.Module) *frame {
	f, ok := ev.modules[m]
	if !ok {
		f = &frame{fn: m.Init, vars: map[*ir.Variable]*cell{}}
		if f.fn == nil {
			f.fn = &ir.Function{Name: "<module>", Module: m}
		}
		ev.modules[m] = f
	}
	return f
}

// inside evaluates something as if it stood in a frame.
func (ev *evaluator) inside(f *frame, do func()) {
	was := ev.frame
	ev.frame = f
	do()
	ev.frame = was
}
