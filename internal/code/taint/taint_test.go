package taint_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/taint"
	"github.com/sconce-dev/sconce/internal/model"
)

// TestExamples holds every family of sinks to the examples that its file gives: the lines that the event reaches, and
// none in code that does no harm.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, family := range book(t).Families {
		codetest.Hold(t, family.Name, family.Examples, func(t *testing.T, e rulebook.Example) (out []int) {
			t.Helper()
			for _, r := range function(t, e).Reaches() {
				if r.Family == family.Name {
					out = append(out, r.Sink.At.Line)
				}
			}
			return out
		})
	}
}

// function is the function of an example, its data followed.
func function(t *testing.T, e rulebook.Example) *taint.Function {
	t.Helper()
	trace := codetest.Trace(t, e)
	app := &model.App{Functions: []model.Function{{ID: "t.yaml#F"}}}
	_, operations, _ := sdk.NewBinder(app).Calls(&app.Functions[0], trace)
	f, err := taint.NewFunction("t.yaml#F", trace, operations)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
