package exchange_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sconce-dev/sconce/internal/scan"
)

// subjects are scans of all kinds: nothing found, much found, templates that cannot be read, changes that were
// proved, names that are meant badly, a way from a source to a sink.
func subjects(t *testing.T) map[string]*scan.Result {
	t.Helper()
	examples := filepath.Join("..", "..", "..", "examples")
	return map[string]*scan.Result{
		"nothing":    scanned(t, filepath.Join("testdata", "orders", "template.yaml"), "recovery-bucket-not-versioned"),
		"orders":     scanned(t, filepath.Join("testdata", "orders")),
		"refused":    scanned(t, filepath.Join("testdata", "orders", "broken.yaml")),
		"shop":       scanned(t, filepath.Join(examples, "shop")),
		"orders-cdk": scanned(t, filepath.Join(examples, "orders-cdk")),
		"planted":    scanned(t, filepath.Join("..", "testdata", "planted.yaml")),
		"hostile":    scanned(t, hostile(t)),
		"large":      large(50, "with a way"),
	}
}

// TestSARIFConforms holds SARIF to the schema of OASIS.
func TestSARIFConforms(t *testing.T) {
	schema := compiled(t, official(t))
	for name, r := range subjects(t) {
		conforms(t, name, schema, written(t, "sarif", r, options))
	}
	r, o := fixed(t, filepath.Join("..", "..", "..", "examples", "shop"))
	text := written(t, "sarif", r, o)
	conforms(t, "with fixes", schema, text)
	if strings.Count(text, `"fixes"`) < 10 {
		t.Error("hardly any change is written")
	}
}

// official is the schema of SARIF, as a development tool brings it (tools/go.mod): gosec's copy of
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json.
func official(t *testing.T) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", "github.com/securego/gosec/v2")
	cmd.Dir = filepath.Join("..", "..", "..", "tools")
	out, err := cmd.Output()
	var module struct{ Dir string }
	if err != nil || json.Unmarshal(out, &module) != nil || module.Dir == "" {
		if os.Getenv("SCONCE_CI") != "" {
			t.Fatalf("the schema of SARIF cannot be had: %v %s", err, out)
		}
		t.Skipf("the schema of SARIF comes with github.com/securego/gosec/v2 of tools/go.mod, which cannot be downloaded: %v", err)
	}
	return filepath.Join(module.Dir, "report", "sarif", "testdata", "sarif-schema-2.1.0.json")
}

// TestGitLabConforms holds GitLab's reports to schemas of our own, which say what is written and what GitLab's
// schema asks of it.
func TestGitLabConforms(t *testing.T) {
	for format, file := range map[string]string{"gitlab.json": "gitlab-sast.json", "quality.json": "gitlab-quality.json"} {
		schema := compiled(t, filepath.Join("testdata", file))
		for name, r := range subjects(t) {
			conforms(t, format+" of "+name, schema, written(t, format, r, options))
		}
	}
}

func TestGitLabIdentifiesEachFinding(t *testing.T) {
	for name, r := range subjects(t) {
		var sast struct {
			Vulnerabilities []struct{ ID string }
		}
		var quality []struct{ Fingerprint string }
		for format, into := range map[string]any{"gitlab.json": &sast, "quality.json": &quality} {
			if err := json.Unmarshal([]byte(written(t, format, r, options)), into); err != nil {
				t.Fatal(err)
			}
		}
		ids := map[string]bool{}
		for _, q := range quality {
			if ids[q.Fingerprint] {
				t.Errorf("%s: two entries have the fingerprint %s: GitLab shows one", name, q.Fingerprint)
			}
			ids[q.Fingerprint] = true
		}
		if len(sast.Vulnerabilities) != len(quality) {
			t.Errorf("%s: %d vulnerabilities, %d entries", name, len(sast.Vulnerabilities), len(quality))
		}
	}
}

func compiled(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func conforms(t *testing.T, what string, schema *jsonschema.Schema, text string) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// TestJUnitCounts reads test results as Jenkins does: the counts are those of the cases, a name is there once, and
// what fails is what fails the scan.
func TestJUnitCounts(t *testing.T) {
	for name, r := range subjects(t) {
		var doc struct {
			Attributes []xml.Attr `xml:",any,attr"`
			Suites     []struct {
				Name  string `xml:"name,attr"`
				Cases []struct {
					Class   string    `xml:"classname,attr"`
					Name    string    `xml:"name,attr"`
					Fail    *struct{} `xml:"failure"`
					Error   *struct{} `xml:"error"`
					Skipped *struct{} `xml:"skipped"`
				} `xml:"testcase"`
			} `xml:"testsuite"`
		}
		text := written(t, "xml", r, options)
		if err := xml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		said := map[string]int{}
		for _, a := range doc.Attributes {
			said[a.Name.Local], _ = strconv.Atoi(a.Value)
		}
		got, seen := map[string]int{}, map[string]bool{}
		for _, s := range doc.Suites {
			for _, c := range s.Cases {
				got["tests"]++
				if key := c.Class + " " + c.Name; seen[key] {
					t.Errorf("%s: two cases are called %s", name, key)
				} else {
					seen[key] = true
				}
				switch {
				case c.Fail != nil:
					got["failures"]++
				case c.Error != nil:
					got["errors"]++
				case c.Skipped != nil:
					got["skipped"]++
				}
			}
		}
		for _, count := range []string{"tests", "failures", "errors", "skipped"} {
			if got[count] != said[count] {
				t.Errorf("%s: %d %s, and it says %d", name, got[count], count, said[count])
			}
		}
		if fails := r.Worst() >= options.FailOn; fails != (got["failures"] > 0) {
			t.Errorf("%s: the scan fails: %v, cases that fail: %d", name, fails, got["failures"])
		}
		none := options
		none.FailOn = 0
		if !strings.Contains(written(t, "xml", r, none), `" failures="0" `) {
			t.Errorf("%s: a case fails though nothing fails the scan", name)
		}
	}
}
