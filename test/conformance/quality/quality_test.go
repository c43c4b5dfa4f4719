package quality

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// The least that the set must give; these only rise.
const (
	leastPrecision = 0.99
	leastRecall    = 0.98
	leastUnknown   = 0.90 // of the templates labelled unknown, those answered so
)

var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// score counts answers against labels.
type score struct{ right, wrong, missed, kept, guessed int }

func (s score) precision() float64 { return ratio(s.right, s.right+s.wrong) }
func (s score) recall() float64    { return ratio(s.right, s.right+s.missed) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// TestQuality asks the rules that a template is labelled for, and no others.
func TestQuality(t *testing.T) {
	files, err := filepath.Glob("*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled templates: %v", err)
	}
	var all score
	areas := map[string]*score{}
	for _, name := range files {
		rules := RulesOf(filepath.Dir(name))
		area, _, _ := strings.Cut(rules[0], "-")
		if areas[area] == nil {
			areas[area] = &score{}
		}
		said, open := answers(t, name, rules)
		remark := ""
		for _, s := range []*score{&all, areas[area]} {
			remark = s.count(header(t, name, "label"), said, open)
		}
		if remark != "" {
			t.Logf("%-8s %s (%s): said %q; %s", remark, name, header(t, name, "subject"), said, header(t, name, "why"))
		}
	}
	for _, area := range slices.Sorted(maps.Keys(areas)) {
		s := areas[area]
		t.Logf("%-14s precision %.3f, recall %.3f, unknown kept %d of %d", area, s.precision(), s.recall(), s.kept, s.kept+s.guessed)
	}
	t.Logf("%d labelled templates: precision %.3f (%d wrong), recall %.3f (%d missed of %d), unknown kept %d of %d",
		len(files), all.precision(), all.wrong, all.recall(), all.missed, all.right+all.missed, all.kept, all.kept+all.guessed)
	if all.precision() < leastPrecision || all.recall() < leastRecall || ratio(all.kept, all.kept+all.guessed) < leastUnknown {
		t.Errorf("less than precision %.3f, recall %.3f, unknown %.3f", leastPrecision, leastRecall, leastUnknown)
	}
}

// count adds an answer and says what is wrong with it, if anything.
func (s *score) count(label string, said []string, open bool) string {
	switch {
	case label == "bad" && len(said) > 0:
		s.right++
	case label == "bad":
		s.missed++
		return "missed"
	case label == "unknown" && open && len(said) == 0:
		s.kept++
	case label == "unknown":
		s.guessed++
		if len(said) > 0 {
			s.wrong++
		}
		return "guessed"
	case len(said) > 0:
		s.wrong++
		return "wrong"
	}
	return ""
}

// answers is what rules find in a template, and whether one said unknown of something.
func answers(t *testing.T, name string, rules []string) (said []string, unknown bool) {
	t.Helper()
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Only: rules, Now: today})
	if err != nil || len(r.Refused) > 0 {
		t.Fatalf("%s: %v %v", name, err, r)
	}
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			if f.Outcome == finding.NotMet {
				said = append(said, f.Message)
			}
		}
		unknown = unknown || len(app.Unknown) > 0
	}
	return said, unknown
}

// header is a line of the comment that a labelled template begins with.
func header(t *testing.T, name, key string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "# "+key+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("%s: no %s", name, key)
	return ""
}
