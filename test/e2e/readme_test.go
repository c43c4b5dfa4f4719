package e2e_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/cli"
)

// TestReadmeTranscript holds the transcript in the README to what the command prints: every line
// of it stands in the output, in the same order; "..." stands for what is left out.
func TestReadmeTranscript(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "$ sconce scan --fail-on none examples/shop\n")
	transcript, _, closed := strings.Cut(rest, "\n```")
	if !ok || !closed {
		t.Fatal("the README has no transcript of a scan of examples/shop")
	}
	t.Chdir("../..")
	var stdout, stderr bytes.Buffer
	if code := cli.Run([]string{"scan", "--fail-on", "none", "--as-of", "2026-11-23", "examples/shop"}, strings.NewReader(""), &stdout, &stderr); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	if *update {
		text := strings.Replace(string(readme), transcript, excerpt(stdout.String()), 1)
		if err := os.WriteFile("README.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	left := stdout.String()
	for line := range strings.Lines(transcript) {
		line = strings.TrimRight(line, "\n")
		if line == "..." || line == "" {
			continue
		}
		_, after, found := strings.Cut("\n"+left, "\n"+line+"\n")
		if !found {
			t.Errorf("the README shows a line that the scan does not print here: %s", line)
			continue
		}
		left = after
	}
}

// excerpt is what the README shows of a scan: the header, the two worst groups, and all from the
// unknowns on.
func excerpt(output string) string {
	blocks := strings.Split(strings.TrimRight(output, "\n"), "\n\n")
	rest := slices.IndexFunc(blocks, func(b string) bool {
		first, _, _ := strings.Cut(b, "\n")
		return regexp.MustCompile(`^[0-9]+ unknowns?$`).MatchString(first)
	})
	shown := slices.Concat(blocks[:3], []string{"..."}, blocks[rest:])
	return strings.Join(shown, "\n\n")
}
