package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// checkovVersion is the release that checkov.yaml was written from.
const checkovVersion = "3.3.30"

// findCheckov takes the program that is named, or installs the release into an environment of its own.
func findCheckov(ctx context.Context, work, program string) (tool, error) {
	asks, err := readMapping("checkov.yaml")
	if err != nil {
		return tool{}, err
	}
	if program == "" {
		if program, err = installCheckov(ctx, filepath.Join(work, "checkov")); err != nil {
			return tool{}, err
		}
	}
	out, _, err := run(ctx, "", program, "--version")
	if err != nil {
		return tool{}, err
	}
	if v := strings.TrimSpace(string(out)); v != checkovVersion {
		return tool{}, fmt.Errorf("%s is Checkov %s; checkov.yaml was written from %s", program, v, checkovVersion)
	}
	return tool{
		name: "Checkov " + checkovVersion, program: program, parse: parseCheckov, asks: asks,
		quick: []string{"--compact", "-o", "json", "--skip-download", "--framework", "cloudformation", "-d"},
		all:   []string{"--compact", "-o", "json", "--skip-download", "--framework", "cloudformation", "secrets", "-d"},
	}, nil
}

func installCheckov(ctx context.Context, venv string) (string, error) {
	python, err := exec.LookPath("python3")
	if err != nil {
		return "", fmt.Errorf("python3 is missing: Checkov %s is installed with it, or named with -checkov", checkovVersion)
	}
	fmt.Fprintf(os.Stderr, "installing Checkov %s into an environment of its own, which takes a minute\n", checkovVersion)
	if _, _, err := run(ctx, "", python, "-m", "venv", venv); err != nil {
		return "", fmt.Errorf("python3 cannot make an environment: %w", err)
	}
	if _, _, err := run(ctx, "", filepath.Join(venv, "bin", "pip"), "install", "--quiet", "checkov=="+checkovVersion); err != nil {
		return "", fmt.Errorf("checkov %s cannot be installed: %w", checkovVersion, err)
	}
	return filepath.Join(venv, "bin", "checkov"), nil
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

func parseCheckov(out []byte) (said []answer, err error) {
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
