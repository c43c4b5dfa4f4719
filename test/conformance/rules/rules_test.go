// Package rules measures the rules against labelled templates that were written before them.
package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// rulesOf are the rules that answer a topic's question.
var rulesOf = map[string][]string{
	"admin-managed-policy":      {"privilege-admin-policy"},
	"code-signing":              {"pipeline-code-signing-off", "pipeline-code-signing-warn"},
	"confused-deputy":           {"privilege-confused-deputy"},
	"cors-wildcard":             {"exposure-wildcard-cors"},
	"dead-letter":               {"observability-no-dead-letter"},
	"end-of-life-runtime":       {"pipeline-runtime-end-of-life"},
	"function-url-without-auth": {"exposure-url-without-auth"},
	"log-retention":             {"observability-log-retention"},
	"no-throttling":             {"exposure-no-throttling"},
	"pass-role-wildcard":        {"privilege-pass-role", "privilege-not-action"},
	"plaintext-secret":          {"secret-plaintext-environment"},
	"public-resource-policy":    {"privilege-public-resource"},
	"route-without-auth":        {"exposure-route-without-auth", "exposure-api-key-only"},
	"secret-parameter":          {"secret-plaintext-parameter"},
	"tracing":                   {"observability-tracing-off"},
	"transit-encryption":        {"encryption-in-transit-optional"},
	"unencrypted-storage":       {"encryption-at-rest-off"},
	"wildcard-action":           {"privilege-wildcard-action", "privilege-wildcard-resource", "privilege-not-action", "privilege-not-resource"},
}

// The least that the set must give; these only rise.
const (
	leastPrecision = 0.98
	leastRecall    = 0.98
	leastUnknown   = 0.90 // of the templates labelled unknown, those answered so
)

var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func TestLabels(t *testing.T) {
	files, err := filepath.Glob("*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no labelled templates: %v", err)
	}
	var right, wrong, missed, bad, unknown, unknownRight int
	for _, name := range files {
		label, subject := header(t, name, "label"), header(t, name, "subject")
		ids, known := rulesOf[filepath.Dir(name)]
		if !known {
			t.Fatalf("%s: no rule for the topic", name)
		}
		found, open := answers(t, name, ids)
		switch {
		case label == "bad":
			bad++
			if found == "" {
				missed++
				t.Logf("missed   %s (%s): %s", name, subject, header(t, name, "why"))
			} else {
				right++
			}
		case found != "":
			wrong++
			t.Logf("wrong    %s (%s): said %q; %s", name, subject, found, header(t, name, "why"))
		}
		if label == "unknown" {
			unknown++
			if open && found == "" {
				unknownRight++
			} else {
				t.Logf("guessed  %s (%s): %s", name, subject, header(t, name, "why"))
			}
		}
	}
	precision := float64(right) / float64(right+wrong)
	recall := float64(right) / float64(bad)
	t.Logf("%d labelled templates: precision %.3f (%d wrong), recall %.3f (%d missed of %d), unknown kept %d of %d",
		len(files), precision, wrong, recall, missed, bad, unknownRight, unknown)
	if precision < leastPrecision || recall < leastRecall || float64(unknownRight) < leastUnknown*float64(unknown) {
		t.Errorf("precision %.3f (least %.2f), recall %.3f (least %.2f), unknown kept %d of %d", precision, leastPrecision, recall, leastRecall, unknownRight, unknown)
	}
}

// answers is the message of a finding of one of the rules, and whether one of them said unknown.
func answers(t *testing.T, name string, ids []string) (found string, unknown bool) {
	t.Helper()
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Only: ids, Now: today})
	if err != nil || len(r.Refused) > 0 {
		t.Fatalf("%s: %v %v", name, err, r)
	}
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			if f.Outcome == finding.NotMet {
				found = f.Message
			}
		}
		unknown = unknown || len(app.Unknown) > 0
	}
	return found, unknown
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
