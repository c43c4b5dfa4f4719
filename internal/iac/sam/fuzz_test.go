package sam_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// seeds are valid templates that between them name every property that is read.
func seeds(tb testing.TB) [][]byte {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "*.yaml"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no templates in testdata: %v", err)
	}
	var all [][]byte
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}

// wrong are values of every shape, and functions that are not as they should be.
var wrong = []string{
	`null`, `""`, `"x"`, `0`, `-1.5`, `true`, `[]`, `[null]`, `["a", {"b": 1}]`, `{}`, `{"a": null}`, `{"a": ["b"]}`,
	`{"Ref": "AWS::NoValue"}`, `{"Ref": null}`, `{"Ref": "Nothing"}`, `{"Fn::If": []}`, `{"Fn::If": ["C", {"Ref": "AWS::NoValue"}, []]}`,
	`{"Fn::Sub": {}}`, `{"Fn::Sub": ["${", []]}`, `{"Fn::GetAtt": []}`, `{"Fn::GetAtt": ["A"]}`, `{"Fn::FindInMap": ["A", {}, []]}`,
}

// mutate puts a wrong value in the place of the nth value of a template.
func mutate(text []byte, place, value int) []byte {
	f, err := source.Parse("seed.yaml", text)
	if err != nil {
		return text
	}
	var nodes []*source.Node
	var collect func(n *source.Node)
	collect = func(n *source.Node) {
		nodes = append(nodes, n)
		for _, item := range n.Items {
			collect(item)
		}
	}
	collect(f.Root)
	other, err := source.Parse("wrong.json", []byte(wrong[value%len(wrong)]))
	if err != nil {
		return text
	}
	n := nodes[place%len(nodes)]
	at := *n
	*n = *other.Root
	n.File, n.Start, n.End = at.File, at.Start, at.End
	var b bytes.Buffer
	if err := sam.WriteJSON(&b, f.Root); err != nil {
		return text
	}
	return b.Bytes()
}

// expand transforms a text and holds what comes out to what is promised of it.
func expand(t *testing.T, text []byte) {
	t.Helper()
	f, err := source.Parse("t.yaml", text)
	if err != nil {
		return
	}
	for _, written := range []bool{false, true} {
		root, errs := sam.Transform(f.Root, sam.Options{Region: "eu-west-1", Parameters: map[string]string{"P": "v"}, Source: written})
		for _, err := range errs {
			located, ok := errors.AsType[*source.Error](err)
			if !ok || located.File != "t.yaml" || located.Line == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
		}
		var b bytes.Buffer
		if err := sam.WriteJSON(&b, root); err != nil || !json.Valid(b.Bytes()) {
			t.Fatalf("not JSON: %v\n%s", err, b.Bytes())
		}
		placedIn(t, root, f)
	}
}

// placedIn holds every node of a template to stand in the file.
func placedIn(t *testing.T, n *source.Node, f *source.File) {
	t.Helper()
	if n == nil {
		return
	}
	if n.File != f {
		t.Fatalf("%s %q stands nowhere", n.Name(), n.Text)
	}
	for _, k := range n.Keys {
		if k.File != f {
			t.Fatalf("the key %q stands nowhere", k.Text)
		}
	}
	for _, item := range n.Items {
		placedIn(t, item, f)
	}
}

func FuzzTransform(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed, 0, 0)
		f.Add(seed, 40, 7)
	}
	f.Fuzz(func(t *testing.T, text []byte, place, value int) {
		if place < 0 || value < 0 {
			return
		}
		expand(t, text)
		expand(t, mutate(text, place, value))
	})
}

// TestWrongTypes puts wrong values in the place of every value: some of them, the fuzzer has them all.
func TestWrongTypes(t *testing.T) {
	for _, seed := range seeds(t) {
		f, err := source.Parse("seed.yaml", seed)
		if err != nil {
			t.Fatal(err)
		}
		for place := range f.Root.Size() {
			for value := range wrong {
				if (place*7+value)%31 != 0 {
					continue
				}
				expand(t, mutate(seed, place, value))
			}
		}
	}
}

func TestSeedsAreValid(t *testing.T) {
	for _, seed := range seeds(t) {
		f, err := source.Parse("seed.yaml", seed)
		if err != nil {
			t.Fatal(err)
		}
		root, errs := sam.Transform(f.Root, sam.Options{Region: "eu-west-1", Parameters: map[string]string{"P": "v"}})
		if len(errs) > 0 {
			t.Errorf("%v", errs)
		}
		var b strings.Builder
		if err := sam.WriteJSON(&b, root); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "AWS::Serverless::") && !strings.Contains(b.String(), "aws:sam:connectors") {
			t.Error("something was not expanded")
		}
	}
}

func BenchmarkTransform(b *testing.B) {
	var files []*source.File
	for _, seed := range seeds(b) {
		f, err := source.Parse("seed.yaml", seed)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, f)
	}
	for b.Loop() {
		for _, f := range files {
			sam.Transform(f.Root, sam.Options{Region: "eu-west-1"})
		}
	}
	b.ReportMetric(float64(b.N*len(files))/b.Elapsed().Seconds(), "templates/s")
}
