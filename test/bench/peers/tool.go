package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// checkovVersion is the release that checkov.yaml was written from.
const checkovVersion = "3.3.30"

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
	passed  verdict = "passed" // only the peer says so of each element
	unknown verdict = "unknown"
)

// tool scans a directory: once for its time, with what its users wait for, and once for all that it has to say.
type tool struct {
	name    string
	program string
	quick   []string // arguments before the directory
	all     []string
	parse   func(dir string, out []byte) ([]answer, error)
}

// scan runs the tool in a directory so many times and returns what it says and what it took.
func (t tool) scan(ctx context.Context, dir string, runs int) ([]answer, cost, error) {
	var costs []cost
	for range runs {
		_, c, err := run(ctx, dir, t.program, append(t.quick, ".")...)
		if err != nil {
			return nil, cost{}, err
		}
		costs = append(costs, c)
	}
	out, _, err := run(ctx, dir, t.program, append(t.all, ".")...)
	if err != nil {
		return nil, cost{}, err
	}
	said, err := t.parse(dir, out)
	return said, median(costs), err
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

// findCheckov takes the program that is named, or installs the release into an environment of its own.
func findCheckov(ctx context.Context, work, program string) (tool, error) {
	if program == "" {
		python, err := exec.LookPath("python3")
		if err != nil {
			return tool{}, fmt.Errorf("python3 is missing: Checkov %s is installed with it, or named with -checkov", checkovVersion)
		}
		fmt.Fprintf(os.Stderr, "installing Checkov %s into an environment of its own, which takes a minute\n", checkovVersion)
		venv := filepath.Join(work, "checkov")
		if _, _, err := run(ctx, "", python, "-m", "venv", venv); err != nil {
			return tool{}, fmt.Errorf("python3 cannot make an environment: %w", err)
		}
		if _, _, err := run(ctx, "", filepath.Join(venv, "bin", "pip"), "install", "--quiet", "checkov=="+checkovVersion); err != nil {
			return tool{}, fmt.Errorf("checkov %s cannot be installed: %w", checkovVersion, err)
		}
		program = filepath.Join(venv, "bin", "checkov")
	}
	out, _, err := run(ctx, "", program, "--version")
	if err != nil {
		return tool{}, err
	}
	if v := strings.TrimSpace(string(out)); v != checkovVersion {
		return tool{}, fmt.Errorf("%s is Checkov %s; checkov.yaml was written from %s", program, v, checkovVersion)
	}
	common := []string{"--compact", "-o", "json", "--skip-download"}
	return tool{
		name: "Checkov " + checkovVersion, program: program, parse: parseCheckov,
		quick: append(common, "--framework", "cloudformation", "-d"),
		all:   append(common, "--framework", "cloudformation", "secrets", "-d"),
	}, nil
}

func parseSconce(_ string, out []byte) (said []answer, err error) {
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

// checkovReport is what one framework says. Without any file to read it prints a summary in the report's place.
type checkovReport struct {
	Results struct {
		Failed []checkovAnswer `json:"failed_checks"`
		Passed []checkovAnswer `json:"passed_checks"`
	}
}

type checkovAnswer struct {
	Check    string `json:"check_id"`
	File     string `json:"file_path"`
	Resource string
	Lines    [2]int `json:"file_line_range"`
}

func parseCheckov(_ string, out []byte) (said []answer, err error) {
	var reports []checkovReport
	if trimmed := strings.TrimSpace(string(out)); strings.HasPrefix(trimmed, "{") {
		out = []byte("[" + trimmed + "]") // one framework: no list
	}
	if err := json.Unmarshal(out, &reports); err != nil {
		return nil, fmt.Errorf("what Checkov printed: %w", err)
	}
	for _, r := range reports {
		said = append(said, checkovAnswers(r.Results.Failed, failed)...)
		said = append(said, checkovAnswers(r.Results.Passed, passed)...)
	}
	return said, nil
}

func checkovAnswers(list []checkovAnswer, v verdict) (said []answer) {
	for _, a := range list {
		_, name, _ := strings.Cut(a.Resource, ".") // AWS::Lambda::Function.Orders; secrets have a hash instead
		said = append(said, answer{a.Check, strings.TrimPrefix(a.File, "/"), name, a.Lines[0], v, nil})
	}
	return said
}
