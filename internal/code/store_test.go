package code_test

import (
	"bytes"
	"context"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// memory is a store that counts.
type memory struct {
	data         map[string][]byte
	loads, saves int
}

func (m *memory) Load(key string) []byte {
	m.loads++
	return m.data[key]
}

func (m *memory) Save(key string, data []byte) {
	m.saves++
	m.data[key] = bytes.Clone(data)
}

// stored reads an application with a store and answers what its functions do.
func stored(t *testing.T, files map[string]string, m *memory) []model.Code {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	opts := scan.Options{Path: ".", Files: tree, Code: true}
	if m != nil {
		opts.Cache = m
	}
	r, err := scan.Read(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return r.Apps[0].Model.Code
}

func shared() map[string]string {
	text := template
	for _, name := range []string{"A", "B"} {
		text += "  " + name + ":\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: src, Handler: " + strings.ToLower(name) + ".handler, Runtime: python3.13, Environment: {Variables: {TABLE: !Ref Orders}}}\n"
	}
	return map[string]string{"template.yaml": text, "src/a.py": put, "src/b.py": "import a\nhandler = a.handler\n"}
}

// TestStore: what is stored is what would be read again, and nothing that a change touches is taken from it.
func TestStore(t *testing.T) {
	t.Parallel()
	m := &memory{data: map[string][]byte{}}
	files := shared()
	first := stored(t, files, m)
	if m.saves != 1 || len(first) != 2 || len(first[0].Calls) != 1 {
		t.Fatalf("%d saves, %+v", m.saves, first)
	}
	if diff := cmp.Diff(stored(t, files, nil), stored(t, files, m), cmp.AllowUnexported(model.Value{})); diff != "" || m.saves != 1 {
		t.Errorf("what is stored is something else, or it was stored again (%d)\n%s", m.saves, diff)
	}
	changes := map[string]map[string]string{
		"a file that both read":      {"src/a.py": strings.Replace(put, "put_item(Item", "delete_item(Key", 1)},
		"a module that was not here": {"src/boto3.py": "def resource(name):\n    return None\n"},
		"the template":               {"template.yaml": strings.ReplaceAll(files["template.yaml"], "Orders", "Stock")},
		"the environment of one":     {"template.yaml": strings.Replace(files["template.yaml"], "TABLE:", "OTHER:", 1)},
		"a handler that is gone":     {"src/b.py": "other = 1\n"},
	}
	for name, change := range changes {
		changed := maps.Clone(files)
		maps.Copy(changed, change)
		if diff := cmp.Diff(stored(t, changed, nil), stored(t, changed, m), cmp.AllowUnexported(model.Value{})); diff != "" {
			t.Errorf("after a change of %s it is still as before\n%s", name, diff)
		}
	}
}

// TestBrokenStore: what a store holds that nobody wrote is read again.
func TestBrokenStore(t *testing.T) {
	t.Parallel()
	m := &memory{data: map[string][]byte{}}
	files := shared()
	want := stored(t, files, m)
	for key, data := range m.data {
		for _, broken := range [][]byte{{}, data[:len(data)/2], append(bytes.Clone(data), 0), bytes.Repeat([]byte{0xff}, 100)} {
			m.data[key] = broken
			if diff := cmp.Diff(want, stored(t, files, m), cmp.AllowUnexported(model.Value{})); diff != "" {
				t.Errorf("it is something else\n%s", diff)
			}
		}
	}
}

// TestSecretsAreNotStored: code in which a secret was found is read every time.
func TestSecretsAreNotStored(t *testing.T) {
	t.Parallel()
	m := &memory{data: map[string][]byte{}}
	files := shared()
	const secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
	files["src/a.py"] = "import requests\ndef handler(event, context):\n    requests.get('https://" + secret + ":x@example.com/')\n"
	first := stored(t, files, m)
	if diff := cmp.Diff(first, stored(t, files, m), cmp.AllowUnexported(model.Value{})); diff != "" {
		t.Error(diff)
	}
	for _, data := range m.data {
		if bytes.Contains(data, []byte(secret)) {
			t.Error("a secret was stored")
		}
	}
}
