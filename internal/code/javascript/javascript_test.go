package javascript_test

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/javascript"
	"github.com/sconce-dev/sconce/test/golden"
)

func parse(name, text string) *ir.Module {
	return javascript.Parse([]ir.Source{{Path: name, Data: []byte(text)}})
}

// Each archive has files, and beside each what it becomes.
func TestGolden(t *testing.T) {
	for _, a := range golden.Archives(t, "testdata/*.txtar") {
		t.Run(a.Name, func(t *testing.T) {
			for _, f := range slices.Clone(a.Files) {
				if path.Ext(f.Name) != ".ir" {
					m := parse(f.Name, string(f.Data))
					check(t, m, len(f.Data))
					a.Want(t, f.Name+".ir", codetest.Print(m))
				}
			}
		})
	}
}

// check looks at every place of a module: they are in the file.
func check(tb testing.TB, m *ir.Module, size int) {
	tb.Helper()
	ir.Walk(m, func(n ir.Node, _ ir.Span) {
		at := n.At()
		if at.File != nil && (at.Start > at.End || int(at.End) > size) {
			tb.Errorf("%T stands at %d-%d of %d bytes", n, at.Start, at.End, size)
		}
	})
}

// Any text becomes a module, and what is nested or long without end a gap.
func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"empty":       "",
		"parentheses": strings.Repeat("(", 20_000),
		"calls":       strings.Repeat("f(", 5_000) + strings.Repeat(")", 5_000),
		"blocks":      strings.Repeat("{", 5_000) + strings.Repeat("}", 5_000),
		"functions":   strings.Repeat("function f(){", 2_000),
		"members":     "a" + strings.Repeat(".b", 20_000),
		"templates":   strings.Repeat("`${", 2_000),
		"comments":    strings.Repeat("/*", 50_000),
		"else":        "if(a){}" + strings.Repeat("else if(a){}", 3_000),
		"patterns":    "const " + strings.Repeat("[", 3_000) + "a" + strings.Repeat("]", 3_000) + " = b",
		"types":       "let a: " + strings.Repeat("Promise<", 3_000),
		"zero":        "\x00\xff\xfe`${\x00",
	} {
		for _, ext := range []string{".js", ".ts", ".tsx", ".json"} {
			check(t, parse("a"+ext, text), len(text))
		}
		_ = name
	}
	long := parse("a.js", "x = ["+strings.Repeat("1,", 10_000)+"1]")
	if len(long.Gaps) > 0 {
		t.Error(long.Gaps[0].Reason)
	}
	if sum := parse("a.js", "x = 1"+strings.Repeat("+'a'", 300)); len(sum.Gaps) > 0 {
		t.Error(sum.Gaps[0].Reason)
	}
}

func TestWhatIsNotRead(t *testing.T) {
	for name, text := range map[string]string{
		"minified": strings.Repeat("a();", 30_000),
		"bundle":   strings.Repeat("a();\n", 300_000),
	} {
		m := parse("a.js", text)
		if len(m.Gaps) != 1 || !strings.Contains(m.Gaps[0].Reason, "not read") {
			t.Errorf("%s: %v", name, m.Gaps)
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
			if e := path.Ext(file.Name); e != ".ir" {
				f.Add(file.Data, uint8(slices.Index(javascript.Frontend.Extensions, e)))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, ext uint8) {
		all := javascript.Frontend.Extensions
		m := parse("a"+all[int(ext)%len(all)], string(text))
		check(t, m, len(text))
		_ = codetest.Print(m)
	})
}

func BenchmarkParse(b *testing.B) {
	archive, err := txtar.ParseFile("testdata/classes.txtar")
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("{"+string(archive.Files[0].Data)+"}\n", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		parse("a.ts", text)
	}
}
