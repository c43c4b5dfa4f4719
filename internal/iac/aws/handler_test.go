package aws

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// contents is a directory of files with their contents.
type contents map[string]string

func (t contents) Files() []string { return slices.Sorted(maps.Keys(t)) }

func (t contents) Read(name string) ([]byte, error) {
	if content, has := t[name]; has {
		return []byte(content), nil
	}
	return nil, fs.ErrNotExist
}

func (t contents) Stat(name string) (isFile, isDir bool) {
	for file := range t {
		isDir = isDir || name == "." || strings.HasPrefix(file, name+"/")
	}
	_, isFile = t[name]
	return isFile, isDir
}

// of makes files without content.
func of(names ...string) contents {
	out := contents{}
	for _, name := range names {
		out[name] = ""
	}
	return out
}

// with is the files and one with a content.
func (t contents) with(name, content string) contents {
	out := maps.Clone(t)
	out[name] = content
	return out
}

func object(pairs ...any) model.Value {
	var fields []model.Field
	for i := 0; i+1 < len(pairs); i += 2 {
		key, _ := pairs[i].(string)
		v, is := pairs[i+1].(model.Value)
		if s, isText := pairs[i+1].(string); isText {
			v, is = model.NewString(s, model.Location{}), true
		}
		if is {
			fields = append(fields, model.Field{Key: key, Value: v})
		}
	}
	return model.NewMap(fields, model.Location{})
}

func listOf(items ...string) model.Value {
	var out []model.Value
	for _, s := range items {
		out = append(out, model.NewString(s, model.Location{}))
	}
	return model.NewList(out, model.Location{})
}

// located is where the code of a function with some properties and metadata is said to be.
func located(files contents, properties, metadata model.Value) (code, handler string) {
	declared := []Declared{{ID: "t.yaml#Fn", Name: "Fn", Type: "AWS::Lambda::Function", Template: "t.yaml", Properties: properties, Attributes: object("Metadata", metadata)}}
	f := Build("t.yaml", declared, NewIndex(declared), files).Functions[0]
	return f.CodePath, f.HandlerFile
}

