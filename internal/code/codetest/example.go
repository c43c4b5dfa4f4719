package codetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// entries are the file and the entry of the examples of a language.
var entries = map[ir.Language]struct {
	file string
	path []string
}{
	ir.Python: {"app.py", []string{"handler"}}, ir.JavaScript: {"app.js", []string{"handler"}}, ir.Go: {"main.go", nil},
}

// Trace evaluates the function of an example.
func Trace(t *testing.T, e rulebook.Example) *term.Trace {
	t.Helper()
	of, ok := entries[e.Language]
	if !ok {
		t.Fatalf("no language %q", e.Language)
	}
	loader := NewLoader(Files{of.file: []byte(e.Code)})
	trace := eval.Run(loader, eval.Entry{Module: loader.Module(of.file), Path: of.path}, eval.Limits{})
	if trace.Handler == nil {
		t.Fatalf("the handler is not found: %v", trace.Gaps)
	}
	for _, c := range trace.Calls {
		t.Log(c.At.Line(), term.Print(&term.Result{Call: c}), "guards", len(c.Guards))
	}
	return &trace
}

// Hold compares what is found in the examples of a family, the lines of it, with what they say. Each family has some that do harm
// and some that do none.
func Hold(t *testing.T, family string, examples []rulebook.Example, found func(*testing.T, rulebook.Example) []int) {
	t.Helper()
	bad, good := 0, 0
	for i, e := range examples {
		t.Run(fmt.Sprintf("%s/%d", family, i+1), func(t *testing.T) {
			got := found(t, e)
			slices.Sort(got)
			if got = slices.Compact(got); !slices.Equal(got, e.Reaches) {
				t.Errorf("%s: it is lines %v, not %v\n%s", e.Why, got, e.Reaches, e.Code)
			}
		})
		if len(e.Reaches) > 0 {
			bad++
		} else {
			good++
		}
	}
	if bad == 0 || good == 0 {
		t.Errorf("%s: %d examples that do harm, %d that do none", family, bad, good)
	}
}
