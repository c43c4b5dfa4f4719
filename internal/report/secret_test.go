package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
)

// planted are the secrets in testdata/planted.yaml, one in every place that a template has for one.
var planted = []string{
	"plantedEnv1", "plantedEnv2", "plantedDefault", "plantedHidden", "plantedUse", "plantedList", "plantedOther",
	"AKIAIOSFODNN7EXAMPLE", "AKIAPLANTEDINROUTE22", "AKIAPLANTEDINPOLICY2", "AKIAPLANTEDCONDITION", "AKIAPLANTEDMETADATA2",
	"AKIAPLANTEDINTRIGGER", "AKIAPLANTEDINTRUST22", "AKIAPLANTEDDOCUMENT2", "AKIAPLANTEDHEADERS22", "plantedUrl", "BEGIN RSA PRIVATE KEY",
	"plantedStage1", "plantedFlow1", "plantedFlow2", "plantedData1", "plantedPartner", "plantedCache", "plantedOutput1",
	"AKIAPLANTEDVARIABLE2", "AKIAPLANTEDCONTAINER",
}

func TestNoReportHoldsASecret(t *testing.T) {
	name := filepath.Join("testdata", "planted.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: name})
	if err != nil || len(r.Refused) > 0 {
		t.Fatalf("%v: %+v", err, r)
	}
	outputs := map[string]func(*bytes.Buffer) error{
		"scan as text":  func(b *bytes.Buffer) error { return report.Text(b, r, report.TextOptions{Verbose: true}) },
		"scan as JSON":  func(b *bytes.Buffer) error { return report.Scan(b, r) },
		"model as text": func(b *bytes.Buffer) error { return report.ModelText(b, r, report.Style{}) },
		"model as JSON": func(b *bytes.Buffer) error { return report.Model(b, r) },
	}
	for _, secret := range planted {
		if !strings.Contains(string(text), secret) {
			t.Errorf("%s is not planted", secret)
		}
	}
	for what, write := range outputs {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		for _, secret := range planted {
			if i := strings.Index(b.String(), secret); i >= 0 {
				t.Errorf("%s holds %s: ...%s...", what, secret, b.String()[max(0, i-120):min(b.Len(), i+60)])
			}
		}
	}
	for _, f := range r.Apps[0].Model.Functions {
		for _, v := range f.Env {
			if v.Name == "TABLE" && v.Value.IsSecret() {
				t.Error("the name of a table is masked")
			}
		}
	}
}

func TestMaskedValuesAreToldApart(t *testing.T) {
	a, b := model.NewString("plantedOne", model.Location{}).Secret(), model.NewString("plantedTwo", model.Location{}).Secret()
	if a.String() == b.String() || a.String() != a.WithAt(model.Location{Line: 9}).String() {
		t.Errorf("a fingerprint tells secrets apart and nothing else: %s, %s", a, b)
	}
}
