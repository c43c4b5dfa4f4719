package splice

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/source"
)

func parse(t *testing.T, text string) *source.File {
	t.Helper()
	f, err := source.Parse("t", []byte(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return f
}

func TestSet(t *testing.T) {
	for name, c := range map[string]struct {
		before string
		path   string
		value  Value
		after  string // "refused: ..." where it is
	}{
		"a line before the first":    {"A:\n  B: 1 # one\n  C: 2\n", "A/Q", Text("x"), "A:\n  Q: x\n  B: 1 # one\n  C: 2\n"},
		"above its comments":         {"A:\n  # about B\n  B: 1\n", "A/Q", Bool(true), "A:\n  Q: true\n  # about B\n  B: 1\n"},
		"with maps around it":        {"A:\n    B: 1\n", "A/Q/M", Number("90"), "A:\n    Q:\n        M: 90\n    B: 1\n"},
		"in a map that is there":     {"A:\n  Q:\n    O: 1\n", "A/Q/M", GetAtt("Key", "Arn"), "A:\n  Q:\n    M: !GetAtt Key.Arn\n    O: 1\n"},
		"flow":                       {"A: {B: 1}\n", "A/Q", Text("yes"), "A: {Q: \"yes\", B: 1}\n"},
		"flow, nested":               {"A: { B: 1 }\n", "A/Q/M", List(Text("a"), Text("b: c")), "A: { Q: { M: [a, \"b: c\"] }, B: 1 }\n"},
		"empty flow":                 {"A: {}\n", "A/Q", Text("x"), "A: { Q: x }\n"},
		"nothing yet":                {"A:\n  B:\n  C: 1\n", "A/B", Text("x"), "A:\n  B: x\n  C: 1\n"},
		"nothing yet, deeper":        {"A:\n  B:\n  C: 1\n", "A/B/Q", Text("x"), "A:\n  B:\n    Q: x\n  C: 1\n"},
		"another scalar":             {"A:\n  B: NONE # why\n", "A/B", Text("AWS_IAM"), "A:\n  B: AWS_IAM # why\n"},
		"a function goes":            {"A:\n  B: !Ref X # why\n", "A/B", Ref("Z"), "A:\n  B: !Ref Z # why\n"},
		"a list for a scalar":        {"A:\n  B: '*'\n  C: 1\n", "A/B", List(Map(Field{"K", Text("a")}, Field{"L", Text("b")})), "A:\n  B:\n    - K: a\n      L: b\n  C: 1\n"},
		"a block for a scalar":       {"A:\n  B:\n    - 1\n    - 2\n  C: 1\n", "A/B", Text("x"), "A:\n  B: x\n  C: 1\n"},
		"in a list's item":           {"A:\n  - B: 1\n    C: 2\n", "A/0/Q", Text("x"), "A:\n  - Q: x\n    B: 1\n    C: 2\n"},
		"beside the properties":      {"A:\n  Type: X::Y\n  Properties:\n    B: 1\n", "A/Q", Text("x"), "A:\n  Type: X::Y\n  Q: x\n  Properties:\n    B: 1\n"},
		"the properties":             {"A:\n  Type: X::Y # why\n\nB: 1\n", "A/Properties/Q", Text("x"), "A:\n  Type: X::Y # why\n  Properties:\n    Q: x\n\nB: 1\n"},
		"the properties, json":       {"{\n  \"A\": {\n    \"Type\": \"X::Y\"\n  }\n}", "A/Properties/Q", Text("x"), "{\n  \"A\": {\n    \"Type\": \"X::Y\",\n    \"Properties\": {\n      \"Q\": \"x\"\n    }\n  }\n}"},
		"a text with quotes":         {"A:\n  B: 1\n", "A/Q", Text(`{"a":"b"}`), "A:\n  Q: '{\"a\":\"b\"}'\n  B: 1\n"},
		"windows":                    {"A:\r\n  B: 1\r\n", "A/Q", Text("x"), "A:\r\n  Q: x\r\n  B: 1\r\n"},
		"json":                       {"{\n  \"A\": {\n    \"B\": 1\n  }\n}\n", "A/Q", Map(Field{"M", Ref("X")}), "{\n  \"A\": {\n    \"Q\": {\n      \"M\": {\"Ref\": \"X\"}\n    },\n    \"B\": 1\n  }\n}\n"},
		"json on one line":           {`{"A": {"B": 1}}`, "A/Q", Bool(true), `{"A": {"Q": true, "B": 1}}`},
		"json, another scalar":       {"{\n  \"A\": {\"B\": \"x\" }\n}", "A/B", Text("y"), "{\n  \"A\": {\"B\": \"y\" }\n}"},
		"json, empty":                {"{\n  \"A\": {}\n}", "A/B", Text("y"), "{\n  \"A\": {\n    \"B\": \"y\"\n  }\n}"},
		"an alias":                   {"X: &x {B: 1}\nA: *x\n", "A/Q", Text("x"), "refused: it is an alias: other places say the same"},
		"a merge":                    {"X: &x {B: 1}\nA:\n  <<: *x\n  C: 1\n", "A/Q", Text("x"), "refused: it takes entries over from an anchor"},
		"a function around it":       {"A:\n  Fn::If: [a, b, c]\n", "A/Q", Text("x"), "refused: it is a function (Fn::If)"},
		"a tagged function around":   {"A: !If [a, {B: 1}, {B: 2}]\n", "A/Q", Text("x"), "refused: it is a list, not a map"},
		"it says so":                 {"A:\n  B: true\n", "A/B", Bool(true), "refused: it says so already"},
		"a comment inside":           {"A:\n  B: # why\n    C: 1\n", "A/B", Text("x"), "refused: a comment or an anchor stands before it"},
		"a text that may hold one":   {"A:\n  B: |\n    # x\n", "A/B", Text("x"), "refused: its text may hold comments"},
		"a key written twice":        {"A:\n  B: 1\n  B: 2\n", "A/Q", Text("x"), "refused: the key is written twice"},
		"wide characters before it":  {"Ä: {ö: ü, B: 1}\n", "Ä/B", Number("2"), "Ä: {ö: ü, B: 2}\n"},
		"behind a byte order mark":   {"\xef\xbb\xbfA:\n  B: 1\n", "A/Q", Text("x"), "\xef\xbb\xbfA:\n  Q: x\n  B: 1\n"},
		"no line break at the end":   {"A:\n  B: 1", "A/B", Number("2"), "A:\n  B: 2"},
		"a quoted scalar":            {"A:\n  B: \"x: # y\"\n", "A/B", Text("z"), "A:\n  B: z\n"},
		"a word that is no text":     {"A:\n  B: 1\n", "A/Q", Text("012"), "A:\n  Q: \"012\"\n  B: 1\n"},
		"a list of two stays short":  {"A:\n  B: 1\n", "A/Q", List(Text("a"), Ref("B")), "A:\n  Q: [a, !Ref B]\n  B: 1\n"},
		"a list of three is written": {"A:\n  B: 1\n", "A/Q", List(Text("a"), Text("b"), Text("c")), "A:\n  Q:\n    - a\n    - b\n    - c\n  B: 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f := parse(t, c.before)
			at, path := f.Root, strings.Split(c.path, "/")
			if path[1] == "0" {
				at, path = f.Root.Get(path[0]).Items[0], path[2:]
			}
			edit, err := Set(at, path, c.value)
			compare(t, f, edit, err, c.after)
		})
	}
}

func compare(t *testing.T, f *source.File, edit finding.Edit, err error, want string) {
	t.Helper()
	if err != nil {
		reason := err.Error()
		if r, ok := err.(*RefusalError); ok { //nolint:errorlint // refusals are not wrapped
			reason = r.Reason
		}
		if want != "refused: "+reason {
			t.Errorf("refused: %v, want\n%s", err, want)
		}
		return
	}
	got, err := Apply(f.Data, []finding.Edit{edit})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	parse(t, string(got))
}

func TestAppendRemoveAdd(t *testing.T) {
	appended := func(before, path string, v Value, after string) {
		t.Helper()
		f := parse(t, before)
		edit, err := Append(f.Root, strings.Split(path, "/"), v)
		compare(t, f, edit, err, after)
	}
	appended("A:\n  B:\n    # first\n    - x\n    - y\n", "A/B", Map(Field{"K", Text("a")}, Field{"L", Text("b")}), "A:\n  B:\n    # first\n    - x\n    - y\n    - K: a\n      L: b\n")
	appended("A:\n  B: [!Ref X, y]\n", "A/B", Ref("Z"), "A:\n  B: [!Ref X, y, !Ref Z]\n")
	appended("A:\n  C: 1\n", "A/B", Text("z"), "A:\n  B: [z]\n  C: 1\n")
	appended("A:\n  B: []\n", "A/B", Text("z"), "A:\n  B: [z]\n")
	appended("A:\n  B: x\n", "A/B", Text("z"), "refused: it is a text, not a list")
	appended("{\n  \"A\": {\n    \"B\": [\n      1\n    ]\n  }\n}", "A/B", Text("z"), "{\n  \"A\": {\n    \"B\": [\n      1,\n      \"z\"\n    ]\n  }\n}")

	appended("A:\n  B:\n    - x # one\n    - |\n      y\n\n  C: 1\n", "A/B", Text("z"), "A:\n  B:\n    - x # one\n    - |\n      y\n    - z\n\n  C: 1\n")
	appended("A:\n  B:\n    - x", "A/B", Text("z"), "A:\n  B:\n    - x\n    - z\n")
	appended("A:\n  B: [\n    !Ref X\n  ]\n", "A/B", Text("z"), "A:\n  B: [\n    !Ref X,\n    z\n  ]\n")

	removed := func(before, key, after string) {
		t.Helper()
		f := parse(t, before)
		edit, err := Remove(f.Root.Get("A"), key)
		compare(t, f, edit, err, after)
	}
	removed("A:\n  B: 1\n  C:\n    - 2\n  D: 3\n", "C", "A:\n  B: 1\n  D: 3\n")
	removed("A:\n  B: 1 # why\n  C: 2\n", "B", "refused: a dash or a comment stands on its lines")
	removed("A: {B: 1, C: 2}\n", "B", "A: {C: 2}\n")
	removed("A: {B: 1, C: !Ref X}\n", "C", "A: {B: 1}\n")
	removed("A: {\n  B: 1, # why\n  C: 2\n}\n", "B", "refused: a comment may stand beside it")
	removed("{\n  \"A\": {\n    \"B\": 1,\n    \"C\": 2\n  }\n}", "B", "{\n  \"A\": {\n    \"C\": 2\n  }\n}")
	removed("{\n  \"A\": {\n    \"B\": 1,\n    \"C\": [2]\n  }\n}", "C", "{\n  \"A\": {\n    \"B\": 1\n  }\n}")
	removed("A:\n  B: 1\n", "B", "refused: nothing but this entry stands there")

	added := func(before, after string) {
		t.Helper()
		f := parse(t, before)
		edit, err := AddEntries(f.Root.Get("A"), Field{"New", Map(Field{"Type", Text("T")})})
		compare(t, f, edit, err, after)
	}
	added("A:\n  B:\n    Type: X # x\n\nZ: 1\n", "A:\n  B:\n    Type: X # x\n\n  New:\n    Type: T\n\nZ: 1\n")
	added("A:\n  B:\n    Type: X", "A:\n  B:\n    Type: X\n\n  New:\n    Type: T\n")
	added("{\n  \"A\": {\n    \"B\": 1\n  }\n}", "{\n  \"A\": {\n    \"B\": 1,\n    \"New\": {\n      \"Type\": \"T\"\n    }\n  }\n}")
	added("A:\n  B:\n    Type: X\n  C:\n    Type: Y\n", "A:\n  B:\n    Type: X\n  C:\n    Type: Y\n  New:\n    Type: T\n")
	added("A:\n  B:\n    Type: X\n\n  # about C\n  C:\n    Type: Y\n\n# the end\n", "A:\n  B:\n    Type: X\n\n  # about C\n  C:\n    Type: Y\n\n  New:\n    Type: T\n\n# the end\n")
	added("A: { B: 1 }\n", "A: { B: 1, New: { Type: T } }\n")
	added("A: {}\n", "A: { New: { Type: T } }\n")
}

func TestApplyRefusesOverlaps(t *testing.T) {
	if _, err := Apply([]byte("abcdef"), []finding.Edit{{Start: 0, End: 3}, {Start: 2, End: 4}}); err == nil {
		t.Error("two changes of one byte are made")
	}
	got, err := Apply([]byte("abcdef"), []finding.Edit{{Start: 3, End: 4, Text: "X"}, {Start: 0, End: 0, Text: ">"}})
	if err != nil || string(got) != ">abcXef" {
		t.Errorf("%q %v", got, err)
	}
}

// TestEveryResource puts an entry, an entry within a map and a resource into every template that is at
// hand. What is read afterwards differs there and nowhere else, and no line is lost.
func TestEveryResource(t *testing.T) {
	tried, made := 0, 0
	for _, name := range templates(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := source.Parse(name, text)
		if err != nil || f.Root.Get("Resources") == nil {
			continue
		}
		resources := f.Root.Get("Resources")
		for i, r := range resources.Items {
			properties := r.Get("Properties")
			if properties == nil {
				continue
			}
			at := "Resources/" + resources.Keys[i].Text + "/Properties/Added"
			for path, value := range map[string]Value{"Added": Text("x"), "Added/Deeper": List(GetAtt("A", "Arn"), Map(Field{"K", Sub("${A}-b")}), Text("no"))} {
				tried++
				edit, err := Set(properties, strings.Split(path, "/"), value)
				if err != nil {
					continue
				}
				made++
				changed, err := Apply(text, []finding.Edit{edit})
				if err != nil {
					t.Fatal(err)
				}
				after, err := source.Parse(name, changed)
				if err != nil {
					t.Fatalf("%s: %s: %v", name, at, err)
				}
				if got := Diff(f.Root, after.Root); !slices.Equal(got, []string{at}) {
					t.Errorf("%s: %s: changed %v", name, at, got)
				}
				for line := range bytes.Lines(text) {
					if _, comment, found := bytes.Cut(line, []byte("#")); found && !bytes.Contains(changed, comment) {
						t.Errorf("%s: %s: lost %q", name, at, comment)
					}
				}
				got := after.Root.Get("Resources").Items[i].Get("Properties")
				for key := range strings.SplitSeq(path, "/") {
					got = got.Get(key)
				}
				if !value.same(got) {
					t.Errorf("%s: %s: says something else", name, at)
				}
			}
		}
	}
	t.Logf("%d of %d changes made", made, tried)
	if made*100 < tried*95 {
		t.Errorf("%d of %d changes made", made, tried)
	}
}

// templates are the SAM suite's inputs where they are to be had, and the templates of this repository.
func templates(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	var names []string
	for _, pattern := range []string{filepath.Join(dir, "sam", "input", "*.yaml"), "../../../examples/*/template.yaml", "../../../test/conformance/*/*/*.yaml", "../../iac/sam/testdata/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	return names
}

func FuzzSet(f *testing.F) {
	f.Add("A:\n  B: 1 # one\n", "B", "x")
	f.Add("A: {B: 1}\n", "N", "y")
	f.Add("{\"A\": {\"B\": [1]}}", "B", "true")
	f.Add("A:\n  B: |\n    x\n  C: !Sub x\n", "C", "#")
	f.Fuzz(func(t *testing.T, document, key, value string) {
		before, err := source.Parse("t", []byte(document))
		if err != nil || before.Root.Kind != source.Map || len(before.Root.Keys) == 0 || strings.ContainsAny(key, "\x00\ufffd") || key == "" {
			return
		}
		edit, err := Set(before.Root.Items[0], []string{key}, Text(value))
		if err != nil {
			return
		}
		changed, err := Apply(before.Data, []finding.Edit{edit})
		if err != nil {
			t.Fatal(err)
		}
		after, err := source.Parse("t", changed)
		if err != nil {
			t.Skip("a text that cannot be read again is refused by whoever proves the change")
		}
		for _, path := range Diff(before.Root, after.Root) {
			if path != before.Root.Keys[0].Text+"/"+key {
				t.Skip("as above")
			}
		}
	})
}
