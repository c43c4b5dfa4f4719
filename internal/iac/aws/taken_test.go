package aws

import (
	"slices"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// TestWhatABuildIsMadeOf holds what stands for the source of code that is not where the template says.
func TestWhatABuildIsMadeOf(t *testing.T) {
	const export = "exports.handler = async () => {}"
	python := func(name string) string { return "def " + name + "(event, context):\n    pass\n" }
	archive := object("S3Bucket", "b", "S3Key", "x/1.zip")
	for name, c := range map[string]struct {
		runtime, handler string
		code             any
		files            contents
		want             string
		candidates       []string
	}{
		"webpack": {"nodejs22.x", "orders.handler", "dist", of("src/a.js", "src/b.js").with("webpack.config.js",
			"module.exports = {entry: {orders: './src/a.js', 'stock': './src/b.js'}, output: {path: `${__dirname}/dist`, filename: '[name].js'}}"), "src/a.js", nil},
		"webpack to another directory": {"nodejs22.x", "orders.handler", "dist", of("src/a.js").with("webpack.config.js",
			"module.exports = {entry: {orders: './src/a.js'}, output: {path: path.resolve(__dirname, 'web')}}"), "", nil},
		"esbuild by its interface": {"nodejs22.x", "orders/app.handler", "out", of("src/orders/app.ts", "src/stock/app.ts").with("esbuild.config.mjs",
			"build({\n  entryPoints: ['src/orders/app.ts', 'src/stock/app.ts'],\n  outdir: 'out',\n})"), "src/orders/app.ts", nil},
		"a script of the package": {"nodejs22.x", "index.handler", "dist/orders", of("src/one.ts", "src/two.ts").with("package.json",
			`{"scripts": {"build": "esbuild src/one.ts --bundle --outfile=dist/orders/index.js && esbuild src/two.ts --outfile=dist/stock/index.js"}}`), "src/one.ts", nil},
		"a script that goes elsewhere": {"nodejs22.x", "index.handler", "api/dist", of("api/src/index.ts", "index.ts").with("Makefile",
			"build:\n\tcd api && npx esbuild src/index.ts --bundle \\\n\t  --outfile=dist/index.js\n"), "api/src/index.ts", nil},
		"many entry points": {"nodejs22.x", "stock/app.handler", "dist", of("src/orders/app.ts", "src/stock/app.ts").with("package.json",
			`{"scripts": {"build": "esbuild src/*/app.ts --bundle --outdir=dist"}}`), "src/stock/app.ts", nil},
		"the TypeScript compiler": {"nodejs22.x", "dist/auth/index.handler", ".", of("lambdas/auth/index.ts", "lambdas/stock/index.ts").with("tsconfig.json",
			"{\n  // where to\n  \"outDir\": \"./dist\",\n  \"rootDir\": \"./lambdas\",\n}"), "lambdas/auth/index.ts", nil},
		"the Go compiler": {"provided.al2023", "bootstrap", "lambda", of("cmd/api/main.go", "cmd/poll/main.go").with("Makefile",
			"build:\n\tgo build -o bin/poll ./cmd/poll\napi:\n\tCGO_ENABLED=0 GOOS=linux go build -o lambda/bootstrap ./cmd/api\n"), "cmd/api/main.go", nil},
		"a program beside its source": {"provided.al2023", "bootstrap", "cmd/api/bootstrap", contents{"cmd/api/main.go": "package main\nfunc main() {\n"}, "cmd/api/main.go", nil},
		"a directory of Windows":      {"nodejs22.x", "index.handler", `functions\orders`, of("functions/orders/index.js", "functions/stock/index.js"), "functions/orders/index.js", nil},
		"a path that only one has": {
			"python3.13", "handlers.raid.get", "build",
			contents{"src/handlers/raid.py": python("get"), "tests/handlers/raid.py": python("get")},
			"src/handlers/raid.py", nil,
		},
		"a path that two have": {
			"python3.13", "handlers.raid.get", "build",
			contents{"a/handlers/raid.py": python("get"), "b/handlers/raid.py": python("get")},
			"",
			[]string{"a/handlers/raid.py", "b/handlers/raid.py"},
		},
		"without such a function": {"python3.13", "handlers.raid.get", "build", contents{"src/handlers/raid.py": python("put")}, "", nil},
		"in a directory of its name": {
			"python3.13", "app.main", "build/orders",
			contents{"src/orders/app.py": python("main"), "src/stock/app.py": python("main")},
			"src/orders/app.py", nil,
		},
		"a name that says little, elsewhere": {"python3.13", "app.main", "build/orders", contents{"src/stock/app.py": python("main")}, "", nil},
		"the only one of an archive":         {"nodejs22.x", "index.handler", archive, contents{"src/stock/index.js": export}, "src/stock/index.js", nil},
		"beside the template":                {"nodejs22.x", "index.handler", archive, contents{"src/stock/index.js": export, "index.js": export}, "index.js", nil},
		"nothing yet, in the template":       {"nodejs22.x", "index.handler", object("ZipFile", " "), contents{"src/stock/index.js": export}, "src/stock/index.js", nil},
		"code that lacks its handler":        {"python3.13", "handlers.raid.get", "code", contents{"code/app.py": "", "src/handlers/raid.py": python("get")}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			declared := []Declared{{ID: "t.yaml#Fn", Name: "Fn", Type: "AWS::Lambda::Function", Template: "t.yaml", At: model.Location{File: "t.yaml"}, Properties: object("Handler", c.handler, "Runtime", c.runtime, "Code", c.code)}}
			f := Build("t.yaml", declared, NewIndex(declared), c.files).Functions[0]
			if f.HandlerFile != c.want || !slices.Equal(f.Candidates, c.candidates) {
				t.Errorf("the source is said to be %q (%s) of %v, want %q of %v", f.HandlerFile, f.Taken, f.Candidates, c.want, c.candidates)
			}
		})
	}
}

// TestAnotherPart: a file of a name that says nothing is not the source of what a template of another part of the repository
// declares.
func TestAnotherPart(t *testing.T) {
	files := contents{"images/src/index.js": "exports.handler = f"}
	for template, want := range map[string]string{"images/templates/t.yaml": "images/src/index.js", "t.yaml": "images/src/index.js", "learning/templates/t.yaml": ""} {
		declared := []Declared{{ID: template + "#A", Name: "A", Type: "AWS::Lambda::Function", Template: template, At: model.Location{File: template}, Properties: object("Handler", "index.handler", "Runtime", "nodejs22.x", "Code", object("S3Key", "x.zip"))}}
		if f := Build(template, declared, NewIndex(declared), files).Functions[0]; f.HandlerFile != want {
			t.Errorf("%s: the source is said to be %q, want %q", template, f.HandlerFile, want)
		}
	}
}

// TestTwoFunctionsOfOneName: what only one of them can be is taken for neither.
func TestTwoFunctionsOfOneName(t *testing.T) {
	declared := []Declared{}
	for _, name := range []string{"A", "B"} {
		declared = append(declared, Declared{ID: "t.yaml#" + name, Name: name, Type: "AWS::Lambda::Function", Template: "t.yaml", Properties: object("Handler", "index.handler", "Runtime", "nodejs22.x", "Code", object("S3Key", "x.zip"))})
	}
	files := contents{"src/index.js": "exports.handler = f"}
	for _, f := range Build("t.yaml", declared, NewIndex(declared), files).Functions {
		if f.HandlerFile != "" {
			t.Errorf("%s is said to be %s", f.ID, f.HandlerFile)
		}
	}
}