func TestWhichFileHoldsTheHandler(t *testing.T) {
	const maven, kotlin = "src/main/java/com/example/App.java", "src/main/kotlin/App.kt"
	for name, c := range map[string]struct {
		runtime, handler, code string
		files                  contents
		want                   string
	}{
		"python":                       {"python3.13", "app.main", "fn", of("fn/app.py", "fn/main.py"), "fn/app.py"},
		"python module":                {"python3.13", "pkg.sub.main", "fn", of("fn/pkg/sub.py"), "fn/pkg/sub.py"},
		"python package":               {"python3.13", "pkg.main", "fn", of("fn/pkg/__init__.py"), "fn/pkg/__init__.py"},
		"python path":                  {"python3.13", "src/app.main", "fn", of("fn/src/app.py"), "fn/src/app.py"},
		"python is not there":          {"python3.13", "app.main", "fn", of("fn/other.py"), ""},
		"a single file":                {"python3.13", "app.main", "fn/app.py", of("fn/app.py"), "fn/app.py"},
		"node":                         {"nodejs22.x", "src/app.handler", "fn", of("fn/src/app.mjs"), "fn/src/app.mjs"},
		"node with dots":               {"nodejs22.x", "app.handlers.get", "fn", of("fn/app.js", "fn/app.handlers.js"), "fn/app.js"},
		"compiled TypeScript":          {"nodejs22.x", "dist/app.handler", "fn", of("fn/package.json", "fn/src/app.ts"), "fn/src/app.ts"},
		"compiled, two that may be":    {"nodejs22.x", "dist/app.handler", "fn", of("fn/package.json", "fn/src/app.ts", "fn/app.ts"), ""},
		"not compiled":                 {"nodejs22.x", "app.handler", "fn", of("fn/src/app.ts"), ""},
		"what a build leaves":          {"nodejs22.x", "orders/app.handler", "svc/dist", of("svc/package.json", "svc/src/orders/app.ts"), "svc/src/orders/app.ts"},
		"ruby":                         {"ruby3.4", "app.LambdaFunctions::Handler.process", "fn", of("fn/app.rb"), "fn/app.rb"},
		"java":                         {"java21", "com.example.App::handleRequest", "fn", of("fn/"+maven, "fn/src/test/java/com/example/App.java"), "fn/" + maven},
		"java without method":          {"java21", "com.example.App", "fn", of("fn/" + maven), "fn/" + maven},
		"java inner class":             {"java21", "com.example.App$Inner::handle", "fn", of("fn/" + maven), "fn/" + maven},
		"scala":                        {"java21", "com.example.App::run", ".", of("src/main/scala/com/example/App.scala", "build.sbt"), "src/main/scala/com/example/App.scala"},
		"kotlin beside its package":    {"java21", "com.example.App::run", "fn", contents{"fn/" + kotlin: "package com.example\nclass App"}, "fn/" + kotlin},
		"kotlin of another package":    {"java21", "com.example.App::run", "fn", contents{"fn/" + kotlin: "package com.examples\nclass App"}, ""},
		"java of two modules":          {"java21", "com.example.App::run", ".", of("a/"+maven, "b/"+maven), ""},
		"a jar that maven makes":       {"java21", "com.example.App::run", "fn/target/fn.jar", of("fn/pom.xml", "fn/"+maven, "other/"+maven), "fn/" + maven},
		"a jar of nothing":             {"java21", "com.example.App::run", "fn/target/fn.jar", of("fn/" + maven), ""},
		"a class of a library":         {"java21", "io.quarkus.Handler::run", "fn", of("fn/" + maven), ""},
		"dotnet":                       {"dotnet8", "Shop::Shop.Orders.Function::Run", "fn", of("fn/Shop.csproj", "fn/Orders/Function.cs"), "fn/Orders/Function.cs"},
		"dotnet by its project":        {"dotnet8", "Shop::Shop.Function::Run", ".", of("a/Shop.csproj", "a/Function.cs", "b/Stock.csproj", "b/Function.cs"), "a/Function.cs"},
		"dotnet by its namespace":      {"dotnet8", "Shop::Shop.Orders.Function::Run", ".", of("Shop.csproj").with("a/Function.cs", "namespace Shop.Orders;").with("b/Function.cs", "namespace Shop.Stock {"), "a/Function.cs"},
		"dotnet annotations":           {"dotnet8", "Shop::Shop.Functions_GetAll_Generated::GetAll", ".", of("Shop.csproj", "Functions.cs"), "Functions.cs"},
		"dotnet program":               {"dotnet8", "Shop", ".", of("Shop/Shop.csproj", "Shop/Program.cs", "Shop/Other.cs"), "Shop/Program.cs"},
		"dotnet only file":             {"dotnet8", "Shop", ".", of("Shop/Shop.csproj", "Shop/Function.cs", "Function.cs"), "Shop/Function.cs"},
		"dotnet where it starts":       {"dotnet8", "Shop", ".", of("Shop.csproj", "Other.cs").with("Function.cs", "var app = WebApplication.CreateBuilder(args);"), "Function.cs"},
		"what dotnet publishes":        {"dotnet8", "Shop::Shop.Function::Run", "fn/bin/Release/net8.0/publish", of("fn/Shop.csproj", "fn/Function.cs"), "fn/Function.cs"},
		"go":                           {"provided.al2023", "bootstrap", "fn", of("fn/main.go", "fn/bootstrap"), "fn/main.go"},
		"go of one main":               {"provided.al2023", "bootstrap", "fn", of("fn/x_test.go").with("fn/orders.go", "package main\nfunc main() {").with("fn/other.go", "package main"), "fn/orders.go"},
		"go command of its name":       {"go1.x", "orders", ".", of("cmd/orders/main.go", "cmd/stock/main.go"), "cmd/orders/main.go"},
		"go only command":              {"provided.al2", "bootstrap", ".", of("cmd/orders/main.go"), "cmd/orders/main.go"},
		"go of two commands":           {"provided.al2", "bootstrap", ".", of("cmd/orders/main.go", "cmd/stock/main.go"), ""},
		"what go build leaves":         {"provided.al2023", "bootstrap", "bin/orders", of("go.mod", "cmd/orders/main.go", "cmd/stock/main.go"), "cmd/orders/main.go"},
		"rust":                         {"provided.al2023", "bootstrap", "fn", of("fn/Cargo.toml", "fn/src/main.rs", "fn/src/lib.rs"), "fn/src/main.rs"},
		"rust binary":                  {"provided.al2023", "bootstrap", "fn", contents{"fn/Cargo.toml": "[package]\nname = \"x\"\n[[bin]]\nname = \"orders\"\npath = \"src/bin/main.rs\" \n", "fn/src/bin/main.rs": ""}, "fn/src/bin/main.rs"},
		"what cargo lambda leaves":     {"provided.al2023", "bootstrap", "target/lambda/orders", contents{"Cargo.toml": "[workspace]", "orders/Cargo.toml": "[package]\nname = \"orders\"\n", "orders/src/main.rs": "", "stock/src/main.rs": ""}, "orders/src/main.rs"},
		"a shell runtime":              {"provided.al2023", "function.handler", "fn", of("fn/function.sh", "fn/bootstrap"), "fn/function.sh"},
		"a script of an adapter":       {"python3.13", "run.sh", "fn", of("fn/run.sh", "fn/app.py"), "fn/run.sh"},
		"a runtime that is not said":   {"", "app.main", "fn", of("fn/app.rb"), "fn/app.rb"},
		"nor which of two it is":       {"", "app.main", "fn", of("fn/app.rb", "fn/app.py"), ""},
		"a runtime that is not known":  {"cobol1", "app.main", "fn", of("fn/app.rb"), ""},
		"a directory that is not here": {"python3.13", "app.main", "elsewhere", of("fn/app.py"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			properties := object("Handler", c.handler, "Runtime", c.runtime, "Code", c.code)
			if c.runtime == "" {
				properties = object("Handler", c.handler, "Code", c.code)
			}
			code, got := located(c.files, properties, model.Value{})
			if got != c.want {
				t.Errorf("the handler is said to be in %q (code in %q), want %q", got, code, c.want)
			}
			if got != "" && code == "" {
				t.Error("the code is nowhere, the handler is somewhere")
			}
		})
	}
}

