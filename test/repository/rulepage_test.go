package repository_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

var update = flag.Bool("update", false, "write the generated pages")

// TestRulePages holds docs/rules to the rules and their examples: go test ./test/repository -update
// writes the pages again.
func TestRulePages(t *testing.T) {
	root := filepath.Join("..", "..")
	dir := filepath.Join(root, "docs", "rules")
	pages := map[string][]byte{}
	var page bytes.Buffer
	if err := report.RuleIndex(&page, scan.Rules()); err != nil {
		t.Fatal(err)
	}
	pages["README.md"] = bytes.Clone(page.Bytes())
	for _, rule := range scan.Rules() {
		area, _, _ := strings.Cut(rule.ID, "-")
		archive, err := txtar.ParseFile(filepath.Join(root, "internal", "check", area, "testdata", rule.ID+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		page.Reset()
		if err := report.RulePage(&page, rule, example(archive, "bad/"), example(archive, "good/")); err != nil {
			t.Fatal(err)
		}
		pages[rule.ID+".md"] = bytes.Clone(page.Bytes())
	}
	there, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range there {
		if pages[filepath.Base(name)] == nil {
			t.Errorf("docs/rules/%s is of no rule: delete it", filepath.Base(name))
		}
	}
	for name, want := range pages {
		name = filepath.Join(dir, name)
		if got, _ := os.ReadFile(name); bytes.Equal(got, want) {
			continue
		}
		if !*update {
			t.Errorf("%s is not what the rule and its examples give: go test ./test/repository -update writes it", name)
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// example is the shortest example of a label: a page wants the plainest.
func example(archive *txtar.Archive, label string) report.Example {
	var shortest report.Example
	for _, file := range archive.Files {
		name, of := strings.CutPrefix(file.Name, label)
		if of && !strings.HasSuffix(name, ".json") && (shortest.Text == "" || len(file.Data) < len(shortest.Text)) {
			shortest = report.Example{Name: strings.TrimSuffix(name, ".yaml"), Text: string(file.Data)}
		}
	}
	for _, file := range archive.Files {
		if file.Name == label+shortest.Name+".json" {
			shortest.Records = string(file.Data)
		}
		if file.Name != "want" {
			continue
		}
		for line := range strings.Lines(string(file.Data)) {
			if answer, of := strings.CutPrefix(line, label+shortest.Name+".yaml:"); of {
				shortest.Answers = append(shortest.Answers, "line "+strings.TrimSpace(answer))
			}
		}
	}
	shortest.Answers = slices.Compact(shortest.Answers)
	return shortest
}
