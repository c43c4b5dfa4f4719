// Package fixes mends every template of the public SAM translator's suite, which is not part of this
// project: the test reads it from $SCONCE_CORPUS/sam. Whatever is offered holds, loses no comment, is a
// patch that git takes, leaves nothing to offer a second time, and deploys as far as cfn-lint can tell.
package fixes

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// absent skips a test, and fails it where CI wants everything to be there.
func absent(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv("SCONCE_CI") == "1" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// templates are the inputs of the suite, by name: those that the translator takes.
func templates(t *testing.T) map[string][]byte {
	t.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	inputs, err := filepath.Glob(filepath.Join(dir, "sam", "input", "*.yaml"))
	if err != nil || len(inputs) == 0 {
		absent(t, "the suite of the SAM translator is not there: set SCONCE_CORPUS to the directory that holds sam/input")
	}
	out := map[string][]byte{}
	for _, name := range inputs {
		if base := filepath.Base(name); !strings.HasPrefix(base, "error_") {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out[base] = text
		}
	}
	return out
}

// fix mends a template that stands alone.
func fix(ctx context.Context, name string, text []byte) (*scan.Fixes, error) {
	files := fstest.MapFS{name: &fstest.MapFile{Data: text, Mode: fs.FileMode(0o600)}}
	opts := scan.Options{Path: ".", Files: files, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	return scan.Fix(ctx, opts, func(finding.Finding) bool { return true })
}

// outcome is what was made of the suite.
type outcome struct {
	sync.Mutex
	found, mended map[string]int // by rule
	before, after map[string][]byte
	patch         bytes.Buffer
}

func TestTheSuite(t *testing.T) {
	all := templates(t)
	o := &outcome{found: map[string]int{}, mended: map[string]int{}, before: map[string][]byte{}, after: map[string][]byte{}}
	t.Run("templates", func(t *testing.T) {
		for name, text := range all {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				o.mend(t, name, text)
			})
		}
	})
	o.count(t)
	t.Run("git takes the patch", o.applies)
	t.Run("cfn-lint finds nothing new", o.lint)
}

// mend mends one template and holds the result to what a fix promises.
func (o *outcome) mend(t *testing.T, name string, text []byte) {
	t.Helper()
	f, err := fix(t.Context(), name, text)
	if err != nil {
		if strings.Contains(err.Error(), scan.ErrNoApplication.Error()) {
			t.Skip(err)
		}
		t.Fatal(err)
	}
	left := map[string]bool{}
	for _, app := range f.After.Apps {
		for _, found := range app.Findings {
			left[found.Fingerprint()] = true
		}
	}
	for _, m := range f.Mended {
		if left[m.Finding.Fingerprint()] {
			t.Errorf("still there: %s: %s", m.Finding.Rule, m.Finding.Message)
		}
	}
	change, changed := f.Files[name]
	if changed {
		keepsComments(t, string(change.Before), string(change.After))
		again, err := fix(t.Context(), name, change.After)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range again.Mended {
			t.Errorf("the second time %s is mended: %s", m.Finding.Rule, m.Finding.Message)
		}
	}
	o.Lock()
	defer o.Unlock()
	for _, app := range f.Before.Apps {
		for _, found := range app.Findings {
			o.found[found.Rule]++
		}
	}
	for _, m := range f.Mended {
		o.mended[m.Finding.Rule]++
		for _, also := range m.Also {
			o.mended[also.Rule]++
		}
	}
	if changed {
		o.before[name], o.after[name] = change.Before, change.After
		if err := report.Diff(&o.patch, f, "", report.Style{}); err != nil {
			t.Error(err)
		}
	}
}

// comment matches what is certainly a comment: the rest of a line that begins with a number sign.
var comment = regexp.MustCompile(`(?m)^[ \t]*#.*$|[ \t]#[ \t].*$`)

func keepsComments(t *testing.T, before, after string) {
	t.Helper()
	counts := map[string]int{}
	for _, text := range comment.FindAllString(after, -1) {
		counts[strings.TrimSpace(text)]++
	}
	for _, text := range comment.FindAllString(before, -1) {
		if counts[strings.TrimSpace(text)]--; counts[strings.TrimSpace(text)] < 0 {
			t.Errorf("lost %q", text)
		}
	}
}

// count prints of each rule how many findings had a fix.
func (o *outcome) count(t *testing.T) {
	t.Helper()
	found, mended := 0, 0
	for _, rule := range slices.Sorted(maps.Keys(o.found)) {
		found, mended = found+o.found[rule], mended+o.mended[rule]
		t.Logf("%s: %d of %d", rule, o.mended[rule], o.found[rule])
	}
	t.Logf("%d of %d findings of the SAM suite mended", mended, found)
	if mended*10 < found*floor {
		t.Errorf("less than %d %% of the findings are mended", floor*10)
	}
}

// floor is how many of ten findings must have a fix: it only rises.
const floor = 5

func (o *outcome) applies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		absent(t, "there is no git")
	}
	dir := t.TempDir()
	for name, text := range o.before {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q", "."}, {"apply", "--check", "-"}, {"apply", "-"}} {
		cmd := exec.CommandContext(t.Context(), git, args...)
		cmd.Dir, cmd.Stdin = dir, bytes.NewReader(o.patch.Bytes())
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	for name, want := range o.after {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what it should be: %v", name, err)
		}
	}
	t.Log(fmt.Sprint(len(o.after)) + " of " + fmt.Sprint(len(o.before)) + " patched files are as proved")
}
