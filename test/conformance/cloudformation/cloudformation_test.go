// Package cloudformation_test holds sconce to what the CloudFormation documentation says of small
// applications (see README.md).
package cloudformation_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/cli"
)

func TestFactsOfTheDocumentation(t *testing.T) {
	archives, err := filepath.Glob("*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	held, total := 0, 0
	for _, archive := range archives {
		h, n := evaluate(t, archive)
		held, total = held+h, total+n
	}
	t.Logf("%d of %d assertions hold", held, total)
	if least := floor(t); held < least {
		t.Errorf("%d assertions hold, fewer than the floor of %d", held, least)
	}
}

// evaluate runs one archive and counts the assertions that hold, and all of them.
func evaluate(t *testing.T, archive string) (held, total int) {
	t.Helper()
	files := extract(t, archive)
	dir := t.TempDir()
	args := []string{"model", "--format", "json"}
	var assertions []assertion
	for name, data := range files {
		switch name {
		case "args":
			args = append(args, strings.Split(strings.TrimRight(string(data), "\n"), "\n")...)
		case "expect.json":
			decoder := json.NewDecoder(bytes.NewReader(data))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&assertions); err != nil {
				t.Fatalf("%s: expect.json: %v", archive, err)
			}
		default:
			write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
		}
	}
	var stdout, stderr bytes.Buffer
	code := cli.Run(append(args, dir), strings.NewReader(""), &stdout, &stderr)
	document, err := decode(stdout.Bytes())
	if err != nil {
		t.Logf("%s: exit code %d, no document (%v): %s", archive, code, err, firstLine(stderr.String()))
		return 0, len(assertions)
	}
	for _, a := range assertions {
		got, found := lookup(document, a.Path)
		if want, ok := a.holds(got, found); ok {
			held++
		} else {
			t.Logf("%s: %s\n  want %s\n  got  %s", archive, a.Path, want, show(got, found))
		}
	}
	return held, len(assertions)
}

// extract reads the files of an archive byte for byte.
func extract(t *testing.T, archive string) map[string][]byte {
	t.Helper()
	data, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	name := ""
	for line := range bytes.Lines(data) {
		text := strings.TrimRight(string(line), "\r\n")
		if strings.HasPrefix(text, "-- ") && strings.HasSuffix(text, " --") {
			name = strings.TrimSpace(text[3 : len(text)-3])
			files[name] = []byte{}
		} else if name != "" {
			files[name] = append(files[name], line...)
		}
	}
	return files
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func floor(t *testing.T) int {
	t.Helper()
	data, err := os.ReadFile("floor.txt")
	if err != nil {
		t.Fatal(err)
	}
	least, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		t.Fatalf("floor.txt: %v", err)
	}
	return least
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
