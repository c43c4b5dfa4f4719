package finding_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

func TestFingerprintsTellFindingsApart(t *testing.T) {
	base := finding.Finding{Rule: "privilege-pass-role", Resource: "t.yaml#Role", Detail: "0"}
	seen := map[string]string{base.Fingerprint(): "the first"}
	for what, f := range map[string]finding.Finding{
		"another rule":                     {Rule: "privilege-admin-policy", Resource: "t.yaml#Role", Detail: "0"},
		"another subject":                  {Rule: "privilege-pass-role", Resource: "t.yaml#Other", Detail: "0"},
		"another template":                 {Rule: "privilege-pass-role", Resource: "u.yaml#Role", Detail: "0"},
		"another detail":                   {Rule: "privilege-pass-role", Resource: "t.yaml#Role", Detail: "1"},
		"no detail":                        {Rule: "privilege-pass-role", Resource: "t.yaml#Role"},
		"the same letters cut differently": {Rule: "privilege-pass-rolet", Resource: ".yaml#Role", Detail: "0"},
		"and at the other end":             {Rule: "privilege-pass-role", Resource: "t.yaml#Role0"},
	} {
		mark := f.Fingerprint()
		if len(mark) != 16 {
			t.Errorf("%s: %q has not 16 digits", what, mark)
		}
		if other, taken := seen[mark]; taken {
			t.Errorf("%s has the fingerprint of %s", what, other)
		}
		seen[mark] = what
	}
}

func TestFingerprintsAreStable(t *testing.T) {
	f := finding.Finding{Rule: "privilege-pass-role", Resource: "t.yaml#Role", Detail: "0"}
	const want = "ffe74fcabd67e0d5" // baselines and suppressions hold it: it must not change
	if got := f.Fingerprint(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	moved := f
	moved.At = model.Location{File: "t.yaml", Line: 7, Start: 100}
	moved.Message, moved.Severity, moved.Reason = "in other words", finding.Low, "because"
	moved.Functions, moved.Evidence = []string{"f"}, []finding.Evidence{{Text: "a fact"}}
	if moved.Fingerprint() != want {
		t.Error("the fingerprint changes with the place, the words, the severity or the evidence")
	}
}

func TestSeverities(t *testing.T) {
	previous := finding.Severity(0)
	for _, name := range []string{"info", "low", "medium", "high", "critical"} {
		s, err := finding.ParseSeverity(name)
		if err != nil || s.String() != name || s <= previous {
			t.Errorf("%s: %v, %v", name, s, err)
		}
		previous = s
	}
	if s, err := finding.ParseSeverity("HIGH"); err != nil || s != finding.High {
		t.Errorf("HIGH: %v, %v", s, err)
	}
	for _, name := range []string{"", "severe", "0", "none"} {
		if s, err := finding.ParseSeverity(name); err == nil {
			t.Errorf("%q is read as %s", name, s)
		}
	}
	for _, s := range []finding.Severity{0, 6, 255} {
		if s.String() != "" {
			t.Errorf("severity %d is called %q", s, s.String())
		}
	}
}

func TestPracticesAreTen(t *testing.T) {
	seen := map[finding.Practice]bool{}
	for _, p := range finding.Practices() {
		seen[p] = true
	}
	if len(seen) != 10 || seen[""] {
		t.Errorf("%v", finding.Practices())
	}
}
