package repository_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Package docs that say where to find what name files that there are.
func TestIndexes(t *testing.T) {
	docs, err := filepath.Glob(filepath.Join(root, "internal", "*", "*", "doc.go"))
	if err != nil {
		t.Fatal(err)
	}
	indexes := 0
	for _, doc := range docs {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		_, index, has := strings.Cut(string(text), "# Where to find what")
		if !has {
			continue
		}
		indexes++
		for _, name := range regexp.MustCompile(`[\w*]+\.go\b`).FindAllString(index, -1) {
			if found, err := filepath.Glob(filepath.Join(filepath.Dir(doc), name)); err != nil || len(found) == 0 {
				t.Errorf("%s names %s, which there is not", doc, name)
			}
		}
	}
	if indexes == 0 {
		t.Error("no package says where to find what")
	}
}
