package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/test/conformance/quality"
)

// labelled is one template and what is known of it.
type labelled struct {
	file, directory, label string
	rules                  []string // that answer for it
}

// tally counts answers against labels.
type tally struct {
	directories, bad, good, unknown int
	found, wrong                    int // of bad and of good
	kept, accused, cleared          int // of unknown: left open, reported, passed
}

// count adds what a tool says of a template.
func (t *tally) count(label string, has map[verdict]bool) {
	switch label {
	case "bad":
		t.bad++
		t.found += one(has[failed])
	case "good":
		t.good++
		t.wrong += one(has[failed])
	default:
		t.unknown++
		switch {
		case has[failed]:
			t.accused++
		case has[unknown]:
			t.kept++
		case has[passed]:
			t.cleared++
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// side is one way to read one tool's answers.
type side struct {
	name string
	asks func(rule, check string) bool
	said map[string][]answer // by file
}

// compareLabels judges the tools by the labelled templates.
func compareLabels(ctx context.Context, out *strings.Builder, o options, ours tool, peers []tool) error {
	set, err := readLabels(o.labels)
	if err != nil {
		return err
	}
	said, took, err := ours.scan(ctx, o.labels, o.runs)
	if err != nil {
		return err
	}
	mine := side{ours.name, func(rule, check string) bool { return rule == check }, byFile(said)}
	fmt.Fprintf(out, "%d templates in one run, median of %d: %s: %s\n", len(set), o.runs, ours.name, took)
	for _, peer := range peers {
		said, theirs, err := peer.scan(ctx, o.labels, o.runs)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\n%s: %s: %s\n", peer.name, theirs, theirs.ratio(took))
		printLabels(out, o, peer, set, []side{
			mine,
			{peer.name + ", checks of the same question", peer.asks.same, byFile(said)},
			{peer.name + ", and those near it", peer.asks.near, byFile(said)},
		})
	}
	return nil
}

// printLabels prints each reading three times: over all rules, over those that the peer asks something about, and over
// those whose very question it asks.
func printLabels(out *strings.Builder, o options, peer tool, set []labelled, sides []side) {
	parts := []struct {
		name string
		in   func(rule string) bool
	}{
		{"all labels", func(string) bool { return true }},
		{"where it asks the same or something near", func(rule string) bool { _, asked := peer.asks[rule]; return asked }},
		{"where it asks the same", func(rule string) bool { return len(peer.asks[rule].Same) > 0 }},
	}
	for _, part := range parts {
		fmt.Fprintf(out, "%s\n", part.name)
		for _, s := range sides {
			t := tallyOf(set, s, func(l labelled) bool { return slices.ContainsFunc(l.rules, part.in) })
			fmt.Fprintf(out, "  %-50s %3d directories: found %3d of %3d bad, wrong %3d of %3d good; %2d unknown: %2d left open, %2d reported, %2d passed\n",
				s.name, t.directories, t.found, t.bad, t.wrong, t.good, t.unknown, t.kept, t.accused, t.cleared)
		}
	}
	if o.perRule {
		printRules(out, peer, set, sides)
	}
}

// printRules prints a line for each directory, and the templates of which the peer is right and we are not.
func printRules(out *strings.Builder, peer tool, set []labelled, sides []side) {
	directories := map[string][]string{}
	for _, l := range set {
		directories[l.directory] = l.rules
	}
	for _, directory := range sorted(directories) {
		fmt.Fprintf(out, "%-40s", directory)
		for _, s := range sides {
			t := tallyOf(set, s, func(l labelled) bool { return l.directory == directory })
			fmt.Fprintf(out, "  found %2d/%2d wrong %2d/%2d", t.found, t.bad, t.wrong, t.good)
		}
		if !slices.ContainsFunc(directories[directory], func(rule string) bool { _, asked := peer.asks[rule]; return asked }) {
			fmt.Fprint(out, "  not asked")
		}
		fmt.Fprintln(out)
	}
	for _, l := range set {
		mine, other := sides[0].reports(l), sides[len(sides)-1].reports(l)
		switch {
		case l.label == "bad" && other && !mine:
			fmt.Fprintf(out, "found by %s alone: %s\n", peer.name, l.file)
		case l.label == "good" && mine:
			fmt.Fprintf(out, "wrongly reported by us: %s\n", l.file)
		}
	}
}

// reports says whether the tool finds what a template is labelled for.
func (s side) reports(l labelled) bool { return s.says(l)[failed] }

// says is what the tool answers to the question that a template is labelled for.
func (s side) says(l labelled) map[verdict]bool {
	has := map[verdict]bool{}
	for _, a := range s.said[l.file] {
		// An answer to no rule in particular is an expression that nobody could resolve: it is left open.
		if a.verdict == unknown && a.check == "" || slices.ContainsFunc(l.rules, func(rule string) bool { return s.asks(rule, a.check) }) {
			has[a.verdict] = true
		}
	}
	return has
}

func tallyOf(set []labelled, s side, in func(labelled) bool) (all tally) {
	directories := map[string]bool{}
	for _, l := range set {
		if in(l) {
			directories[l.directory] = true
			all.count(l.label, s.says(l))
		}
	}
	all.directories = len(directories)
	return all
}

func byFile(said []answer) map[string][]answer {
	files := map[string][]answer{}
	for _, a := range said {
		files[a.file] = append(files[a.file], a)
	}
	return files
}

// readLabels reads the header of every template below a directory.
func readLabels(dir string) (set []labelled, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.yaml"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no labelled templates", dir)
	}
	for _, name := range files {
		label, err := readLabel(name)
		if err != nil {
			return nil, err
		}
		file, err := filepath.Rel(dir, name)
		if err != nil {
			return nil, err
		}
		directory := filepath.Base(filepath.Dir(name))
		set = append(set, labelled{filepath.ToSlash(file), directory, label, quality.RulesOf(directory)})
	}
	return set, nil
}

func readLabel(name string) (string, error) {
	file, err := os.Open(name) //nolint:gosec // one of the project's own templates
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if label, ok := strings.CutPrefix(lines.Text(), "# label:"); ok {
			return strings.TrimSpace(label), nil
		}
	}
	return "", fmt.Errorf("%s: no label", name)
}
