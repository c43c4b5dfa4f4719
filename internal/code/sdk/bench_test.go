package sdk_test

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
)

// What it costs to say what a function of fifty operations does, once it is evaluated.
func BenchmarkCalls(b *testing.B) {
	a, err := txtar.ParseFile("testdata/boto3_clients.txtar")
	if err != nil {
		b.Fatal(err)
	}
	l := codetest.NewLoader(codetest.Files{"app.py": a.Files[0].Data})
	trace := eval.Run(l, eval.Entry{Module: l.Module("app.py"), Path: []string{"handler"}}, eval.Limits{})
	app := application()
	handler, _ := app.Function("t.yaml#Handler")
	for b.Loop() {
		if len(callsOf(app, handler, &trace)) < 40 {
			b.Fatal("calls are missing")
		}
	}
}
