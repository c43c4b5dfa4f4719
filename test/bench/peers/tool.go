package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// answer is one thing that a tool says of one element of one file, or of that and of others alike.
type answer struct {
	check, file, element string
	line                 int
	verdict              verdict
	others               []string
}

// of says whether an answer is about an element.
func (a answer) of(element string) bool {
	return a.element == element || slices.Contains(a.others, element)
}

type verdict string

const (
	failed  verdict = "failed"
	passed  verdict = "passed" // said of each element by Checkov alone
	unknown verdict = "unknown"
)

// tool scans a directory: once for its time, with what its users wait for, and once for all that it has to say.
type tool struct {
	name    string
	program string
	quick   []string // arguments before the directory
	all     []string
	report  string // the file that it writes to; without one it prints
	parse   func(out []byte) ([]answer, error)
	asks    mapping // only of a peer
}

// scan runs the tool in a directory so many times and returns what it says and what it took.
func (t tool) scan(ctx context.Context, dir string, runs int) (said []answer, took cost, err error) {
	var out []byte
	var costs []cost
	for range max(1, runs) {
		var c cost
		if out, c, err = run(ctx, dir, t.program, append(slices.Clone(t.quick), ".")...); err != nil {
			return nil, cost{}, err
		}
		costs = append(costs, c)
	}
	if !slices.Equal(t.quick, t.all) {
		out, _, err = run(ctx, dir, t.program, append(slices.Clone(t.all), ".")...)
	}
	if err == nil && t.report != "" {
		out, err = os.ReadFile(t.report)
	}
	if err != nil {
		return nil, cost{}, err
	}
	said, err = t.parse(out)
	slices.SortFunc(said, before) // a peer's order changes from run to run, and with it what would be drawn
	return said, median(costs), err
}

func before(a, b answer) int {
	return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.check, b.check), cmp.Compare(a.line, b.line), cmp.Compare(a.element, b.element))
}

// buildSconce builds the program of this tree.
func buildSconce(ctx context.Context, work string) (tool, error) {
	program := filepath.Join(work, "sconce")
	if _, _, err := run(ctx, "", "go", "build", "-trimpath", "-o", program, "./cmd/sconce"); err != nil {
		return tool{}, err
	}
	scan := []string{"scan", "--format", "json", "--as-of", "2026-11-23"}
	return tool{name: "sconce", program: program, quick: scan, all: scan, parse: parseSconce}, nil
}

func parseSconce(out []byte) (said []answer, err error) {
	var r struct {
		Findings []struct {
			Rule, Resource, Function, File string
			Functions                      []string
			Line                           int
		}
		Unknowns []struct {
			Rule, Element, File string
			Line                int
		}
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return nil, fmt.Errorf("what sconce printed: %w", err)
	}
	for _, f := range r.Findings {
		element := f.Resource
		if element == "" {
			element = f.Function
		}
		a := answer{f.Rule, f.File, logical(element), f.Line, failed, nil}
		for _, id := range f.Functions {
			a.others = append(a.others, logical(id))
		}
		said = append(said, a)
	}
	for _, u := range r.Unknowns {
		said = append(said, answer{u.Rule, u.File, logical(u.Element), u.Line, unknown, nil})
	}
	return said, nil
}

// logical is the name that an element has in its template.
func logical(id string) string {
	_, name, _ := strings.Cut(id, "#")
	return name
}
