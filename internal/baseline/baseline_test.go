package baseline_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

func found(file, name string, severity finding.Severity) finding.Finding {
	return finding.Finding{Rule: "a-b", Outcome: finding.NotMet, Severity: severity, Resource: file + "#" + name, App: file, Message: "wrong " + name, At: model.Location{File: file, Line: 3}}
}

func written(t *testing.T, d *baseline.Document) []byte {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestWhatBecameOfFindings(t *testing.T) {
	known := baseline.Of([]finding.Finding{
		found("t.yaml", "Same", finding.Low), found("t.yaml", "Worse", finding.Low), found("t.yaml", "Milder", finding.High), found("old.yaml", "Moved", finding.Low),
		found("t.yaml", "Gone", finding.Low), found("t.yaml", "Accepted", finding.Low), found("t.yaml", "Unknown", finding.Low),
	})
	read, err := baseline.Parse("b.json", written(t, known))
	if err != nil {
		t.Fatal(err)
	}
	now := []finding.Finding{
		found("t.yaml", "Same", finding.Low), found("t.yaml", "Worse", finding.Medium), found("t.yaml", "Milder", finding.Low), found("new.yaml", "Moved", finding.Low),
		found("t.yaml", "New", finding.Low),
	}
	c := read.Compare(now, []finding.Finding{found("t.yaml", "Accepted", finding.Low), found("t.yaml", "Unknown", finding.Low)})
	if want := []bool{true, false, true, true, false}; !slices.Equal(c.Known, want) {
		t.Errorf("known: %v, want %v", c.Known, want)
	}
	if want := []bool{false, true, false, false, false}; !slices.Equal(c.Worse, want) {
		t.Errorf("worse: %v, want %v", c.Worse, want)
	}
	if len(c.Gone) != 1 || c.Gone[0].Message != "wrong Gone" {
		t.Errorf("gone: %+v", c.Gone)
	}
}

// A finding that differs between environments is in the document once, as bad as it is anywhere.
func TestEachFindingOnce(t *testing.T) {
	d := baseline.Of([]finding.Finding{found("t.yaml", "A", finding.Low), found("t.yaml", "A", finding.High), found("a.yaml", "B", finding.Low)})
	if len(d.Findings) != 2 || d.Findings[0].File != "a.yaml" || d.Findings[1].Severity != "high" {
		t.Errorf("%+v", d.Findings)
	}
}

func TestWrongBaselines(t *testing.T) {
	good := string(written(t, baseline.Of([]finding.Finding{found("t.yaml", "A", finding.Low)})))
	for what, test := range map[string]struct{ text, want string }{
		"nothing":         {"", "b.json"},
		"another version": {strings.Replace(good, "/v1", "/v2", 1), `b.json: a baseline of another version ("sconce.baseline/v2"): this sconce reads sconce.baseline/v1`},
		"another format":  {`{"schema": "sconce.scan/v1"}`, "b.json: this is no baseline: its schema is not sconce.baseline/v1"},
		"a list":          {"[]", "b.json:1: this is no baseline"},
		"cut off":         {good[:len(good)-3], "b.json:1: this is no baseline"},
		"more after it":   {good + good, "b.json"},
		"another field":   {strings.Replace(good, `"home"`, `"house"`, 1), `b.json: this is no baseline: unknown field "house"`},
		"a wrong type":    {strings.Replace(good, `"a-b"`, `7`, 1), "b.json:1: this is no baseline: number is not what is expected there"},
		"no id":           {strings.Replace(good, "\"id\":\"", "\"id\":\"\",\"resource\":\"", 1), "b.json: finding 1 of the baseline has no id, rule or severity"},
		"no severity":     {strings.Replace(good, `"low"`, `"grim"`, 1), "b.json: finding 1 of the baseline has no id, rule or severity"},
	} {
		_, err := baseline.Parse("b.json", []byte(test.text))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %s", what, err, test.want)
		}
	}
}

func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`{"schema":"sconce.baseline/v1","findings":[{"id":"1","likeness":"2","home":"3","rule":"a-b","severity":"low","resource":"t#R","file":"t","message":"m"}]}`))
	f.Add([]byte(`{"schema":"sconce.baseline/v2"}`))
	f.Add([]byte(`{"schema":"sconce.baseline/v1","findings":null}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := baseline.Parse("b.json", text)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
			return
		}
		c := d.Compare([]finding.Finding{found("t.yaml", "A", finding.Low)}, nil)
		if len(c.Known) != 1 || len(c.Gone) > len(d.Findings) {
			t.Errorf("%+v", c)
		}
		if again := written(t, d); len(again) == 0 {
			t.Error("it cannot be written again")
		}
	})
}
