package step_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/step"
)

const pin = "v1.2.3"

// repository writes every step into a directory, as sconce init ci does.
func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, s := range step.Steps() {
		text, err := s.Text(pin)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(s.File))
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestEverythingIsPinned looks for what another could change under us: an action or a tool that is named by a branch
// or a tag, a step with more permissions than it needs.
func TestEverythingIsPinned(t *testing.T) {
	action := regexp.MustCompile(`^[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	for _, s := range step.Steps() {
		text, err := s.Text(pin)
		if err != nil {
			t.Fatal(err)
		}
		pins := 0
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if _, uses, ok := strings.Cut(line, "uses: "); ok && !action.MatchString(uses) {
				t.Errorf("%s: %s is not pinned to a commit", s.System, uses)
			}
			if strings.Contains(line, "@"+pin) || line == "rev: "+pin {
				pins++
			}
			if strings.Contains(line, "@latest") || strings.Contains(line, "VERSION") || strings.Contains(line, "curl ") {
				t.Errorf("%s: %s", s.System, line)
			}
		}
		if pins != 1 {
			t.Errorf("%s installs sconce %d times", s.System, pins)
		}
	}
}

// TestOnlyAVersionIsInstalled keeps what could change, or could be a command, out of the files.
func TestOnlyAVersionIsInstalled(t *testing.T) {
	for _, version := range []string{"v1.2.3", "v0.1.0-rc.1", "v0.0.0-20261123071500-59d8454aaaaa", "59d8454aaaaa", strings.Repeat("a", 40)} {
		if _, err := step.Steps()[0].Text(version); err != nil {
			t.Error(err)
		}
	}
	for _, version := range []string{"", "latest", "main", "1.2.3", "v1", "v1.2.3; evil", "v1.2.3\n- evil", "v1.2.3+dirty", "59d8454", "v1.2.3 # x", "${evil}"} {
		if _, err := step.Steps()[0].Text(version); err == nil {
			t.Errorf("%q is installed", version)
		}
	}
	for _, test := range []struct{ known, want string }{
		{"v1.2.3", "v1.2.3"},
		{"v1.2.3-4-g59d8454", ""}, // of git describe: there is no such tag
		{"v1.2.3-dirty", ""},
		{"development", ""},
		{"(devel)", ""},
		{"v0.0.0-20261123071500-59d8454aaaaa+dirty", ""},
		{"", ""},
	} {
		if got := step.Pin("", test.known); got != test.want {
			t.Errorf("%q is pinned as %q, not %q", test.known, got, test.want)
		}
	}
	if got := step.Pin("v1.2.3-4-g59d8454", "(devel)", strings.Repeat("b", 40)); got != strings.Repeat("b", 40) {
		t.Errorf("the commit is not taken: %q", got)
	}
}

// buildspec is what CodeBuild reads of the parts that we write
// (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html); what it does not know is refused.
type buildspec struct {
	Version string `yaml:"version"`
	Env     struct {
		Variables map[string]string `yaml:"variables"`
	} `yaml:"env"`
	Phases struct {
		Install, Build struct {
			Runtimes map[string]string `yaml:"runtime-versions"`
			Failure  string            `yaml:"on-failure"`
			Commands []string          `yaml:"commands"`
			Finally  []string          `yaml:"finally"`
		}
	} `yaml:"phases"`
	Reports map[string]struct {
		Files   []string `yaml:"files"`
		Base    string   `yaml:"base-directory"`
		Discard string   `yaml:"discard-paths"`
		Format  string   `yaml:"file-format"`
	} `yaml:"reports"`
	Artifacts struct {
		Files []string `yaml:"files"`
		Name  string   `yaml:"name"`
	} `yaml:"artifacts"`
}

func TestBuildspec(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository(t), "buildspec.sconce.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var spec buildspec
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&spec); err != nil {
		t.Fatal(err)
	}
	report := spec.Reports["sconce"]
	if spec.Version != "0.2" || report.Format != "JUNITXML" || len(report.Files) != 1 {
		t.Errorf("%+v", spec)
	}
	scan := strings.Join(spec.Phases.Build.Commands, "\n")
	for _, file := range append(report.Files, spec.Artifacts.Files...) {
		if !strings.Contains(scan, "="+file) {
			t.Errorf("%s is collected, and not written by %s", file, scan)
		}
	}
}

// TestLinters asks each system's own linter, or one that has its schema.
func TestLinters(t *testing.T) {
	dir := repository(t)
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	bin := os.Getenv("BIN") // where make puts its tools
	if bin == "" {
		bin = filepath.Join(root, ".bin")
	}
	for _, test := range []struct {
		name    string
		command []string
		from    string
	}{
		{"workflow", []string{"actionlint", "-no-color", "-shellcheck=", filepath.Join(dir, ".github", "workflows", "sconce.yml")}, "make tools builds it"},
		{"workflow schema", []string{"check-jsonschema", "--builtin-schema", "vendor.github-workflows", filepath.Join(dir, ".github", "workflows", "sconce.yml")}, "pip install check-jsonschema"},
		{"gitlab schema", []string{"check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", filepath.Join(dir, ".gitlab", "sconce.yml")}, "pip install check-jsonschema"},
		{"pre-commit configuration", []string{"pre-commit", "validate-config", filepath.Join(dir, ".pre-commit-config.yaml")}, "pip install pre-commit"},
		{"pre-commit hooks", []string{"pre-commit", "validate-manifest", filepath.Join(root, ".pre-commit-hooks.yaml")}, "pip install pre-commit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			program, err := exec.LookPath(filepath.Join(bin, test.command[0]))
			if err != nil {
				program, err = exec.LookPath(test.command[0])
			}
			if err != nil {
				if os.Getenv("SCONCE_CI") != "" && test.command[0] == "actionlint" {
					t.Fatal("actionlint is not here, and the tests of a change ask for it: make tools")
				}
				t.Skipf("%s is not here: %s", test.command[0], test.from)
			}
			if out, err := exec.CommandContext(t.Context(), program, test.command[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestTheHookIsOurs holds the hook that a configuration names to the one that this repository offers.
func TestTheHookIsOurs(t *testing.T) {
	var config struct {
		Repos []struct{ Hooks []struct{ ID string } }
	}
	text, err := os.ReadFile(filepath.Join(repository(t), ".pre-commit-config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Files string }
	if text, err = os.ReadFile(filepath.Join("..", "..", ".pre-commit-hooks.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 1 || config.Repos[0].Hooks[0].ID != hooks[0].ID {
		t.Fatalf("%+v is not %+v", config, hooks)
	}
	files := regexp.MustCompile(hooks[0].Files)
	for name, want := range map[string]bool{
		"template.yaml": true, "services/orders/template.yml": true, "stack.json": true, "app.template": true, "samconfig.toml": true, "a/samconfig.toml": true,
		"main.go": false, "yaml.md": false, "pyproject.toml": false,
	} {
		if files.MatchString(name) != want {
			t.Errorf("a commit that changes %s is scanned: %v", name, !want)
		}
	}
}
