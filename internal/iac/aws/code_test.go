package aws

import (
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// listed is a directory that only has a list of files, all Dockerfiles the same.
type listed []string

func (listed) Read(string) ([]byte, error) {
	return []byte("FROM x\nCMD [\"old.main\"]\nCMD [ \"app.main\" ]\n"), nil
}

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

func TestWhereAnImageIsBuiltFrom(t *testing.T) {
	for name, c := range map[string]struct {
		files                listed
		image, code, handler string
	}{
		"the only Dockerfile":    {listed{"img/Dockerfile", "img/app.py"}, "1.dkr.ecr.eu-west-1.amazonaws.com/any:1", "img", "img/app.py"},
		"by its name":            {listed{"orders/Dockerfile", "orders/src/app.js", "search/Dockerfile"}, "shop/orders:latest", "orders", "orders/src/app.js"},
		"two and no name":        {listed{"a/Dockerfile", "b/Dockerfile"}, "shop:1", "", ""},
		"no file for its CMD":    {listed{"Dockerfile"}, "shop:1", ".", ""},
		"there is no Dockerfile": {listed{"app.py"}, "shop:1", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			code := model.NewMap([]model.Field{{Key: "ImageUri", Value: model.NewString(c.image, model.Location{})}}, model.Location{})
			declared := []Declared{{ID: "t.yaml#F", Type: "AWS::Lambda::Function", Template: "t.yaml", Properties: model.NewMap([]model.Field{
				{Key: "PackageType", Value: model.NewString("Image", model.Location{})}, {Key: "Code", Value: code},
			}, model.Location{})}}
			f := Build("t.yaml", declared, NewIndex(declared), c.files).Functions[0]
			if f.CodePath != c.code || f.HandlerFile != c.handler {
				t.Errorf("the code is said to lie in %q, the handler in %q; want %q and %q", f.CodePath, f.HandlerFile, c.code, c.handler)
			}
		})
	}
}
