package scan

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sconce-dev/sconce/internal/check/secret"
	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// misplaced are values of every shape, and functions that are not as they should be.
var misplaced = []string{
	`null`, `""`, `"x"`, `"` + strings.Repeat("x", 100_000) + `"`, `0`, `-1.5`, `1e999`, `true`, `[]`, `[null]`, `[[[]]]`,
	`["a", {"b": 1}]`, `{}`, `{"a": null}`, `{"a": ["b"]}`, `{"Ref": "AWS::NoValue"}`, `{"Ref": null}`, `{"Ref": "Nothing"}`,
	`{"Ref": ["a"]}`, `{"Fn::If": []}`, `{"Fn::If": ["C", {"Ref": "AWS::NoValue"}, []]}`, `{"Fn::Sub": {}}`, `{"Fn::Sub": ["${", []]}`,
	`{"Fn::Sub": "${A.B.C}${}${!x}${"}`, `{"Fn::GetAtt": []}`, `{"Fn::GetAtt": ["A"]}`, `{"Fn::GetAtt": "A"}`, `{"Fn::Join": ["", {}]}`,
	`{"Fn::FindInMap": ["A", {}, []]}`, `{"Fn::Select": [9, []]}`, `{"Fn::Transform": {"Name": 1}}`, `{"Fn::ForEach::x": ["x", [1], {}]}`,
	`{"Condition": "C"}`, `{"Fn::Nothing": 1}`,
}

// misplace puts one of them in the place of a value of a template.
func misplace(tb testing.TB, text []byte, place, which int) []byte {
	tb.Helper()
	f, err := source.Parse("seed.yaml", text)
	if err != nil {
		return text
	}
	other, err := source.Parse("wrong.json", []byte(misplaced[which%len(misplaced)]))
	if err != nil {
		tb.Fatal(err)
	}
	var all []*source.Node
	var collect func(n *source.Node)
	collect = func(n *source.Node) {
		all = append(all, n)
		for _, item := range n.Items {
			collect(item)
		}
	}
	collect(f.Root)
	*all[place%len(all)] = *other.Root
	var b bytes.Buffer
	if err := sam.WriteJSON(&b, f.Root); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// ask reads a template and asks every rule. What is not known of it stands at a line of it.
func ask(tb testing.TB, text []byte) {
	tb.Helper()
	tree, err := source.OpenTree(tb.Context(), fstest.MapFS{"t.yaml": {Data: text}})
	if err != nil {
		tb.Fatal(err)
	}
	read, err := cloudformation.Read(tb.Context(), tree, cloudformation.Options{Transforms: transforms})
	if err != nil {
		tb.Fatal(err)
	}
	for _, err := range read.Refused {
		if !strings.HasPrefix(err.Error(), "t.yaml:") {
			tb.Fatalf("refused without its line: %v", err)
		}
	}
	for _, app := range read.Apps {
		for _, u := range app.Unknowns {
			if u.At.File != "t.yaml" || u.At.Line == 0 {
				tb.Fatalf("not known, but not where: %s", u.Reason)
			}
		}
		secret.Mask(app)
		r := &Result{Rules: Rules(), Costs: map[string]time.Duration{}}
		r.ask(&App{Model: app, Met: map[string]int{}}, Options{Now: time.Unix(0, 0)}, func() time.Time { return time.Time{} })
	}
}

// TestMisplacedValues scans the templates of the suite, and those of package sam's own tests, with a
// wrong value in the place of some of their values. SCONCE_MISPLACED is how many of each.
func TestMisplacedValues(t *testing.T) {
	n := 4
	if asked := os.Getenv("SCONCE_MISPLACED"); asked != "" {
		var err error
		if n, err = strconv.Atoi(asked); err != nil {
			t.Fatal(err)
		}
	}
	files := templates(t, filepath.Join("..", "iac", "sam", "testdata"))
	maps.Copy(files, optionalSuite(t))
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range names {
		for range n {
			ask(t, misplace(t, files[name], random.IntN(1<<20), random.IntN(len(misplaced))))
		}
	}
	t.Logf("%d templates, %d wrong values in each", len(names), n)
}

func FuzzScan(f *testing.F) {
	for _, text := range templates(f, filepath.Join("..", "iac", "sam", "testdata")) {
		f.Add(text, 0, 0)
		f.Add(text, 40, 7)
	}
	f.Fuzz(func(t *testing.T, text []byte, place, which int) {
		if place < 0 || which < 0 {
			return
		}
		ask(t, text)
		ask(t, misplace(t, text, place, which))
	})
}
