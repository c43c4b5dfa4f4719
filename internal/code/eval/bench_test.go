package eval_test

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// BenchmarkRun evaluates one small function with a module beside it, parsing not counted.
func BenchmarkRun(b *testing.B) {
	a, err := txtar.ParseFile("testdata/python/basic.txtar")
	if err != nil {
		b.Fatal(err)
	}
	l, entry := prepare(b, a)
	for b.Loop() {
		eval.Run(l, entry, eval.Limits{})
	}
}
