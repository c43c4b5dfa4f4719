package eval_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// rootOf is the module of the library that a value comes from.
func rootOf(v term.Value) string {
	for range 100 {
		switch x := v.(type) {
		case *term.Extern:
			return x.Module
		case *term.Member:
			v = x.Of
		case *term.Item:
			v = x.Of
		case *term.Typed:
			v = x.Type
		case *term.Result:
			v = x.Call.Callee
		default:
			return ""
		}
	}
	return ""
}

// goOperations are the calls of methods of things of the provider's SDKs, with the structs and texts that they get.
func goOperations(t term.Trace) []string {
	var lines []string
	for _, c := range t.Calls {
		m, ok := c.Callee.(*term.Member)
		if !ok || !strings.HasPrefix(rootOf(m.Of), "github.com/aws/aws-sdk-go") || !strings.Contains(rootOf(m.Of), "/service/") {
			continue
		}
		var args []string
		for _, a := range c.Args {
			switch x := a.Value.(type) {
			case *term.Object:
				for _, n := range x.Names {
					args = append(args, n+": "+term.Print(x.Fields[n]))
				}
				if x.Rest != nil {
					args = append(args, "..."+term.Print(x.Rest))
				}
			case *term.Typed, *term.Input, *term.Extern, *term.Result, *term.Item, *term.Closure:
			default:
				args = append(args, term.Print(a.Value))
			}
		}
		_, service, _ := strings.Cut(rootOf(m.Of), "/service/")
		line := fmt.Sprintf("%s.%s(%s)", service, m.Name, strings.Join(args, ", "))
		for _, long := range []string{"github.com/aws/aws-sdk-go-v2/service/", "github.com/aws/aws-sdk-go/service/"} {
			line = strings.ReplaceAll(line, long, "")
		}
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// Small programs of Go, from the text to the operations that they come to: all of them.
func TestGoOperations(t *testing.T) {
	for a, want := range listing(t, "testdata/golang/*.txtar", "operations") {
		t.Run(a.Name, func(t *testing.T) {
			trace := evaluate(t, a.Archive, eval.Limits{})
			got := goOperations(trace)
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			for _, g := range trace.Gaps {
				t.Errorf("gap in line %d: %s", g.At.Line(), g.Why)
			}
		})
	}
}

// Any text of Go can be evaluated.
func FuzzGo(f *testing.F) {
	codetest.Seed(f, ".go", "testdata/golang/*.txtar", "../golang/testdata/*.txtar")
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		l := codetest.NewLoader(codetest.Files{"main.go": []byte(text)})
		m := l.Module("main.go")
		show(eval.Run(l, eval.Entry{Module: m}, eval.Limits{Steps: 20_000}))
		for _, e := range m.Exports {
			show(eval.Run(l, eval.Entry{Module: m, Path: []string{e.Name}}, eval.Limits{Steps: 2_000}))
			break
		}
	})
}
