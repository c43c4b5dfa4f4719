package code_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestBundles: of a bundle that is not read, the sources in its map are; without them it says why not.
func TestBundles(t *testing.T) {
	t.Parallel()
	yaml := template + "  F:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: dist, Handler: index.handler, Runtime: nodejs22.x, Environment: {Variables: {TABLE: !Ref Orders}}}\n"
	large := "var x = '" + strings.Repeat("libraries ", 120_000) + "';\nexports.handler = x;\n"
	const app = "import { save } from './lib/store';\nexport const handler = async (event) => save(event);\n"
	const store = "import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';\nconst client = new DynamoDBClient({});\nexport const save = (item) => client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: item }));\n"
	of := func(sources ...string) string {
		m := map[string]any{"version": 3, "mappings": "AAAA"}
		var names, contents []string
		for i := 0; i < len(sources); i += 2 {
			names, contents = append(names, sources[i]), append(contents, sources[i+1])
		}
		m["sources"], m["sourcesContent"] = names, contents
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	both := of("../node_modules/x/index.js", "exports.handler = 1;\n", "../src/lib/store.ts", store, "../src/app.ts", app)
	const tooLarge = "? the file is larger than what people write: it looks put together by a bundler, and is not read"
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"beside it", map[string]string{"dist/index.js": large + "//# sourceMappingURL=index.js.map\n", "dist/index.js.map": both}, []string{"PutItem Orders"}},
		{"in it", map[string]string{"dist/index.js": large + "//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(both))}, []string{"PutItem Orders"}},
		{"of webpack", map[string]string{"dist/index.js": large + "//# sourceMappingURL=index.js.map", "dist/index.js.map": of("webpack://shop/./src/lib/store.ts", store, "webpack://shop/./src/app.ts", app)}, []string{"PutItem Orders"}},
		{"none", map[string]string{"dist/index.js": large}, []string{tooLarge + ", and it has no source map"}},
		{"of two handlers", map[string]string{"dist/index.js": large + "//# sourceMappingURL=index.js.map", "dist/index.js.map": of("../a.js", app, "../b.js", app)}, []string{tooLarge + ", and of the sources in its map 2 export handler"}},
		{"broken", map[string]string{"dist/index.js": large + "//# sourceMappingURL=index.js.map", "dist/index.js.map": "{"}, []string{tooLarge + ", and its source map cannot be read"}},
		{"elsewhere", map[string]string{"dist/index.js": large + "//# sourceMappingURL=../../outside.map"}, []string{tooLarge + ", and it has no source map"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.files["template.yaml"] = yaml
			if diff := cmp.Diff(test.want, read(t, test.files)["F"]); diff != "" {
				t.Errorf("not what it does (-want +got)\n%s", diff)
			}
		})
	}
}

// TestOrigins: what stands in a bundle that is read is said to be where it was written, if that is here.
func TestOrigins(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/bundles.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, bundle := range []string{"index", "min"} {
		for _, here := range []bool{true, false} {
			files := map[string]string{"template.yaml": template + "  F:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: dist, Handler: " + bundle + ".handler, Runtime: nodejs22.x, Environment: {Variables: {TOPIC: !Ref Orders}}}\n"}
			for _, f := range archive.Files {
				if here || !strings.HasPrefix(f.Name, "src/") {
					files[f.Name] = string(f.Data)
				}
			}
			code := stored(t, files, nil)[0]
			if len(code.Calls) != 1 {
				t.Fatalf("%s: %+v", bundle, code)
			}
			got := code.Handler.String() + " " + code.Calls[0].At.String()
			if here != (got == "src/app.ts:3 src/lib/store.ts:6") || !here && !strings.HasPrefix(got, "dist/"+bundle+".js:") {
				t.Errorf("%s, its sources here %t: it is said to be in %s", bundle, here, got)
			}
		}
	}
}

// FuzzOrigins reads mappings that nobody wrote.
func FuzzOrigins(f *testing.F) {
	f.Add("AAAA;AACA,SAAS")
	f.Fuzz(func(t *testing.T, mappings string) {
		text, err := json.Marshal(map[string]any{"version": 3, "sources": []string{"../src/app.js"}, "mappings": mappings})
		if err != nil {
			t.Fatal(err)
		}
		read(t, map[string]string{
			"template.yaml": template + "  F: {Type: AWS::Serverless::Function, Properties: {CodeUri: dist, Handler: index.handler, Runtime: nodejs22.x}}\n",
			"src/app.js":    "", "dist/index.js": "exports.handler = async () => {\n  fetch('https://example.com');\n};\n//# sourceMappingURL=index.js.map", "dist/index.js.map": string(text),
		})
	})
}
