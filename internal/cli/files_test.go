package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAllFilesOrNone lets the last of several documents fail when the others are in their places already.
func TestAllFilesOrNone(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, text := range map[string]string{"kept": "before", "tmp1": "after", "tmp2": "new"} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ready := []staged{
		{document: document{file: "kept"}, target: at("kept"), tmp: at("tmp1"), was: true},
		{document: document{file: "new"}, target: at("new"), tmp: at("tmp2")},
		{document: document{file: "last"}, target: at("last"), tmp: at("gone")},
	}
	err := putAll(ready)
	if err == nil || err.Error() != "writing last: no such file or directory" {
		t.Errorf("%v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 || left[0].Name() != "kept" {
		t.Errorf("%v %v", left, err)
	}
	if text, err := os.ReadFile(at("kept")); string(text) != "before" {
		t.Errorf("%q, %v", text, err)
	}
}
