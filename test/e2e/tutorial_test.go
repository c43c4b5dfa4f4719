package e2e_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/cli"
)

// TestTutorial does what the tutorial says, in its order, on a copy of the shop: each command prints the lines that
// stand below it, in that order, with what is left out only where "..." says so; each change is made as it is shown.
func TestTutorial(t *testing.T) {
	path, err := filepath.Abs("../../docs/tutorial-least-privilege.md")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "shop"), os.DirFS("../../examples/shop")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	text, commands, changes := string(page), 0, 0
	for _, block := range regexp.MustCompile("(?ms)^```(console|diff)\n(.*?)^```$").FindAllStringSubmatch(text, -1) {
		if block[1] == "diff" {
			change(t, "shop/template.yaml", block[2])
			changes++
			continue
		}
		first, shown, _ := strings.Cut(block[2], "\n")
		arguments, ok := strings.CutPrefix(first, "$ sconce ")
		if !ok {
			t.Fatalf("a block begins with %q: give a command of sconce", first)
		}
		var stdout, stderr bytes.Buffer
		if code := cli.Run(strings.Fields(arguments), strings.NewReader(""), &stdout, &stderr); code != 0 {
			t.Fatalf("%s: exit code %d: %s", first, code, stderr.String())
		}
		if *update {
			text = strings.Replace(text, shown, renewed(shown, stdout.String()), 1)
		} else if line, ok := shows(shown, stdout.String()); !ok {
			t.Errorf("%s does not print what stands in the tutorial from this line on: %s", first, line)
		}
		commands++
	}
	if commands < 6 || changes != 1 {
		t.Errorf("%d commands and %d changes were found in the tutorial", commands, changes)
	}
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// shows reports whether an excerpt is one of an output: its pieces stand there in their order, and the first and the last
// begin and end it where no "..." does. How wide a column is does not matter. Else it names the line with which the piece
// begins that does not.
func shows(excerpt, output string) (line string, ok bool) {
	excerpt, output = narrow(excerpt), narrow(output)
	pieces := strings.Split("\n"+strings.TrimRight(excerpt, "\n")+"\n", "\n...\n")
	left := "\n" + strings.TrimRight(output, "\n") + "\n"
	for i, piece := range pieces {
		piece = strings.Trim(piece, "\n")
		if piece == "" {
			continue
		}
		before, after, found := strings.Cut(left, "\n"+piece+"\n")
		if !found || i == 0 && before != "" || i == len(pieces)-1 && after != "" {
			line, _, _ = strings.Cut(piece, "\n")
			return line, false
		}
		left = "\n" + after
	}
	return "", true
}

// narrow is a text with one space where more stand within a line.
func narrow(text string) string { return regexp.MustCompile(`(\S) +`).ReplaceAllString(text, "$1 ") }

// renewed is an excerpt with each line that is no longer printed as that which now begins with the same words.
func renewed(excerpt, output string) string {
	number := regexp.MustCompile(`[0-9].*`)
	lines, now := strings.Split(excerpt, "\n"), strings.Split(output, "\n")
	for i, line := range lines {
		begins := narrow(number.ReplaceAllString(line, ""))
		if line == "..." || strings.TrimSpace(begins) == "" || slices.Contains(now, line) {
			continue
		}
		if at := slices.IndexFunc(now, func(of string) bool { return strings.HasPrefix(narrow(of), begins) }); at >= 0 {
			lines[i] = now[at]
		}
	}
	return strings.Join(lines, "\n")
}

// change makes a change in a file that is shown as a diff without places.
func change(t *testing.T, file, diff string) {
	t.Helper()
	var before, after strings.Builder
	for line := range strings.Lines(diff) {
		if line[0] != '+' {
			before.WriteString(line[1:])
		}
		if line[0] != '-' {
			after.WriteString(line[1:])
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(data), before.String()) != 1 {
		t.Fatalf("%s does not have once what the tutorial changes:\n%s", file, before.String())
	}
	changed := strings.Replace(string(data), before.String(), after.String(), 1)
	if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
}
