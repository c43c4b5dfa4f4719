package code

import (
	"slices"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// running is code that is evaluated once for the functions that share it: one application behind many routes. What the
// environment of each holds is put in later.
type running struct {
	mu     sync.Mutex
	start  *start // where it was entered; nil: it was not
	module *ir.Module
	trace  term.Trace

	settings map[string]term.Setting // that all of these functions are given
}

// sharedCode are the places for code that several functions have.
func (p *program) sharedCode(app *model.App) map[string]*running {
	same := map[string][]*model.Function{}
	for i := range app.Functions {
		key := codeKey(&app.Functions[i])
		same[key] = append(same[key], &app.Functions[i])
	}
	out := map[string]*running{}
	for key, functions := range same {
		if len(functions) > 1 {
			out[key] = &running{settings: p.settings(functions)}
		}
	}
	return out
}

// codeKey is the same for functions whose code the templates name alike.
func codeKey(f *model.Function) string {
	if f.Inline {
		return f.ID
	}
	return strings.Join([]string{f.CodePath, f.HandlerFile, f.Entry}, "\x00")
}

// run evaluates the code of a function. The module is nil where it cannot be read.
func (p *program) run(f *model.Function, s *start) (*ir.Module, *term.Trace) {
	r := p.shared[codeKey(f)]
	if r == nil || p.registers[f.ID] {
		r = &running{settings: p.settings([]*model.Function{f})}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.start != nil && !r.start.like(s) {
		r = &running{settings: r.settings}
	}
	if r.start == nil {
		l := &loader{program: p, files: s.over, frontend: s.frontend, root: s.root, layers: s.layers}
		if r.module = l.start(*s); r.module != nil {
			r.trace = eval.Run(l, eval.Entry{Module: r.module, Path: s.path, Registers: p.registers[f.ID], Settings: r.settings}, eval.Limits{})
		}
		r.start = s
	}
	return r.module, &r.trace
}

// like reports whether code begins in the same place, and finds the same modules from there.
func (s *start) like(other *start) bool {
	return s.frontend == other.frontend && s.root == other.root && s.over.bundle == other.over.bundle &&
		slices.Equal(s.files, other.files) && slices.Equal(s.path, other.path) && slices.Equal(s.layers, other.layers)
}
