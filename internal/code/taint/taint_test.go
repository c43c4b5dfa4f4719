package taint_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/model"
)

// TestExamples holds every family of sinks to the examples that its file gives: the lines that the event reaches, and
// none in code that does no harm.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, f := range mustFamilies(t) {
		bad, good := 0, 0
		for i, e := range f.Examples {
			t.Run(fmt.Sprintf("%s/%d", f.Name, i+1), func(t *testing.T) {
				got := lines(t, f.Name, e)
				if !slices.Equal(got, e.Reaches) {
					t.Errorf("%s: lines %v are reached, not %v\n%s", e.Why, got, e.Reaches, e.Code)
				}
			})
			if len(e.Reaches) > 0 {
				bad++
			} else {
				good++
			}
		}
		if bad == 0 || good == 0 {
			t.Errorf("%s: %d examples that are reached, %d that are not", f.Name, bad, good)
		}
	}
}

// entries are the file and the entry of the examples of a language.
var entries = map[ir.Language]struct {
	file string
	path []string
}{
	ir.Python: {"app.py", []string{"handler"}}, ir.JavaScript: {"app.js", []string{"handler"}}, ir.Go: {"main.go", nil},
}

// lines are the lines of a family's sinks that the event reaches.
func lines(t *testing.T, family string, e taint.Example) []int {
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
	app := &model.App{Functions: []model.Function{{ID: "t.yaml#F"}}}
	_, operations, _ := sdk.NewBinder(app).Calls(&app.Functions[0], &trace)
	f, err := taint.NewFunction("t.yaml#F", &trace, operations)
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, r := range f.Reaches() {
		if r.Family == family && !slices.Contains(out, r.Sink.At.Line) {
			out = append(out, r.Sink.At.Line)
		}
	}
	if t.Failed() || testing.Verbose() {
		for _, c := range trace.Calls {
			t.Log(c.At.Line(), eval.Print(&eval.Result{Call: c}), "guards", len(c.Guards))
		}
	}
	slices.Sort(out)
	return out
}
