package eval_test

import (
	"fmt"
	"strings"
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

// BenchmarkBranches evaluates a function with many ways through it, each of which changes variables and leaves early: what
// joining the states of branches takes.
func BenchmarkBranches(b *testing.B) {
	var text strings.Builder
	text.WriteString("import boto3\n\ndef handler(event, context):\n    out = {}\n")
	for i := range 60 {
		fmt.Fprintf(&text, "    for item in event['list%d']:\n        if item['a'] > %d:\n            out['a%d'] = item['a']\n        elif item['b']:\n            out['b%d'] = item['b']\n            continue\n        else:\n            return out\n", i, i, i, i)
	}
	text.WriteString("    boto3.client('s3').put_object(Bucket='b', Key=out['a1'], Body=str(out))\n")
	a := &txtar.Archive{Comment: []byte("app.py handler"), Files: []txtar.File{{Name: "app.py", Data: []byte(text.String())}}}
	l, entry := prepare(b, a)
	b.ReportAllocs()
	for b.Loop() {
		eval.Run(l, entry, eval.Limits{})
	}
}
