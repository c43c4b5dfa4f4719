package code_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// read is what the code of an application's functions does, by logical id: "operation target" in their order, or the
// reason why it is not known.
func read(t *testing.T, files map[string]string) map[string][]string {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	r, err := scan.Read(context.Background(), scan.Options{Path: ".", Files: tree, Code: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, app := range r.Apps {
		for _, c := range app.Model.Code {
			name := model.LocalName(c.Function)
			if c.Reason != "" {
				out[name] = []string{"? " + c.Reason}
				continue
			}
			out[name] = []string{}
			for _, call := range c.Calls {
				line := call.Operation
				for _, n := range call.Needs {
					line += " " + strings.TrimSpace(n.On.Name+" "+n.On.Part)
				}
				out[name] = append(out[name], line)
			}
			for _, gap := range c.Unknowns {
				out[name] = append(out[name], "? "+gap.Reason)
			}
		}
	}
	return out
}

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::DynamoDB::Table}
`

const put = `
import os, boto3
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
def handler(event, context):
    table.put_item(Item={"id": event["id"]})
`

// TestWhereCodeBegins holds each way in which a template says where the code of a function is to what is found there.
func TestWhereCodeBegins(t *testing.T) {
	t.Parallel()
	function := func(properties string) string {
		return template + "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Environment: {Variables: {TABLE: !Ref Orders, DD_LAMBDA_HANDLER: app.handler}}\n" + properties
	}
	layer := `
  Shared: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layers/shared}}
`
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"a directory", map[string]string{
			"template.yaml": function("      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.13\n"), "src/app.py": put,
		}, []string{"PutItem Orders"}},
		{"a package in it", map[string]string{
			"template.yaml": function("      CodeUri: .\n      Handler: src/api/app.handler\n      Runtime: python3.13\n"), "src/api/app.py": "from src.db import store\ndef handler(event, context):\n    store.handler(event, context)\n",
			"src/db/store.py": put,
		}, []string{"PutItem Orders"}},
		{"under a product's wrapper", map[string]string{
			"template.yaml": function("      CodeUri: src/\n      Handler: datadog_lambda.handler.handler\n      Runtime: python3.13\n"), "src/app.py": put,
		}, []string{"PutItem Orders"}},
		{"in a layer", map[string]string{
			"template.yaml": function("      CodeUri: src/\n      Handler: app.main\n      Runtime: python3.13\n      Layers: [!Ref Shared]\n") + layer,
			"src/app.py":    "import store\nmain = store.handler\n", "layers/shared/python/store.py": put,
		}, []string{"PutItem Orders"}},
		{"beside a layer that is not there", map[string]string{
			"template.yaml": function("      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.13\n      Layers: [!Ref Shared]\n") + strings.Replace(layer, "Serverless::LayerVersion, Properties: {ContentUri", "Lambda::LayerVersion, Properties: {Content", 1), "src/app.py": put,
		}, []string{"PutItem Orders", "? the content of layer Shared is not in the scanned directory"}},
		{"in the template", map[string]string{
			"template.yaml": function("      Handler: index.handler\n      Runtime: python3.13\n      InlineCode: |\n" + strings.ReplaceAll(put, "\n", "\n        ") + "\n"),
		}, []string{"PutItem Orders"}},
		{"nowhere", map[string]string{
			"template.yaml": function("      CodeUri: s3://elsewhere/code.zip\n      Handler: app.handler\n      Runtime: python3.13\n"),
		}, []string{"? its code is not in the scanned directory"}},
		{"no such function", map[string]string{
			"template.yaml": function("      CodeUri: src/\n      Handler: app.main\n      Runtime: python3.13\n"), "src/app.py": put,
		}, []string{"? src/app.py has no main"}},
		{"another language", map[string]string{
			"template.yaml": function("      CodeUri: src/\n      Handler: app.handler\n      Runtime: ruby3.3\n"), "src/app.rb": "def handler(event:, context:)\nend\n",
		}, []string{"? code in Ruby is not read"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, read(t, test.files)["F"]); diff != "" {
				t.Errorf("not what it does (-want +got)\n%s", diff)
			}
		})
	}
}

// TestCodeIsReadTheSame reads an application of many functions that share modules at the same time, twice.
func TestCodeIsReadTheSame(t *testing.T) {
	t.Parallel()
	files := map[string]string{"src/app.py": put, "src/shared.py": "import app\nhandler = app.handler\n"}
	text := template
	for _, name := range []string{"A", "B", "C", "D", "E", "F", "G", "H"} {
		text += "  " + name + ":\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: src, Handler: shared.handler, Runtime: python3.13, Environment: {Variables: {TABLE: !Ref Orders}}}\n"
	}
	files["template.yaml"] = text
	first := read(t, files)
	if diff := cmp.Diff(first, read(t, files)); diff != "" {
		t.Errorf("another time it is something else\n%s", diff)
	}
	for name, calls := range first {
		if !slices.Equal(calls, []string{"PutItem Orders"}) {
			t.Errorf("%s: %v", name, calls)
		}
	}
}
