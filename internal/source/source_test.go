package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/google/go-cmp/cmp"
)

// spelled collects "kind style text" of every node with the bytes it claims.
func spelled(n *Node) []string {
	var out []string
	var walk func(*Node)
	walk = func(n *Node) {
		out = append(out, string(n.File.Data[n.Start:n.End]))
		for i, item := range n.Items {
			if n.Kind == Map {
				walk(n.Keys[i])
			}
			walk(item)
		}
	}
	walk(n)
	return out
}

func TestNodesKnowTheirBytes(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"block map":      {"a: 1\nb: two words # c\n", []string{"a: 1\nb: two words", "a", "1", "b", "two words"}},
		"tag and anchor": {"a: !Sub &x \"q\"\n", []string{`a: !Sub &x "q"`, "a", `"q"`}},
		"tagged block":   {"a: !If\n  - c\n  - d\nb: e", []string{"a: !If\n  - c\n  - d\nb: e", "a", "- c\n  - d", "c", "d", "b", "e"}},
		"folded plain":   {"a: one\n  two\n\n  three\nb: c", []string{"a: one\n  two\n\n  three\nb: c", "a", "one\n  two\n\n  three", "b", "c"}},
		"single quotes":  {"a: 'it''s'", []string{"a: 'it''s'", "a", "'it''s'"}},
		"literal":        {"a: |\n  x\n\n  y\n\nb: c\n", []string{"a: |\n  x\n\n  y\n\nb: c", "a", "|\n  x\n\n  y", "b", "c"}},
		"literal in seq": {"- >-\n  x\n  y\n# c\n- z", []string{"- >-\n  x\n  y\n# c\n- z", ">-\n  x\n  y", "z"}},
		"flow":           {"a: { b: [1, 2 ], c: } # d", []string{"a: { b: [1, 2 ], c: }", "a", "{ b: [1, 2 ], c: }", "b", "[1, 2 ]", "1", "2", "c", ""}},
		"empty value":    {"a:\nb: 1", []string{"a:\nb: 1", "a", "", "b", "1"}},
		"runes":          {"ü: é\nb: \"ß\" # ü\nc: d", []string{"ü: é\nb: \"ß\" # ü\nc: d", "ü", "é", "b", `"ß"`, "c", "d"}},
		"CRLF":           {"a: b c\r\nd: |\r\n  e\r\n  f\r\ng: h\r\n", []string{"a: b c\r\nd: |\r\n  e\r\n  f\r\ng: h", "a", "b c", "d", "|\r\n  e\r\n  f", "g", "h"}},
		"byte order":     {"\xef\xbb\xbfa: é", []string{"a: é", "a", "é"}},
		"alias":          {"a: &x {b: c}\nd: *x\n", []string{"a: &x {b: c}\nd: *x", "a", "{b: c}", "b", "c", "d", "{b: c}", "b", "c"}},
		"json":           {`{"a": [1, "é\n"], "b": {}}`, []string{`{"a": [1, "é\n"], "b": {}}`, `"a"`, `[1, "é\n"]`, "1", `"é\n"`, `"b"`, "{}"}},
		"explicit keys":  {"? a\n: b\n? c\n: d", []string{"? a\n: b\n? c\n: d", "a", "b", "c", "d"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse("x.yaml", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, spelled(f.Root)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestScalarsAreReadAsYAML11(t *testing.T) {
	for text, want := range map[string]Kind{
		"yes": Bool, "Off": Bool, "true": Bool, "y": String, "~": Null, "null": Null,
		"12": Number, "-1.5e3": Number, "012345678901": String, "0x1F": String, "12:30": String,
		"2012-10-17": String, `"12"`: String, "'yes'": String, "!!str 12": String, "! 12": String,
	} {
		f, err := Parse("x.yaml", []byte("a: "+text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := f.Root.Get("a").Kind; got != want {
			t.Errorf("%s is read as kind %d, want %d", text, got, want)
		}
	}
}

func TestMergeKeys(t *testing.T) {
	f, err := Parse("x.yaml", []byte("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 0\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, k := range f.Root.Get("c").Keys {
		got[k.Text] = f.Root.Get("c").Items[i].Text
	}
	if diff := cmp.Diff(map[string]string{"x": "0", "y": "2", "z": "4"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPositionsCountRunes(t *testing.T) {
	f, err := Parse("x.json", []byte("{\n \"é\": \"üü\",\n \"b\": 1}"))
	if err != nil {
		t.Fatal(err)
	}
	l := f.Root.Get("é").Location()
	if l.Line != 2 || l.Column != 7 || l.EndColumn != 11 {
		t.Errorf("got line %d, columns %d to %d; want line 2, columns 7 to 11", l.Line, l.Column, l.EndColumn)
	}
}

func TestRefusedDocumentsNameTheirLine(t *testing.T) {
	bomb := "a0: &a0 [x, x]\n"
	for i := 1; i < 30; i++ {
		bomb += strings.NewReplacer("N", string(rune('0'+i/10))+string(rune('0'+i%10)), "P", prev(i)).Replace("aN: &aN [*aP, *aP]\n")
	}
	for name, c := range map[string]struct {
		text, want string
	}{
		"bomb":       {strings.ReplaceAll(bomb, "a0:", "a00:"), "values when aliases are expanded"},
		"cycle":      {"a: &x\n  b: *x\n", "x.yaml:2:6: the alias *x stands within its own anchor"},
		"no anchor":  {"a: 1\nb: *hunter2\n", "x.yaml:2:4: an alias without an anchor: text that begins with * needs quotes"},
		"bad UTF-8":  {"a: 1\nb: \xff\n", "x.yaml:2:4: the text is not valid UTF-8"},
		"deep yaml":  {strings.Repeat("[", 2000), "nested"},
		"deep json":  {strings.Repeat("[", 2000) + strings.Repeat("]", 2000), "nested more than 250 deep"},
		"large":      {strings.Repeat("#", MaxBytes+1), "the limit is"},
		"bad json":   {"{\"a\": 1,\n \"b\" 2}", "x.yaml:2:6: a ':' is missing after the key"},
		"open text":  {"{\n\"a", "x.yaml:2:1: the text is not closed"},
		"bad yaml":   {"a:\n - b\n c", "x.yaml:"},
		"tab indent": {"a:\n\tb: c", "x.yaml:2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("x.yaml", []byte(c.text))
			var located *Error
			if !errors.As(err, &located) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an *Error with %q", err, c.want)
			}
		})
	}
}

func prev(i int) string {
	if i == 1 {
		return "0"
	}
	return string(rune('0'+(i-1)/10)) + string(rune('0'+(i-1)%10))
}

func TestRepeatedKeysAreNoted(t *testing.T) {
	for _, text := range []string{"a: 1\nb: 2\na: 3\n", "{\"a\": 1,\n\"b\": 2,\n\"a\": 3}"} {
		f, err := Parse("x.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Notes) != 1 || f.Notes[0].At.Line != 3 || f.Root.Get("a").Text != "3" {
			t.Errorf("%s: notes %v, a = %s", text, f.Notes, f.Root.Get("a").Text)
		}
	}
}

// TestSpellingsOfRealTemplates re-reads the bytes that each scalar of the corpus claims.
func TestSpellingsOfRealTemplates(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpus(t), "sam", "input", "*.yaml"))
	if len(files) == 0 {
		t.Fatal("the corpus has no templates")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(filepath.Base(name), data)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		checkSpellings(t, f.Root)
	}
}

func checkSpellings(t *testing.T, n *Node) {
	t.Helper()
	for i, item := range n.Items {
		if n.Kind == Map {
			checkSpellings(t, n.Keys[i])
		}
		checkSpellings(t, item)
	}
	if n.Kind == Map || n.Kind == List || n.Kind == Null {
		return
	}
	spelling := string(n.File.Data[n.Start:n.End])
	indent := strings.Repeat(" ", n.Location().Column)
	var again yaml.Node
	if n.Style == Literal || n.Style == Folded {
		spelling += "\n" // the range ends before the line break that the header asks to keep
		indent = ""
	}
	if err := yaml.Unmarshal([]byte("k: "+indent+spelling), &again); err != nil || len(again.Content) == 0 {
		t.Errorf("%s: %q cannot be read again: %v", n.Location(), spelling, err)
		return
	}
	if got := again.Content[0].Content[1].Value; strings.TrimRight(got, "\n") != strings.TrimRight(n.Text, "\n") {
		t.Errorf("%s: the bytes %q spell %q, the node says %q", n.Location(), spelling, got, n.Text)
	}
}

func corpus(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("SCONCE_CI") != "" {
			tb.Fatalf("the corpus is absent: %v", err)
		}
		tb.Skip("the corpus is absent: set SCONCE_CORPUS")
	}
	return dir
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: !Sub 'b'\nc: &x [1, *x]", "{\"a\": \"\\u00e9\"}", "a: |\n  b\n c", "- {a: , b: [}", "a: &x {<<: *x}", "\xef\xbb\xbf? a\n: ü"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse("x", data)
		if err != nil {
			if _, located := errors.AsType[*Error](err); !located {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		checkRanges(t, file.Root)
	})
}

func checkRanges(t *testing.T, n *Node) {
	t.Helper()
	if n.Start < 0 || n.End < n.Start || n.End > len(n.File.Data) {
		t.Fatalf("range %d to %d of %d bytes", n.Start, n.End, len(n.File.Data))
	}
	n.Location()
	for i, item := range n.Items {
		if n.Kind == Map {
			checkRanges(t, n.Keys[i])
		}
		checkRanges(t, item)
	}
}

// FuzzJSON holds the JSON reader to what encoding/json accepts and reads.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a": [1, -2.5e3, "\ud83d\ude00", null]}`, `[true,false,]`, `{"a":1`, `"\x"`, `01`, `[1 2]`, `{"a":{"b":{}}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if invalidUTF8(data) >= 0 || bytes.HasPrefix(data, bom) {
			return
		}
		file := &File{Path: "x", Data: data}
		file.index()
		root, err := parseJSON(file)
		if err != nil {
			if json.Valid(data) && !strings.Contains(err.Error(), "nested more") {
				t.Fatalf("refused what is valid: %v", err)
			}
			return
		}
		var want any
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if !json.Valid(data) || dec.Decode(&want) != nil {
			t.Fatal("accepted what is not valid")
		}
		if diff := cmp.Diff(want, plain(root)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func plain(n *Node) any {
	switch n.Kind {
	case Null:
		return nil
	case Bool:
		return n.Text == "true"
	case Number:
		return json.Number(n.Text)
	case List:
		out := []any{}
		for _, item := range n.Items {
			out = append(out, plain(item))
		}
		return out
	case Map:
		out := map[string]any{}
		for i, item := range n.Items {
			out[n.Keys[i].Text] = plain(item)
		}
		return out
	case String:
	}
	return n.Text
}

func BenchmarkParse(b *testing.B) {
	for _, kind := range []string{"output/*.json", "input/*.yaml"} {
		files, _ := filepath.Glob(filepath.Join(corpus(b), "sam", kind))
		var texts [][]byte
		total := 0
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			texts, total = append(texts, data), total+len(data)
		}
		b.Run(filepath.Ext(kind)[1:], func(b *testing.B) {
			b.SetBytes(int64(total))
			for b.Loop() {
				for _, data := range texts {
					_, _ = Parse("x", data)
				}
			}
			b.ReportMetric(float64(len(texts)*b.N)/b.Elapsed().Seconds(), "templates/s")
		})
	}
}

func TestTreeListsTheFilesOfADirectory(t *testing.T) {
	tree, err := OpenTree(t.Context(), fstest.MapFS{
		"app/b.go": {}, "app/a.go": {}, "app/inner/c.go": {}, "app/link.go": {Mode: fs.ModeSymlink}, ".gitignore": {Data: []byte("a.go\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a.go", "b.go"}, tree.List("app")); diff != "" {
		t.Error(diff)
	}
	for _, dir := range []string{"../app", "missing", "app/a.go", "/"} {
		if got := tree.List(dir); got != nil {
			t.Errorf("%s: %v", dir, got)
		}
	}
}
