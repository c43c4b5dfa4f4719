// Package code reads what the functions of an application do: it finds where the platform enters the code of each,
// evaluates it from there (internal/code/eval) and says which calls it makes on which resource (internal/code/sdk).
// Nothing of the code is run.
package code

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/flow"
	"github.com/sconce-dev/sconce/internal/code/habit"
	"github.com/sconce-dev/sconce/internal/code/record"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Read finds out what the code of each function of an application does, and notes it in the application, in the order
// of the functions. It stops with the context's error.
//
// What was read before and stands in the store is not read again; nil for no store. Keep stores what was: it is called
// once what looks like a secret is marked in the application, and such code is not stored.
func Read(ctx context.Context, files *source.Tree, app *model.App, store Store) (keep func(), err error) {
	p := newProgram(files, app)
	if len(app.Functions) > 0 {
		p.store = store
	}
	app.Code = p.recall()
	if app.Code != nil {
		return func() {}, nil
	}
	p.binder = sdk.NewBinder(app)
	if app.Code, err = p.read(ctx); err != nil || p.store == nil {
		return func() {}, err
	}
	mark := record.Print(app.Code)
	return func() { p.keep(mark) }, nil
}

func newProgram(files *source.Tree, app *model.App) *program {
	p := &program{
		tree: files, app: app, modules: map[string]*loading{}, files: newProbes(files), registers: map[string]bool{}, templates: map[string][]byte{},
	}
	p.shared = p.sharedCode(app)
	return p
}

// read is what each function does.
func (p *program) read(ctx context.Context) ([]model.Code, error) {
	functions := p.app.Functions
	out := make([]model.Code, len(functions))
	flows := make([]*taint.Function, len(functions))
	work := make(chan int)
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(functions)) {
		group.Go(func() {
			for i := range work {
				out[i], flows[i] = p.guarded(&functions[i])
			}
		})
	}
	for i := range functions {
		if ctx.Err() != nil {
			break
		}
		work <- i
	}
	close(work)
	group.Wait()
	flow.Find(p.app, out, flows)
	return out, ctx.Err()
}

// program is the code of one application: its modules are read once.
type program struct {
	tree   *source.Tree
	app    *model.App
	binder *sdk.Binder
	files  *probes

	mu        sync.Mutex
	modules   map[string]*loading
	templates map[string][]byte   // the texts of those that give functions their environment
	shared    map[string]*running // by what the templates say of it, code that several functions have

	registers map[string]bool // by function: it is given an application of a framework and puts routes into it

	store Store
	key   string
}

// failed begins the reason for code in which reading itself is wrong.
const failed = "reading its code failed"

// guarded is what one function does, whatever its code is: a fault in reading one does not take the others along.
func (p *program) guarded(f *model.Function) (out model.Code, flows *taint.Function) {
	defer func() {
		if fault := recover(); fault != nil {
			out = model.Code{Function: f.ID, Reason: fmt.Sprintf("%s (%v): please report this", failed, fault)}
		}
	}()
	return p.code(f)
}

// code is what one function does, and what with the data that it gets.
func (p *program) code(f *model.Function) (model.Code, *taint.Function) {
	out := model.Code{Function: f.ID}
	s, reason := p.startOf(f)
	if s.frontend != nil {
		out.Language = string(s.frontend.Language)
	}
	if reason != "" {
		out.Reason = reason
		return out, nil
	}
	module, trace := p.run(f, &s)
	if module == nil {
		out.Reason = "its code could not be read"
		return out, nil
	}
	if trace.Handler != nil {
		out.Handler = trace.Handler.Location()
	} else {
		out.Reason = missing(f, s)
	}
	out.Unknowns = p.absent(f)
	for _, gap := range module.Gaps {
		out.Unknowns = append(out.Unknowns, model.Gap{Element: f.ID, Reason: gap.Reason, At: gap.Location(), Uses: 1})
	}
	for _, gap := range trace.Gaps {
		out.Unknowns = append(out.Unknowns, model.Gap{Element: f.ID, Reason: gap.Why, At: gap.At.Location(), Uses: 1})
	}
	for _, route := range trace.Routes {
		out.Routes = append(out.Routes, model.CodeRoute{Method: route.Method, Path: route.Path, At: route.At.Location()})
	}
	calls, operations, gaps := p.binder.Calls(f, trace)
	out.Calls, out.Unknowns = calls, append(out.Unknowns, gaps...)
	flows, err := taint.NewFunction(f.ID, trace, operations)
	if flows != nil {
		out.Weak, err = habit.Of(flows, operations)
	}
	if err != nil {
		out.Unknowns = append(out.Unknowns, model.Gap{Element: f.ID, Reason: "the tables of sinks cannot be read: " + err.Error(), Uses: 1})
	}
	return out, flows
}

// missing says that the handler is not in its module.
func missing(f *model.Function, s start) string {
	file := f.HandlerFile
	if len(s.files) > 0 {
		file = s.files[0]
	}
	if len(s.path) == 0 {
		return file + " starts nothing"
	}
	return file + " has no " + s.path[len(s.path)-1]
}
