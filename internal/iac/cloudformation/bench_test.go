package cloudformation

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/sconce-dev/sconce/internal/source"
)

// BenchmarkModel measures from bytes in memory to finished models: the plain CloudFormation that
// the SAM translator's suite expects, every template an application of its own.
func BenchmarkModel(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(corpus(b), "sam", "output", "*.json"))
	var trees []*source.Tree
	total := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		tree, err := source.OpenTree(b.Context(), fstest.MapFS{filepath.Base(name): {Data: text}})
		if err != nil {
			b.Fatal(err)
		}
		trees, total = append(trees, tree), total+len(text)
	}
	b.SetBytes(int64(total))
	templates := 0
	for b.Loop() {
		templates = 0
		for _, tree := range trees {
			r, err := Read(b.Context(), tree, Options{})
			if err != nil {
				b.Fatal(err)
			}
			templates += r.Templates
		}
	}
	b.ReportMetric(float64(templates*b.N)/b.Elapsed().Seconds(), "templates/s")
}

func corpus(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("SCONCE_CI") != "" {
			tb.Fatalf("the corpus is absent: %v", err)
		}
		tb.Skip("the corpus is absent: set SCONCE_CORPUS")
	}
	return dir
}
