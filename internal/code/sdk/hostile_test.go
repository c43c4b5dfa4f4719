package sdk_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Whatever the text of a function is, its calls are answered.
func FuzzCalls(f *testing.F) {
	codetest.Seed(f, ".py", "testdata/*.txtar")
	app := application()
	handler, _ := app.Function("t.yaml#Handler")
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		l := codetest.NewLoader(codetest.Files{"app.py": []byte(text)})
		trace := eval.Run(l, eval.Entry{Module: l.Module("app.py"), Path: []string{"handler"}}, eval.Limits{Steps: 20_000})
		callsOf(app, handler, &trace)
	})
}

// Names that are made of names of which each is one of several are bounded.
func TestManyAlternatives(t *testing.T) {
	v := env("ORDERS_TABLE")
	for i := range 40 {
		one := &term.OneOf{Options: []term.Value{v, &term.Constant{Text: string(rune('a' + i%26))}}}
		v = &term.Text{Parts: []term.Value{one, &term.Constant{Text: "-"}, one}}
	}
	app := application()
	handler, _ := app.Function("t.yaml#Handler")
	client := &term.Result{Call: &term.Call{Callee: &term.Extern{Language: ir.Python, Module: "boto3", Name: "client"}, Args: []term.Argument{{Value: &term.Constant{Text: "dynamodb"}}}}}
	calls := callsOf(app, handler, &term.Trace{Calls: []*term.Call{{Callee: member(client, "scan"), Args: []term.Argument{{Name: "TableName", Value: v}}}}})
	if len(calls) != 1 || len(calls[0].Needs) == 0 {
		t.Fatalf("want one call with needs, got %v", calls)
	}
}
