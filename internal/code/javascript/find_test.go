package javascript_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/javascript"
)

// listed are files that can say which they are.
type listed struct{ files }

type files = codetest.Files

func (l listed) Files() []string { return slices.Sorted(maps.Keys(l.files)) }

func TestFind(t *testing.T) {
	tree := codetest.Files{}
	for name, text := range map[string]string{
		"package.json":                           `{"workspaces": ["packages/*"], "dependencies": {"local": "file:./other/local"}}`,
		"tsconfig.base.json":                     `{ /* all */ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["app/src/*"], }, }, }`,
		"app/tsconfig.json":                      `{"extends": "../tsconfig.base" // ours` + "\n}",
		"app/package.json":                       `{"imports": {"#db": "./src/db.ts"}}`,
		"app/src/handler.ts":                     "",
		"app/src/db.ts":                          "",
		"app/src/util/index.ts":                  "",
		"app/src/data.json":                      "{}",
		"app/src/both.js":                        "",
		"app/src/both.ts":                        "",
		"packages/shared-code/package.json":      `{"name": "@org/shared", "main": "dist/index.js", "exports": {".": "./dist/index.js", "./*": "./dist/*.js"}}`,
		"packages/shared-code/src/index.ts":      "",
		"packages/shared-code/src/names.ts":      "",
		"other/local/package.json":               `{"name": "local", "main": "lib.js"}`,
		"other/local/lib.js":                     "",
		"layer/nodejs/tools.js":                  "",
		"layer/nodejs/node_modules/own/index.js": "",
		"built/db.js":                            "",
		"secret.js":                              "",
	} {
		tree[name] = []byte(text)
	}
	for name, want := range map[string]string{
		"./db":              "app/src/db.ts",
		"./db.js":           "app/src/db.ts",
		"./both.js":         "app/src/both.ts",
		"./util":            "app/src/util/index.ts",
		"./data.json":       "app/src/data.json",
		"@app/util":         "app/src/util/index.ts",
		"#db":               "app/src/db.ts",
		"@org/shared":       "packages/shared-code/src/index.ts",
		"@org/shared/names": "packages/shared-code/src/names.ts",
		"local":             "other/local/lib.js",
		"/opt/nodejs/tools": "layer/nodejs/tools.js",
		"/opt/db":           "built/db.js",
		"own":               "layer/nodejs/node_modules/own/index.js",
		"../../secret":      "secret.js",
		"../../../secret":   "",
		"lodash":            "",
		"fs":                "",
		"node:fs":           "",
		"aws-sdk":           "",
		"/etc/passwd":       "",
		"./missing":         "",
	} {
		found := javascript.Find(ir.Place{
			Files: listed{tree}, From: "app/src/handler.ts", Root: "app", Extra: []string{"layer", "built"},
		}, &ir.Import{Module: name})
		if diff := cmp.Diff(want, strings.Join(found, " ")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
