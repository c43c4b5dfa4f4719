// Package escalation measures the rule privilege-escalation against the published paths: each is found, and none is
// where one action is missing or something stands in the way.
package escalation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/rules"
	"github.com/sconce-dev/sconce/internal/scan"
)

// need is a line of a published path that names an action.
var need = regexp.MustCompile(`(?m)^\s*- permission: "?([^\s"]+)`)

// ours is the file of the paths in the program.
type ours struct {
	SHA256 string `yaml:"sha256"`
	Paths  []struct {
		ID    string   `yaml:"id"`
		Needs []string `yaml:"needs"`
		To    string   `yaml:"to"`
	} `yaml:"paths"`
}

// corpus are the published paths, and the hash of their files.
func corpus(t *testing.T) (paths map[string][]string, hash string) {
	t.Helper()
	root := os.Getenv("SCONCE_CORPUS")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	files, err := filepath.Glob(filepath.Join(root, "privesc-paths", "*.yaml"))
	if err != nil || len(files) == 0 {
		reason := "the published paths are not there: set SCONCE_CORPUS to the directory that holds privesc-paths"
		if os.Getenv("SCONCE_CI") == "1" {
			t.Fatal(reason)
		}
		t.Skip(reason)
	}
	sum := sha256.New()
	paths = map[string][]string{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = sum.Write(text)
		_, required, _ := strings.Cut(string(text), "\n  required:")
		required, _, _ = strings.Cut(required, "\n  additional:") // by hand: one of the files has a key twice
		id := strings.TrimSuffix(filepath.Base(name), ".yaml")
		for _, m := range need.FindAllStringSubmatch(required, -1) {
			paths[id] = append(paths[id], m[1])
		}
	}
	return paths, hex.EncodeToString(sum.Sum(nil))
}

func program(t *testing.T) ours {
	t.Helper()
	text, err := rules.FS.ReadFile("escalation/paths.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var o ours
	if err := yaml.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// TestPathsAreThePublished holds the program's paths to the published ones.
func TestPathsAreThePublished(t *testing.T) {
	paths, hash := corpus(t)
	o := program(t)
	if o.SHA256 != hash {
		t.Errorf("the paths were taken from other files: %s, not %s", o.SHA256, hash)
	}
	if len(o.Paths) != len(paths) {
		t.Errorf("%d paths, %d are published", len(o.Paths), len(paths))
	}
	for _, p := range o.Paths {
		if !slices.Equal(p.Needs, paths[p.ID]) {
			t.Errorf("%s needs %v, published is %v", p.ID, p.Needs, paths[p.ID])
		}
	}
}

// template is an application with a role that has some statements.
func template(statements []string, more ...string) string {
	return `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
` + strings.Join(more, "") + `      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - ` + strings.Join(statements, "\n              - ") + "\n"
}

func allow(actions ...string) string {
	return fmt.Sprintf(`{Effect: Allow, Action: ["%s"], Resource: "*"}`, strings.Join(actions, `", "`))
}

func allowIf(condition string, actions ...string) string {
	return strings.TrimSuffix(allow(actions...), "}") + ", Condition: {" + condition + "}}"
}

var pathID = regexp.MustCompile(`[a-z0-9]+-[0-9]{3}`)

// found are the ids of the paths that a scan of a template finds.
func found(t *testing.T, text string) []string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "template.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Only: []string{"privilege-escalation"}, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(r.Refused) > 0 {
		t.Fatalf("%v %v\n%s", err, r, text)
	}
	var out []string
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			if f.Outcome == finding.NotMet {
				out = append(out, pathID.FindAllString(f.Message, -1)...)
			}
		}
	}
	slices.Sort(out)
	return out
}

// held are the published paths whose actions are all among some.
func held(paths map[string][]string, actions []string) []string {
	var out []string
	for id, needs := range paths {
		if !slices.ContainsFunc(needs, func(need string) bool { return !slices.Contains(actions, need) }) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// TestPathsAreFound gives a role the actions of each path, and then all but one of them.
func TestPathsAreFound(t *testing.T) {
	paths, _ := corpus(t)
	positives, removals, shorter := 0, 0, 0
	for id, needs := range paths {
		got := found(t, template([]string{allow(needs...)}))
		if !slices.Equal(got, held(paths, needs)) || !slices.Contains(got, id) {
			t.Errorf("%s: found %v", id, got)
		}
		positives++
		for i := range needs {
			rest := slices.Delete(slices.Clone(needs), i, i+1)
			removals++
			if len(rest) == 0 {
				continue
			}
			got, want := found(t, template([]string{allow(rest...)})), held(paths, rest)
			if !slices.Equal(got, want) {
				t.Errorf("%s without %s: found %v, not %v", id, needs[i], got, want)
			}
			if len(want) > 0 {
				shorter++
			}
		}
	}
	t.Logf("%d paths found; %d actions taken away, of which %d leave another path", positives, removals, shorter)
}

// TestPathsAreBlocked puts something in the way of each path.
func TestPathsAreBlocked(t *testing.T) {
	paths, _ := corpus(t)
	to := map[string]string{}
	for _, p := range program(t).Paths {
		to[p.ID] = p.To
	}
	counts := map[string]int{}
	none := func(kind, id, text string, but ...string) {
		counts[kind]++
		if got := found(t, text); !slices.Equal(got, but) {
			t.Errorf("%s with %s: found %v, not %v", id, kind, got, but)
		}
	}
	for id, needs := range paths {
		if i := slices.Index(needs, "iam:PassRole"); i >= 0 {
			rest := slices.Delete(slices.Clone(needs), i, i+1)
			none("a role for another service only", id, template([]string{allow(rest...), allowIf(`StringEquals: {"iam:PassedToService": "backup.amazonaws.com"}`, "iam:PassRole")}), held(paths, rest)...)
			got := found(t, template([]string{allow(rest...), allowIf(`StringEquals: {"iam:PassedToService": "`+to[id]+`"}`, "iam:PassRole")}))
			if counts["(found) a role for the right service"]++; !slices.Contains(got, id) {
				t.Errorf("%s with a role for %s: found %v", id, to[id], got)
			}
		}
		if held := held(paths, needs); len(held) == 1 {
			none("a tag on what is used", id, template([]string{allowIf(`StringEquals: {"aws:ResourceTag/app": orders}`, needs...)}))
		}
		none("a network", id, template([]string{allowIf(`IpAddress: {"aws:SourceIp": "192.0.2.0/24"}`, needs...)}))
		deny := `{Effect: Deny, Action: ["` + strings.Join(needs, `", "`) + `"], Resource: "*"}`
		none("a Deny", id, template([]string{allow(needs...), deny}))
		none("a boundary", id, template([]string{allow(needs...)}, "      PermissionsBoundary: !Ref Boundary\n")+`  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: ["s3:*", "logs:*"], Resource: "*"}]}
`)
		got := found(t, template([]string{allowIf(`StringEquals: {"aws:RequestedRegion": eu-west-1}`, needs...)}))
		if counts["(found) in one region"]++; !slices.Contains(got, id) {
			t.Errorf("%s in one region: found %v", id, got)
		}
	}
	for kind, n := range counts {
		t.Logf("%3d x %s", n, kind)
	}
}
