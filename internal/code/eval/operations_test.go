package eval_test

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/test/golden"
)

// constructors are the calls of an SDK that only make what the operations are called on.
var constructors = map[string]bool{"client": true, "resource": true, "Table": true, "Session": true}

// operations are the calls of the provider's SDK of Python that do something, one on a line, each once.
func operations(t term.Trace) []string {
	var lines []string
	for _, c := range t.Calls {
		m, ok := c.Callee.(*term.Member)
		line := term.Print(&term.Result{Call: c})
		if !ok || constructors[m.Name] || m.Name == "get" || m.Name == "extend" || !strings.HasPrefix(line, "boto3") && !strings.HasPrefix(line, "aioboto3") || strings.HasPrefix(line, "boto3.dynamodb") {
			continue
		}
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// anything is a * where an argument or a part of one may stand, in a quoted pattern.
var anything = regexp.MustCompile(`(=|: |\\\(|, )\\\*`)

// listing are the archives that list what is expected in a file of some name, with its lines.
func listing(t *testing.T, pattern, file string) iter.Seq2[*golden.Archive, []string] {
	t.Helper()
	all := golden.Archives(t, pattern)
	return func(yield func(*golden.Archive, []string) bool) {
		for _, a := range all {
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == file })
			if i >= 0 && !yield(a, strings.Split(strings.TrimSpace(string(a.Files[i].Data)), "\n")) {
				return
			}
		}
	}
}

// Small functions of Python, from the text to the operations that they come to: all that the archive lists, in any order,
// and no others. A * in the list is anything.
func TestOperations(t *testing.T) {
	for a, want := range listing(t, "testdata/*/*.txtar", "calls") {
		t.Run(a.Name, func(t *testing.T) {
			trace := evaluate(t, a.Archive, eval.Limits{})
			got := operations(trace)
			for _, w := range want {
				pattern := regexp.MustCompile("^" + anything.ReplaceAllString(regexp.QuoteMeta(w), "$1.*") + "$")
				n := slices.IndexFunc(got, pattern.MatchString)
				if n < 0 {
					t.Errorf("missing:    %s", w)
				} else {
					got = slices.Delete(got, n, n+1)
				}
			}
			for _, line := range got {
				t.Errorf("unexpected: %s", line)
			}
			for _, g := range trace.Gaps {
				t.Logf("gap in line %d: %s", g.At.Line(), g.Why)
			}
		})
	}
}

// Any text of Python can be evaluated.
func FuzzPython(f *testing.F) {
	codetest.Seed(f, ".py", "testdata/python/*.txtar", "../python/testdata/*.txtar")
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		l := codetest.NewLoader(codetest.Files{"app.py": []byte(text)})
		show(eval.Run(l, eval.Entry{Module: l.Module("app.py"), Path: []string{"handler"}}, eval.Limits{Steps: 20_000}))
	})
}

// The handler is told also where it is no function: an application that an adapter serves, a program.
func TestHandler(t *testing.T) {
	for name, want := range map[string]string{
		"testdata/python/fastapi.txtar": "<module>", "testdata/python/program.txtar": "<main>", "testdata/python/powertools.txtar": "handler",
		"testdata/python/forms.txtar": "main", "testdata/python/decorators.txtar": "handler", "testdata/python/classes.txtar": "__call__",
	} {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if f := evaluate(t, a, eval.Limits{Steps: 100_000}).Handler; f == nil || f.Name != want {
			t.Errorf("%s: %v", name, f)
		}
	}
}
