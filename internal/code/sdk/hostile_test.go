package sdk_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/sdk"
)

// Whatever the text of a function is, its calls are answered.
func FuzzCalls(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".py") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		l := &loader{files: files{"app.py": []byte(text)}, modules: map[string]*ir.Module{}}
		trace := eval.Run(l, eval.Entry{Module: l.module([]string{"app.py"}), Path: []string{"handler"}}, eval.Limits{Steps: 20_000})
		app := application()
		handler, _ := app.Function("t.yaml#Handler")
		sdk.Calls(app, handler, &trace)
	})
}

// Names that are made of names of which each is one of several are bounded.
func TestManyAlternatives(t *testing.T) {
	v := env("ORDERS_TABLE")
	for i := range 40 {
		one := &eval.OneOf{Options: []eval.Value{v, &eval.Constant{Text: string(rune('a' + i%26))}}}
		v = &eval.Text{Parts: []eval.Value{one, &eval.Constant{Text: "-"}, one}}
	}
	app := application()
	handler, _ := app.Function("t.yaml#Handler")
	client := &eval.Result{Call: &eval.Call{Callee: &eval.Extern{Language: ir.Python, Module: "boto3", Name: "client"}, Args: []eval.Argument{{Value: &eval.Constant{Text: "dynamodb"}}}}}
	calls := sdk.Calls(app, handler, &eval.Trace{Calls: []*eval.Call{{Callee: member(client, "scan"), Args: []eval.Argument{{Name: "TableName", Value: v}}}}})
	if len(calls) != 1 || len(calls[0].Needs) == 0 {
		t.Fatalf("want one call with needs, got %v", calls)
	}
}
