package report

import (
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

func TestFoldRepeated(t *testing.T) {
	at := func(line int) model.Location { return model.Location{File: "t.yaml", Line: line} }
	app := scan.App{Findings: []finding.Finding{
		{Rule: "a-globals", Severity: finding.High, Resource: "t#A", At: at(3)},
		{Rule: "a-globals", Severity: finding.High, Resource: "t#B", At: at(3)},
		{Rule: "a-globals", Severity: finding.Critical, Resource: "t#C", At: at(3)},
		{Rule: "b-bad", Severity: finding.High, Resource: "t#A", At: at(5)},
		{Rule: "b-bad", Severity: finding.High, Resource: "t#B", At: at(6)},
		{Rule: "b-bad", Severity: finding.High, Resource: "t#C", At: at(7)},
		{Rule: "c-small", Severity: finding.Low, Resource: "t#A", At: at(5)},
		{Rule: "c-small", Severity: finding.Medium, Resource: "t#B", At: at(6)}, // worse than usual: shown where it is
		{Rule: "c-small", Severity: finding.Low, Resource: "t#C", At: at(7)},
		{Rule: "c-small", Severity: finding.Info, Resource: "t#C", At: at(8)},
		{Rule: "d-twice", Severity: finding.Low, Resource: "t#A", At: at(5)},
		{Rule: "d-twice", Severity: finding.Low, Resource: "t#B", At: at(6)},
	}}
	often, rest := foldRepeated(app)
	if len(often) != 2 || len(rest.Findings) != 6 || len(app.Findings) != 12 {
		t.Fatalf("%d shown once, %d left, %d at first", len(often), len(rest.Findings), len(app.Findings))
	}
	if r := often[0]; r.rule != "a-globals" || r.severity != finding.Critical || r.place != "t.yaml:3" || len(r.names) != 3 {
		t.Errorf("one line causes three: %+v", r)
	}
	if r := often[1]; r.rule != "c-small" || r.severity != finding.Low || r.place != "" || !slices.Equal(r.names, []string{"A", "C"}) {
		t.Errorf("small ones: %+v", r)
	}
}
