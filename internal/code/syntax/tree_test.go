package syntax_test

import (
	"bytes"
	"strings"
	"testing"

	python "github.com/tree-sitter/tree-sitter-python/bindings/go"

	"github.com/sconce-dev/sconce/internal/code/syntax"
)

var grammar = syntax.NewLanguage(python.Language(), "comment")

func parse(tb testing.TB, text string) *syntax.Tree {
	tb.Helper()
	tree, err := grammar.Parse([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return tree
}

// dump is a tree as text: kinds, fields, and of leaves the text.
func dump(n syntax.Node) string {
	var b strings.Builder
	if f := n.Field(); f != "" {
		b.WriteString(f + ":")
	}
	b.WriteString(n.Kind())
	if n.Missing() {
		b.WriteString("!")
	}
	leaf := true
	for p := range n.Parts() {
		if leaf {
			b.WriteString("(")
		} else {
			b.WriteString(" ")
		}
		leaf = false
		b.WriteString(dump(p))
	}
	if leaf {
		return b.String() + "=" + n.Text()
	}
	return b.String() + ")"
}

func TestTree(t *testing.T) {
	tree := parse(t, "x = f(1, # one\n a.b)\ny\n")
	want := "module(expression_statement(assignment(left:identifier=x right:call(function:identifier=f " +
		"arguments:argument_list(integer=1 attribute(object:identifier=a attribute:identifier=b))))) expression_statement(identifier=y))"
	if got := dump(tree.Root()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	call := tree.Root().First().First().Get("right")
	if call.Text() != "f(1, # one\n a.b)" || !call.Get("arguments").Has(",") || call.Get("arguments").Has("+") {
		t.Errorf("call %q", call.Text())
	}
	if n := call.Get("nothing"); n.Exists() || n.Text() != "" || n.Kind() != "" || n.First().Exists() {
		t.Error("a node that is not there is something")
	}
}

func TestBroken(t *testing.T) {
	var broken, missing int
	for n := range parse(t, "x = = 3\nf(\n").Root().All() {
		if n.Kind() == syntax.Broken {
			broken++
		}
		if n.Missing() {
			missing++
		}
	}
	if broken+missing == 0 {
		t.Error("what is no Python was read as Python")
	}
}

func TestDepth(t *testing.T) {
	tree := parse(t, strings.Repeat("(", 20_000)+"1"+strings.Repeat(")", 20_000))
	deep := 0
	for n := range tree.Root().All() {
		if n.Deep() {
			deep++
		}
	}
	if deep != 1 {
		t.Errorf("%d nodes are marked as too deep", deep)
	}
}

func TestSize(t *testing.T) {
	if _, err := grammar.Parse(bytes.Repeat([]byte("x\n"), syntax.MaxSize/2+1)); err == nil {
		t.Error("a text beyond the limit was read")
	}
}

// Text that can be read in very many ways must not take for ever.
func TestHostile(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("(", 100_000), strings.Repeat("[{(", 50_000), strings.Repeat("f'{", 50_000), strings.Repeat("if x:\n", 20_000),
		strings.Repeat("lambda: ", 50_000), strings.Repeat("print a,", 50_000), strings.Repeat("match x,", 50_000), strings.Repeat("\x00\xff", 100_000),
		strings.Repeat("def f(", 10_000), strings.Repeat("'''", 50_001), strings.Repeat("x if ", 50_000), strings.Repeat("@", 100_000),
	} {
		tree, err := grammar.Parse([]byte(text))
		if err != nil {
			t.Logf("%.10q: %v", text, err)
			continue
		}
		for n := range tree.Root().All() {
			if n.End() > uint32(len(text)) || n.Start() > n.End() {
				t.Fatalf("%.10q: a node from %d to %d", text, n.Start(), n.End())
			}
		}
	}
}

func FuzzTree(f *testing.F) {
	f.Add("x = f(1)\n")
	f.Add("def f(:\n\tprint 'x' % {\n")
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := grammar.Parse([]byte(text))
		if err != nil {
			return
		}
		for n := range tree.Root().All() {
			at := n.Start()
			for c := range n.Children() {
				if c.Start() < at || c.End() > n.End() {
					t.Fatalf("%s from %d to %d is not in order inside %s from %d to %d", c.Kind(), c.Start(), c.End(), n.Kind(), n.Start(), n.End())
				}
				at = c.End()
			}
		}
	})
}
