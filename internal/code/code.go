// Package code reads what the functions of an application do: it finds where the platform enters the code of each,
// evaluates it from there (internal/code/eval) and says which calls it makes on which resource (internal/code/sdk).
// Nothing of the code is run.
package code

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Read answers what the code of each function of an application does, in the order of the functions.
// It stops with the context's error.
func Read(ctx context.Context, files *source.Tree, app *model.App) ([]model.Code, error) {
	p := newProgram(files, app)
	p.binder = sdk.NewBinder(app)
	return p.read(ctx)
}

func newProgram(files *source.Tree, app *model.App) *program {
	return &program{files: files, app: app, modules: map[string]*loading{}, loaders: map[string]*loader{}}
}

// read is what each function does.
func (p *program) read(ctx context.Context) ([]model.Code, error) {
	app := p.app
	out := make([]model.Code, len(app.Functions))
	flows := make([]*taint.Function, len(app.Functions))
	work := make(chan int)
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(app.Functions)) {
		group.Go(func() {
			for i := range work {
				out[i], flows[i] = p.guarded(&app.Functions[i])
			}
		})
	}
	for i := range app.Functions {
		if ctx.Err() != nil {
			break
		}
		work <- i
	}
	close(work)
	group.Wait()
	taint.Flows(app, out, flows)
	return out, ctx.Err()
}

// program is the code of one application: its modules are read once.
type program struct {
	files  *source.Tree
	app    *model.App
	binder *sdk.Binder

	mu      sync.Mutex
	modules map[string]*loading
	loaders map[string]*loader
}

// guarded is what one function does, whatever its code is: a fault in reading one does not take the others along.
func (p *program) guarded(f *model.Function) (out model.Code, flows *taint.Function) {
	defer func() {
		if fault := recover(); fault != nil {
			out = model.Code{Function: f.ID, Reason: fmt.Sprintf("reading its code failed (%v): please report this", fault)}
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
	l := p.loaderOf(s)
	module := l.start(s)
	if module == nil {
		out.Reason = "its code could not be read"
		return out, nil
	}
	trace := eval.Run(l, eval.Entry{Module: module, Path: s.path}, eval.Limits{})
	if trace.Handler != nil {
		out.Handler = trace.Handler.Location()
	} else {
		out.Reason = missing(f, s)
	}
	for _, gap := range module.Gaps {
		out.Unknowns = append(out.Unknowns, model.Gap{Element: f.ID, Reason: gap.Reason, At: gap.Location(), Uses: 1})
	}
	for _, gap := range trace.Gaps {
		out.Unknowns = append(out.Unknowns, model.Gap{Element: f.ID, Reason: gap.Why, At: gap.At.Location(), Uses: 1})
	}
	for _, route := range trace.Routes {
		out.Routes = append(out.Routes, model.CodeRoute{Method: route.Method, Path: route.Path, At: route.At.Location()})
	}
	calls, operations := p.binder.Calls(f, &trace)
	out.Calls = calls
	flows, err := taint.NewFunction(f.ID, &trace, operations)
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
