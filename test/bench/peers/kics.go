package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// kicsVersion is the release that kics.yaml was written from. A program that somebody built does not say which it is.
const kicsVersion = "2.2.0"

// findKICS takes the program that is named. It writes its answers to a file, and sends no reports of crashes only where
// its environment says so (DISABLE_CRASH_REPORT=1).
func findKICS(work, program, assets string) (tool, error) {
	asks, err := readMapping("kics.yaml")
	if err != nil {
		return tool{}, err
	}
	if assets == "" {
		return tool{}, errors.New("KICS needs its queries and libraries: name their directory with -kics-assets")
	}
	scan := []string{
		"scan", "--silent", "--no-progress", "--ignore-on-exit", "results", "--type", "CloudFormation",
		"--queries-path", filepath.Join(assets, "queries"), "--libraries-path", filepath.Join(assets, "libraries"),
		"--report-formats", "json", "--output-path", work, "--output-name", "kics", "--path",
	}
	return tool{
		name: "KICS " + kicsVersion, program: program, quick: scan, all: scan, parse: parseKICS, asks: asks,
		report: filepath.Join(work, "kics.json"),
	}, nil
}

func parseKICS(out []byte) (said []answer, err error) {
	var r struct {
		Queries []struct {
			Name  string `json:"query_name"`
			Files []struct {
				File string `json:"file_name"`
				Key  string `json:"search_key"`
				Line int
			}
		}
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return nil, fmt.Errorf("what KICS wrote: %w", err)
	}
	for _, q := range r.Queries {
		for _, f := range q.Files {
			said = append(said, answer{q.Name, path.Clean(f.File), kicsElement(f.Key), f.Line, failed, nil})
		}
	}
	return said, nil
}

// kicsElement is the logical id in the key that an answer is about: Resources.Orders.Properties and so on. What KICS calls
// the resource's name is its physical one, where it has one.
func kicsElement(key string) string {
	parts := strings.Split(key, ".")
	if len(parts) < 2 || parts[0] != "Resources" {
		return ""
	}
	return parts[1]
}
