// Package step is what a pipeline needs to scan: a file for each system that runs pipelines, with the tool and all
// that is used beside it pinned.
package step

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
)

//go:embed template
var templates embed.FS

// Step is a file that makes a pipeline scan.
type Step struct {
	System string // the name of its flag: github
	Title  string // GitHub Actions
	File   string // where it is looked for, with forward slashes
	Next   string // what to do with it, a sentence
	source string
}

// Steps are the systems that there is a step for.
func Steps() []Step {
	return []Step{
		{"github", "GitHub Actions", ".github/workflows/sconce.yml", "commit it: the next push and every pull request are scanned.", "github.yml"},
		{"gitlab", "GitLab CI", ".gitlab/sconce.yml", "add \"include: [{local: .gitlab/sconce.yml}]\" to .gitlab-ci.yml and commit both.", "gitlab.yml"},
		{"jenkins", "Jenkins", "Jenkinsfile.sconce", "commit it and name it as the script path of a pipeline, or take its stage over into your Jenkinsfile.", "Jenkinsfile"},
		{"codebuild", "AWS CodeBuild", "buildspec.sconce.yml", "commit it and name it as the buildspec of a project whose role may write test reports.", "buildspec.yml"},
		{"pre-commit", "pre-commit", ".pre-commit-config.yaml", "commit it and run pre-commit install.", "pre-commit.yaml"},
	}
}

// Text is the file of a step that installs a version.
func (s Step) Text(version string) ([]byte, error) {
	if !versions.MatchString(version) {
		return nil, fmt.Errorf("%q is no version: write one as v1.2.3, or a commit as its hash", version)
	}
	text, err := templates.ReadFile("template/" + s.source)
	if err != nil {
		return nil, err
	}
	return []byte(strings.ReplaceAll(string(text), "VERSION", version)), nil
}

// versions are those that mean the same code always: a release, a pseudo-version, a commit. A branch or latest does not.
var versions = regexp.MustCompile(`^(v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?|[0-9a-f]{12,40})$`)

// described is what git describe says of a commit after a release: no version that can be installed.
var described = regexp.MustCompile(`-[0-9]+-g[0-9a-f]+$`)

// Pin is the version of this program that a pipeline can install, of what it knows of itself; "" if none can.
func Pin(known ...string) string {
	for _, v := range known {
		if versions.MatchString(v) && !described.MatchString(v) && !strings.HasSuffix(v, "-dirty") {
			return v
		}
	}
	return ""
}
