package scan_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

func TestSelect(t *testing.T) {
	all, secrets := len(scan.Rules()), 0
	for _, r := range scan.Rules() {
		if r.Practice == finding.Secrets {
			secrets++
		}
	}
	tests := []struct {
		what       string
		only, skip []string
		want       int
		has, lacks string
	}{
		{what: "everything", want: all},
		{what: "one rule", only: []string{"privilege-pass-role"}, want: 1, has: "privilege-pass-role"},
		{what: "a rule twice", only: []string{"privilege-pass-role", "privilege-pass-role"}, want: 1},
		{what: "a rule and its practice", only: []string{"secrets", "secret-plaintext-environment"}, want: secrets},
		{what: "all but one", skip: []string{"privilege-pass-role"}, want: all - 1, lacks: "privilege-pass-role"},
		{what: "a practice but one", only: []string{"secrets"}, skip: []string{"secret-plaintext-parameter"}, want: secrets - 1, has: "secret-plaintext-environment"},
		{what: "skip wins", only: []string{"privilege-pass-role"}, skip: []string{"privilege"}, want: 0},
	}
	for _, test := range tests {
		rules, err := scan.Select(test.only, test.skip)
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
			continue
		}
		var ids []string
		for _, r := range rules {
			ids = append(ids, r.ID)
		}
		if len(ids) != test.want || test.has != "" && !slices.Contains(ids, test.has) || test.lacks != "" && slices.Contains(ids, test.lacks) {
			t.Errorf("%s: %v", test.what, ids)
		}
	}
}

func TestSelectSuggests(t *testing.T) {
	for name, want := range map[string]string{
		"privilege-pass-rol":     `there is no rule or practice "privilege-pass-rol": did you mean privilege-pass-role?`,
		"Privilege-Pass-Role":    `there is no rule or practice "Privilege-Pass-Role": did you mean privilege-pass-role?`,
		"privilleges":            `there is no rule or practice "privilleges": did you mean privilege?`,
		"secretz":                `there is no rule or practice "secretz": did you mean secrets?`,
		"exposure-wildcard-crs":  `there is no rule or practice "exposure-wildcard-crs": did you mean exposure-wildcard-cors?`,
		"x":                      `there is no rule or practice "x": see sconce rules`,
		"":                       `there is no rule or practice "": see sconce rules`,
		"nothing like it at all": `there is no rule or practice "nothing like it at all": see sconce rules`,
	} {
		for _, list := range [][2][]string{{{name}, nil}, {nil, {name}}} {
			if _, err := scan.Select(list[0], list[1]); err == nil || err.Error() != want {
				t.Errorf("%q: %v", name, err)
			}
		}
	}
}

func TestRunRefusesWhatIsNotThere(t *testing.T) {
	empty := t.TempDir()
	for path, want := range map[string]string{
		filepath.Join(empty, "missing"): "there is no file or directory",
		empty:                           "no application found",
	} {
		if _, err := scan.Run(t.Context(), scan.Options{Path: path}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestFingerprintsOfTheShop holds the findings of a whole application apart, and to their
// fingerprints when lines move.
func TestFingerprintsOfTheShop(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "examples", "shop", "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	before, beforeLines := fingerprints(t, string(text))
	after, afterLines := fingerprints(t, "# a comment\n\n# and another\n"+string(text))
	if !slices.Equal(before, after) {
		t.Errorf("fingerprints change when lines move: %d, then %d", len(before), len(after))
	}
	if len(before) < 30 || afterLines != beforeLines+3*len(before) {
		t.Errorf("%d findings, lines %d and %d", len(before), beforeLines, afterLines)
	}
}

// fingerprints scans a template and answers the fingerprints of all answers, sorted, and the sum of
// their lines. No two may be the same.
func fingerprints(t *testing.T, template string) (marks []string, lines int) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "template.yaml")
	if err := os.WriteFile(name, []byte(template), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Now: today})
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]string{}
	for _, f := range slices.Concat(r.Apps[0].Findings, r.Apps[0].Unknown) {
		mark := f.Fingerprint()
		if other, taken := messages[mark]; taken {
			t.Errorf("one fingerprint for %q and %q", f.Message, other)
		}
		messages[mark] = f.Rule + ": " + f.Message
		marks = append(marks, mark)
		lines += f.At.Line
	}
	slices.Sort(marks)
	return marks, lines
}

// TestFindingsComeInOrder reads the findings of the shop: worst first, and nothing without a place.
func TestFindingsComeInOrder(t *testing.T) {
	r, err := scan.Run(t.Context(), scan.Options{Path: filepath.Join("..", "..", "examples", "shop"), Now: today})
	if err != nil {
		t.Fatal(err)
	}
	previous := finding.Critical
	for _, f := range r.Apps[0].Findings {
		if f.Severity > previous {
			t.Errorf("%s: %s comes after %s", f.At, f.Severity, previous)
		}
		previous = f.Severity
		if f.At.Line == 0 || f.Message == "" || f.Outcome != finding.NotMet {
			t.Errorf("%+v", f)
		}
	}
	for _, u := range r.Apps[0].Unknown {
		if u.Reason == "" || strings.HasSuffix(u.Reason, ".") || u.Outcome != finding.Unknown {
			t.Errorf("%s: an unknown has a reason, a clause without a full stop: %+v", u.At, u)
		}
	}
	if r.Worst() != finding.Critical {
		t.Errorf("the worst is %s", r.Worst())
	}
}
