package repository_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// root is the top of the module.
const root = "../.."

// forbidden are texts that belong to the machine somebody worked on, or that go around the ordinary clients of the
// package registries. They are written in halves so that this file may be read too.
var forbidden = []string{
	"/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "before" + "-stop",
	"proxy.gol" + "ang.org", "sum.gol" + "ang.org", "registry.npm" + "js.org", "pypi" + ".org", "files.python" + "hosted.org",
}

func TestNoFileNamesTheMachineItWasWrittenOn(t *testing.T) {
	for _, name := range tracked(t) {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			if !os.IsNotExist(err) { // being removed
				t.Error(err)
			}
			continue
		}
		if bytes.IndexByte(data, 0) >= 0 {
			continue // not text
		}
		n := 0
		for line := range bytes.Lines(data) {
			n++
			for _, text := range forbidden {
				if bytes.Contains(line, []byte(text)) {
					t.Errorf("%s:%d contains %q", name, n, text)
				}
			}
		}
	}
}

// tracked are the files under version control, their paths relative to the root.
func tracked(t *testing.T) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", "ls-files", "-z")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		if os.Getenv("SCONCE_CI") != "" {
			t.Fatalf("git does not list the files: %v", err)
		}
		t.Skipf("git does not list the files, this is no clone: %v", err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
}
