package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkScan20 is a whole scan, from arguments to JSON, of a project of 20 templates: the first
// of the plain CloudFormation that the SAM translator's suite expects.
func BenchmarkScan20(b *testing.B) {
	b.Setenv("XDG_CACHE_HOME", "none")
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "sam", "output", "*.json"))
	project := b.TempDir()
	n := 0
	for _, name := range files {
		if n == 20 || strings.HasPrefix(filepath.Base(name), "error_") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(project, filepath.Base(name)), text, 0o600); err != nil {
			b.Fatal(err)
		}
		n++
	}
	if n < 20 {
		b.Skip("the corpus is absent: set SCONCE_CORPUS")
	}
	for b.Loop() {
		var stdout, stderr bytes.Buffer
		if code := Run([]string{"scan", "--fail-on", "none", "--format", "json", project}, strings.NewReader(""), &stdout, &stderr); code != 0 {
			b.Fatalf("exit code %d: %s", code, stderr.String())
		}
	}
}
