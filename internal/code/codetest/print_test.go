package codetest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/ir"
)

func TestPrint(t *testing.T) {
	file := ir.NewFile("app.py", []byte("import boto3\ndef f(x, *rest):\n  return [y for y in x]\nx = {}\n"))
	at := func(start, end uint32) ir.Span { return ir.Span{File: file, Start: start, End: end} }
	m := &ir.Module{Language: ir.Python, Path: "app.py", Files: []*ir.File{file}}
	m.Init = &ir.Function{Name: "<module>", Module: m, Span: at(0, 62)}
	outer := &ir.Variable{Name: "x", Owner: m.Init}
	param := &ir.Variable{Name: "x", Type: &ir.TypeOfItems{Name: "list", Item: &ir.Global{Name: "str"}}}
	rest := &ir.Variable{Name: "rest"}
	y := &ir.Variable{Name: "y"}
	f := &ir.Function{Name: "f", Module: m, Outer: m.Init, Span: at(13, 53)}
	f.Params = []ir.Parameter{{Variable: param, Name: "x", Default: &ir.Literal{Kind: ir.Null}}, {Variable: rest, Name: "rest", Kind: ir.Rest}}
	f.Body = []ir.Statement{&ir.Return{Span: at(32, 53), Value: &ir.Comprehension{
		Clauses: []ir.Clause{{Over: &ir.Use{Variable: param}, Bind: []ir.Statement{&ir.Assign{Target: &ir.Use{Variable: y}, Value: &ir.Element{X: &ir.Use{Variable: param}}}}}},
		Value:   &ir.Use{Variable: y},
	}}}
	m.Functions, m.Globals, m.Exports = []*ir.Function{m.Init, f}, []*ir.Variable{outer}, []ir.Export{{Name: "x", Variable: outer}}
	m.Init.Body = []ir.Statement{
		&ir.Do{Span: at(0, 12), Value: &ir.Import{Module: "boto3", Level: 1, Name: "client"}},
		&ir.If{Test: &ir.Global{Name: "debug"}, Then: []ir.Statement{
			&ir.Assign{Span: at(54, 60), Target: &ir.Use{Variable: outer}, Value: &ir.Call{Callee: &ir.FunctionRef{Function: f}, Args: []ir.Argument{
				{Value: &ir.Literal{Text: "a\n"}}, {Name: "k", Value: &ir.ObjectLiteral{}}, {Spread: true, Named: true, Value: &ir.Use{Variable: outer}},
			}}},
		}, Else: []ir.Statement{&ir.Jump{}}},
	}
	want := `module python app.py
globals x
   1 func <module>()
   1   do import ".boto3":client
       if $debug
   4     x = func f#1("a\n", k={}, **x)
       else
         break
   2 func f#1(x~2: list<$str> = null, *rest)
   3   return list(y for {y = item(x~2)} over x~2)
`
	if diff := cmp.Diff(want, codetest.Print(m)); diff != "" {
		t.Error(diff)
	}
}
