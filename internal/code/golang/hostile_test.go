package golang_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
)

// inspect goes through everything of a module and fails the test where something is missing or out of its file.
func inspect(t *testing.T, m *ir.Module) {
	t.Helper()
	if m.Init == nil || m.Language != ir.Go {
		t.Fatal("the module has no Init")
	}
	known := map[*ir.Function]bool{}
	for _, f := range m.Functions {
		if known[f] {
			t.Errorf("the function %s stands twice", f.Name)
		}
		known[f] = true
		if f.Module != m {
			t.Errorf("the function %s is of no module", f.Name)
		}
		within(t, f.Span, f.Name)
	}
	for _, g := range m.Gaps {
		within(t, g.Span, g.Reason)
	}
	for _, e := range m.Exports {
		if e.Variable == nil || e.Variable.Owner != m.Init {
			t.Errorf("the export %s is no global", e.Name)
		}
	}
}

func within(t *testing.T, s ir.Span, what string) {
	t.Helper()
	if s.File == nil || s.Start > s.End {
		t.Errorf("%s: span %d-%d", what, s.Start, s.End)
		return
	}
	s.Location() // panics past the end
}

// TestParseBounds reads texts that are made to be expensive: each has to end, and what is left out has to be said.
func TestParseBounds(t *testing.T) {
	const n = 20_000
	many := func(format string) string {
		var s strings.Builder
		for i := range n {
			s.WriteString(strings.ReplaceAll(strings.ReplaceAll(format, "#1", fmt.Sprint(i+1)), "#", fmt.Sprint(i)))
		}
		return s.String()
	}
	deep := func(open, middle, closed string) string {
		return strings.Repeat(open, n) + middle + strings.Repeat(closed, n)
	}
	for name, c := range map[string]struct {
		text string
		gap  string
	}{
		"parentheses":   {"package a\nvar x = " + deep("(", "1", ")"), "nested deeper"},
		"sum":           {"package a\nvar x = 1" + strings.Repeat(" + 1", n), "nested deeper"},
		"calls":         {"package a\nvar x = f" + strings.Repeat("(1)", n), "nested deeper"},
		"chain":         {"package a\nvar x = f()" + strings.Repeat(".g()", n), "nested deeper"},
		"pointers":      {"package a\nvar x " + deep("*", "int", ""), "nested deeper"},
		"closures":      {"package a\nvar x = " + deep("func(){", "", "}"), "nested deeper"},
		"literals":      {"package a\nvar x = []any" + deep("{", "", "}"), "nested deeper"},
		"structs":       {"package a\ntype x " + deep("struct{a ", "int", "}"), "nested deeper"},
		"else":          {"package a\nfunc f() {" + deep("if x {} else ", "{}", "") + "}", "nested deeper"},
		"blocks":        {"package a\nfunc f() {" + deep("{", "", "}") + "}", "nested deeper"},
		"cases":         {"package a\nfunc f() { switch x {" + many("case #: g()\n") + "} }", ""},
		"tests":         {"package a\nfunc f() { switch x { case 0" + many(", #") + ": } }", ""},
		"fallthroughs":  {"package a\nfunc f() { switch x {" + many("case #: g(); fallthrough\n") + "} }", "fall through"},
		"constants":     {"package a\nconst (\na = 0" + strings.Repeat(" + iota", 500) + many("\nx#") + "\n)", "repeat too much"},
		"aliases":       {"package a\n" + many("type t# = t#1\n") + "var x t0", "nested deeper"},
		"alias circle":  {"package a\ntype t = u\ntype u = t\nvar x t = t{1}.y", ""},
		"type circle":   {"package a\ntype t u\ntype u t\ntype v struct{ v; *v }\nvar x t = t{1}", ""},
		"var circle":    {"package a\nvar x, y = y, z()\nfunc z() int { return x.z() }\nfunc (x t) z() { y() }", "not declared"},
		"dependencies":  {"package a\n" + many("var x# = x#1\n"), ""},
		"functions":     {"package a\nvar x = f0()\n" + many("func f#() { f#1() }\n"), ""},
		"many literals": {"package a\nvar x = []struct{a int}{" + many("{#},") + "}", ""},
		"duplicates":    {"package a\n" + strings.Repeat("var x = 1\nfunc x() {}\ntype x int\nfunc (x) x() {}\n", n/10), ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := golang.Parse([]ir.Source{{Path: "a.go", Data: []byte(c.text)}})
			inspect(t, m)
			found := c.gap == ""
			for _, g := range m.Gaps {
				found = found || strings.Contains(g.Reason, c.gap)
			}
			if !found {
				t.Errorf("no gap says %q: %d gaps", c.gap, len(m.Gaps))
			}
		})
	}
}

