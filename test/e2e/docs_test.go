package e2e_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/cli"
)

// TestDocTranscripts holds what pages show of a command to what it prints: of each block that begins with "$ sconce" all of it.
func TestDocTranscripts(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	for _, page := range []string{"docs/compare.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		const fence = "```\n"
		parts := strings.Split(string(text), fence+"$ sconce ")
		if len(parts) == 1 {
			t.Errorf("%s shows no command", page)
		}
		for i, part := range parts[1:] {
			shown, rest, _ := strings.Cut(part, fence)
			command, want, _ := strings.Cut(shown, "\n")
			var stdout, stderr bytes.Buffer
			if command == "iam diff main" { // it needs a repository with a history
				stdout.WriteString(section(t, "test/e2e/iam-diff.txtar", "want-more"))
			} else {
				cli.Run(strings.Fields(command), strings.NewReader(""), &stdout, &stderr)
			}
			if *update {
				parts[i+1] = command + "\n" + stdout.String() + fence + rest
			} else if diff := cmp.Diff(want, stdout.String()); diff != "" || stderr.Len() > 0 {
				t.Errorf("%s: sconce %s: %s%s", page, command, diff, stderr.String())
			}
		}
		if *update {
			if err := os.WriteFile(page, []byte(strings.Join(parts, fence+"$ sconce ")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// section is a file of a transcript.
func section(t *testing.T, transcript, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(transcript)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("%s has no %s", transcript, name)
	return ""
}
