package fixes

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// lint compares what cfn-lint, a separate program, says of the templates before and after, both as they are
// deployed.
func (o *outcome) lint(t *testing.T) {
	program, err := exec.LookPath("cfn-lint")
	if err != nil {
		absent(t, "there is no cfn-lint on PATH (pip install cfn-lint==1.58.0)")
	}
	before, after := t.TempDir(), t.TempDir()
	written := 0
	for name := range o.after {
		if expand(t, before, name, o.before[name]) && expand(t, after, name, o.after[name]) {
			written++
		}
	}
	known, clean := errorsOf(t, program, before), 0
	now := errorsOf(t, program, after)
	for name := range o.after {
		bad := false
		for text, n := range now[name] {
			if n > known[name][text] {
				bad = true
				t.Errorf("%s: %s", name, text)
			}
		}
		if !bad {
			clean++
		}
	}
	t.Logf("%d of %d mended templates have no error that they had not (%d expanded)", clean, len(o.after), written)
}

// expand writes the plain CloudFormation of a template.
func expand(t *testing.T, dir, name string, text []byte) bool {
	t.Helper()
	f, err := source.Parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	root, errs := sam.Transform(f.Root, sam.Options{Region: "us-east-1", Parameters: map[string]string{}, Source: true})
	if len(errs) > 0 {
		return false
	}
	var b bytes.Buffer
	if err := sam.WriteJSON(&b, root); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, strings.TrimSuffix(name, ".yaml")+".json"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return true
}

// hash is what SAM puts into names: it changes with what they are of.
var hash = regexp.MustCompile(`[0-9a-f]{10}`)

// errorsOf are the errors of each template, without where they stand: how often each is there.
func errorsOf(t *testing.T, program, dir string) map[string]map[string]int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--format", "json", "--regions", "us-east-1", "--ignore-checks", "W", "I", "--"}, files...)
	out, _ := exec.CommandContext(t.Context(), program, args...).Output() // it exits with what it found
	var matches []struct {
		Filename, Message string
		Rule              struct{ ID string } `json:"Rule"`
		Location          struct{ Path []any }
	}
	if err := json.Unmarshal(out, &matches); err != nil {
		t.Fatalf("cfn-lint says no JSON: %v", err)
	}
	found := map[string]map[string]int{}
	for _, m := range matches {
		name := strings.TrimSuffix(filepath.Base(m.Filename), ".json") + ".yaml"
		if found[name] == nil {
			found[name] = map[string]int{}
		}
		text, _, _ := strings.Cut(m.Message, " is not one of [") // then all names of the template
		found[name][m.Rule.ID+": "+hash.ReplaceAllString(text, "")]++
	}
	return found
}
