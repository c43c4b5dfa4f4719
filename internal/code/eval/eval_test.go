package eval_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/javascript"
	"github.com/sconce-dev/sconce/internal/code/python"
)

var update = flag.Bool("update", false, "write what is answered into the test data")

// files are source files in memory.
type files map[string][]byte

func (f files) Stat(name string) (isFile, isDir bool) {
	if _, ok := f[name]; ok {
		return true, false
	}
	for n := range f {
		if name == "." || strings.HasPrefix(n, name+"/") {
			return false, true
		}
	}
	return false, false
}

func (f files) Read(name string) ([]byte, error) {
	if data, ok := f[name]; ok {
		return data, nil
	}
	return nil, os.ErrNotExist
}

func (f files) List(dir string) []string {
	var names []string
	for n := range f {
		if filepath.Dir(n) == filepath.Clean(dir) {
			names = append(names, filepath.Base(n))
		}
	}
	sort.Strings(names)
	return names
}

// loader parses each module once.
type loader struct {
	files   files
	modules map[string]*ir.Module
}

var frontends = []ir.Frontend{python.Frontend, golang.Frontend, javascript.Frontend}

func frontend(name string) *ir.Frontend {
	for i := range frontends {
		for _, ext := range frontends[i].Extensions {
			if filepath.Ext(name) == ext {
				return &frontends[i]
			}
		}
	}
	return nil
}

func (l *loader) Load(from *ir.File, i *ir.Import) (*ir.Module, bool) {
	found := frontend(from.Path).Find(ir.Place{Files: l.files, From: from.Path, Root: "."}, i)
	if len(found) == 0 || frontend(found[0]) == nil {
		return nil, false
	}
	return l.module(found), true
}

func (l *loader) module(names []string) *ir.Module {
	key := strings.Join(names, " ")
	if m, ok := l.modules[key]; ok {
		return m
	}
	var sources []ir.Source
	for _, n := range names {
		sources = append(sources, ir.Source{Path: n, Data: l.files[n]})
	}
	m := frontend(names[0]).Parse(sources)
	l.modules[key] = m
	return m
}

// evaluate runs the handler that the first line of the comment names: app.py handler. A Go program has no handler.
func evaluate(tb testing.TB, a *txtar.Archive, limits eval.Limits) eval.Trace {
	tb.Helper()
	l, entry := prepare(tb, a)
	return eval.Run(l, entry, limits)
}

// prepare reads the files of an archive as far as the entry needs them.
func prepare(tb testing.TB, a *txtar.Archive) (*loader, eval.Entry) {
	tb.Helper()
	l := &loader{files: files{}, modules: map[string]*ir.Module{}}
	for _, f := range a.Files {
		if f.Name != "want" {
			l.files[f.Name] = f.Data
		}
	}
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
	entry := eval.Entry{Module: l.module(names)}
	if len(words) > 1 {
		entry.Path = strings.Split(words[1], ".")
	}
	return l, entry
}

// show writes a trace: a line for each call with the place, its guards and gaps.
func show(t eval.Trace) string {
	var b strings.Builder
	for _, c := range t.Calls {
		when := ""
		if c.Initial {
			when = "init "
		}
		fmt.Fprintf(&b, "%s%d: %s\n", when, c.At.Line(), eval.PrintCall(c))
		for _, g := range c.Guards {
			how := "if"
			if !g.Holds {
				how = "unless"
			}
			fmt.Fprintf(&b, "    %s %s\n", how, eval.Print(g.Test))
		}
	}
	for _, r := range t.Routes {
		fmt.Fprintf(&b, "route %q %s %s\n", r.Method, r.Path, eval.Print(r.Handler))
	}
	for _, r := range t.Returns {
		fmt.Fprintf(&b, "returns %s\n", eval.Print(r))
	}
	for _, g := range t.Gaps {
		fmt.Fprintf(&b, "gap %d: %s\n", g.At.Line(), g.Why)
	}
	return b.String()
}

func TestEvaluation(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "testdata/"), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := show(evaluate(t, a, eval.Limits{}))
			for i := range a.Files {
				f := &a.Files[i]
				if f.Name != "want" {
					continue
				}
				if *update {
					f.Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(a), 0o600); err != nil {
						t.Fatal(err)
					}
					return
				}
				if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}