func TestHowItIsBuilt(t *testing.T) {
	makefile := "build-Other:\n\tgo build -o x ./cmd/other\nbuild-Fn:\n\tGOOS=linux go build -tags lambda.norpc -o $(ARTIFACTS_DIR)/bootstrap ./cmd/orders\n"
	for name, c := range map[string]struct {
		runtime, handler string
		metadata         model.Value
		files            contents
		want             string
	}{
		"esbuild":                    {"nodejs22.x", "app.handler", object("BuildMethod", "esbuild", "BuildProperties", object("EntryPoints", listOf("src/app.ts"))), of("src/app.ts"), "src/app.ts"},
		"esbuild, the same path":     {"nodejs22.x", "src/a/app.handler", object("BuildMethod", "esbuild", "BuildProperties", object("EntryPoints", listOf("src/b/app.ts", "src/a/app.ts"))), of("src/a/app.ts", "src/b/app.ts"), "src/a/app.ts"},
		"esbuild, two that may be":   {"nodejs22.x", "app.handler", object("BuildMethod", "esbuild", "BuildProperties", object("EntryPoints", listOf("src/b/app.ts", "src/a/app.ts"))), of("src/a/app.ts", "src/b/app.ts"), ""},
		"esbuild without an ending":  {"nodejs22.x", "app.handler", object("BuildMethod", "esbuild", "BuildProperties", object("EntryPoints", listOf("app"))), of("app.ts"), "app.ts"},
		"esbuild, nothing there":     {"nodejs22.x", "app.handler", object("BuildMethod", "esbuild", "BuildProperties", object("EntryPoints", listOf("../../app.ts"))), of("x.ts"), ""},
		"a Makefile that builds Go":  {"provided.al2023", "bootstrap", object("BuildMethod", "makefile"), of("cmd/orders/main.go", "cmd/other/main.go").with("Makefile", makefile), "cmd/orders/main.go"},
		"a Makefile of another":      {"provided.al2023", "bootstrap", object("BuildMethod", "makefile"), of("cmd/orders/main.go", "cmd/other/main.go").with("Makefile", "build-X:\n\tgo build ./cmd/other\n"), ""},
		"a Makefile that builds C#":  {"provided.al2023", "bootstrap", object("BuildMethod", "makefile"), of("A/A.csproj", "A/Function.cs", "B/B.csproj", "B/Function.cs").with("Makefile", "build-Fn:\n\tdotnet publish A/A.csproj -c Release\n"), "A/Function.cs"},
		"a Makefile and Python":      {"python3.13", "app.main", object("BuildMethod", "makefile"), of("Makefile", "app.py"), "app.py"},
		"python by uv":               {"python3.13", "app.main", object("BuildMethod", "python-uv"), of("pyproject.toml", "app.py"), "app.py"},
		"a binary of cargo lambda":   {"provided.al2023", "bootstrap", object("BuildMethod", "rust-cargolambda", "BuildProperties", object("Binary", "orders")), of("Cargo.toml", "src/bin/orders.rs", "src/main.rs"), "src/bin/orders.rs"},
		"cargo lambda, one binary":   {"provided.al2023", "bootstrap", object("BuildMethod", "rust-cargolambda"), of("Cargo.toml", "src/main.rs"), "src/main.rs"},
		"cargo lambda without cargo": {"provided.al2023", "bootstrap", object("BuildMethod", "rust-cargolambda"), of("src/main.rs"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := located(c.files, object("Handler", c.handler, "Runtime", c.runtime, "Code", "."), c.metadata); got != c.want {
				t.Errorf("the handler is said to be in %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatAnImageRuns(t *testing.T) {
	for name, c := range map[string]struct {
		dockerfile string
		config     model.Value // ImageConfig
		metadata   model.Value // besides the context
		files      contents
		want       string
	}{
		"a command":             {"FROM public.ecr.aws/lambda/python:3.13\nCOPY app.py ${LAMBDA_TASK_ROOT}\nCMD [\"app.main\"]", model.Value{}, model.Value{}, of("img/app.py"), "img/app.py"},
		"in shell form":         {"FROM x\nCMD app.main\n", model.Value{}, model.Value{}, of("img/app.py"), "img/app.py"},
		"copied from elsewhere": {"FROM x\nCOPY --chown=x code/lib/ ./\nCMD [\"app.main\"]", model.Value{}, model.Value{}, of("img/code/lib/app.py", "img/app.js"), "img/code/lib/app.py"},
		"over two lines":        {"FROM x\nCOPY \\\n  code/app.js ./\nCMD [ \\\n \"app.main\" ]", model.Value{}, model.Value{}, of("img/code/app.js"), "img/code/app.js"},
		"the template decides":  {"FROM x\nCMD [\"app.main\"]", object("Command", listOf("other.main")), model.Value{}, of("img/app.py", "img/other.py"), "img/other.py"},
		"an entry point":        {"FROM node\nENTRYPOINT [\"/usr/bin/npx\", \"aws-lambda-ric\"]\nCMD [\"app.main\"]", model.Value{}, model.Value{}, of("img/app.js"), "img/app.js"},
		"the last stage":        {"FROM x AS build\nCMD [\"old.main\"]\nFROM x\nCMD [\"app.main\"]", model.Value{}, model.Value{}, of("img/app.py", "img/old.py"), "img/app.py"},
		"the stage that is named": {
			"FROM x AS one\nCMD [\"old.main\"]\nFROM x AS two\nCMD [\"app.main\"]", model.Value{}, object("DockerBuildTarget", "one"), of("img/app.py", "img/old.py"), "img/old.py",
		},
		"build arguments": {
			"FROM x\nARG WHICH=none\nCOPY ${WHICH}/ ./\nCMD [\"app.main\"]", model.Value{}, object("DockerBuildArgs", object("WHICH", "orders")), of("img/orders/app.py", "img/none/app.py"), "img/orders/app.py",
		},
		"a Go program":       {"FROM golang AS b\nCOPY . .\nRUN go build -o main\nFROM x\nENTRYPOINT [\"/main\"]", model.Value{}, model.Value{}, of("img/main.go"), "img/main.go"},
		"a class":            {"FROM x\nCMD [\"com.example.App::run\"]", model.Value{}, model.Value{}, of("img/src/main/java/com/example/App.java"), "img/src/main/java/com/example/App.java"},
		"a method of .NET":   {"FROM x\nCMD [\"Shop::Shop.Function::Run\"]", model.Value{}, model.Value{}, of("img/Shop.csproj", "img/Function.cs"), "img/Function.cs"},
		"a .NET program":     {"FROM x AS b\nRUN dotnet publish\nFROM x\nENTRYPOINT [\"var/task/Shop\"]", model.Value{}, model.Value{}, of("img/Shop/Shop.csproj", "img/Shop/Program.cs"), "img/Shop/Program.cs"},
		"nothing of it":      {"FROM x\n", model.Value{}, model.Value{}, of("img/app.py"), ""},
		"not from outside":   {"FROM x\nCOPY ../../x ./\nCMD [\"../../app.main\"]", model.Value{}, model.Value{}, of("app.py"), ""},
		"a broken one":       {"FROM\nCOPY\nCOPY [\nCMD [\nARG\nENV =\n\\\nCMD", model.Value{}, model.Value{}, of("img/app.py"), ""},
		"a command of flags": {"FROM x\nCMD [\"python\", \"-m\", \"awslambdaric\", \"app.main\"]", model.Value{}, model.Value{}, of("img/app.py"), "img/app.py"},
	} {
		t.Run(name, func(t *testing.T) {
			metadata := []any{"DockerContext", "./img", "Dockerfile", "Dockerfile.fn"}
			for _, f := range c.metadata.Fields() {
				metadata = append(metadata, f.Key, f.Value)
			}
			code, got := located(c.files.with("img/Dockerfile.fn", c.dockerfile), object("PackageType", "Image", "Code", object(), "ImageConfig", c.config), object(metadata...))
			if got != c.want || code != "img" {
				t.Errorf("the handler is said to be in %q and the code in %q, want %q", got, code, c.want)
			}
		})
	}
}

func TestWhereAnArchiveIsMadeOf(t *testing.T) {
	for name, c := range map[string]struct {
		runtime, handler string
		files            contents
		code, want       string
	}{
		"a class":                 {"java21", "com.shop.orders.Handler::run", of("svc/orders/src/main/scala/com/shop/orders/Handler.scala", "svc/stock/src/main/scala/com/shop/stock/Handler.scala"), "svc/orders", "svc/orders/src/main/scala/com/shop/orders/Handler.scala"},
		"a module of a name":      {"python3.13", "assign_queue.main", of("src/core/assign_queue.py", "src/core/other.py"), "src/core", "src/core/assign_queue.py"},
		"of two":                  {"python3.13", "assign_queue.main", of("a/assign_queue.py", "b/assign_queue.py"), "", ""},
		"a name that says little": {"python3.13", "app.main", of("a/app.py"), "", ""},
		"a class without package": {"java21", "Handler::run", of("a/Handler.java"), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			code, got := located(c.files, object("Handler", c.handler, "Runtime", c.runtime, "Code", object("S3Bucket", "b", "S3Key", "x/1.zip")), model.Value{})
			if got != c.want || code != c.code {
				t.Errorf("the handler is said to be in %q and the code in %q, want %q and %q", got, code, c.want, c.code)
			}
		})
	}
}