// TestParseNothing reads what has no files, or none that are built.
func TestParseNothing(t *testing.T) {
	if m := golang.Parse(nil); m.Init == nil || len(m.Gaps) != 1 {
		t.Error("nothing is no module")
	}
	m := golang.Parse([]ir.Source{{Path: "a/x_windows.go", Data: []byte("package a\n")}, {Path: "a/y.go", Data: []byte("// +build darwin\n\npackage a\n")}})
	inspect(t, m)
	if len(m.Gaps) != 1 || m.Path != "a" {
		t.Errorf("%s: %v", m.Path, m.Gaps)
	}
}

func FuzzParse(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, []byte("package a"))
	}
	f.Add([]byte("package a\nfunc (t[a, b]) m[c any](x ...int) { a: for { continue a }; switch x := y.(type) { case nil: } }"), []byte("//go:build linux && (\npackage a\nconst ( a, b = iota, 1; c\n_ )"))
	f.Add([]byte("package main\nvar a, b = <-c, d[0]\nfunc main() { a, b := x.(y); *a, b = f(g()); (*a)++; go func() {}() }"), []byte("package main; type T[P any] = []P; type U struct { T[int]; *p.Q }"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		m := golang.Parse([]ir.Source{{Path: "p/a.go", Data: a}, {Path: "p/b.go", Data: b}})
		inspect(t, m)
		if len(a)+len(b) < 1<<12 {
			codetest.Print(m)
		}
		golang.Find(ir.Place{Files: fixed{"p/go.mod": a, "go.work": b}, From: "p/a.go"}, &ir.Import{Module: "a/b"})
	})
}

// fixed is a few files.
type fixed map[string][]byte

func (f fixed) Stat(name string) (isFile, isDir bool) { _, ok := f[name]; return ok, !ok }

func (f fixed) Read(name string) ([]byte, error) { return f[name], nil }

func (f fixed) List(string) []string { return []string{"x.go"} }

// standardLibrary is packages of real code: those of the toolchain that runs the test.
func standardLibrary(tb testing.TB, names ...string) (packages [][]ir.Source, size int64) {
	tb.Helper()
	for _, name := range names {
		dir := filepath.Join(runtime.GOROOT(), "src", filepath.FromSlash(name)) //nolint:staticcheck // the test needs the sources of some toolchain
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			tb.Skipf("the toolchain has no sources of %s", name)
		}
		var sources []ir.Source
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				tb.Fatal(err)
			}
			if !strings.HasSuffix(file, "_test.go") {
				sources = append(sources, ir.Source{Path: name + "/" + filepath.Base(file), Data: text})
				size += int64(len(text))
			}
		}
		packages = append(packages, sources)
	}
	return packages, size
}

// TestStandardLibrary reads packages of which every construct is right: what is left out can only be a goto.
func TestStandardLibrary(t *testing.T) {
	packages, _ := standardLibrary(t, "net/http", "go/types", "encoding/json", "database/sql", "reflect", "slices", "iter", "sync")
	for _, sources := range packages {
		m := golang.Parse(sources)
		inspect(t, m)
		for _, g := range m.Gaps {
			if g.Reason != "where goto leads is not followed" {
				t.Errorf("%s:%d: %s", g.File.Path, g.Line(), g.Reason)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	packages, size := standardLibrary(b, "net/http", "go/types", "encoding/json")
	b.SetBytes(size)
	for b.Loop() {
		for _, p := range packages {
			golang.Parse(p)
		}
	}
}
