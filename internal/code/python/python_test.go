package python_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/python"
	"github.com/sconce-dev/sconce/internal/code/syntax"
	"github.com/sconce-dev/sconce/test/golden"
)

func parse(text string) *ir.Module {
	return python.Parse([]ir.Source{{Path: "app.py", Data: []byte(text)}})
}

// Each archive has Python files, and beside each what it becomes.
func TestGolden(t *testing.T) {
	for _, a := range golden.Archives(t, "testdata/*.txtar") {
		t.Run(a.Name, func(t *testing.T) {
			for _, f := range slices.Clone(a.Files) {
				if strings.HasSuffix(f.Name, ".py") {
					m := parse(string(f.Data))
					check(t, m, len(f.Data))
					a.Want(t, f.Name+".ir", codetest.Print(m))
				}
			}
		})
	}
}

// check holds a module to what everybody relies on: places inside the file, parts inside the whole, functions and
// classes that know where they belong.
func check(tb testing.TB, m *ir.Module, size int) {
	tb.Helper()
	known := map[*ir.Function]bool{m.Init: true}
	for _, f := range m.Functions {
		known[f] = true
	}
	ir.Walk(m, func(n ir.Node, in ir.Span) {
		at := n.At()
		if at.Start > at.End || int(at.End) > size || at.File != m.Files[0] && at.File != nil {
			tb.Errorf("%T from %d to %d of %d bytes", n, at.Start, at.End, size)
		}
		if _, missing := n.(*ir.Opaque); at.File != nil && in.File != nil && !missing && (at.Start < in.Start || at.End > in.End) {
			tb.Errorf("%T from %d to %d is not inside %d to %d", n, at.Start, at.End, in.Start, in.End)
		}
		if ref, ok := n.(*ir.FunctionRef); ok && !known[ref.Function] {
			tb.Errorf("the function %q is not among those of the module", ref.Function.Name)
		}
	})
	for _, f := range m.Functions {
		if f.Module != m || f.Outer == nil || !known[f.Outer] {
			tb.Errorf("the function %q does not know where it belongs", f.Name)
		}
	}
}

func FuzzParse(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".py") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		m := parse(text)
		if len(text) > syntax.MaxSize {
			return
		}
		check(t, m, len(text))
		codetest.Print(m)
	})
}

// What is nested or long beyond what people write is read as far as the limits go, and says so.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		gap  string // "" for none
	}{
		"parentheses":  {"x = " + strings.Repeat("(", 10_000) + "1" + strings.Repeat(")", 10_000), "nested too deeply"},
		"calls":        {"x = " + strings.Repeat("f(", 10_000) + strings.Repeat(")", 10_000), "nested too deeply"},
		"sum":          {"x = 1" + strings.Repeat(" + a", 10_000), "nested too deeply"},
		"attributes":   {"x = a" + strings.Repeat(".b", 10_000), "nested too deeply"},
		"short sum":    {"x = 1" + strings.Repeat(" + a", 300), ""},
		"elements":     {"x = [" + strings.Repeat("{'k': 'v'}, ", 10_000) + "]", ""},
		"elif":         {"if a: pass\n" + strings.Repeat("elif b: pass\n", 5_000), ""},
		"chained":      {strings.Repeat("a = ", 5_000) + "1", "nested too deeply"},
		"text":         {"x = " + strings.Repeat("'a' ", 10_000), ""},
		"big file":     {strings.Repeat("x = 1\n", 1_000_000), "no more than 2097152 are read"},
		"interpolated": {"x = " + strings.Repeat("f'{", 2_000) + "1" + strings.Repeat("}'", 2_000), "not Python 3"},
		"zeros":        {strings.Repeat("\x00", 10_000), "not Python 3"},
	} {
		t.Run(name, func(t *testing.T) {
			m := parse(c.text)
			if c.gap == "" && len(m.Gaps) > 0 {
				t.Errorf("a gap: %s", m.Gaps[0].Reason)
			}
			if c.gap != "" && (len(m.Gaps) == 0 || !strings.Contains(m.Gaps[0].Reason, c.gap)) {
				t.Errorf("gaps %v", m.Gaps)
			}
			if len(c.text) <= syntax.MaxSize {
				check(t, m, len(c.text))
			}
			codetest.Print(m)
		})
	}
}

// Code that stands in a template has the template's lines, and no bytes of it.
func TestInline(t *testing.T) {
	m := python.Parse([]ir.Source{{Path: "template.yaml", Data: []byte("import os\nx = os.environ['A']\n"), First: 12, Indent: 10}})
	at := m.Init.Body[1].At().Location()
	if at.File != "template.yaml" || at.Line != 13 || at.Column != 11 || at.Start != 0 || at.End != 0 {
		t.Errorf("it stands at %+v", at)
	}
}

func BenchmarkParse(b *testing.B) {
	var text strings.Builder
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".py") && !strings.Contains(name, "other") {
				text.Write(file.Data)
			}
		}
	}
	all := strings.Repeat(text.String(), 20)
	b.SetBytes(int64(len(all)))
	for b.Loop() {
		parse(all)
	}
}
