package eval_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/test/golden"
)

// evaluate runs the handler that the first line of the comment names: app.py handler. A Go program has no handler.
func evaluate(tb testing.TB, a *txtar.Archive, limits eval.Limits) term.Trace {
	tb.Helper()
	l, entry := prepare(tb, a)
	return eval.Run(l, entry, limits)
}

// prepare reads the files of an archive as far as the entry needs them.
func prepare(tb testing.TB, a *txtar.Archive) (*codetest.Loader, eval.Entry) {
	tb.Helper()
	l := codetest.NewLoader(codetest.Of(a, "want"))
	line, _, _ := strings.Cut(string(a.Comment), "\n")
	words := strings.Fields(line)
	if len(words) == 0 {
		tb.Fatal("the comment does not begin with a file")
	}
	names := words[:1]
	if filepath.Ext(words[0]) == ".go" {
		names = nil
		for _, f := range a.Files {
			if filepath.Dir(f.Name) == filepath.Dir(words[0]) && strings.HasSuffix(f.Name, ".go") {
				names = append(names, f.Name)
			}
		}
	}
	entry := eval.Entry{Module: l.Module(names...)}
	if len(words) > 1 {
		entry.Path = strings.Split(words[1], ".")
	}
	return l, entry
}

// show writes a trace: a line for each call with the place, its guards and gaps.
func show(t term.Trace) string {
	var b strings.Builder
	for _, c := range t.Calls {
		when := ""
		if c.Initial {
			when = "init "
		}
		fmt.Fprintf(&b, "%s%d: %s\n", when, c.At.Line(), term.Print(&term.Result{Call: c}))
		for _, g := range c.Guards {
			how := "if"
			if !g.Holds {
				how = "unless"
			}
			fmt.Fprintf(&b, "    %s %s\n", how, term.Print(g.Test))
		}
	}
	for _, r := range t.Routes {
		fmt.Fprintf(&b, "route %q %s %s\n", r.Method, r.Path, term.Print(r.Handler))
	}
	for _, r := range t.Returns {
		fmt.Fprintf(&b, "returns %s\n", term.Print(r))
	}
	for _, g := range t.Gaps {
		fmt.Fprintf(&b, "gap %d: %s\n", g.At.Line(), g.Why)
	}
	return b.String()
}

func TestEvaluation(t *testing.T) {
	for _, a := range golden.Archives(t, "testdata/*/*.txtar") {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			got := show(evaluate(t, a.Archive, eval.Limits{}))
			if a.Has("want") {
				a.Want(t, "want", got)
			}
		})
	}
}
