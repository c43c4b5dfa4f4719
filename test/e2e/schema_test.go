package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/cli"
)

// schemas are the compiled schemas by the name of their format.
var schemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	files, err := filepath.Glob(filepath.Join("..", "..", "internal", "report", "schema", "*.json"))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled := map[string]*jsonschema.Schema{}
	for _, file := range files {
		s, err := compiler.Compile(file)
		if err != nil {
			return nil, fmt.Errorf("compiling %s: %w", file, err)
		}
		compiled[s.Title] = s
	}
	return compiled, nil
})

// validate holds a document to the schema of its format.
func validate(format string, document []byte) error {
	all, err := schemas()
	if err != nil {
		return err
	}
	s := all[format]
	if s == nil {
		return fmt.Errorf("there is no schema of %s", format)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return err
	}
	return s.Validate(value)
}

// TestDocumentsConform validates what is printed about the examples, and about every small application of the
// conformance suite, broken ones among them.
func TestDocumentsConform(t *testing.T) {
	applications := map[string]string{}
	for _, name := range []string{"shop", "shop-fixed", "orders-cdk"} {
		applications[name] = filepath.Join("..", "..", "examples", name)
	}
	archives, err := filepath.Glob(filepath.Join("..", "conformance", "cloudformation", "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, archive := range archives {
		applications[filepath.Base(archive)] = unpack(t, archive)
	}
	for name, dir := range applications {
		t.Run(name, func(t *testing.T) {
			conformsTo(t, "sconce.model/v1", "model", "--format", "json", dir)
			conformsTo(t, "sconce.scan/v1", "scan", "--format", "json", dir)
		})
	}
	t.Run("rules", func(t *testing.T) { conformsTo(t, "sconce.rules/v1", "rules", "--format", "json") })
}

func conformsTo(t *testing.T, format string, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cli.Run(args, strings.NewReader(""), &stdout, &stderr)
	if err := validate(format, stdout.Bytes()); err != nil {
		t.Errorf("%s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
}

// unpack writes the files of an archive into a directory of its own.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if f.Name == "expect.json" || f.Name == "args" {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A document with a field that the schema does not describe, or without one that it does, is refused.
func TestSchemasAreStrict(t *testing.T) {
	var stdout bytes.Buffer
	cli.Run([]string{"scan", "--format", "json", filepath.Join("..", "..", "examples", "shop")}, strings.NewReader(""), &stdout, &bytes.Buffer{})
	for name, spoil := range map[string]func(finding map[string]any){
		"another field":    func(f map[string]any) { f["score"] = 1 },
		"a missing field":  func(f map[string]any) { delete(f, "confidence") },
		"another severity": func(f map[string]any) { f["severity"] = "grave" },
	} {
		var document map[string]any
		if err := json.Unmarshal(stdout.Bytes(), &document); err != nil {
			t.Fatal(err)
		}
		findings := document["findings"].([]any)
		spoil(findings[0].(map[string]any))
		data, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		if validate("sconce.scan/v1", data) == nil {
			t.Errorf("a document with %s conforms", name)
		}
	}
}

// The examples in the documentation are documents, but for the model's, which is shortened.
func TestDocumentationConforms(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats.md"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, part := range strings.Split(string(text), "```json\n")[1:] {
		example, _, _ := strings.Cut(part, "```")
		var document struct {
			Schema string `json:"schema"`
		}
		if err := json.Unmarshal([]byte(example), &document); err != nil {
			t.Errorf("%v in\n%s", err, example)
			continue
		}
		if document.Schema == "sconce.model/v1" {
			continue
		}
		checked++
		if err := validate(document.Schema, []byte(example)); err != nil {
			t.Error(err)
		}
	}
	if checked < 6 {
		t.Errorf("%d examples", checked)
	}
}
