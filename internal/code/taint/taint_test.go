package taint_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// TestExamples holds every family of sinks to the examples that its file gives: the lines that the event reaches, and
// none in code that does no harm.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, family := range book(t).Families {
		hold(t, family.Name, family.Examples, func(f *taint.Function) (out []int) {
			for _, r := range f.Reaches() {
				if r.Family == family.Name {
					out = append(out, r.Sink.At.Line)
				}
			}
			return out
		})
	}
}

// TestMisuseExamples does so with the families of calls that are weak wherever their data comes from.
func TestMisuseExamples(t *testing.T) {
	t.Parallel()
	for _, m := range book(t).Misuses {
		hold(t, m.Family, m.Examples, func(f *taint.Function) (out []int) {
			for _, w := range f.Habits {
				if w.Family == m.Family {
					out = append(out, w.At.Line)
				}
			}
			return out
		})
	}
}

// hold compares what is found in examples with what they say. Each family has some that do harm and some that do none.
func hold(t *testing.T, family string, examples []rulebook.Example, found func(*taint.Function) []int) {
	t.Helper()
	bad, good := 0, 0
	for i, e := range examples {
		t.Run(fmt.Sprintf("%s/%d", family, i+1), func(t *testing.T) {
			got := found(function(t, e))
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

// entries are the file and the entry of the examples of a language.
var entries = map[ir.Language]struct {
	file string
	path []string
}{
	ir.Python: {"app.py", []string{"handler"}}, ir.JavaScript: {"app.js", []string{"handler"}}, ir.Go: {"main.go", nil},
}

// function is the function of an example, its data followed.
func function(t *testing.T, e rulebook.Example) *taint.Function {
	t.Helper()
	of, ok := entries[e.Language]
	if !ok {
		t.Fatalf("no language %q", e.Language)
	}
	loader := codetest.NewLoader(codetest.Files{of.file: []byte(e.Code)})
	trace := eval.Run(loader, eval.Entry{Module: loader.Module(of.file), Path: of.path}, eval.Limits{})
	if trace.Handler == nil {
		t.Fatalf("the handler is not found: %v", trace.Gaps)
	}
	for _, c := range trace.Calls {
		t.Log(c.At.Line(), term.Print(&term.Result{Call: c}), "guards", len(c.Guards))
	}
	app := &model.App{Functions: []model.Function{{ID: "t.yaml#F"}}}
	_, operations, _ := sdk.NewBinder(app).Calls(&app.Functions[0], &trace)
	f, err := taint.NewFunction("t.yaml#F", &trace, operations)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
