package aws

import (
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// listed is a directory that only has a list of files.
type listed []string

func (l listed) Files() []string { return l }

func (l listed) Stat(name string) (isFile, isDir bool) {
	for _, file := range l {
		isDir = isDir || len(file) > len(name) && file[:len(name)+1] == name+"/"
	}
	return slices.Contains(l, name), isDir
}

func TestWhereUploadedCodeLies(t *testing.T) {
	files := listed{
		"services/orders/index.js", "services/orders/lib/index.js", "services/vehicle/index.js", "services/jitr/index.js",
		"services/search/app.py", "services/search-index/app.py", "tools/report/main.js",
	}
	for name, c := range map[string]struct{ key, handler, runtime, want string }{
		"one word fits":           {"v1/shop-orders-service.zip", "index.handler", "nodejs22.x", "services/orders"},
		"two that differ":         {"shop-vehicle-jitr.zip", "index.handler", "nodejs22.x", ""},
		"the one that says more":  {"search-index.zip", "app.main", "python3.13", "services/search-index"},
		"no file for the handler": {"report.zip", "index.handler", "nodejs22.x", ""},
		"nothing fits":            {"customers.zip", "index.handler", "nodejs22.x", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := func(s string) model.Value { return model.NewString(s, model.Location{}) }
			d := Declared{ID: "t.yaml#F", Type: "AWS::Lambda::Function", Template: "t.yaml", Properties: model.NewMap([]model.Field{
				{Key: "Runtime", Value: text(c.runtime)},
				{Key: "Handler", Value: text(c.handler)},
				{Key: "Code", Value: model.NewMap([]model.Field{{Key: "S3Key", Value: text(c.key)}}, model.Location{})},
			}, model.Location{})}
			declared := []Declared{d}
			app := Build("t.yaml", declared, NewIndex(declared), files)
			if got := app.Functions[0].CodePath; got != c.want {
				t.Errorf("code of %s is said to lie in %q, want %q", c.key, got, c.want)
			}
			if unknown := len(app.Unknowns) == 1; unknown != (c.want == "") {
				t.Errorf("unknowns: %v", app.Unknowns)
			}
		})
	}
}
