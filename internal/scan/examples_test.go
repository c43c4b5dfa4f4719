package scan_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/usage"
)

var update = flag.Bool("update", false, "rewrite the expected answers of the rules' examples")

// today is the day on which the examples are judged.
var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// fewest is how many bad and how many good examples a rule has at least.
const fewest = 2

// TestRuleExamples asks every rule about the examples that it ships (docs/add-a-check.md says how
// they are written) and compares the answers with those that the archive expects.
func TestRuleExamples(t *testing.T) {
	archives := archivesByRule(t)
	for _, rule := range scan.Rules() {
		name, found := archives[rule.ID]
		delete(archives, rule.ID)
		t.Run(rule.ID, func(t *testing.T) {
			if want := path.Join("..", "check", area(rule), "testdata", rule.ID+".txtar"); !found || filepath.ToSlash(name) != want {
				t.Fatalf("the examples are not in %s", want)
			}
			testExamples(t, rule, name)
		})
	}
	for id, name := range archives {
		t.Errorf("%s: there is no rule %s", name, id)
	}
}

// archivesByRule are the archives of examples, by the id that their names give.
func archivesByRule(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "check", "*", "testdata", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	archives := map[string]string{}
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".txtar")
		if archives[id] != "" {
			t.Errorf("%s and %s are for the same rule", archives[id], name)
		}
		archives[id] = name
	}
	return archives
}

func testExamples(t *testing.T, rule *check.Rule, name string) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(archive.Comment)) == "" {
		t.Error("the archive has no comment that says what the rule looks for")
	}
	var got strings.Builder
	want, wantAt := "", -1
	files := map[string]int{}
	records := map[string][]byte{}
	for _, file := range archive.Files {
		if name, ok := strings.CutSuffix(file.Name, ".json"); ok {
			records[name] = file.Data
		}
	}
	for i, file := range archive.Files {
		label, base, _ := strings.Cut(file.Name, "/")
		switch {
		case file.Name == "want":
			want, wantAt = string(file.Data), i
			continue
		case strings.HasSuffix(base, ".json"):
			continue // with the template of the same name
		case label != "bad" && label != "good" && label != "unknown" || !strings.HasSuffix(base, ".yaml") || strings.Contains(base, "/"):
			t.Errorf("%s: a file is called want or {bad,good,unknown}/NAME.yaml", file.Name)
			continue
		}
		files[label]++
		got.WriteString(answers(t, rule, label, base, file.Data, recorded(t, records, strings.TrimSuffix(file.Name, ".yaml"))))
	}
	for name := range records {
		t.Errorf("%s.json: there is no template of this name", name)
	}
	if files["bad"] < fewest || files["good"] < fewest {
		t.Errorf("%d bad and %d good examples; a rule has at least %d of each", files["bad"], files["good"], fewest)
	}
	diff := cmp.Diff(want, got.String())
	switch {
	case diff == "":
	case !*update:
		t.Errorf("answers differ (-want +got; go test ./internal/scan -run TestRuleExamples -update accepts them):\n%s", diff)
	default:
		expected := txtar.File{Name: "want", Data: []byte(got.String())}
		if wantAt < 0 {
			archive.Files = append(archive.Files, expected)
		} else {
			archive.Files[wantAt] = expected
		}
		if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// recorded is what was recorded of an example: it stands beside the template. nil for nothing.
func recorded(t *testing.T, records map[string][]byte, name string) *usage.Log {
	t.Helper()
	text, ok := records[name]
	if !ok {
		return nil
	}
	delete(records, name)
	log, err := usage.Read(t.Context(), fstest.MapFS{"records.json": {Data: text}}, []string{"records.json"})
	if err != nil || len(log.Refused) > 0 {
		t.Fatalf("%s.json: %v %v", name, err, log.Refused)
	}
	return log
}

// answers asks a rule about one example: a line for each weakness, then for each unknown. It fails
// the test where the answer contradicts the label.
func answers(t *testing.T, rule *check.Rule, label, base string, data []byte, log *usage.Log) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), base)
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Only: []string{rule.ID}, Now: today, Usage: log, Idle: 90})
	if err != nil || len(r.Refused) > 0 || len(r.Apps) != 1 {
		t.Fatalf("%s/%s: %v: %+v", label, base, err, r)
	}
	var lines strings.Builder
	app := r.Apps[0]
	seen := map[string]bool{}
	for _, f := range slices.Concat(app.Findings, app.Unknown) {
		if mark := f.Fingerprint(); seen[mark] {
			t.Errorf("%s/%s: two answers have the fingerprint of %q", label, base, f.Message)
		} else {
			seen[mark] = true
		}
	}
	for _, f := range app.Findings {
		fmt.Fprintf(&lines, "%s/%s %s %s\n", label, f.At, f.Severity, f.Message)
	}
	for _, u := range app.Unknown {
		fmt.Fprintf(&lines, "%s/%s %s: %s\n", label, u.At, u.Message, u.Reason)
	}
	wrong := ""
	switch {
	case label == "bad" && len(app.Findings) == 0:
		wrong = "nothing is found"
	case label == "good" && len(app.Findings)+len(app.Unknown) > 0:
		wrong = "it is good"
	case label == "unknown" && (len(app.Findings) > 0 || len(app.Unknown) == 0):
		wrong = "the template cannot tell"
	}
	if wrong != "" {
		t.Errorf("%s/%s: %s, but the answers are\n%s", label, base, wrong, lines.String())
	}
	return lines.String()
}
